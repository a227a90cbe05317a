"""Applications received: the list, the columns, one of them, its state, notes and export."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from portal.core.models import AuditLog
from portal.jobs import services
from portal.jobs.models import Application, ApplicationStatus
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_publication, verified_recruiter

pytestmark = pytest.mark.django_db

LIST = "/mon-espace/candidatures-recues/"


@pytest.fixture
def recruiter(client):
    user = verified_recruiter()
    client.force_login(user)
    return user


@pytest.fixture
def publication(recruiter):
    return make_publication(recruiter=recruiter, validated=True)


@pytest.fixture
def application(publication):
    applicant = UserFactory(first_name="Léo", last_name="Marchand")
    return make_application(publication=publication, applicant=applicant, letter="Bonjour,\nje suis motivé.")


def plain_rows(publication, count: int, **values):
    """Applications without their notifications, to fill a list."""
    for _number in range(count):
        candidate = UserFactory().candidate
        Application.objects.create(publication=publication, candidate=candidate, title=publication.title, **values)


def url(name: str, application) -> str:
    return reverse(name, args=[application.pk])


def rows(client, **query):
    return list(client.get(LIST, query).context["page_obj"])


# --- The list -------------------------------------------------------------------------------------------------------
def test_without_any_the_page_says_what_to_do_next(client, recruiter):
    text = client.get(LIST).content.decode()
    assert "Aucune candidature pour l" in text
    assert reverse("publication_list_mine") in text


def test_unread_ones_come_first_and_are_marked(client, publication, recruiter):
    old = make_application(publication=publication, applicant=UserFactory(last_name="Ancienne"))
    new = make_application(publication=publication, applicant=UserFactory(last_name="Nouvelle"))
    services.applications.open_by_recruiter(recruiter, new)
    found = rows(client)
    assert [row.pk for row in found] == [old.pk, new.pk]
    assert [row.is_unread for row in found] == [True, False]
    assert client.get(LIST).content.decode().count('class="unread"') == 1


def test_only_the_companys_applications_are_listed(client, application):
    make_application(applicant=UserFactory())
    assert [row.pk for row in rows(client)] == [application.pk]


@pytest.mark.parametrize("status", ApplicationStatus.values)
def test_every_state_is_shown_in_words_in_one_tab(client, publication, status):
    plain_rows(publication, 1, status=status, read_at=timezone.now())
    assert escape(str(ApplicationStatus(status).label)) in client.get(LIST).content.decode()
    tabs = {"nouvelles", "en-cours", "retenues", "terminees"}
    assert sum(len(rows(client, onglet=tab)) for tab in tabs) == 1


def test_the_list_is_narrowed_by_publication_state_and_words(client, recruiter, application):
    other = make_publication(title="Cadre de santé", recruiter=recruiter, validated=True)
    second = make_application(publication=other, applicant=UserFactory(first_name="Zoé", last_name="Petit"))
    services.applications.transition(recruiter, second, "interview")
    assert [row.pk for row in rows(client, publication=other.pk)] == [second.pk]
    assert [row.pk for row in rows(client, statut="interview")] == [second.pk]
    assert [row.pk for row in rows(client, q="léo marchand")] == [application.pk]
    assert [row.pk for row in rows(client, q="cadre")] == [second.pk]
    assert "Aucune candidature ne correspond" in client.get(LIST, {"q": "introuvable"}).content.decode()


@pytest.mark.parametrize(
    "query", ["publication=abc", "publication=99999999999999999999999", "statut=zzz", "page=abc", "q=%00", "vue=zzz"]
)
def test_an_address_that_means_nothing_still_shows_the_list(client, application, query):
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_a_publication_of_another_company_is_no_filter(client, application):
    foreign = make_publication(validated=True)
    assert [row.pk for row in rows(client, publication=foreign.pk)] == [application.pk]


@pytest.mark.parametrize("query", ["", "?vue=colonnes"])
def test_the_list_asks_the_same_number_of_questions_whatever_its_length(
    client, publication, query, django_assert_max_num_queries
):
    plain_rows(publication, 1)
    client.get(LIST + query)
    with django_assert_max_num_queries(12) as few:
        client.get(LIST + query)
    asked = len(few)
    plain_rows(publication, 25)
    client.get(LIST + query)
    with django_assert_max_num_queries(asked):
        client.get(LIST + query)


def test_columns_show_who_is_where(client, recruiter, application):
    services.applications.transition(recruiter, application, "interview")
    response = client.get(LIST, {"vue": "colonnes"})
    columns = {column["status"]: [row.pk for row in column["rows"]] for column in response.context["columns"]}
    assert columns["interview"] == [application.pk]
    assert columns["submitted"] == []


# --- One ------------------------------------------------------------------------------------------------------------
def test_the_page_shows_the_letter_the_answers_and_how_to_reach_the_person(client, recruiter):
    questions = [{"text": "Disponible la nuit ?", "required": True}]
    publication = make_publication(recruiter=recruiter, validated=True, questions=questions)
    applicant = UserFactory()
    application = make_application(
        publication=publication,
        applicant=applicant,
        letter="<script>alert(1)</script>Bonjour",
        answers=["Oui <b>!</b>"],
    )
    text = client.get(url("application_received", application)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;Bonjour" in text
    assert "Disponible la nuit ?" in text
    assert "Oui &lt;b&gt;!&lt;/b&gt;" in text
    assert applicant.email in text


def test_reading_writes_nothing_until_the_page_says_it_was_opened(client, application):
    client.get(url("application_received", application))
    application.refresh_from_db()
    assert application.read_at is None
    assert client.post(url("application_opened", application), HTTP_HX_REQUEST="true").status_code == 204
    application.refresh_from_db()
    assert application.read_at is not None
    assert application.status == "submitted"


def test_without_script_marking_as_read_comes_back_to_the_page(client, application):
    response = client.post(url("application_opened", application))
    assert response["Location"] == url("application_received", application)


def test_a_new_state_is_kept_with_its_message_and_told_by_mail(client, application):
    mail.outbox.clear()
    data = {"target": "interview", "message": "Pouvez-vous venir mardi ?"}
    response = client.post(url("application_transition", application), data, follow=True)
    assert "Nouvel état" in response.content.decode()
    application.refresh_from_db()
    assert application.status == "interview"
    assert application.read_at is not None
    change = application.transitions.last()
    assert (change.source, change.target, change.message) == ("submitted", "interview", "Pouvez-vous venir mardi ?")
    assert [message.to for message in mail.outbox] == [[application.candidate.user.email]]
    assert "Pouvez-vous venir mardi ?" in mail.outbox[0].body


def test_only_what_is_allowed_is_offered_and_accepted(client, application):
    form = client.get(url("application_received", application)).context["answer_form"]
    offered = [value for value, _label in form.fields["target"].choices]
    assert "screening" in offered
    assert not {"withdrawn", "expired", "submitted"} & set(offered)
    assert form["target"].value() == "screening"
    for target in ("withdrawn", "expired", "zzz", ""):
        response = client.post(url("application_transition", application), {"target": target, "message": "Gardé"})
        assert response.context["answer_form"].errors["target"]
        assert "Gardé" in response.content.decode()
        assert target == "" or "Cet état n’est plus possible" in response.content.decode()
    application.refresh_from_db()
    assert application.status == "submitted"


def test_no_promise_is_chosen_beforehand(client, recruiter, application):
    for status in ("interview", "offered", "rejected"):
        services.applications.transition(recruiter, application, status, reason="Pour voir")
        field = client.get(url("application_received", application)).context["answer_form"]["target"]
        assert field.value() == ""
        assert field.field.choices[0] == ("", "Choisissez le nouvel état")


def test_a_step_back_asks_for_the_reason_and_keeps_the_message(client, recruiter, application):
    services.applications.transition(recruiter, application, "offered")
    data = {"target": "interview", "message": "Revoyons-nous"}
    response = client.post(url("application_transition", application), data)
    assert response.context["answer_form"].errors["reason"]
    assert "Revoyons-nous" in response.content.decode()
    client.post(url("application_transition", application), {**data, "reason": "Le budget a changé"})
    application.refresh_from_db()
    assert application.status == "interview"
    text = client.get(url("application_received", application)).content.decode()
    assert "Le budget a changé" in text
    assert "(motif demandé)" in text


def test_a_withdrawn_one_has_nothing_to_answer(client, application):
    services.applications.withdraw(application.candidate.user, application)
    text = client.get(url("application_received", application)).content.decode()
    assert "retirée par la personne" in text
    assert 'name="target"' not in text


def test_notes_are_for_the_recruiters_of_the_company(client, application):
    client.post(url("application_note", application), {"text": "À rappeler <vite>"})
    text = client.get(url("application_received", application)).content.decode()
    assert "À rappeler &lt;vite&gt;" in text
    client.force_login(application.candidate.user)
    assert "À rappeler" not in client.get(url("application_sent", application)).content.decode()


@pytest.mark.parametrize("text", ["", "   ", "x" * 5001])
def test_an_empty_or_endless_note_is_refused_in_words(client, application, text):
    response = client.post(url("application_note", application), {"text": text})
    assert response.status_code == 200
    assert response.context["note_form"].errors["text"]
    assert application.notes.count() == 0


def test_one_page_asks_a_constant_number_of_questions(client, recruiter, application, django_assert_max_num_queries):
    page = url("application_received", application)
    client.get(page)
    with django_assert_max_num_queries(12) as few:
        client.get(page)
    asked = len(few)
    for number in range(5):
        services.applications.add_note(recruiter, application, f"Note {number}")
    with django_assert_max_num_queries(asked):
        client.get(page)


# --- Export ---------------------------------------------------------------------------------------------------------
def test_the_export_holds_what_is_listed_and_no_formula(client, application, publication):
    make_application(publication=publication, applicant=UserFactory(first_name="=cmd()", last_name="Formule"))
    make_application(applicant=UserFactory(last_name="Ailleurs"))
    response = client.post(reverse("application_export"))
    text = response.content.decode()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert len(text.strip().splitlines()) == 3
    assert "Léo Marchand" in text
    assert "'=cmd()" in text
    assert "Ailleurs" not in text
    only = client.post(reverse("application_export") + "?q=marchand").content.decode()
    assert len(only.strip().splitlines()) == 2


def test_an_export_is_written_in_the_audit_log(client, recruiter, application):
    client.post(reverse("application_export"))
    entry = AuditLog.objects.filter(action="applications.export").get()
    assert (entry.actor, entry.details) == (recruiter, {"count": 1})


def test_every_form_of_the_pages_carries_its_token(client, application):
    for address in (LIST, url("application_received", application)):
        text = client.get(address).content.decode()
        assert text.count('method="post"') == text.count('name="csrfmiddlewaretoken"')
