"""HTML of users: cleaned once, on the way in."""

import pytest

from portal.core.html import clean_html, plain_text

REL = "nofollow noopener noreferrer ugc"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("", ""),
        ("Un\n\nDeux", "<p>Un</p><p>Deux</p>"),
        ("Un\nDeux", "<p>Un<br>Deux</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("I <3 vous", "<p>I &lt;3 vous</p>"),
        ("<b>gras</b>\n\nfin", "<p><b>gras</b></p><p>fin</p>"),
        ("<p onclick='x()'>ici</p>", "<p>ici</p>"),
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<p><img src=x onerror=alert(1)>a</p>", "<p>a</p>"),
        ("<p style='position:fixed'>a</p>", "<p>a</p>"),
        ("<ul><li>un</li></ul>", "<ul><li>un</li></ul>"),
        ("<p>\x00a</p>", "<p>a</p>"),
        (
            "<a\nhref='https://a.example/\nb'>ici</a>\nfin",
            f'<p><a href="https://a.example/b" rel="{REL}">ici</a><br>fin</p>',
        ),
        ("<a href='java\nscript:x()'>ici</a>", f'<p><a rel="{REL}">ici</a></p>'),
    ],
)
def test_only_the_allow_list_stays(text, cleaned):
    assert clean_html(text) == cleaned


@pytest.mark.parametrize("scheme", ["javascript:", "JaVaScRiPt:", "data:text/html,", "vbscript:", " javascript:"])
def test_links_lead_only_to_addresses_that_are_safe(scheme):
    assert "href" not in clean_html(f'<p><a href="{scheme}alert(1)">ici</a></p>')


def test_cleaning_twice_changes_nothing():
    once = clean_html("<h2>Le poste</h2><p>Vous &amp; nous <a href='https://exemple.example'>ici</a></p>")
    assert clean_html(once) == once


def test_plain_text_keeps_what_must_not_break():
    assert plain_text("<p>Qui&nbsp;?</p>\n<p>4\u202f200\u00a0€</p>") == "Qui\u00a0? 4\u202f200\u00a0€"


def test_plain_text_keeps_blocks_apart():
    assert plain_text("<p>Un &amp; un</p><ul><li>deux</li><li>trois</li></ul>") == "Un & un deux trois"
