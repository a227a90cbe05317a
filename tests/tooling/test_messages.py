"""The translations' extractor finds what Django looks up, and the merger refuses what would crash or hide something."""

import polib
import pytest

from tests.scripts import load

message_ids = load("message_ids")
messages = load("messages")


def texts_in_template(source):
    return [text[:3] for text in message_ids.ids_in_template(source)]


def texts_in_python(source):
    return [text[:3] for text in message_ids.ids_in_python(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% translate "Apply" %}', (None, "Apply", None)),
        ("{% trans 'Apply' as label %}", (None, "Apply", None)),
        ('{% translate "May" context "month" %}', ("month", "May", None)),
        ('{% translate "100 %" %}', (None, "100 %%", None)),
        ('{% include "x.html" with label=_("Close") %}', (None, "Close", None)),
        ('{{ _("Close") }}', (None, "Close", None)),
        ("{% blocktranslate %}Hello {{ name }}, 5 %{% endblocktranslate %}", (None, "Hello %(name)s, 5 %%", None)),
        ("{% blocktranslate trimmed %}\n  One\n  two\n{% endblocktranslate %}", (None, "One two", None)),
        (
            "{% blocktranslate count n=3 %}{{ n }} offer{% plural %}{{ n }} offers{% endblocktranslate %}",
            (None, "%(n)s offer", "%(n)s offers"),
        ),
    ],
)
def test_template_texts_are_found_as_django_looks_them_up(source, expected):
    assert texts_in_template(source) == [expected]


def test_commented_template_texts_are_not_asked_for():
    assert texts_in_template('{% comment %}{% translate "Old" %}{% endcomment %}{# {% translate "Older" %} #}') == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from django.utils.translation import gettext_lazy as _\n_('a' 'b')", (None, "ab", None)),
        (
            "from django.utils.translation import ngettext\nngettext('%(n)d day', '%(n)d days', n)",
            (None, "%(n)d day", "%(n)d days"),
        ),
        ("from django.utils.translation import pgettext_lazy\npgettext_lazy('month', 'May')", ("month", "May", None)),
        ("from django.utils import translation\ntranslation.gettext('Open')", (None, "Open", None)),
    ],
)
def test_python_texts_are_found_under_the_names_they_are_imported_as(source, expected):
    assert texts_in_python(source) == [expected]


def test_an_f_string_in_a_translation_is_an_error():
    errors = []
    source = "from django.utils.translation import gettext as _\n_(f'{n} offers')"
    assert list(message_ids.ids_in_python(source, "x.py", errors)) == []
    assert errors == ["x.py:2: only a plain literal can be translated"]


def entry(msgid, msgstr):
    return polib.POEntry(msgid=msgid, msgstr=msgstr)


@pytest.mark.parametrize(
    ("english", "french"),
    [("Hello %(name)s", "Bonjour"), ("Hello", "Bonjour %(name)s"), ("{n} files", "des fichiers"), ("%s of %s", "%s")],
)
def test_a_french_text_with_other_placeholders_is_an_error(english, french):
    assert messages.wrong_placeholders(entry(english, french), "part")


def test_a_french_singular_may_leave_out_what_only_the_plural_names():
    plural = polib.POEntry(
        msgid="One offer", msgid_plural="%(n)s offers", msgstr_plural={0: "%(n)s offre", 1: "%(n)s offres"}
    )
    assert messages.wrong_placeholders(plural, "part") == []


def test_the_catalogue_is_the_same_whatever_the_order_of_the_parts():
    first = {(None, "a"): (entry("a", "A"), "x"), (None, "b"): (entry("b", "B"), "y")}
    assert str(messages.build(first)) == str(messages.build(dict(reversed(first.items()))))
