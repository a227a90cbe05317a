"""The pages beside the editor: whose they are, how they are told, and what is said where none are drawn."""

import json
import struct

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.cv import entitlements, services
from portal.cv.models import Resume
from portal.cv.rendering import CannotRender, Page, RenderingUnavailable, TooLong
from tests.factories.accounts import UserFactory

from .test_builder import asked

pytestmark = pytest.mark.django_db
PAGES = [Page("0" * 16, "image/png", b"first", {"section-skills": 0.5}), Page("1" * 16, None, None, {})]


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def browser(client, person):
    client.force_login(person)
    return client


@pytest.fixture
def resume(person):
    return services.create(person, {"template": 2, "full_name": "Nour Petit"})


@pytest.fixture
def drawn(monkeypatch):
    """What the renderer was asked for; it answers PAGES."""
    calls = []

    def render(resume, watermark, *, width, known):
        calls.append({"watermark": watermark, "width": width, "known": known})
        return PAGES

    monkeypatch.setattr("portal.cv.rendering.render_preview", render)
    return calls


def pages(browser, resume, query=""):
    return browser.get(f"{reverse('cv_pages', args=[resume.pk])}{query}")


def unpacked(body: bytes) -> tuple[list[dict], list[bytes]]:
    (size,) = struct.unpack(">I", body[:4])
    header, rest = json.loads(body[4 : 4 + size]), body[4 + size :]
    parts = []
    for length in header["sizes"]:
        parts.append(rest[:length])
        rest = rest[length:]
    assert rest == b""
    return header["pages"], parts


def test_the_answer_names_every_page_and_holds_the_new_pictures(browser, resume, drawn):
    answer = pages(browser, resume)
    facts, pictures = unpacked(answer.content)
    assert facts == [
        {"digest": "0" * 16, "type": "image/png", "places": {"section-skills": 0.5}},
        {"digest": "1" * 16, "type": None, "places": {}},
    ]
    assert pictures == [b"first"]
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.pdf
def test_the_pages_are_drawn_and_once_known_left_out(browser, resume):
    facts, pictures = unpacked(pages(browser, resume, "?largeur=300").content)
    assert len(facts) == len(pictures) == 1
    assert pictures[0].startswith(b"\x89PNG")
    again, pictures = unpacked(pages(browser, resume, f"?largeur=300&connues={facts[0]['digest']}").content)
    assert again[0]["digest"] == facts[0]["digest"]
    assert pictures == []


def test_a_premium_template_is_watermarked_as_its_export_is(browser, person, resume, drawn, monkeypatch):
    pages(browser, resume)
    monkeypatch.setattr(entitlements, "_registered", [lambda user: type(person).objects.filter(pk=user)])
    pages(browser, resume)
    assert [call["watermark"] for call in drawn] == [True, False]


@pytest.mark.parametrize(
    ("query", "width", "known"),
    [
        ("", 794, ()),
        ("?largeur=640&connues=0123456789abcdef.fedcba9876543210", 640, ("0123456789abcdef", "fedcba9876543210")),
        ("?largeur=1", 200, ()),
        ("?largeur=99999&connues=", 1600, ()),
        ("?largeur=999999999", 794, ()),
        ("?largeur=-5&connues=x.<b>.0123456789ABCDEF", 794, ()),
        ("?largeur=٣٠٠", 794, ()),
        ("?connues=" + ".".join(["0" * 16] * 500), 794, ("0" * 16,) * 24),
    ],
)
def test_what_is_asked_for_is_kept_within_bounds(browser, resume, drawn, query, width, known):
    assert pages(browser, resume, query).status_code == 200
    assert (drawn[0]["width"], drawn[0]["known"]) == (width, known)


@pytest.mark.parametrize(
    ("refusal", "status", "code"),
    [
        (TooLong(12), 400, "resume_too_long"),
        (RenderingUnavailable(), 503, "pdf_unavailable"),
        (CannotRender(), 503, "pdf_failed"),
    ],
)
def test_a_refusal_says_why(browser, resume, monkeypatch, refusal, status, code):
    def render(*args, **options):
        raise refusal

    monkeypatch.setattr("portal.cv.rendering.render_preview", render)
    answer = pages(browser, resume)
    assert (answer.status_code, answer.json()) == (status, {"error": str(refusal.message), "code": code})
    assert "no-store" in answer["Cache-Control"]


def test_looking_costs_no_more_than_the_sheet(browser, resume, drawn):
    pages(browser, resume)
    with CaptureQueriesContext(connection) as queries:
        pages(browser, resume)
    assert len(asked(queries)) <= 6, asked(queries)


def test_others_see_nothing(client, resume, drawn):
    assert pages(client, resume).status_code == 404
    client.force_login(UserFactory())
    assert pages(client, resume).status_code == 404
    client.force_login(UserFactory(recruiter=True))
    assert pages(client, resume).status_code == 403
    assert not drawn


def test_an_earlier_version_has_its_pages_too(browser, client, person, resume, drawn):
    services.change(person, resume, {"template": 1, "title": "Maçonne"})
    (version,) = services.versions_of(Resume.objects.get())
    address = reverse("cv_version_pages", args=[resume.pk, version.revision])
    facts, _pictures = unpacked(browser.get(f"{address}?largeur=300").content)
    assert len(facts) == 2
    # Of the template that it had, which is premium.
    assert (drawn[0]["watermark"], drawn[0]["width"]) == (True, 300)
    assert "blob:" in browser.get(reverse("cv_version", args=[resume.pk, version.revision]))["Content-Security-Policy"]
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


# --- How often
def test_who_asks_too_often_is_told_when_to_go_on(browser, resume, drawn, settings):
    settings.API_RATES = {**settings.API_RATES, "preview": "2/min", "render": "0/min"}
    assert [pages(browser, resume).status_code for _ in range(3)] == [200, 200, 429]
    refused = pages(browser, resume)
    assert refused.json()["code"] == "too_many"
    assert 0 < int(refused["Retry-After"]) <= 60
    # The PDF has a count of its own: who writes for an hour still gets theirs.
    settings.API_RATES = {**settings.API_RATES, "render": "1/min"}
    assert browser.post(reverse("cv_editor_export", args=[resume.pk])).status_code == 302


def test_a_class_behind_one_address_has_a_count_for_each_and_one_for_all(settings, drawn):
    settings.API_RATES = {**settings.API_RATES, "preview": "2/min", "preview_address": "5/min"}
    answers = []
    for _visitor in range(3):
        visitor = Client()
        visitor.post(reverse("cv_new"), {"template": "1"})
        made = Resume.objects.latest("pk")
        answers.append([pages(visitor, made).status_code for _ in range(3)])
    assert answers[0] == [200, 200, 429]
    # Three of the first and two of the second were counted for the address.
    assert answers[1] == [200, 200, 429]
    assert answers[2] == [429, 429, 429]
