"""HTML that means harm: cleaned at every way in, harmless at every way out, even if it had come in uncleaned."""

import json
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from portal.jobs import services
from portal.jobs.models import Publication
from portal.moderation import services as moderation
from search.indexing import bulk_index
from tests.api.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_publication, verified_recruiter
from tests.moderation import forms as desk

pytestmark = pytest.mark.django_db

MARK = "malveillant"
HOSTILE = [
    f"<script>{MARK}()</script>",
    f"<p onclick={MARK}() onmouseover='{MARK}()'>clic</p>",
    f"<img src=x onerror={MARK}()>",
    f"<svg/onload={MARK}()>",
    f"<svg><script>{MARK}()</script></svg>",
    f"<math><mi//xlink:href='data:x,<script>{MARK}()</script>'>",
    f"<a href='javascript:{MARK}()'>ici</a>",
    f"<a href='jAvAsCrIpT&colon;{MARK}()'>ici</a>",
    f"<a href=' &#x6A;avascript:{MARK}()'>ici</a>",
    f"<a href='java\nscript:{MARK}()'>ici</a>",
    f"<a href='data:text/html,<script>{MARK}()</script>'>ici</a>",
    f"<iframe srcdoc='<script>{MARK}()</script>'></iframe>",
    f"<object data='javascript:{MARK}()'></object><embed src='javascript:{MARK}()'>",
    f"<form action='https://{MARK}.example'><input name=password><button formaction='javascript:{MARK}()'>ok</button>",
    f"<style>*{{background:url(javascript:{MARK}())}}</style><p style='background:url({MARK})'>x</p>",
    f"<base href='https://{MARK}.example/'><meta http-equiv=refresh content='0;url=javascript:{MARK}()'>",
    f"<link rel=stylesheet href='https://{MARK}.example/x.css'>",
    f"<details open ontoggle={MARK}()><video><source onerror={MARK}()>",
    f"<noscript><p title='</noscript><img src=x onerror={MARK}()>'>",
    f"<template><script>{MARK}()</script></template><textarea><script>{MARK}()</script>",
    f"<!--><script>{MARK}()</script>--><![CDATA[<script>{MARK}()</script>]]>",
    f"</p></div></body><script>{MARK}()</script>",
    f"<p><<script>{MARK}()//<</script>",
    f"<scr\x00ipt>{MARK}()</scr\x00ipt>",
    f"<a href='https://exemple.example' target=_top id=main name=csrf class=button>ici</a><p {MARK}=1>",
    "<p>" * 3_000,
]
ALLOWED = {"p", "br", "strong", "b", "em", "i", "u", "ul", "ol", "li", "h2", "h3", "h4", "a", "blockquote"}


class Reader(HTMLParser):
    """What a browser would make of a text: its elements with their attributes, and the words of its scripts."""

    def __init__(self, text: str):
        super().__init__(convert_charrefs=True)
        self.elements, self.scripts, self._kind = [], [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._kind = dict(attrs).get("type", "script") if tag == "script" else ""

    def handle_endtag(self, tag):
        self._kind = ""

    def handle_data(self, data):
        if self._kind:
            self.scripts.append((self._kind, data))


def assert_cleaned(text: str) -> None:
    """Nothing but the allow-list, with links that lead to the web."""
    for tag, attributes in Reader(text).elements:
        assert tag in ALLOWED, tag
        assert set(attributes) <= ({"href", "rel"} if tag == "a" else set()), attributes
        assert attributes.get("href", "https:").split(":")[0] in ("http", "https", "mailto", "tel")


def assert_harmless(page: str) -> None:
    """Whatever the page shows of it, nothing of it runs, loads or sends."""
    found = Reader(page)
    for tag, attributes in found.elements:
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            assert not (value or "").strip().lower().startswith(("javascript:", "data:text")), (tag, name, value)
            if name in ("src", "href", "action", "formaction", "srcdoc", "style"):
                assert MARK not in (value or ""), (tag, name, value)
        assert tag not in ("iframe", "object", "embed", "base", "math"), tag
    for kind, words in found.scripts:
        assert kind == "application/ld+json" or MARK not in words, words


def stored(publication) -> list[str]:
    """The text in the row and in every revision."""
    row = Publication.objects.get(pk=publication.pk).specific
    texts = [row.description, getattr(row, "eligibility", "")]
    for revision in row.revisions.all():
        texts += [revision.content["description"], revision.content.get("eligibility", "")]
    return texts


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["offer", "bourse"])
def test_the_services_keep_only_the_allow_list(kind, text):
    values = {"eligibility": f"<p>Conditions</p>{text}"} if kind == "bourse" else {}
    publication = make_publication(kind, description=f"<p>Bâtir</p>{text}", **values)
    services.publications.edit(publication.recruiter, publication, {"description": f"<h2>Autre</h2>{text}"})
    for kept in stored(publication):
        assert_cleaned(kept)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_api_keeps_only_the_allow_list(text):
    recruiter = verified_recruiter()
    api = Api(recruiter)
    body = {"titre": f"Maçonne {text}"[:140], "description": f"<p>Bâtir</p>{text}", "conditions": text}
    answer = api.post("recruteur/bourses/", body)
    assert answer.status_code == 201
    changed = api.put(f"recruteur/bourses/{answer.json()['id']}/", {"description": f"<p>Bâtir</p>{text} encore"})
    for shown in (answer.json(), changed.json()):
        assert_cleaned(shown["description"])
        assert_cleaned(shown["conditions"] or "")


@pytest.mark.parametrize("text", HOSTILE)
def test_the_recruiter_s_form_keeps_words(client, text):
    recruiter = verified_recruiter()
    publication = make_publication(recruiter=recruiter)
    client.force_login(recruiter)
    page = client.get(reverse("publication_edit", args=[publication.pk]))
    form = next(value for value in (page.context.get(name) for name in ("form",)) if value is not None)
    sent = {name: value for name, value in form.initial.items() if isinstance(value, str | int)}
    client.post(
        reverse("publication_edit", args=[publication.pk]),
        {**sent, "title": "Maçonne", "description": f"Bâtir.\n\n{text}", "action": "save"},
    )
    for kept in stored(publication):
        assert_cleaned(kept)


@pytest.mark.parametrize("text", HOSTILE[:12])
def test_an_editor_s_correction_keeps_only_the_allow_list(client, text):
    publication = make_publication(pending=True)
    client.force_login(UserFactory(admin=True))
    block = {**desk.DRAFTAIL["blocks"][0], "text": f"Bâtir {text}"}
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": f"javascript:{MARK}()"}}
    ranges = [{"offset": 0, "length": 5, "key": 0}]
    content = {"entityMap": {"0": entity}, "blocks": [{**block, "entityRanges": ranges}]}
    response = desk.edit(client, publication, description=json.dumps(content))
    assert response.status_code == 302
    for kept in stored(publication):
        assert_cleaned(kept)


@pytest.fixture(params=HOSTILE)
def uncleaned(request):
    """A publication online whose every text came into the database by no way of ours."""
    text = f"<p>Bâtir</p>{request.param}".replace("\x00", "")
    publication = make_publication(validated=True)
    title = f"Maçonne {request.param}"[:150].replace("\x00", "")
    Publication.objects.filter(pk=publication.pk).update(title=title, description=text, company_name=title[:150])
    type(publication.company).objects.filter(pk=publication.company_id).update(name=title, description=text)
    for revision in publication.revisions.all():
        revision.content |= {"title": title, "description": text, "company_name": title}
        revision.save()
    bulk_index([publication.pk])
    return Publication.objects.get(pk=publication.pk).specific


def test_every_page_is_harmless_all_the_same(client, uncleaned):
    addresses = ["/", "/offres/", "/offres/?q=macon", uncleaned.get_absolute_url(), f"/offres/{uncleaned.pk}/postuler/"]
    for address in addresses:
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        assert_harmless(response.content.decode())
    make_application(publication=uncleaned, applicant=UserFactory(), letter=uncleaned.description)
    client.force_login(uncleaned.recruiter)
    own = [
        reverse(name, args=[uncleaned.pk]) for name in ("publication_mine", "publication_edit", "publication_preview")
    ]
    received = [reverse("application_received", args=[row.pk]) for row in uncleaned.applications.all()]
    for address in [*own, *received, reverse("application_received_list"), "/mon-espace/"]:
        response = client.get(address)
        assert response.status_code == 200, address
        assert_harmless(response.content.decode())


def test_the_editors_page_is_harmless_all_the_same(client):
    publication = make_publication(pending=True)
    text = "".join(HOSTILE[:20]).replace("\x00", "")
    revision = publication.latest_revision
    revision.content |= {"title": f"<img src=x onerror={MARK}()>", "description": text}
    revision.save()
    client.force_login(UserFactory(editor=True))
    page = client.get(reverse("moderation_review", args=[publication.pk]))
    assert page.status_code == 200
    shown = page.content.decode().partition('class="rich-text"')[2].partition('class="moderation')[0]
    assert_harmless(f"<div {shown}")


def test_mails_are_harmless(mailoutbox):
    publication = make_publication(pending=True, title=f"Maçonne <img src=x onerror={MARK}()>")
    moderation.refuse(
        UserFactory(editor=True), publication, "other", f"Il manque <script>{MARK}()</script> le lieu de travail."
    )
    bodies = [body for message in mailoutbox for body, _kind in message.alternatives]
    assert any(MARK in body for body in bodies)
    for body in bodies:
        assert_harmless(body)
