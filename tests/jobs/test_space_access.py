"""Who reaches which page of the space: every route, every role, and somebody else's rows."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory, pdf
from tests.factories.jobs import make_application, make_publication, verified_recruiter

pytestmark = pytest.mark.django_db

RECRUITERS_LISTS = ["publication_list_mine", "publication_choose", "application_received_list"]
RECRUITERS_ROWS = [
    ("get", "publication_mine"),
    ("get", "publication_edit"),
    ("post", "publication_edit"),
    ("get", "publication_preview"),
    ("post", "publication_submit"),
    ("get", "publication_withdraw"),
    ("post", "publication_withdraw"),
    ("get", "publication_close"),
    ("post", "publication_close"),
]
RECEIVED_ROWS = [
    ("get", "application_received"),
    ("post", "application_opened"),
    ("post", "application_transition"),
    ("post", "application_note"),
]
SENT_ROWS = [("get", "application_sent"), ("get", "application_withdraw"), ("post", "application_withdraw")]


@pytest.mark.parametrize("name", [*RECRUITERS_LISTS, "application_sent_list"])
def test_a_visitor_is_asked_to_sign_in(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("role", ["candidate", "student", "prestataire", "editor", "reader", "consultant", "admin"])
@pytest.mark.parametrize("name", RECRUITERS_LISTS)
def test_the_recruiters_pages_refuse_other_roles(client, name, role):
    client.force_login(UserFactory(role=role))
    assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("role", ["recruiter", "editor", "reader", "consultant", "admin"])
def test_only_those_who_apply_have_applications(client, role):
    client.force_login(UserFactory(role=role))
    assert client.get(reverse("application_sent_list")).status_code == 403


@pytest.mark.parametrize("role", ["candidate", "student", "prestataire"])
def test_those_who_apply_have_their_list(client, role):
    client.force_login(UserFactory(role=role))
    assert client.get(reverse("application_sent_list")).status_code == 200


@pytest.mark.parametrize(("method", "name"), RECRUITERS_ROWS)
def test_a_publication_of_another_company_is_not_found(client, method, name):
    publication = make_publication(validated=True)
    client.force_login(verified_recruiter())
    response = getattr(client, method)(reverse(name, args=[publication.pk]))
    assert response.status_code == 404
    publication.refresh_from_db()
    assert publication.status == "validated"


@pytest.mark.parametrize(("method", "name"), RECEIVED_ROWS)
def test_an_application_to_another_company_is_not_found(client, method, name):
    application = make_application(applicant=UserFactory())
    client.force_login(verified_recruiter())
    data = {"target": "screening", "text": "Note"}
    assert getattr(client, method)(reverse(name, args=[application.pk]), data).status_code == 404
    application.refresh_from_db()
    assert (application.status, application.read_at, application.notes.count()) == ("submitted", None, 0)


@pytest.mark.parametrize(("method", "name"), SENT_ROWS)
def test_somebody_elses_application_is_not_found(client, method, name):
    application = make_application(applicant=UserFactory())
    client.force_login(UserFactory())
    assert getattr(client, method)(reverse(name, args=[application.pk])).status_code == 404
    application.refresh_from_db()
    assert application.status == "submitted"


@pytest.mark.parametrize(
    "name",
    [
        "publication_submit",
        "application_export",
        "application_opened",
        "application_transition",
        "application_note",
    ],
)
def test_what_changes_something_answers_only_to_post(client, name):
    client.force_login(verified_recruiter())
    arguments = [] if name == "application_export" else [1]
    assert client.get(reverse(name, args=arguments)).status_code == 405


@pytest.mark.parametrize("pk", [0, 10**6, 10**30])
def test_an_unknown_number_is_not_found(client, pk):
    client.force_login(verified_recruiter())
    assert client.get(reverse("publication_mine", args=[pk])).status_code == 404
    assert client.get(reverse("application_received", args=[pk])).status_code == 404
    assert client.get(reverse("application_cv", args=[pk])).status_code == 404


class TestCv:
    @pytest.fixture
    def application(self):
        return make_application(applicant=UserFactory(), cv=pdf("Mon CV.pdf"))

    def url(self, application):
        return reverse("application_cv", args=[application.pk])

    def test_the_applicant_reads_it(self, client, application):
        client.force_login(application.candidate.user)
        response = client.get(self.url(application))
        assert b"".join(response.streaming_content).startswith(b"%PDF-")
        assert response["Content-Disposition"] == 'attachment; filename="Mon CV.pdf"'

    def test_every_recruiter_of_the_company_reads_it(self, client, application):
        company = application.publication.company
        for recruiter in (application.publication.recruiter, UserFactory(recruiter=True, company=company)):
            client.force_login(recruiter)
            assert client.get(self.url(application)).status_code == 200

    def test_an_administrator_reads_it(self, client, application):
        client.force_login(UserFactory(admin=True))
        assert client.get(self.url(application)).status_code == 200

    @pytest.mark.parametrize("role", ["candidate", "recruiter", "editor", "consultant", "reader"])
    def test_nobody_else_knows_that_it_exists(self, client, application, role):
        client.force_login(UserFactory(role=role))
        assert client.get(self.url(application)).status_code == 404

    def test_a_visitor_is_asked_to_sign_in(self, client, application):
        assert client.get(self.url(application)).status_code == 302

    def test_an_application_without_one_has_no_such_page(self, client):
        application = make_application(applicant=UserFactory())
        client.force_login(application.candidate.user)
        assert client.get(self.url(application)).status_code == 404

    def test_a_file_that_was_lost_is_not_found(self, client, application):
        application.cv.storage.delete(application.cv.name)
        client.force_login(application.candidate.user)
        assert client.get(self.url(application)).status_code == 404
