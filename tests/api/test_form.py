"""What holds for every address of `/api/`: who may, what is never a 5xx, how many statements, what is described."""

import json
import re

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from portal.accounts.models import Role
from portal.api.urls import FRONTEND
from portal.cv import services as cv
from tests.api.client import Api, schema
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_interview, make_publication, verified_recruiter

pytestmark = pytest.mark.django_db

PUBLIC = ("/api/offres/", "/api/bourses/", "/api/financements/", "/api/consultations/", "/api/recherche/")
APPLICANTS = {Role.CANDIDATE, Role.STUDENT, Role.PRESTATAIRE}
#: First words of an address → the roles that may; everybody where nothing is said.
WHO = {
    "/api/admin/recruteurs": {Role.EDITOR, Role.ADMIN},
    "/api/admin/publications": {Role.EDITOR, Role.ADMIN},
    "/api/admin/": {Role.ADMIN},
    "/api/analytics/": {Role.RECRUITER, Role.ADMIN},
    "/api/recruteur/": {Role.RECRUITER},
    "/api/candidat/": APPLICANTS,
    "/api/auth/profile/": set(Role),
    "/api/auth/change-password/": set(Role),
    "/api/auth/": None,
    "/api/candidatures/": set(Role),
    "/api/notifications/": set(Role),
    "/api/entretiens/": set(Role),
    "/api/messages/": set(Role),
    "/api/candidate/": {Role.CANDIDATE},
    "/api/experience": {Role.CANDIDATE},
    "/api/upload/cv/": APPLICANTS,
    "/api/upload/lettre/": APPLICANTS,
    "/api/upload/document/": {*APPLICANTS, Role.RECRUITER},
    "/api/upload/": set(Role),
    # A recruiter who is not verified may not either.
    "/api/recherche/candidats/": set(),
    # Visitors have resumes too, and pay without an account; whose they are is asked in tests/api/test_resumes.py.
    "/api/resumes/": None,
    "/api/templates/": None,
    "/api/payments/": None,
    **dict.fromkeys(PUBLIC),
}
#: Where one method of an address is for fewer.
WHO_WRITES = {("post", "/api/notifications/"): {Role.ADMIN}}


def operations() -> list[tuple[str, str]]:
    return [(method, path) for path, methods in schema()["paths"].items() for method in methods]


def allowed(path: str, method: str = "get") -> set | None:
    if (method, path) in WHO_WRITES:
        return WHO_WRITES[method, path]
    if path.endswith("/postuler/"):
        return WHO["/api/candidat/"]
    return next(roles for prefix, roles in WHO.items() if path.startswith(prefix))


def call(api: Api, method: str, path: str, pk: int = 999_999_999, **kwargs):
    body = {} if method in ("post", "put", "patch") and not kwargs else None
    return api.request(method, with_id(path, pk), body, **kwargs)


def with_id(path: str, pk: int) -> str:
    return re.sub(r"\{\w+\}", str(pk), path)


def test_no_token_is_401_and_the_wrong_role_403_at_every_address():
    callers = {role: Api(UserFactory(role=role)) for role in Role}
    for method, path in operations():
        roles = allowed(path, method)
        if roles is None:
            assert call(Api(), method, path).status_code not in (401, 403), path
            continue
        assert call(Api(), method, path).status_code == 401, path
        assert call(Api(token="no.real.token"), method, path).status_code == 401, path
        for role, api in callers.items():
            status = call(api, method, path).status_code
            assert (status == 403) == (role not in roles), (role, method, path, status)
            if "{id}" in path and role in roles:
                assert status == 404, (role, method, path)


def test_both_forms_of_an_address_answer_directly_for_every_method():
    for _method, path in operations():
        for address in (path, path.rstrip("/")):
            for verb in ("get", "post", "put", "patch", "delete", "head"):
                status = Client().generic(verb.upper(), with_id(address, 7), b"{}").status_code
                assert 200 <= status < 300 or 400 <= status < 500, (verb, address, status)


@pytest.mark.parametrize(
    "path", ["rien/", "rien", "offres/abc/", "offres/1/2/3", "offres/99999999999999999999999/", "%00"]
)
def test_unknown_addresses_are_404_in_json(path):
    answer = Client().get(f"/api/{path}", headers={"accept": "text/html"})
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not found."})


@pytest.mark.parametrize("accept", ["application/vnd.api+json", "text/html", "image/png", "nonsense", "*/*;q=0"])
def test_every_accept_is_served_json(accept):
    answer = Client().get("/api/offres/", headers={"accept": accept})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")


HOSTILE = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"[{}]",
    b'"text"',
    b"12",
    b"\xff\xfe\x00",
    b"{" * 200_000,
    b"[" * 200_000,
    b'{"a":' * 500 + b"1" + b"}" * 500,
    b'{"email": 1e400}',
    b'{"email": NaN}',
    b'{"email": ' + b"9" * 6000 + b"}",
]
VALUES = [
    *(None, True, 0, -1, 1.5, 10**40, 1e308, "", " ", "\x00", "a\x00b", "\ud800", "é" * 20_000, [], [[]], {}),
    *({"a": {"b": []}}, [None], [1, {"x": 2}], "1e400", "NaN", "2026-99-99", "0000-00-00", "<script>", "\u202e"),
    *("9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00+14:00", "' OR 1=1"),
]


def _names() -> list[str]:
    found = {name for part in schema()["components"]["schemas"].values() for name in part.get("properties", {})}
    return sorted(found | {"profil"})


def _own_addresses() -> list[tuple[Api, str, str]]:
    """Every writing address, called by somebody who may, on something of theirs."""
    recruiter = verified_recruiter()
    applicant = UserFactory()
    admin = Api(UserFactory(admin=True))
    application = make_application(
        publication=make_publication(recruiter=recruiter, validated=True), applicant=applicant
    )
    interview = make_interview(application=application)
    own = {
        kind: make_publication(kind, recruiter=recruiter).pk
        for kind in ("offer", "bourse", "financement", "consultation")
    }
    shown = {kind: make_publication(kind, validated=True).pk for kind in own}
    waiting = {"recruteurs": UserFactory(recruiter=True).pk, "publications": make_publication(pending=True).pk}
    waiting["utilisateurs"] = waiting["recruteurs"]
    prestataire = UserFactory(prestataire=True)
    found = []
    for method, path in operations():
        if method not in ("post", "put", "patch"):
            continue
        kind = next((kind for kind in own if f"/{kind[:5]}" in path or (kind == "offer" and "/offres/" in path)), None)
        if path.startswith("/api/admin/"):
            found.append((admin, method, path.replace("{id}", str(waiting[path.split("/")[3]]))))
        elif "/entretiens/{id}" in path:
            found.append((Api(recruiter), method, path.replace("{id}", str(interview.pk))))
        elif "/candidatures/{id}" in path:
            found.append((Api(recruiter), method, path.replace("{id}", str(application.pk))))
        elif path.startswith("/api/recruteur/"):
            found.append((Api(recruiter), method, path.replace("{id}", str(own.get(kind, 0)))))
        else:
            caller = prestataire if kind == "consultation" else applicant
            found.append((Api(caller), method, with_id(path, shown.get(kind, 0))))
    return found


@override_settings(API_RATES={}, AXES_FAILURE_LIMIT=10**9)
def test_no_body_gives_a_server_error():
    names = _names()
    for api, method, path in _own_addresses():
        for raw in HOSTILE:
            assert api.request(method, path, raw=raw).status_code < 500, (method, path, raw[:40])
        if path.endswith("/change-password/"):
            continue
        for value in VALUES:
            answer = api.request(method, path, raw=json.dumps(dict.fromkeys(names, value)).encode())
            assert answer.status_code < 500, (method, path, value)


@pytest.mark.parametrize(
    "kind",
    [
        "application/json; charset=base64",
        "application/json; charset=nonsense",
        "text/plain",
        "multipart/form-data",
        "application/x-www-form-urlencoded; charset=base64",
    ],
)
def test_no_content_type_gives_a_server_error(kind):
    answer = Client().generic("POST", "/api/auth/login/", b'{"email": "x"}', kind)
    assert answer.status_code in (400, 415)


def test_form_bodies_with_nul_are_400():
    answer = Client().post("/api/auth/login/", {"email": "a\x00b", "password": "x"})
    assert answer.status_code == 400


def test_a_body_that_is_too_large_is_413():
    answer = Api().request("post", "auth/login/", raw=b'{"email": "' + b"x" * 7_000_000 + b'"}')
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "value", ["\x00", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "%", "'", "9" * 500, "\u202e"]
)
def test_no_parameter_gives_a_server_error(value):
    api = Api(verified_recruiter())
    names = [one["name"] for one in schema()["paths"]["/api/offres/recherche/"]["get"]["parameters"]]
    for path in ("offres/", "offres/recherche/", "recruteur/offres/"):
        for name in names:
            assert api.get(path, **{name: value}).status_code < 500, (path, name)


@pytest.fixture
def many():
    """More rows than a page of one: publications with places and skills, and applications to them."""
    recruiter = verified_recruiter()
    applicant = UserFactory()
    for _each in range(3):
        for kind in ("offer", "bourse", "financement", "consultation"):
            shared = {"recruiter": recruiter, "places": ["Lyon", "Brest"], "skills": ["Python", "Django"]}
            row = make_publication(kind, validated=True, **shared)
            make_publication(kind, pending=True, **shared)
            if kind != "consultation":
                make_application(publication=row, applicant=applicant)
        UserFactory(recruiter=True)
        UserFactory(prestataire=True)
    roles = {role: UserFactory(role=role) for role in Role}
    return {**roles, Role.RECRUITER: recruiter, Role.CANDIDATE: applicant, None: None}


def lists() -> list[str]:
    return [
        path
        for path, methods in schema()["paths"].items()
        if "get" in methods and any(one["name"] == "page_size" for one in methods["get"].get("parameters", []))
    ]


def test_lists_take_a_constant_number_of_statements(many, django_assert_max_num_queries):
    for path in lists():
        roles = allowed(path)
        for role, user in many.items():
            # A list under an id is of a resume, which one person has.
            if (roles is not None and role not in roles) or ("{" in path and role != Role.CANDIDATE):
                continue
            address = with_id(path, cv.main_resume(user).pk) if "{" in path else path
            for size in (1, 100):
                cache.clear()
                api = Api(user)
                longer = any(word in path for word in ("recherche", "candidatures", "postulations", "logs"))
                with django_assert_max_num_queries(7 if longer else 5):
                    answer = api.get(address, page_size=size)
                assert answer.status_code == 200, address


def test_details_take_few_statements(many, django_assert_max_num_queries):
    pk = Api().get("offres/").json()["results"][0]["id"]
    for user in many.values():
        with django_assert_max_num_queries(5):
            Api(user).get(f"offres/{pk}/")


def test_the_schema_is_openapi_3_1_without_warnings():
    GENERATOR_STATS.reset()
    found = SchemaGenerator(patterns=FRONTEND).get_schema(public=True)
    assert not GENERATOR_STATS._warn_cache
    assert not GENERATOR_STATS._error_cache
    assert found["openapi"].startswith("3.1")
    validate_schema(found)


def test_the_schema_and_its_page_are_served_without_anything_from_elsewhere():
    assert "/api/offres/" in Client().get("/api/schema/", {"format": "json"}).json()["paths"]
    assert Client().get("/api/schema", headers={"accept": "text/html"}).status_code == 200
    page = Client().get("/api/docs/").content.decode()
    assert "swagger-ui" in page
    assert "https://" not in page
    assert "//cdn" not in page
