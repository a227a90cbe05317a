"""Rate limits of the API and of the site's forms: one counter, 429 with the time to wait."""

from pathlib import Path

import pytest
import time_machine
from django.conf import settings as base
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator

from portal.accounts.models import Upload
from portal.core.limits import rate
from tests.api.client import Api
from tests.factories.accounts import PASSWORD, UserFactory, pdf

pytestmark = pytest.mark.django_db
OPEN = ["auth/login/", "auth/register/", "auth/reset-password/", "auth/refresh/"]
SCOPE = {"auth/login/": "login", "auth/register/": "register", "auth/reset-password/": "reset"}
FORMS = {
    "login": ("account_login", []),
    "register": ("account_signup_role", ["candidat"]),
    "reset": ("account_reset_password", []),
}


@pytest.fixture
def rates(settings):
    """`rates(login="2/min")`: these limits and no others, in a window that does not end meanwhile."""

    def set_rates(**scopes):
        settings.API_RATES = scopes

    with time_machine.travel(timezone.now().replace(minute=10, second=10), tick=False):
        yield set_rates


def statuses(function, times: int = 3) -> list[int]:
    return [function().status_code for _each in range(times)]


@pytest.mark.parametrize("path", SCOPE)
def test_sensitive_addresses_have_limits_of_their_own(rates, path):
    rates(**{SCOPE[path]: "2/min"})
    answers = [Api().post(path, {}) for _each in range(3)]
    assert [answer.status_code for answer in answers] == [400, 400, 429]
    assert list(answers[-1].json()) == ["detail"]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    other = next(known for known in OPEN if known != path)
    assert Api().post(other, {}).status_code == 400


@pytest.mark.parametrize("path", OPEN)
def test_every_address_has_the_common_limit(rates, path):
    rates(caller="2/min")
    assert statuses(lambda: Api().post(path, {})) == [400, 400, 429]


def test_french_readers_are_told_in_french(rates):
    rates(login="0/min")
    answer = Api(**{"accept-language": "fr"}).post("auth/login/", {})
    assert "requête" in answer.json()["detail"].lower()


def test_an_account_is_counted_wherever_it_is(rates):
    rates(caller="2/min")
    user = UserFactory()
    places = iter(["10.0.0.1", "10.0.0.2", "10.0.0.3"])
    api = Api(user)
    found = [
        api.client.get("/api/offres/", headers=api.headers, REMOTE_ADDR=next(places)).status_code for _each in range(3)
    ]
    assert found == [200, 200, 429]
    assert Api(UserFactory()).get("offres/").status_code == 200


def test_an_address_is_counted_whoever_asks(rates):
    rates(address="2/min")
    assert [Api(UserFactory()).get("offres/").status_code for _each in range(3)] == [200, 200, 429]
    assert Api().get("offres/").status_code == 429


def test_what_is_refused_is_counted_too(rates):
    rates(address="2/min")
    assert statuses(lambda: Api(token="no.real.token").get("auth/profile/")) == [401, 401, 429]


@pytest.mark.parametrize("header", ["1.1.1.{}", "1.1.1.{}, 2.2.2.{}", "{}", ""])
def test_writing_a_forwarded_address_is_no_way_round(rates, header):
    rates(login="2/min")
    found = [
        Client()
        .post("/api/auth/login/", b"{}", "application/json", headers={"x-forwarded-for": header.format(n, n)})
        .status_code
        for n in range(3)
    ]
    assert found == [400, 400, 429]


def test_behind_a_proxy_of_ours_people_are_counted_apart(rates, settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    rates(login="2/min")

    def ask(forwarded):
        answer = Client().post(
            "/api/auth/login/",
            b"{}",
            "application/json",
            headers={"x-forwarded-for": forwarded},
            REMOTE_ADDR="10.0.0.1",
        )
        return answer.status_code

    assert [ask(f"{n}.9.9.9, 203.0.113.1") for n in range(3)] == [400, 400, 429]
    assert ask("203.0.113.2") == 400


def test_uploads_are_counted_by_account_and_by_address(rates):
    rates(upload="2/min")
    user = UserFactory()
    assert statuses(lambda: Api(user).post("upload/cv/", form={"file": pdf()})) == [201, 201, 429]
    assert Api(UserFactory()).post("upload/cv/", form={"file": pdf()}).status_code == 429
    assert Upload.objects.count() == 2
    assert Api(user).get("upload/").status_code == 200


@pytest.mark.parametrize("scope", FORMS)
def test_the_site_s_forms_and_the_api_share_one_counter(rates, scope):
    rates(**{scope: "2/min"})
    path = next(path for path, known in SCOPE.items() if known == scope)
    name, args = FORMS[scope]
    assert Api().post(path, {}).status_code == 400
    assert Client().post(reverse(name, args=args), {}).status_code == 200
    assert Api().post(path, {}).status_code == 429
    page = Client().post(reverse(name, args=args), {})
    assert page.status_code == 429
    assert 0 < int(page.headers["Retry-After"]) <= 60
    assert Client().get(reverse(name, args=args)).status_code == 200


def test_one_mailbox_gets_few_mails_from_wherever(rates, mailoutbox):
    user = UserFactory()
    rates(mailbox="2/h")
    form = reverse("account_reset_password")
    places = [f"10.0.0.{n}" for n in range(4)]
    answers = [Client().post(form, {"email": user.email.upper()}, REMOTE_ADDR=place).status_code for place in places]
    assert answers == [302, 302, 429, 429]
    answer = Api().post("auth/reset-password/", {"email": user.email})
    assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (429, True)
    assert len(mailoutbox) == 2
    assert Api().post("auth/reset-password/", {"email": UserFactory().email}).status_code == 200


def test_an_unknown_mailbox_is_limited_like_a_known_one(rates):
    rates(mailbox="1/h")
    known, unknown = UserFactory().email, "personne@exemple.example"
    answers = {
        address: [Api().post("auth/reset-password/", {"email": address}).status_code for _each in range(2)]
        for address in (known, unknown)
    }
    assert answers[known] == answers[unknown] == [200, 429]


@pytest.mark.parametrize("path", ["/api/nowhere/", "/api/v3/nowhere/", "/api/schema/?format=json", "/api/v3/schema/"])
def test_what_needs_no_account_is_counted_too(rates, path):
    rates(address="2/min")
    assert statuses(lambda: Client().get(path))[-1] == 429


def test_the_schema_is_made_once(monkeypatch):
    """Making it takes a second, and anybody may ask."""
    texts = {}
    for language in ("fr", "en", "fr", "en"):
        answer = Client().get("/api/schema/?format=json", headers={"accept-language": language})
        assert texts.setdefault(language, answer.content) == answer.content
    monkeypatch.setattr(SchemaGenerator, "get_schema", None)
    for parameters in ("", "&lang=de", "&version=9"):
        assert Client().get(f"/api/schema/?format=json{parameters}").content == texts["en"]


def test_the_page_says_once_how_long_to_wait(rates):
    rates(login="0/min")
    text = Client().post(reverse("account_login"), {"login": "a@b.example", "password": PASSWORD}).content.decode()
    assert text.count("Réessayez") == 1


def test_every_rate_is_explained_and_can_be_read():
    explained = Path(base.BASE_DIR, "docs", "operations.md").read_text()
    for name in base.API_RATES:
        assert f"`API_RATE_{name.upper()}`" in explained
        most, seconds = rate(name)
        assert most > 0
        assert seconds >= 1
