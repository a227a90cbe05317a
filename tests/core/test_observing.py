"""Errors and API timings: noted without a query, without what people sent, and forgotten after a while."""

from datetime import timedelta

import pytest
from celery import shared_task
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone

from portal.core import observing, outbox, periodic, tasks
from portal.core.models import ApiTiming, ErrorLog
from portal.urls import urlpatterns as real_urls
from tests.api.client import Api
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.test_observing")]
SECRET = "marie.secret@exemple.example"


def broken(request, word):
    raise RuntimeError(f"could not write to {SECRET} {word} {request.GET}")


def unavailable(request):
    return HttpResponse(status=503)


urlpatterns = [
    path("casse/<str:word>/", broken),
    path("api/casse/<str:word>/", broken),
    path("indisponible/", unavailable),
    *real_urls,
]


@pytest.fixture(autouse=True)
def nothing_waits():
    observing.waiting.rows.clear()
    yield
    observing.waiting.rows.clear()


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


def test_a_request_to_the_api_is_measured(browser):
    user = UserFactory()
    answer = Api(user).get("auth/profile/")
    observing.flush()
    row = ApiTiming.objects.get()
    assert (row.method, row.route, row.status, row.user) == ("GET", "/api/auth/profile/", 200, user)
    assert row.request_id == answer["X-Request-ID"]
    assert row.queries >= 1
    assert 0 < row.queries_ms <= row.duration_ms


def test_the_route_is_kept_and_not_the_address():
    Api().get("offres/987654/", q=SECRET)
    observing.flush()
    assert ApiTiming.objects.get().route == "/api/offres/{pk}/"


@pytest.mark.parametrize("address", ["nulle-part/marie/", "offres/abc/"])
def test_an_unknown_address_is_measured_without_being_kept(address):
    Api().get(address)
    observing.flush()
    assert ApiTiming.objects.get().route == "/api/"


def test_who_is_told_to_wait_is_not_noted(settings):
    """Else a flood that the limits stop would still fill the table."""
    settings.API_RATES = {"address": "1/d"}
    assert [Api().get("offres/").status_code for _each in range(3)] == [200, 429, 429]
    observing.flush()
    assert ApiTiming.objects.count() == 1


def test_pages_of_the_site_are_not_measured(browser):
    browser.get("/")
    assert not observing.waiting.rows


def test_measuring_costs_no_query(browser):
    request = RequestFactory().get("/api/offres/")
    with CaptureQueriesContext(connection) as queries:
        observing.ObservingMiddleware(lambda request: HttpResponse())(request)
    assert len(queries) == 0


def test_nobody_is_looked_up_for_a_request(browser):
    """A session that no view looked at stays unread."""
    browser.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    browser.get("/indisponible/")
    observing.flush()
    assert ErrorLog.objects.get().user is None


@pytest.mark.parametrize("prefix", ["", "/api"])
def test_a_request_that_breaks_is_noted_without_what_was_sent(browser, prefix):
    answer = browser.post(f"{prefix}/casse/{SECRET}/?jeton={SECRET}", {"password": SECRET})
    assert answer.status_code == 500
    observing.flush()
    row = ErrorLog.objects.get()
    assert (row.status, row.method, row.error) == (500, "POST", "builtins.RuntimeError")
    assert row.route == f"{prefix}/casse/{{word}}/"
    assert row.request_id == answer["X-Request-ID"]
    assert row.trace.splitlines()[-1].startswith("tests/core/test_observing.py:")
    assert SECRET not in str(row.__dict__)


def test_a_view_that_answers_5xx_by_itself_is_noted(browser):
    browser.get("/indisponible/")
    observing.flush()
    row = ErrorLog.objects.get()
    assert (row.status, row.error, row.route) == (503, "", "/indisponible/")


def test_a_refusal_is_no_error(browser):
    browser.get("/nulle-part/")
    Api().get("auth/profile/")
    observing.flush()
    assert not ErrorLog.objects.exists()


@pytest.mark.parametrize("sent", ["abcdef-123456", "0f" * 16])
def test_a_proxys_id_is_kept(browser, sent):
    assert browser.get("/indisponible/", headers={"x-request-id": sent})["X-Request-ID"] == sent


@pytest.mark.parametrize("sent", ["", "court", "a b c d e f g h", "é" * 10, "x" * 65, "ok\tligne\tdeux"])
def test_an_id_that_is_no_plain_word_is_replaced(browser, sent):
    answer = browser.get("/indisponible/", headers={"x-request-id": sent})
    assert answer["X-Request-ID"] != sent
    assert len(answer["X-Request-ID"]) == 32


@outbox.handler("tests.broken")
def fail(payload):
    raise ValueError(SECRET)


def test_a_delivery_that_fails_is_noted():
    outbox.enqueue("tests.broken", {"to": SECRET})
    observing.flush()
    row = ErrorLog.objects.get()
    assert (row.route, row.error, row.status) == ("outbox tests.broken", "builtins.ValueError", None)
    assert SECRET not in str(row.__dict__)


@shared_task(name="tests.broken_task")
def broken_task():
    raise ValueError(SECRET)


def test_a_task_that_fails_is_noted():
    broken_task.apply()
    observing.flush()
    assert ErrorLog.objects.get().route == "tests.broken_task"


def test_a_periodic_job_that_fails_is_noted(settings, monkeypatch):
    # It would close the connection of the test.
    monkeypatch.setattr(periodic, "close_old_connections", lambda: None)
    settings.CELERY_BEAT_SCHEDULE = {"essai": {"task": "tests.broken_task", "schedule": 60}}
    periodic.run("essai")
    observing.flush()
    assert ErrorLog.objects.get().route == "periodic essai"


def test_what_cannot_be_written_is_dropped_and_breaks_nothing(monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError

    Api().get("offres/")
    with monkeypatch.context() as patched:
        patched.setattr(type(ApiTiming.objects), "bulk_create", refuse)
        assert observing.flush() == 0
    assert observing.flush() == 0


def test_the_oldest_go_when_too_many_wait():
    for number in range(observing.MOST_WAITING + 5):
        observing.waiting.add(number)
    assert len(observing.waiting.rows) == observing.MOST_WAITING
    assert observing.waiting.rows[0] == 5


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_rows_are_written_by_themselves(settings):
    settings.REQUEST_LOG_SECONDS = 0.05
    waiting = observing.Waiting()
    waiting.add(ApiTiming(at=timezone.now(), route="/api/", duration_ms=1))
    for _try in range(200):
        if ApiTiming.objects.exists():
            break
        waiting._thread.join(0.05)
    assert ApiTiming.objects.count() == 1


def test_an_account_that_is_gone_keeps_nothing_from_being_written():
    observing.waiting.add(ApiTiming(at=timezone.now(), route="/api/", duration_ms=1, user_id=999_999_999))
    assert observing.flush() == 1
    assert ApiTiming.objects.select_related("user").get().user is None


def test_old_rows_are_forgotten_and_new_ones_kept(settings):
    settings.REQUEST_LOG_DAYS = 10
    for days in (9, 11):
        at = timezone.now() - timedelta(days=days)
        ApiTiming.objects.create(at=at, route=str(days), duration_ms=1)
        ErrorLog.objects.create(at=at, route=str(days))
    assert tasks.purge_request_logs() == 2
    assert [row.route for row in (*ApiTiming.objects.all(), *ErrorLog.objects.all())] == ["9", "9"]
