"""002 §2 and §3 over HTTP: templates, resumes of accounts and of visitors, autosave, files, links."""

import json
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.core import observing
from portal.cv import entitlements, services
from portal.cv.models import Resume, ResumeExport, ResumeShare, ResumeTemplate, ResumeVersion
from portal.cv.visitors import KEY
from tests.api.client import Api
from tests.factories.accounts import PASSWORD, UserFactory, pdf, picture

pytestmark = pytest.mark.django_db

MARIE = {"template": 1, "full_name": "Marie Dubois", "email": "marie.dubois@example.com"}
JOB = {"company": "Tech Corp", "position": "Senior Developer", "start_date": "2020-01-15", "is_current": True}


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def api(person):
    return Api(person)


@pytest.fixture
def made(api) -> dict:
    return api.post("resumes/", {**MARIE, "experience_data": [JOB], "skills_data": [{"name": "React"}]}).json()


def tagged(user, tag: str) -> Api:
    return Api(user, **{"if-match": tag})


# --- templates
def test_templates_free_premium_and_whole():
    api = Api()
    assert [row["id"] for row in api.get("templates/").json()][:3] == [1, 2, 3]
    assert {row["is_premium"] for row in api.get("templates/free/").json()} == {False}
    assert {row["is_premium"] for row in api.get("templates/premium/").json()} == {True}
    whole = api.get("templates/2/").json()
    assert (whole["name"], whole["is_premium"]) == ("Creative Designer", True)
    assert whole["template_html"].lstrip().lower().startswith("<!doctype html>")
    assert "{" in whole["template_css"]
    assert "{%" not in whole["template_html"] + whole["template_css"]


def test_only_the_sample_of_a_premium_template_is_watermarked():
    free, premium = (Api().get(f"templates/{number}/").json()["template_html"] for number in (1, 2))
    assert ('class="watermark"' in free, 'class="watermark"' in premium) == (False, True)


def test_a_template_that_is_not_offered_is_not_found():
    ResumeTemplate.objects.filter(pk=2).update(is_active=False)
    assert Api().get("templates/2/").json() == {"detail": "Not found."}
    assert 2 not in {row["id"] for row in Api().get("templates/premium/").json()}
    assert Api().get("templates/99999/").status_code == 404


def test_the_thumbnail_is_a_picture_of_the_template_or_an_editors():
    first = Api().get("templates/1/").json()["thumbnail"]
    assert first == "http://testserver/static/cv/templates/modern-professional.png"
    template = ResumeTemplate.objects.get(pk=1)
    template.thumbnail.save("modern.png", ContentFile(b"png"))
    assert Api().get("templates/1/").json()["thumbnail"].startswith("http://testserver/media/templates/")


def test_templates_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        Api().get("templates/")


# --- visitors
def test_a_visitor_has_the_resumes_of_their_session_alone():
    visitor, other = Api(), Api()
    assert visitor.get("resumes/").json() == []
    assert not visitor.client.cookies
    made = visitor.post("resumes/", MARIE).json()
    assert (made["user"], made["payment_type"]) == (None, "free")
    assert made["session_id"]
    assert made["session_id"] != visitor.client.cookies["sessionid"].value
    assert [row["id"] for row in visitor.get("resumes/").json()] == [made["id"]]
    assert visitor.patch(f"resumes/{made['id']}/", {"title": "Designer UI/UX"}).json()["title"] == "Designer UI/UX"
    assert other.get("resumes/").json() == []
    for method in ("get", "patch", "delete"):
        assert other.request(method, f"resumes/{made['id']}/", {}).json() == {"detail": "Not found."}
    assert visitor.delete(f"resumes/{made['id']}/").status_code == 204


def test_the_name_of_a_session_opens_nothing():
    visitor = Api()
    made = visitor.post("resumes/", MARIE).json()
    thief = Api()
    thief.client.cookies["sessionid"] = made["session_id"]
    assert thief.get(f"resumes/{made['id']}/").status_code == 404


def test_what_is_refused_leaves_no_cookie():
    visitor = Api()
    assert visitor.post("resumes/", {"template": 1}).status_code == 400
    assert not visitor.client.cookies


def test_logging_in_by_the_api_brings_the_resumes_along(person):
    visitor = Api()
    made = visitor.post("resumes/", MARIE).json()
    tokens = visitor.post("auth/login/", {"email": person.email, "password": PASSWORD}).json()
    shown = Api(token=tokens["access"]).get(f"resumes/{made['id']}/").json()
    assert (shown["user"], shown["session_id"]) == (person.pk, None)
    assert visitor.get("resumes/").json() == []


def test_registering_by_the_api_brings_them_along():
    visitor = Api()
    made = visitor.post("resumes/", MARIE).json()
    user = visitor.post("auth/register/", {"email": "marie@example.com", "password": PASSWORD}).json()["user"]
    assert Resume.objects.get(pk=made["id"]).user_id == user["id"]


def test_logging_in_on_the_site_brings_them_along(person):
    visitor = Api()
    made = visitor.post("resumes/", MARIE).json()
    visitor.client.force_login(person)
    assert [row["id"] for row in visitor.get("resumes/").json()] == [made["id"]]
    assert KEY not in visitor.client.session


def test_a_page_from_elsewhere_does_not_write_to_a_visitors_session(settings):
    visitor = Api()
    made = visitor.post("resumes/", MARIE).json()
    for origin, status in (
        ("https://evil.example", 403),
        ("null", 403),
        ("http://[", 403),
        ("http://testserver", 200),
        ("http://localhost:3000", 200),
    ):
        settings.CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]
        visitor.headers["origin"] = origin
        assert visitor.patch(f"resumes/{made['id']}/", {"title": origin}).status_code == status, origin


def test_the_sites_own_session_needs_its_token(person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    assert client.get("/api/resumes/").json() == []
    assert client.post("/api/resumes/", json.dumps(MARIE), "application/json").status_code == 403
    assert not Resume.objects.exists()


# --- making and changing
def test_text_that_was_not_given_is_null(made):
    empty = ("phone", "address", "website", "linkedin_url", "github_url", "photo", "title", "summary")
    assert {made[name] for name in empty} == {None}
    assert (made["experiences"][0]["location"], made["skills"][0]["level"]) == (None, None)
    assert (made["is_paid"], made["can_export_without_watermark"]) == (False, True)


@pytest.mark.parametrize("missing", ["template", "full_name", "email"])
def test_three_things_are_needed(api, missing):
    sent = {name: value for name, value in MARIE.items() if name != missing}
    assert list(api.post("resumes/", sent).json()) == [missing]
    assert list(api.post("resumes/", {**sent, missing: None}).json()) == [missing]


def test_only_what_is_sent_changes(api, made):
    answer = api.patch(f"resumes/{made['id']}/", {"title": "Lead Developer"})
    changed = answer.json()
    for name in ("title", "updated_at", "last_accessed"):
        changed.pop(name), made.pop(name)
    assert changed == made


def test_a_change_says_which_one_it_changed(api, person, made):
    path = f"resumes/{made['id']}/"
    tag = api.get(path)["ETag"]
    first = tagged(person, tag).patch(path, {"title": "Un"})
    assert (first.status_code, first["ETag"] == tag) == (200, False)
    second = tagged(person, tag).patch(path, {"title": "Deux"})
    assert (second.status_code, list(second.json())) == (412, ["detail"])
    assert tagged(person, tag).delete(path).status_code == 412
    assert api.get(path).json()["title"] == "Un"
    assert tagged(person, f"W/{first['ETag']}").patch(path, {"title": "Trois"}).status_code == 200
    assert tagged(person, "*").patch(path, {"title": "Quatre"}).status_code == 200
    assert tagged(person, f'"1", {api.get(path)["ETag"]}').patch(path, {"title": "Cinq"}).status_code == 200
    for nothing in ("abc", '"', '"x"', "1", '"99999999999999999999"'):
        assert tagged(person, nothing).patch(path, {"title": nothing}).status_code == 412
    assert api.patch(path, {"title": "Sans"}).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ["a"]),
        ("title", {"a": 1}),
        ("email", None),
        ("full_name", ""),
        ("full_name", "a" * 400),
        ("template", "x"),
        ("template", 0),
        ("template", 10**30),
        ("website", "javascript:alert(1)"),
        ("experience_data", {"0": {}}),
        ("experience_data", [[[]]]),
        ("experience_data", None),
        ("education_data", [{"institution": None}]),
        ("skills_data", [{"name": {"$ne": 1}}]),
        ("languages_data", None),
        ("languages_data", "[]"),
        ("custom_sections", [{"title": "a" * 6000}]),
        ("layout", {"order": ["skills"] * 2}),
    ],
)
def test_hostile_values_are_400_by_field(api, made, field, value):
    answer = api.patch(f"resumes/{made['id']}/", {field: value})
    if value is None and field != "email":
        assert answer.status_code in (200, 400)
        return
    assert (answer.status_code, list(answer.json())) == (400, [field])


@pytest.mark.parametrize("raw", [b"", b"[]", b"null", b'"x"', b"{", b"\xff\xfe", b'{"title": "\\ud800"}', b"[" * 10000])
def test_hostile_bodies_are_no_5xx(api, made, raw):
    assert api.request("patch", f"resumes/{made['id']}/", raw=raw).status_code in (200, 400)


def test_null_bytes_never_arrive(api, made):
    changed = api.patch(
        f"resumes/{made['id']}/", {"title": "a\x00b", "languages_data": [{"language": "Fr\x00"}]}
    ).json()
    assert (changed["title"], changed["languages_data"]) == ("ab", [{"language": "Fr"}])


def test_much_text_is_refused(api, made):
    section = [{"title": "t", "content": "é" * 5000}] * 45
    answer = api.patch(f"resumes/{made['id']}/", {"custom_sections": section})
    assert (answer.status_code, list(answer.json())) == (400, ["detail"])
    assert api.request("patch", f"resumes/{made['id']}/", raw=b" " * (7 * 1024 * 1024)).status_code == 413


def test_somebody_elses_is_not_found_whatever_is_asked(made):
    stranger = Api(UserFactory())
    for method, path in (
        ("get", ""),
        ("patch", ""),
        ("delete", ""),
        ("post", "export_pdf/"),
        ("get", "preview/"),
        ("post", "duplicate/"),
        ("put", "photo/"),
        ("delete", "photo/"),
        ("get", "completeness/"),
        ("get", "versions/"),
        ("get", "shares/"),
        ("post", "shares/"),
    ):
        form = {"file": picture()} if method == "put" else None
        answer = stranger.request(method, f"resumes/{made['id']}/{path}", None if form else {}, form=form)
        assert (answer.status_code, answer.json()) == (404, {"detail": "Not found."}), path
    assert Resume.objects.count() == 1


def test_a_version_or_a_link_of_another_resume_is_not_found(api, person, made):
    other = Resume.objects.create(user=UserFactory())
    version = ResumeVersion.objects.create(resume=other, said_at=timezone.now(), revision=1, content={})
    share = ResumeShare.objects.create(resume=other)
    base = f"resumes/{made['id']}"
    assert api.get(f"{base}/versions/{version.pk}/").status_code == 404
    assert api.post(f"{base}/versions/{version.pk}/restore/").status_code == 404
    assert api.delete(f"{base}/shares/{share.pk}/").status_code == 404


# --- what was paid
@pytest.mark.parametrize(("template", "clean"), [(1, True), (2, False)])
def test_an_unpaid_premium_template_has_a_watermark(api, template, clean):
    made = api.post("resumes/", {**MARIE, "template": template}).json()
    assert (made["can_export_without_watermark"], made["is_paid"], made["payment_type"]) == (clean, False, "free")


def test_a_payment_and_a_subscription_take_it_away(api, person, monkeypatch):
    made = api.post("resumes/", {**MARIE, "template": 2}).json()
    monkeypatch.setattr(entitlements, "_registered", [lambda user: type(person).objects.filter(pk=user)])
    shown = api.get("resumes/").json()[0]
    assert (shown["is_paid"], shown["payment_type"], shown["can_export_without_watermark"]) == (
        True,
        "subscription",
        True,
    )
    services.mark_paid(Resume.objects.get(pk=made["id"]), "single")
    assert api.get("resumes/").json()[0]["payment_type"] == "single"


def test_what_was_paid_cannot_be_sent(api, made):
    sent = {"is_paid": True, "payment_type": "single", "user": 1, "session_id": "x", "id": 99, "photo": "x"}
    changed = api.patch(f"resumes/{made['id']}/", sent).json()
    assert (changed["is_paid"], changed["payment_type"], changed["id"]) == (False, "free", made["id"])


# --- what a request costs
def test_a_list_of_resumes_costs_the_same_however_many(api, made, queries):
    for number in range(3):
        api.post("resumes/", {**MARIE, "experience_data": [JOB], "skills_data": [{"name": f"S{number}"}]})
    with queries(6):
        assert len(api.get("resumes/").json()) == 4


def test_a_preview_costs_four_queries(api, made, queries):
    api.patch(f"resumes/{made['id']}/", {"template": 2})
    with queries(4):
        api.get(f"resumes/{made['id']}/preview/")


def test_one_resume_costs_four_queries(api, made, queries):
    with queries(4):
        api.get(f"resumes/{made['id']}/")


@pytest.fixture
def queries():
    """Statements but those of the transaction itself, which is a savepoint only in tests."""

    @contextmanager
    def counted(most: int):
        with CaptureQueriesContext(connection) as found:
            yield
        asked = [query["sql"] for query in found.captured_queries if "SAVEPOINT" not in query["sql"]]
        assert len(asked) <= most, "\n".join(asked)

    return counted


def test_reading_writes_nothing_and_is_noted_a_little_later(api, made):
    old = timezone.now() - timedelta(days=3)
    Resume.objects.update(last_accessed=old)
    shown = api.get(f"resumes/{made['id']}/").json()
    assert shown["last_accessed"] > made["last_accessed"][:10]
    assert Resume.objects.get().last_accessed == old
    observing.flush()
    assert Resume.objects.get().last_accessed > old


# --- files
def test_the_photo_is_shown_at_an_address_nobody_guesses(api, made):
    shown = api.request("put", f"resumes/{made['id']}/photo/", form={"file": picture(size=(800, 600))}).json()
    assert shown["photo"].startswith("http://testserver/cv/photos/")
    answer = Client().get(shown["photo"])
    assert (answer.status_code, answer["Content-Type"], answer["X-Robots-Tag"]) == (200, "image/jpeg", "noindex")
    assert api.delete(f"resumes/{made['id']}/photo/").status_code == 204
    assert Client().get(shown["photo"]).status_code == 404
    assert api.get(f"resumes/{made['id']}/").json()["photo"] is None


@pytest.mark.parametrize("name", ["x.jpg", "..%2F..%2Fetc%2Fpasswd", "%00", "a" * 150])
def test_no_other_name_shows_anything(made, name):
    assert Client().get(f"/cv/photos/{name}").status_code == 404


def test_what_is_no_picture_is_refused(api, made):
    path = f"resumes/{made['id']}/photo/"
    assert list(api.request("put", path, form={"fichier": pdf()}).json()) == ["fichier"]
    assert list(api.request("put", path, form={"other": "x"}).json()) == ["file"]
    assert api.request("put", path, {"file": "x"}).status_code == 400


def test_the_pdf_is_fetched_for_a_day(api, made):
    answer = api.post(f"resumes/{made['id']}/export_pdf/", {})
    assert (answer.status_code, answer.json()["has_watermark"]) == (200, False)
    url = answer.json()["pdf_url"]
    assert url.endswith(f"/marie_dubois_cv_{timezone.localdate():%Y%m%d}.pdf")
    found = Client().get(url)
    content = b"".join(found.streaming_content)
    assert (found.status_code, content[:5], found["X-Robots-Tag"]) == (200, b"%PDF-", "noindex")
    assert "no-store" in found["Cache-Control"]
    later = timezone.now() + timedelta(hours=25)
    with time_machine.travel(later, tick=False):
        assert Client().get(url).status_code == 404
        assert services.forget_old_exports() == 1
    assert not ResumeExport.objects.exists()


def test_an_unpaid_premium_pdf_says_so_and_a_withdrawn_payment_takes_the_clean_one(api, made):
    path = f"resumes/{made['id']}/"
    api.patch(path, {"template": 2})
    marked = api.post(f"{path}export_pdf/").json()
    assert marked["has_watermark"]
    assert marked["pdf_url"].endswith("_watermarked.pdf")
    resume = Resume.objects.get(pk=made["id"])
    services.mark_paid(resume, "single")
    clean = api.post(f"{path}export_pdf/").json()
    assert not clean["has_watermark"]
    services.withdraw_payment(Resume.objects.get(pk=made["id"]))
    assert Client().get(clean["pdf_url"]).status_code == 404
    assert Client().get(marked["pdf_url"]).status_code == 200


def test_the_preview_is_a_page_that_may_do_nothing(api, made):
    api.patch(f"resumes/{made['id']}/", {"full_name": "<script>alert(1)</script>"})
    answer = api.get(f"resumes/{made['id']}/preview/")
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "script-src" not in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "<script" not in answer.content.decode()
    assert "Tech Corp" in answer.content.decode()


# --- history, copies, links
def test_the_history_is_listed_read_and_restored(api, person, made):
    base = f"resumes/{made['id']}"
    api.patch(f"{base}/", {"title": "Un", "experience_data": []})
    listed = api.get(f"{base}/versions/").json()
    assert listed["count"] == 1
    version = listed["results"][0]["id"]
    whole = api.get(f"{base}/versions/{version}/").json()["content"]
    assert (whole["title"], whole["experiences"][0]["company"]) == (None, "Tech Corp")
    assert tagged(person, '"1"').post(f"{base}/versions/{version}/restore/").status_code == 412
    back = api.post(f"{base}/versions/{version}/restore/").json()
    assert (back["title"], back["experiences"][0]["company"]) == (None, "Tech Corp")
    assert api.get(f"{base}/versions/").json()["count"] == 2


def test_a_copy_has_an_id_of_its_own(api, made):
    copy = api.post(f"resumes/{made['id']}/duplicate/")
    assert copy.status_code == 201
    assert copy.json()["id"] != made["id"]
    assert copy.json()["experiences"][0]["id"] != made["experiences"][0]["id"]


def test_what_is_missing_is_said_in_french_too(api, person, made):
    path = f"resumes/{made['id']}/completeness/"
    found = api.get(path).json()
    assert 0 < found["percent"] < 100
    french = Api(person, **{"accept-language": "fr"}).get(path).json()
    assert [hint["code"] for hint in french["hints"]] == [hint["code"] for hint in found["hints"]]
    assert french["hints"] != found["hints"]


def test_a_link_is_made_counted_and_revoked(api, person, made):
    base = f"resumes/{made['id']}/shares/"
    share = api.post(base, {"label": "Pour Bâtir"}).json()
    assert (share["label"], share["views"]) == ("Pour Bâtir", 0)
    page = Client().get(share["url"])
    assert (page.status_code, "noindex" in page["X-Robots-Tag"]) == (200, True)
    assert "Marie Dubois" in page.content.decode()
    assert 'name="robots" content="noindex' in page.content.decode()
    sheet = Client().get(f"{share['url']}feuille/")
    assert "Tech Corp" in sheet.content.decode()
    here = {"origin": "http://testserver"}
    for headers in (here, here, {"origin": "https://evil.example"}, {}):
        assert Client().post(f"{share['url']}vue/", headers=headers).status_code == 204
    owner = Client()
    owner.force_login(person)
    owner.post(f"{share['url']}vue/", headers={**here, "user-agent": "another"})
    assert api.get(base).json()[0]["views"] == 1
    assert api.delete(f"{base}{share['id']}/").status_code == 204
    assert api.delete(f"{base}{share['id']}/").status_code == 404
    assert api.get(base).json() == []
    for path in ("", "feuille/"):
        assert Client().get(f"{share['url']}{path}").status_code == 404
    assert Client().post(f"{share['url']}vue/", headers=here).status_code == 404


def test_a_closed_account_shares_nothing(api, person, made):
    url = api.post(f"resumes/{made['id']}/shares/").json()["url"]
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    assert Client().get(url).status_code == 404


def test_a_version_older_than_a_field_is_shown(api, made):
    old = {
        "template": 1,
        "full_name": "Marie",
        "skills_data": [{"id": 1, "name": "A", "level": "", "category": "", "order": 0}],
    }
    row = ResumeVersion.objects.create(resume_id=made["id"], said_at=timezone.now(), revision=1, content=old)
    path = f"resumes/{made['id']}/versions/{row.revision}/"
    content = api.get(path).json()["content"]
    assert (content["full_name"], content["title"], content["projects_data"]) == ("Marie", None, [])
    assert content["skills"][0]["level"] is None
    assert api.post(f"{path}restore/").json()["full_name"] == "Marie"


# --- limits
def test_a_shared_sheet_is_limited(api, made, settings):
    url = api.post(f"resumes/{made['id']}/shares/").json()["url"]
    settings.API_RATES = {**settings.API_RATES, "render": "1/h"}
    answers = [Client().get(f"{url}feuille/") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert int(answers[1]["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        ("resume", "post", "resumes/"),
        ("resume", "post", "duplicate/"),
        ("render", "get", "preview/"),
        ("upload", "put", "photo/"),
    ],
)
def test_what_costs_is_limited(api, made, settings, scope, method, path):
    settings.API_RATES = {**settings.API_RATES, scope: "1/h"}
    path = path if path == "resumes/" else f"resumes/{made['id']}/{path}"
    for status in (None, 429):
        form = {"file": picture()} if method == "put" else None
        body = MARIE if method == "post" and path == "resumes/" else None
        answer = api.request(method, path, body, form=form)
        assert status is None or answer.status_code == status
    assert int(answer["Retry-After"]) > 0
    assert api.get("resumes/").status_code == 200
