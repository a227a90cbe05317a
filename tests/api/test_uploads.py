"""003 §11.1: files sent, read again, sent with an application, deleted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.accounts import services
from portal.accounts.models import Upload
from portal.jobs.models import Application, ApplicationFile
from tests.api.client import Api
from tests.factories.accounts import PDF_BYTES, UploadFactory, UserFactory, docx, pdf, picture
from tests.factories.jobs import make_publication, verified_recruiter

pytestmark = pytest.mark.django_db
KEYS = {"id", "nom", "url", "type", "taille", "date"}


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def api(person):
    return Api(person)


@pytest.fixture
def offer(db):
    return make_publication(validated=True)


def send(api, what="cv", file=None, name="file", **more):
    return api.post(f"upload/{what}/", form={name: file or pdf("Mon CV.pdf"), **more})


@pytest.mark.parametrize("name", ["file", "fichier"])
@pytest.mark.parametrize("what", ["cv", "lettre", "document"])
def test_a_file_is_kept_and_read_again_by_its_owner(api, what, name):
    answer = send(api, what, name=name)
    body = answer.json()
    assert (answer.status_code, set(body)) == (201, KEYS)
    assert (body["nom"], body["type"], body["taille"]) == ("Mon CV.pdf", "pdf", len(PDF_BYTES))
    read = api.get(body["url"].removeprefix("http://testserver"))
    assert read.getvalue() == PDF_BYTES
    assert read.headers["Content-Disposition"] == 'attachment; filename="Mon CV.pdf"'
    assert read.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in read.headers["Cache-Control"]
    assert read.headers["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize(
    ("file", "type"),
    [(pdf, "pdf"), (docx, "docx"), (picture, "jpg"), (lambda: picture("scan.png"), "png")],
)
def test_the_type_is_the_content_s(api, file, type):
    sent = file()
    sent.name = "n.exe"
    assert send(api, "document", sent).json()["type"] == type


def test_a_cv_is_no_picture(api):
    answer = send(api, "cv", picture(), name="fichier")
    assert (answer.status_code, list(answer.json())) == (400, ["fichier"])


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html></html>", b"", b"GIF89a", b"MZ\x90", b"\x00" * 99]
)
def test_a_bad_type_is_400_and_nothing_is_kept(api, content):
    for what in ("cv", "lettre", "document"):
        answer = send(api, what, SimpleUploadedFile("cv.pdf", content, content_type="application/pdf"))
        assert (answer.status_code, list(answer.json())) == (400, ["file"])
    assert not Upload.objects.exists()


def test_more_than_five_megabytes_is_413(api):
    answer = send(api, "document", pdf(size=5 * 1024 * 1024 + 1))
    assert (answer.status_code, list(answer.json())) == (413, ["detail"])
    assert not Upload.objects.exists()


@pytest.mark.parametrize("body", [{}, {"file": None}, {"file": "x"}, {"file": 1}, {"fichier": ["a"]}, {"autre": "x"}])
def test_no_file_is_400(api, body):
    assert api.post("upload/cv/", body).status_code == 400


def test_a_file_under_another_name_is_400(api):
    assert list(send(api, name="cv").json()) == ["file"]


def test_a_recruiter_s_document_joins_the_papers():
    recruiter = UserFactory(recruiter=True)
    api = Api(recruiter)
    sent = send(api, "document", picture("kbis.jpg"), nature="kbis").json()
    (paper,) = api.get("auth/profile/").json()["documents_verification"]
    assert (paper["id"], paper["nom"], paper["nature"], paper["url"]) == (sent["id"], "kbis.jpg", "kbis", sent["url"])
    for reader in (UserFactory(editor=True), UserFactory(admin=True), recruiter):
        assert Api(reader).get(f"upload/{sent['id']}/").status_code == 200
    services.verify(UserFactory(editor=True), recruiter)
    assert api.delete(f"upload/{sent['id']}/").status_code == 409


def test_a_prestataire_s_document_is_a_paper_when_it_says_which():
    person = UserFactory(prestataire=True)
    send(Api(person), "document")
    assert person.papers.count() == 0
    send(Api(person), "document", nature="identity")
    assert person.papers.get().kind == "identity"


def test_a_candidate_has_no_papers(api):
    assert send(api, "document", nature="kbis").status_code == 403


def test_an_unknown_nature_is_400(api):
    assert list(send(api, "document", nature="x").json()) == ["nature"]


def test_the_list_is_one_s_own_with_the_use_of_each(api):
    UploadFactory()
    for what in ("cv", "lettre", "document"):
        send(api, what)
    answer = api.get("upload/").json()
    assert [row["usage"] for row in answer["results"]] == ["document", "lettre", "cv"]


def test_an_editor_reads_papers_and_no_cv(person):
    upload = UploadFactory(user=person)
    assert Api(UserFactory(editor=True)).get(f"upload/{upload.pk}/").status_code == 404
    assert Api(UserFactory(admin=True)).get(f"upload/{upload.pk}/").status_code == 200


def test_somebody_else_s_file_is_404(person):
    upload = UploadFactory(user=person)
    for other in (UserFactory(), verified_recruiter(), UserFactory(consultant=True), UserFactory(reader=True)):
        assert Api(other).get(f"upload/{upload.pk}/").status_code == 404
        assert Api(other).delete(f"upload/{upload.pk}/").status_code == 404
    assert Api(UserFactory(admin=True)).delete(f"upload/{upload.pk}/").status_code == 404
    assert Upload.objects.exists()


def test_a_file_is_deleted_once(api):
    pk = send(api).json()["id"]
    deleted = api.delete(f"upload/{pk}/")
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert api.delete(f"upload/{pk}/").status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_404(api, person):
    upload = UploadFactory(user=person)
    upload.file.storage.delete(upload.file.name)
    assert api.get(f"upload/{upload.pk}/").status_code == 404


def apply(api, offer, **body):
    return api.post("candidat/candidatures/", {"offre": offer.pk, "lettre_motivation": "Bonjour.", **body})


def test_an_application_takes_uploads_by_id_and_keeps_what_was_sent(api, offer):
    ids = {what: send(api, what, pdf(f"{what}.pdf")).json()["id"] for what in ("cv", "lettre", "document")}
    answer = apply(api, offer, cv=ids["cv"], lettre=str(ids["lettre"]), documents=[ids["document"]]).json()
    assert answer["cv"]["nom"] == "cv.pdf"
    assert [(file["nature"], file["nom"]) for file in answer["fichiers"]] == [
        ("lettre", "lettre.pdf"),
        ("document", "document.pdf"),
    ]
    for pk in ids.values():
        assert api.delete(f"upload/{pk}/").status_code == 204
    received = Api(offer.recruiter).get(f"recruteur/candidatures/{answer['id']}/").json()
    for file in (received["cv"], *received["fichiers"]):
        assert Api(offer.recruiter).get(file["url"].removeprefix("http://testserver")).getvalue() == PDF_BYTES


def test_each_kind_of_publication_takes_them_on_its_own_route(api):
    bourse = make_publication("bourse", validated=True)
    cv = send(api).json()["id"]
    sent = api.post(f"bourses/{bourse.pk}/postuler/", form={"cv": cv, "lettre": pdf("Lettre.pdf")}).json()
    assert (sent["cv"]["nom"], sent["fichiers"][0]["nom"]) == ("Mon CV.pdf", "Lettre.pdf")


def test_documents_come_as_files_too(api, offer):
    sent = api.post(f"offres/{offer.pk}/postuler/", form={"documents": [picture(), pdf()]})
    assert [file["type"] for file in sent.json()["fichiers"]] == ["jpg", "pdf"]


@pytest.mark.parametrize("field", ["cv", "lettre", "documents"])
def test_another_s_upload_is_as_unknown_as_one_that_never_was(api, offer, field):
    purpose = {"cv": "cv", "lettre": "letter", "documents": "document"}[field]
    theirs = UploadFactory(purpose=purpose).pk
    bodies = []
    for pk in (theirs, 10**9):
        answer = apply(api, offer, **{field: [pk] if field == "documents" else pk})
        assert answer.status_code == 400
        bodies.append(answer.json())
    assert bodies[0] == bodies[1]
    assert not Application.objects.exists()


def test_an_upload_of_another_kind_is_refused(api, offer, person):
    letter = UploadFactory(user=person, purpose="letter").pk
    assert list(apply(api, offer, cv=letter).json()) == ["cv"]


@pytest.mark.parametrize("value", [True, -1, 0, 10**30, "x", "1\x00", [], {}, 1.5, "１"])
def test_no_value_of_a_file_is_a_server_error(api, offer, value):
    for field in ("cv", "lettre", "documents"):
        assert apply(api, offer, **{field: value}).status_code in (400, 201)
        Application.objects.all().delete()


def test_too_many_documents_are_400(api, offer, person):
    ids = [UploadFactory(user=person, purpose="document").pk for _each in range(6)]
    assert list(apply(api, offer, documents=ids).json()) == ["documents"]


def test_the_profile_takes_an_upload(api, person):
    own = UploadFactory(user=person, name="Profil.pdf").pk
    assert api.put("auth/profile/", {"cv": own}).json()["cv"]["nom"] == "Profil.pdf"
    assert list(api.put("auth/profile/", {"cv": UploadFactory().pk}).json()) == ["cv"]


def test_nobody_registers_with_an_upload():
    body = {"email": "a@exemple.example", "password": "Un-mot-de-passe-2026", "cv": UploadFactory().pk}
    assert list(Api().post("auth/register/", body).json()) == ["cv"]


def test_files_sent_are_read_by_both_sides_and_administrators_only(api, offer):
    pk = apply(api, offer, lettre=send(api, "lettre").json()["id"]).json()["fichiers"][0]["id"]
    colleague = verified_recruiter(company=offer.company)
    for reader in (offer.recruiter, colleague, UserFactory(admin=True)):
        assert Api(reader).get(f"candidatures/fichiers/{pk}/").status_code == 200
    assert api.get(f"candidatures/fichiers/{pk}/").status_code == 200
    for other in (verified_recruiter(), UserFactory(), UserFactory(editor=True), UserFactory(consultant=True)):
        assert Api(other).get(f"candidatures/fichiers/{pk}/").status_code == 404


def test_an_application_sent_again_holds_its_new_files_alone(api, offer):
    first = apply(api, offer, lettre=send(api, "lettre").json()["id"]).json()
    old = ApplicationFile.objects.get()
    api.delete(f"candidat/candidatures/{first['id']}/")
    again = apply(api, offer, lettre=send(api, "lettre", pdf("Nouvelle.pdf")).json()["id"]).json()
    assert [file["nom"] for file in again["fichiers"]] == ["Nouvelle.pdf"]
    assert not old.file.storage.exists(old.file.name)


def test_a_kept_file_that_is_gone_is_400(api, offer, person):
    upload = UploadFactory(user=person)
    upload.file.storage.delete(upload.file.name)
    assert list(apply(api, offer, cv=upload.pk).json()) == ["cv"]


@pytest.mark.parametrize("what", ["upload", "postuler", "profil"])
def test_an_antivirus_that_does_not_answer_is_409_and_nothing_is_kept(api, offer, settings, what):
    settings.CLAMAV_URL = "unix:///nowhere/clamd.ctl"
    answer = {
        "upload": lambda: send(api),
        "postuler": lambda: api.post(f"offres/{offer.pk}/postuler/", form={"cv": pdf()}),
        "profil": lambda: api.put("auth/profile/", form={"cv": pdf()}),
    }[what]()
    assert (answer.status_code, "viruses" in answer.json()["detail"]) == (409, True)
    assert not Upload.objects.exists()
    assert not Application.objects.exists()
