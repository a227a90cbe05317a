"""Making, changing and deleting resumes (002 §3.2, §3.4, §3.5), their history, photo, links and claims."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.storage import storages
from django.test import RequestFactory
from django.utils import timezone
from PIL import Image

from portal.accounts.services import update_profile
from portal.core.errors import Forbidden, Invalid
from portal.core.files import BadFile
from portal.cv import services
from portal.cv.errors import Enough, Gone, Stale
from portal.cv.models import Experience, Resume, ResumeExport, ResumeShare, ResumeSkill, ResumeTemplate, ResumeVersion
from portal.cv.services.content import content_of, read_entries
from portal.cv.visitors import KEY, Visitor
from portal.vocabulary.models import Skill
from tests.factories.accounts import UserFactory, pdf, picture

pytestmark = pytest.mark.django_db

MARIE = {"full_name": "Marie Dubois", "email": "marie.dubois@example.com"}
JOB = {"company": "Bâtir", "position": "Maçonne", "start_date": "2020-01-01"}
VISITOR = Visitor("a-session")


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def resume(person):
    return services.create(person, MARIE)


def stored() -> list[str]:
    return [name for folder in storages["private"].listdir("")[0] for name in storages["private"].listdir(folder)[1]]


def fresh(resume) -> Resume:
    return Resume.objects.get(pk=resume.pk)


# --- making
def test_an_account_and_a_visitor_make_resumes(person):
    assert services.create(person, MARIE).user == person
    made = services.create(VISITOR, {**MARIE, "template": 2})
    assert (made.user, made.session_id, made.template_id, made.phone) == (None, "a-session", 2, "")


@pytest.mark.parametrize("actor", [Visitor(), AnonymousUser(), *("recruiter", "editor", "admin")])
def test_nobody_else_makes_one(actor):
    actor = UserFactory(**{actor: True}) if isinstance(actor, str) else actor
    with pytest.raises((Forbidden, AttributeError)):
        services.create(actor, MARIE)
    assert not Resume.objects.exists()


@pytest.mark.parametrize(("actor", "limit"), [("person", "MOST_RESUMES"), ("visitor", "MOST_OF_A_VISITOR")])
def test_there_is_an_end_to_how_many(person, monkeypatch, actor, limit):
    monkeypatch.setattr(f"portal.cv.services.changing.{limit}", 1)
    actor = person if actor == "person" else VISITOR
    services.create(actor, MARIE)
    with pytest.raises(Enough):
        services.create(actor, MARIE)
    services.create(Visitor("another"), MARIE)


def test_texts_are_cleaned_and_addresses_made_whole(person):
    made = services.create(
        person, {**MARIE, "phone": "06 99 88 77 66", "website": "mariedubois.fr", "title": " Cheffe\x00 de projet "}
    )
    assert (made.phone, made.website, made.title) == ("+33699887766", "https://mariedubois.fr", "Cheffe de projet")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "marie"),
        ("email", 12),
        ("phone", "abc"),
        ("phone", ["06"]),
        ("full_name", "a" * 302),
        ("summary", "a" * 5001),
        ("website", "javascript:alert(1)"),
        ("website", "ftp://example.com/x"),
        ("website", "https://"),
        ("website", "https://[::1"),
        ("linkedin_url", "file:///etc/passwd"),
        ("template", 99),
        ("template", True),
        ("template", "1"),
        ("template", 2**70),
        ("template", None),
        ("languages_data", {}),
        ("languages_data", [{"level": "Natif"}]),
        ("languages_data", [{"language": {"a": 1}}]),
        ("projects_data", [{"name": "x", "url": "javascript:alert(1)"}]),
        ("custom_sections", [{"title": "x", "script": "y"}]),
        ("certifications_data", ["x"]),
        ("layout", []),
        ("layout", {"color": "url(https://evil.example)"}),
        ("experience_data", {}),
        ("experience_data", "x"),
        ("experience_data", [None]),
        ("experience_data", [{"company": "x"}]),
        ("experience_data", [{"company": 1, "position": "x"}]),
        ("experience_data", [{**JOB, "start_date": "2020-13-01"}]),
        ("experience_data", [{**JOB, "start_date": 2020}]),
        ("experience_data", [{**JOB, "end_date": "2019-01-01"}]),
        ("experience_data", [{**JOB, "end_date": "2021-01-01", "is_current": True}]),
        ("experience_data", [{**JOB, "is_current": "yes"}]),
        ("experience_data", [{**JOB, "order": -1}]),
        ("experience_data", [{**JOB, "order": 40000}]),
        ("experience_data", [{**JOB, "order": "1"}]),
        ("experience_data", [JOB] * 51),
        ("education_data", [{"degree": "Master"}]),
        ("skills_data", [{"name": ""}]),
        ("skills_data", [{"name": "React", "level": "guru"}]),
        ("skills_data", [{"name": "React"}, {"name": "REACT"}]),
        ("skills_data", [{"name": "a" * 81}]),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_field_and_changes_nothing(person, resume, field, value):
    with pytest.raises(Invalid) as caught:
        services.change(person, resume, {"title": "Changé", field: value})
    assert list(caught.value.fields) == [field]
    assert (fresh(resume).title, fresh(resume).revision, Experience.objects.count()) == ("", 1, 0)


def test_all_that_is_wrong_is_said_at_once(person):
    with pytest.raises(Invalid) as caught:
        services.create(person, {**MARIE, "email": "x", "phone": "y", "website": "z:z"})
    assert sorted(caught.value.fields) == ["email", "phone", "website"]


def test_nobody_writes_a_book(person, resume):
    section = [{"title": f"{number}", "content": "a" * 5000} for number in range(40)]
    with pytest.raises(Invalid):
        services.change(person, resume, {"custom_sections": section})
    assert fresh(resume).custom_sections == []


# --- changing
def test_only_what_is_sent_changes(person):
    made = services.create(
        person, {**MARIE, "title": "Maçonne", "experience_data": [JOB], "skills_data": [{"name": "A"}]}
    )
    services.change(person, made, {"summary": "Dix ans."})
    row = fresh(made)
    assert (row.title, row.summary, row.revision, row.experiences.count(), row.skills.count()) == (
        "Maçonne",
        "Dix ans.",
        2,
        1,
        1,
    )


def test_the_same_again_writes_nothing(person, resume):
    services.change(person, resume, {"title": "Maçonne", "experience_data": [JOB]})
    before = fresh(resume)
    services.change(person, resume, {"title": "Maçonne ", "experience_data": [JOB]})
    after = fresh(resume)
    assert (after.revision, after.updated_at) == (before.revision, before.updated_at)


def test_a_list_replaces_the_one_there_is_and_keeps_known_rows(person, resume):
    junior = {"company": "StartupXYZ", "position": "Junior", "start_date": "2018-06-01", "order": 1}
    row = services.change(person, resume, {"experience_data": [JOB, junior]})
    first, second = row.experiences.all()
    renamed = {"id": second.pk, "company": "StartupXYZ", "position": "Senior", "order": 1}
    new = {"company": "Freelance", "position": "Consultante", "order": 2}
    row = services.change(person, resume, {"experience_data": [{**JOB, "location": "Lyon"}, renamed, new]})
    found = list(fresh(row).experiences.values_list("position", "location", "start_date", "order"))
    assert [place[0] for place in found] == ["Maçonne", "Senior", "Consultante"]
    assert found[1][2] is None
    ids = list(fresh(row).experiences.values_list("pk", flat=True))
    assert ids[:2] == [first.pk, second.pk]
    row = services.change(person, resume, {"experience_data": []})
    assert not Experience.objects.exists()


def test_an_id_of_somebody_elses_row_is_no_id(person, resume):
    other = services.create(UserFactory(), {**MARIE, "experience_data": [JOB]})
    theirs = other.experiences.all()[0]
    services.change(person, resume, {"experience_data": [{"id": theirs.pk, "company": "Vol", "position": "Voleur"}]})
    theirs.refresh_from_db()
    assert (theirs.company, theirs.resume) == ("Bâtir", other)
    assert resume.experiences.get().pk != theirs.pk


def test_entries_are_read_as_they_are_written(person, resume):
    school = {"institution": "ESSEC", "degree": "MBA", "grade": "Distinction", "field_of_study": "Marketing"}
    skill = {"name": "React", "level": "expert", "category": "Frontend"}
    sent = {"experience_data": [{**JOB, "is_current": True}], "education_data": [school], "skills_data": [skill]}
    services.change(person, resume, sent)
    one, other = fresh(resume), fresh(resume)
    read_entries(one)
    for name in ("experiences", "education", "skills"):
        rows = [{**vars(row), "_state": None} for row in getattr(other, name).all()]
        same = [{**vars(row), "_state": None} for row in getattr(one, name).all()]
        for row in (*rows, *same):
            row.get("_state")
            row.pop("_prefetched_objects_cache", None)
        assert same == rows
    assert content_of(one) == content_of(other)


def test_skills_are_the_vocabularys_for_an_account_and_add_nothing_to_it_for_a_visitor(person, resume):
    services.change(person, resume, {"skills_data": [{"name": "postgres"}, {"name": "Chaux"}]})
    assert sorted(skill.skill.name for skill in fresh(resume).skills.all()) == ["Chaux", "PostgreSQL"]
    known = Skill.objects.count()
    made = services.create(VISITOR, {**MARIE, "skills_data": [{"name": "postgres"}, {"name": "Inconnue"}]})
    assert [skill.skill and skill.skill.name for skill in fresh(made).skills.all()] == ["PostgreSQL", None]
    assert Skill.objects.count() == known


def test_the_skills_of_the_main_resume_alone_are_the_profiles(person):
    main = services.main_resume(person)
    services.change(person, main, {"skills_data": [{"name": "Pierre"}, {"name": "Chaux"}]})
    services.create(person, {**MARIE, "skills_data": [{"name": "Bois"}]})
    assert sorted(person.candidate.skills.values_list("name", flat=True)) == ["Chaux", "Pierre"]
    services.change(person, main, {"skills_data": []})
    assert not person.candidate.skills.exists()


def test_the_profiles_skills_are_one_more_change_of_the_main_resume(person):
    main = services.main_resume(person)
    update_profile(person, {"skills": ["Pierre"]})
    assert fresh(main).revision == 2
    with pytest.raises(Stale):
        services.change(person, main, {"title": "x"}, revision=1)


def test_who_saw_an_older_one_does_not_write_over_it(person, resume):
    services.change(person, resume, {"title": "Un"}, revision=1)
    with pytest.raises(Stale):
        services.change(person, resume, {"title": "Deux"}, revision=1)
    with pytest.raises(Stale):
        services.delete(person, resume, revision=1)
    assert fresh(resume).title == "Un"
    services.add_experience(person, fresh(resume), {"company": "Bâtir", "position": "Maçonne"})
    with pytest.raises(Stale):
        services.change(person, resume, {"experience_data": []}, revision=2)


def test_strangers_change_nothing(resume):
    theirs = services.create(VISITOR, MARIE)
    for actor in (UserFactory(), VISITOR, Visitor("other"), Visitor()):
        for call in (services.change, lambda who, what, _values: services.delete(who, what)):
            with pytest.raises(Forbidden):
                call(actor, resume, {"title": "x"})
        with pytest.raises(Gone):
            services.change(actor, resume.pk, {"title": "x"})
    for actor in (UserFactory(), Visitor("other"), Visitor(), Visitor("")):
        with pytest.raises(Forbidden):
            services.change(actor, theirs, {"title": "x"})


def test_a_template_that_is_not_offered_any_more_stays_where_it_is(person):
    old = ResumeTemplate.objects.create(name="Ancien")
    made = services.create(person, {**MARIE, "template": old.pk})
    ResumeTemplate.objects.filter(pk=old.pk).update(is_active=False)
    services.change(person, made, {"template": old.pk, "title": "x"})
    with pytest.raises(Invalid):
        services.create(person, {**MARIE, "template": old.pk})
    assert services.duplicate(person, made).template_id == 1


# --- history
def test_a_state_is_kept_for_all_the_changes_of_five_minutes(person, resume):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        for title in ("Un", "Deux", "Trois"):
            services.change(person, resume, {"title": title})
        clock.shift(timedelta(minutes=6))
        services.change(person, resume, {"title": "Quatre"})
    assert [version.content["title"] for version in ResumeVersion.objects.order_by("id")] == ["", "Trois"]


def test_what_it_said_is_brought_back_and_what_it_says_is_kept(person, resume):
    services.change(person, resume, {"title": "Un", "experience_data": [JOB], "layout": {"font": "lato"}})
    kept = fresh(resume).experiences.get().pk
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        services.change(person, resume, {"title": "Deux", "experience_data": [], "layout": {}})
    version = ResumeVersion.objects.order_by("-id").first()
    assert version.content["title"] == "Un"
    back = services.restore(person, fresh(resume), version)
    assert (back.title, back.layout, back.experiences.get().company) == ("Un", {"font": "lato"}, "Bâtir")
    assert back.experiences.get().pk >= kept
    assert ResumeVersion.objects.order_by("-id").first().content["title"] == "Deux"


def test_other_ways_of_writing_are_kept_too(person):
    main = services.main_resume(person)
    services.add_experience(person, main, {"company": "Bâtir", "position": "Maçonne"})
    assert ResumeVersion.objects.get().content["experience_data"] == []


def test_only_the_last_versions_are_kept(person, resume, monkeypatch):
    monkeypatch.setattr("portal.cv.services.history.MOST_KEPT", 2)
    for number in range(4):
        ResumeVersion.objects.create(resume=resume, said_at=timezone.now(), revision=number, content={})
    other = services.create(person, MARIE)
    ResumeVersion.objects.create(resume=other, said_at=timezone.now(), revision=9, content={})
    assert services.forget_old_versions() == 2
    assert sorted(ResumeVersion.objects.values_list("revision", flat=True)) == [2, 3, 9]


# --- photo and files
def test_a_photo_is_a_square_without_what_the_camera_noted(person, resume):
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "Place des Terreaux", 6
    services.set_photo(person, resume, picture(size=(1600, 900), exif=exif.tobytes()))
    with fresh(resume).photo.open() as kept:
        content = kept.read()
    with Image.open(io.BytesIO(content)) as shown:
        assert (shown.size, shown.format, dict(shown.getexif())) == ((600, 600), "JPEG", {})
    assert b"Terreaux" not in content
    assert fresh(resume).revision == 2


def test_a_small_or_transparent_picture_is_good_too(person, resume):
    services.set_photo(person, resume, picture("moi.png", size=(40, 30)))
    with Image.open(fresh(resume).photo) as shown:
        assert (shown.size, shown.format) == ((30, 30), "JPEG")


def test_what_is_no_picture_is_refused(person, resume):
    for file in (pdf("photo.jpg"), picture(size=(6000, 6000))):
        with pytest.raises(BadFile):
            services.set_photo(person, resume, file)
    assert not fresh(resume).photo


def test_deleting_really_deletes(person, resume):
    before = stored()
    services.set_photo(person, resume, picture())
    services.set_photo(person, fresh(resume), picture())
    assert len(stored()) == len(before) + 1
    services.share(person, resume)
    made = ResumeExport(resume=resume, name="cv.pdf", has_watermark=False)
    made.file.save("cv.pdf", pdf())
    services.change(person, resume, {"title": "x", "experience_data": [JOB], "skills_data": [{"name": "A"}]})
    services.delete(person, fresh(resume))
    assert stored() == before
    for model in (Resume, Experience, ResumeSkill, ResumeVersion, ResumeShare, ResumeExport):
        assert not model.objects.exists()
    with pytest.raises(Gone):
        services.delete(person, resume)


def test_an_account_takes_its_files_along(person, resume):
    before = stored()
    services.set_photo(person, resume, picture())
    person.delete()
    assert stored() == before


def test_taking_off_a_photo_deletes_it(person, resume):
    before = stored()
    services.set_photo(person, resume, picture())
    services.remove_photo(person, fresh(resume))
    services.remove_photo(person, fresh(resume))
    assert stored() == before


def test_the_next_oldest_is_the_main_one_after_it(person):
    main = services.main_resume(person)
    services.change(person, main, {"skills_data": [{"name": "Pierre"}]})
    second = services.create(person, {**MARIE, "skills_data": [{"name": "Bois"}]})
    services.delete(person, main)
    assert services.main_resume(person) == second
    assert list(person.candidate.skills.values_list("name", flat=True)) == ["Bois"]
    services.delete(person, second)
    assert list(person.candidate.skills.values_list("name", flat=True)) == ["Bois"]


def test_a_copy_says_the_same_and_is_not_paid(person, resume):
    services.set_photo(person, resume, picture())
    services.change(
        person,
        fresh(resume),
        {
            "title": "Un",
            "template": 2,
            "experience_data": [JOB],
            "skills_data": [{"name": "A"}],
            "layout": {"font": "lato"},
        },
    )
    services.mark_paid(resume, "single")
    copy = services.duplicate(person, fresh(resume))
    one, other = content_of(fresh(resume)), content_of(fresh(copy))
    for content in (one, other):
        for name in ("experience_data", "education_data", "skills_data"):
            content[name] = [{key: value for key, value in item.items() if key != "id"} for item in content[name]]
    assert one == other
    assert (copy.is_paid, services.watermarked(copy)) == (False, True)
    services.delete(person, fresh(resume))
    with fresh(copy).photo.open() as photo:
        assert photo.read(3) == b"\xff\xd8\xff"


# --- links
def test_a_link_is_revoked_and_then_counts_nothing(person, resume):
    share = services.share(person, resume, label=" Chez\x00 Bâtir ")
    assert (share.label, len(share.token)) == ("Chez Bâtir", 32)
    services.count_view(share)
    services.revoke(person, share)
    services.count_view(share)
    services.revoke(person, share)
    share.refresh_from_db()
    assert (share.views, share.revoked_at is None) == (1, False)
    for call in (lambda: services.share(UserFactory(), resume), lambda: services.revoke(UserFactory(), share)):
        with pytest.raises(Forbidden):
            call()


def test_there_is_an_end_to_links(person, resume, monkeypatch):
    monkeypatch.setattr("portal.cv.services.sharing.MOST_OPEN", 1)
    share = services.share(person, resume)
    with pytest.raises(Enough):
        services.share(person, resume)
    services.revoke(person, share)
    services.share(person, resume)
    with pytest.raises(Invalid):
        services.share(person, resume, label="a" * 101)


# --- visitors
def session_with(name: str, **more) -> SessionStore:
    session = SessionStore()
    session.update({name: VISITOR.session_id, **more})
    return session


def logged_in(user, session):
    request = RequestFactory().post("/")
    request.session = session
    user_logged_in.send(sender=type(user), request=request, user=user)


def test_what_a_visitor_wrote_is_the_accounts_after_logging_in(person):
    made = services.create(VISITOR, {**MARIE, "skills_data": [{"name": "Chaux fine"}]})
    session = session_with(KEY, cart=1)
    logged_in(person, session)
    row = fresh(made)
    assert (row.user, row.session_id, dict(session.items())) == (person, None, {"cart": 1})
    assert list(person.candidate.skills.values_list("name", flat=True)) == ["Chaux fine"]
    with pytest.raises(Forbidden):
        services.change(VISITOR, row, {"title": "x"})
    assert not Resume.objects.of(VISITOR).exists()


def test_a_claimed_resume_that_becomes_the_main_one_gains_the_profiles_skills(person):
    made = services.create(VISITOR, {**MARIE, "skills_data": [{"name": "Chaux"}]})
    update_profile(person, {"skills": ["Pierre"]})
    services.claim(person, VISITOR)
    assert sorted(fresh(made).skills.values_list("name", flat=True)) == ["Chaux", "Pierre"]
    assert sorted(person.candidate.skills.values_list("name", flat=True)) == ["Chaux", "Pierre"]


def test_a_recruiter_claims_nothing():
    made = services.create(VISITOR, MARIE)
    session = session_with(KEY)
    logged_in(UserFactory(recruiter=True), session)
    assert fresh(made).session_id == session[KEY] == "a-session"


def test_a_session_without_a_name_claims_nothing(person):
    services.create(VISITOR, MARIE)
    logged_in(person, {})
    services.claim(person, Visitor(""))
    services.claim(person, Visitor(None))
    assert not Resume.objects.owned_by(person).exists()


def test_what_visitors_left_behind_is_forgotten_but_what_was_paid(person, resume, settings):
    left, paid = services.create(VISITOR, MARIE), services.create(VISITOR, {**MARIE, "template": 2})
    services.mark_paid(paid, "single")
    recent = services.create(Visitor("other"), MARIE)
    old = timezone.now() - timedelta(days=settings.ANONYMOUS_RESUME_DAYS + 1)
    Resume.objects.exclude(pk=recent.pk).update(last_accessed=old)
    assert services.forget_abandoned() == 1
    assert not Resume.objects.filter(pk=left.pk).exists()
    assert Resume.objects.count() == 3


# --- what is missing
def test_an_empty_resume_lacks_nearly_all_and_a_full_one_nothing(person):
    percent, hints = services.completeness(services.create(person, MARIE))
    assert (percent, hints[0].code) == (30, "experiences")
    full = {
        **MARIE,
        "phone": "0699887766",
        "address": "Lyon",
        "title": "Maçonne",
        "summary": "a" * 80,
        "experience_data": [{**JOB, "description": "Des murs."}],
        "education_data": [{"institution": "Lycée", "start_date": "2015-09-01"}],
        "skills_data": [{"name": name} for name in "ABCDE"],
        "languages_data": [{"language": "Français"}],
    }
    assert services.completeness(services.create(person, full)) == (100, [])
