"""The administration's dashboard and logs in the Wagtail admin: for administrators alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts import services
from portal.accounts.models import Role
from portal.core.models import ApiTiming, AuditLog, ErrorLog
from portal.notifications.models import Notification

from . import build
from .conftest import signed_in

pytestmark = pytest.mark.django_db
DASHBOARD, LOGS = "/admin/dashboard/", "/admin/reports/logs/"


@pytest.fixture
def office(admin):
    return signed_in(admin)


def error(**values):
    return ErrorLog.objects.create(
        **{
            "at": timezone.now(),
            "route": "/api/x/",
            "method": "GET",
            "status": 500,
            "trace": "portal/a.py:1 f",
            **values,
        }
    )


def timing(**values):
    return ApiTiming.objects.create(
        **{"at": timezone.now(), "route": "/api/offres/", "method": "GET", "status": 200, "duration_ms": 12, **values}
    )


def kinds(response) -> list[str]:
    return [entry.kind for entry in response.context["object_list"]]


@pytest.mark.parametrize("path", [DASHBOARD, LOGS, f"{LOGS}results/"])
@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_nobody_else_opens_them(path, role):
    assert signed_in(build.person(role)).get(path).status_code == 302


def test_the_menu_leads_administrators_there_and_not_editors(office, desk):
    page = office.get("/admin/").text
    assert DASHBOARD in page
    assert LOGS in page
    page = desk.get("/admin/").text
    assert DASHBOARD not in page
    assert LOGS not in page


def test_the_dashboard_shows_figures_and_charts(office):
    build.published(), build.submitted(), build.prestataire()
    error()
    timing(duration_ms=1234)
    page = office.get(DASHBOARD)
    assert page.context["moderation"]["publications_waiting"] == 1
    assert page.context["publications"]["online"] == 1
    assert page.context["watched"]["errors"] == 1
    assert page.context["performance"]["requests"] == 1
    assert page.text.count('<svg class="pygal-chart"') >= 8
    assert "/api/offres/" in page.text


def test_an_empty_portal_has_a_dashboard_too(office):
    assert "—" in office.get(f"{DASHBOARD}?periode=7j&groupement=mois").text


def test_the_dashboard_costs_the_same_whatever_there_is(office, django_assert_max_num_queries):
    build.published(), timing()
    office.get(DASHBOARD)
    for _time in range(2):
        with django_assert_max_num_queries(32):
            office.get(DASHBOARD)
        for _number in range(3):
            build.submitted(), error(), timing()


@pytest.fixture
def lines(admin):
    """A line of each kind; the act is the administrator's."""
    user = build.person()
    AuditLog.objects.all()
    services.record_login(user)
    services.set_active(admin, user, False)
    error(at=timezone.now() + timedelta(seconds=1), error="builtins.KeyError", user=user, request_id="abcdef123456")
    timing(at=timezone.now() + timedelta(seconds=2), user=user)
    return user


def test_the_logs_show_every_kind_newest_first(office, lines):
    found = [kind for kind in kinds(office.get(LOGS)) if kind != "login"]
    assert found == ["timing", "error", "action"]


def test_what_an_act_notes_is_named_in_french(office):
    AuditLog.record(None, "application.consent", consents=True, unheard_of=["a", "b"])
    page = office.get(LOGS, {"kind": "action"}).content.decode()
    assert "<dt>Accord donné</dt><dd>oui</dd>" in page
    assert "<dt>unheard_of</dt><dd>a, b</dd>" in page


@pytest.mark.parametrize("kind", ["login", "action", "error", "timing"])
def test_one_kind(office, lines, kind):
    assert set(kinds(office.get(LOGS, {"kind": kind}))) == {kind}


def test_filters(office, lines, admin):
    assert kinds(office.get(LOGS, {"level": "error"})) == ["error"]
    assert kinds(office.get(LOGS, {"user": lines.email})) == ["timing", "error", "login"]
    assert kinds(office.get(LOGS, {"user": "personne@exemple.example"})) == []
    assert kinds(office.get(LOGS, {"q": "KeyError"})) == ["error"]
    assert kinds(office.get(LOGS, {"q": "abcdef123456"})) == ["error"]
    assert kinds(office.get(LOGS, {"until": "2020-01-01"})) == []


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "x"},
        {"since": "hier"},
        {"since": "2026-02-01", "until": "2026-01-01"},
        {"since": "0001-01-01"},
        {"p": "x"},
        {"q": "\x00"},
    ],
)
def test_what_cannot_be_read_shows_everything(office, lines, asked):
    assert office.get(LOGS, asked).status_code == 200


def test_details_are_shown_and_escaped(office):
    AuditLog.record(None, "account.login_failed", login="<script>alert(1)</script>", address="10.0.0.7")
    error(error="builtins.KeyError")
    page = office.get(LOGS).text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "10.0.0.7" in page
    assert "portal/a.py:1 f" in page


def test_the_logs_have_pages_and_cost_the_same(office, django_assert_max_num_queries):
    for _number in range(60):
        timing()
    assert len(office.get(LOGS, {"kind": "timing", "p": 2}).context["object_list"]) == 10
    office.get(LOGS)
    with django_assert_max_num_queries(15):
        office.get(LOGS)


def test_nothing_is_deleted_there(office, lines):
    before = AuditLog.objects.count()
    assert office.post(LOGS, {"action": "delete"}).status_code == 405
    assert AuditLog.objects.count() == before


# --- Telling one person ---------------------------------------------------------------------------------------------
TELL = "/admin/notifications/write/"


def told(user, **values) -> dict:
    sent = {
        "email": user.email.upper(),
        "type": "compte_decision",
        "title": "Vos papiers",
        "message": "Il en manque un.",
    }
    return {**sent, "link": "/mon-espace/", **values}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_nobody_else_tells_people_something(role):
    person = build.person(Role.RECRUITER)
    client = signed_in(build.person(role))
    assert (client.get(TELL).status_code, client.post(TELL, told(person)).status_code) == (302, 302)
    assert not Notification.objects.filter(user=person).exists()
    assert TELL not in client.get("/admin/", follow=True).content.decode()


def test_an_administrator_tells_one_person_something(office):
    person = build.person(Role.RECRUITER)
    assert TELL in office.get("/admin/").content.decode()
    assert office.get(TELL, {"email": person.email}).context["form"].initial["email"] == person.email
    assert office.post(TELL, told(person)).headers["Location"] == TELL
    row = Notification.objects.get(user=person)
    assert (row.type, row.title, row.message, row.link) == (
        "compte_decision",
        "Vos papiers",
        "Il en manque un.",
        "/mon-espace/",
    )
    assert AuditLog.objects.filter(action="notification.create").count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "personne@exemple.example"),
        ("email", "\x00"),
        ("type", "rien"),
        ("type", "publication_a_valider"),
        ("title", " "),
        ("link", "https://ailleurs.example/"),
    ],
)
def test_what_cannot_be_told_is_said_beside_its_field(office, field, value):
    person = build.person(Role.RECRUITER)
    answer = office.post(TELL, told(person, **{field: value}))
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert not Notification.objects.filter(user=person).exists()


def test_somebody_shut_out_is_told_nothing(office):
    person = build.person(Role.RECRUITER, is_active=False)
    assert list(office.post(TELL, told(person)).context["form"].errors) == ["email"]
