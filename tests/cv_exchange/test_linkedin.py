"""LinkedIn's archive: what is read of it, and what is not (portal.cv.exchange.linkedin)."""

import zipfile

import pytest

from portal.core.files import BadFile, FileTooLarge
from portal.cv import services
from portal.cv.exchange import reading
from portal.cv.exchange.errors import NotLinkedIn, Unreadable
from portal.cv.exchange.reading import read_file

from .files import LINKEDIN, archive, upload

pytestmark = pytest.mark.django_db


def test_the_archive_fills_a_resume(person):
    draft = read_file(upload(archive()))
    resume = services.create(person, draft.values)
    assert (resume.full_name, resume.title) == ("Zoé Lefèvre", "Ingénieure énergie")
    assert resume.summary == "Dix ans d’audits.\nMobile en Île-de-France."
    assert (resume.email, resume.phone) == ("zoe@courriel.example", "+33639980142")
    assert (resume.website, resume.github_url) == ("https://zoe.example", "https://github.com/zoe-exemple")
    assert resume.address == "44000 Nantes, France"
    jobs = [(job.position, str(job.start_date), str(job.end_date), job.is_current) for job in resume.experiences.all()]
    assert jobs == [
        ("Cheffe de projet", "2020-03-01", "None", True),
        ("Ingénieure", "2016-09-01", "2020-02-01", False),
        ("Stagiaire", "2014-01-01", "2015-12-01", False),
    ]
    assert resume.education.get().degree == "Diplôme d’ingénieure"
    assert [skill.name for skill in resume.skills.all()] == ["Conduite de projet", "RE2020"]
    assert resume.certifications_data == [{"name": "PMP", "issuer": "PMI", "date": "2022-05"}]
    assert resume.projects_data[0]["url"] == "https://jv.example"


def test_messages_and_contacts_are_not_read():
    assert "PRIVÉ" not in repr(read_file(upload(archive())).values)
    assert set(reading._asked("zip", archive())["files"]) == {name.removesuffix(".csv") for name in LINKEDIN}


def test_missing_files_and_columns_are_no_matter():
    draft = read_file(upload(archive({"Positions.csv": [["Title", "New column"], ["Maçonne", "x"]]})))
    assert draft.values["experience_data"][0]["position"] == "Maçonne"
    assert draft.values["full_name"] == ""


def test_folders_are_no_matter_and_lead_nowhere(tmp_path):
    draft = read_file(upload(archive(folder="../../../../tmp/")))
    assert draft.values["full_name"] == "Zoé Lefèvre"


def test_another_archive_is_refused():
    with pytest.raises(NotLinkedIn):
        read_file(upload(archive({"notes.csv": [["a"], ["b"]]})))
    with pytest.raises(NotLinkedIn):
        read_file(upload(archive({"Profile.csv": [["a", "b"], ["c", "d"]]})))


def test_a_bomb_is_refused_by_its_table_of_contents():
    with pytest.raises(BadFile):
        read_file(upload(archive({}, raw={"Profile.csv": b"0" * (51 * 1024 * 1024)})))


def test_a_file_that_unpacks_to_too_much_is_refused():
    with pytest.raises(Unreadable):
        read_file(upload(archive({}, raw={"Profile.csv": b"0" * (3 * 1024 * 1024)})))


def test_a_table_of_contents_that_lies_gains_nothing():
    made = bytearray(archive({}, raw={"Profile.csv": b"First Name,Last Name\n" + b"0" * 500_000}))
    # The size that the central directory tells, made small.
    place = made.index(b"PK\x01\x02") + 24
    made[place : place + 4] = (100).to_bytes(4, "little")
    with pytest.raises((Unreadable, BadFile, NotLinkedIn)):
        read_file(upload(bytes(made)))


@pytest.mark.parametrize("cut", [30, 200, 900])
def test_a_broken_archive_is_refused(cut):
    with pytest.raises((Unreadable, BadFile)):
        read_file(upload(archive()[:cut]))


def test_one_that_is_too_large_is_refused(settings):
    settings.MAX_UPLOAD_BYTES = 100
    with pytest.raises(FileTooLarge):
        read_file(upload(archive()))


def test_encrypted_files_are_passed_over():
    made = bytearray(archive())
    start = 0
    while (start := made.find(b"PK\x01\x02", start)) >= 0:
        made[start + 8] |= 1
        start += 4
    with pytest.raises((NotLinkedIn, Unreadable)):
        read_file(upload(bytes(made)))


def test_a_thousand_rows_are_cut():
    rows = [LINKEDIN["Positions.csv"][0], *([f"C{number}", "T", "", "", "2020", ""] for number in range(5000))]
    draft = read_file(upload(archive({"Positions.csv": rows})))
    assert len(draft.values["experience_data"]) == 40
    assert draft.notes


def test_zipfile_is_opened_in_memory_alone(monkeypatch):
    """The portal's own process never unpacks: the table of contents is all it looks at."""
    monkeypatch.setattr(zipfile.ZipFile, "extractall", lambda *args: pytest.fail("unpacked"))
    monkeypatch.setattr(zipfile.ZipFile, "extract", lambda *args: pytest.fail("unpacked"))
    read_file(upload(archive()))
