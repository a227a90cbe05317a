"""Reports of messages at the editors' desk."""

import pytest
from django.urls import reverse

from portal.accounts.models import Role
from portal.conversations import services
from portal.conversations.models import Report
from portal.core.models import AuditLog
from tests.factories.conversations import make_talk

from . import build
from .conftest import signed_in

pytestmark = pytest.mark.django_db
LIST = "/admin/reports-of-messages/"


@pytest.fixture
def talk(db):
    return make_talk(body="Envoyez 50 € pour réserver votre entretien.")


@pytest.fixture
def report(talk):
    return services.reports.report(talk.applicant, talk.message, reason="fraud", text="On me demande de l'argent.")


def page(report):
    return reverse("report", args=[report.pk])


def listed(client, **query):
    return [row.pk for row in client.get(LIST, query).context["object_list"]]


def test_the_list_shows_those_that_wait_oldest_first(desk, editor, report):
    later = make_talk()
    second = services.reports.report(later.applicant, later.message, reason="spam")
    third = make_talk()
    handled = services.reports.report(third.applicant, third.message, reason="insult")
    services.reports.handle(editor, handled)
    assert listed(desk) == [report.pk, second.pk]
    assert listed(desk, state="handled") == [handled.pk]
    assert listed(desk, reason="spam") == [second.pk]


def test_the_list_says_when_nothing_waits(desk):
    assert "Aucun signalement en attente" in desk.get(LIST).content.decode()


def test_the_menu_counts_them(desk, report):
    assert "Signalements (1)" in desk.get("/admin/").content.decode()


def test_the_list_takes_as_many_queries_for_many(desk, report, django_assert_max_num_queries):
    desk.get(LIST)
    with django_assert_max_num_queries(20) as few:
        desk.get(LIST)
    asked = len(few)
    for _number in range(6):
        talk = make_talk()
        services.reports.report(talk.applicant, talk.message, reason="spam")
    with django_assert_max_num_queries(asked):
        desk.get(LIST)


def test_the_page_shows_the_message_and_its_context_only(desk, talk):
    said = [services.messages.reply(talk.recruiter, talk.conversation, body=f"Parole {n}.") for n in range(12)]
    report = services.reports.report(talk.applicant, said[11], reason="insult")
    shown = desk.get(page(report)).content.decode()
    assert "Parole 11." in shown
    assert "Parole 6." in shown
    assert "Parole 5." not in shown
    assert talk.message.body not in shown


def test_what_people_wrote_is_escaped(desk, talk):
    nasty = services.messages.reply(talk.recruiter, talk.conversation, body="<script>alert(1)</script>")
    report = services.reports.report(talk.applicant, nasty, reason="other", text="<img src=x>")
    shown = desk.get(page(report)).content.decode()
    assert "<script>alert" not in shown
    assert "<img src=x>" not in shown


def test_handling_is_one_post_with_a_note_and_history(desk, editor, report):
    assert desk.post(page(report), {"note": "Compte désactivé."}).url == LIST
    report.refresh_from_db()
    assert (report.handled_by, report.note) == (editor, "Compte désactivé.")
    assert AuditLog.objects.filter(target_id=str(report.pk), action="message.report_handled").count() == 1
    shown = desk.get(page(report)).content.decode()
    assert "Compte désactivé." in shown
    assert "Édith Leroy" in shown
    assert "<textarea" not in shown


def test_handling_twice_is_a_conflict_that_says_so(desk, report):
    desk.post(page(report), {"note": "Un"})
    assert desk.post(page(report), {"note": "Deux"}).status_code == 409
    assert Report.objects.get().note == "Un"


def test_looking_handles_nothing(desk, report):
    desk.get(page(report))
    assert Report.objects.get().is_open


@pytest.mark.parametrize("role", [Role.READER, Role.CONSULTANT, Role.RECRUITER, Role.CANDIDATE])
def test_others_do_not_enter(report, role):
    client = signed_in(build.recruiter() if role == Role.RECRUITER else build.person(role))
    for address in (LIST, page(report)):
        assert client.get(address).status_code in (302, 403)
    client.post(page(report), {"note": "x"})
    assert Report.objects.get().is_open


def test_an_unknown_report_is_404(desk):
    assert desk.get("/admin/reports-of-messages/999999/").status_code == 404
