"""Colours that can be read, spaces that do not break, and choices that are seen."""

import io
import re

import pypdf
import pytest
from django.core.management import CommandError, call_command

from portal.cv.layout import FONTS
from portal.cv.models import ResumeTemplate
from portal.cv.rendering import render_html, render_pdf, thumbnails
from portal.cv.rendering.colors import CONTRAST, INK, PAPER, contrast, palette
from portal.cv.rendering.sample import SAMPLE, sample
from portal.cv.rendering.templates import TEMPLATES
from portal.cv.rendering.typography import day_or_as_written, typeset

from . import contents


@pytest.mark.parametrize(
    "color", ["#ffffff", "#ffff00", "#00ff00", "#ff69b4", "#000000", "#1f5f8b", "#808080", "#fefefe"]
)
def test_any_colour_can_be_read(color):
    colors = palette(color)
    assert contrast(colors["accent"], PAPER) >= CONTRAST
    # Ink on the tinted grounds, the accent on the lightest of them, its dark shade on all.
    for ground in ("tint", "soft"):
        assert contrast(INK, colors[ground]) >= CONTRAST
        assert contrast(colors["deep"], colors[ground]) >= CONTRAST
        assert contrast("#45505c", colors[ground]) >= CONTRAST
    assert contrast("#55616e", colors["tint"]) >= CONTRAST


def test_a_colour_that_can_be_read_is_kept():
    assert palette("#1f5f8b")["accent"] == "#1f5f8b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bravo !", "Bravo\u202f!"),
        ("Quoi ? Oui ; non", "Quoi\u202f? Oui\u202f; non"),
        ("Budget : 18 M€", "Budget\u00a0: 18\u00a0M€"),
        ("« Passerelle »", "«\u00a0Passerelle\u00a0»"),
        ("«Passerelle»", "«\u00a0Passerelle\u00a0»"),
        ("12 500 €", "12\u202f500\u00a0€"),
        ("https://example.org/a?b=c:d", "https://example.org/a?b=c:d"),
        ("de 10:30 à 12:00", "de 10:30 à 12:00"),
        ("C++ ; a != b", "C++\u202f; a != b"),
        ("Déjà\u00a0: fait", "Déjà\u00a0: fait"),
    ],
)
def test_french_spaces(text, expected):
    assert typeset(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2024-03-15", "mars\u00a02024"), ("2024", "2024"), ("2024-13", "2024-13"), ("Été 2024", "Été 2024"), ("", "")],
)
def test_dates_of_certifications(text, expected):
    assert day_or_as_written(text) == expected


@pytest.mark.parametrize("font", FONTS)
def test_each_font_is_its_own(font):
    html = render_html(contents.real(1, layout={"font": font}), watermark=False)
    assert f'"{FONTS[font]}"' in re.search(r"html \{[^}]*\}", html)[0]


@pytest.mark.pdf
def test_page_size_spacing_and_font_size_are_obeyed():
    def pages(**layout):
        document = contents.real(4, experiences=SAMPLE["experiences"] * 4, layout=layout)
        return pypdf.PdfReader(io.BytesIO(render_pdf(document, watermark=False))).pages

    assert [round(float(side)) for side in pages()[0].mediabox[2:]] == [595, 842]
    assert [round(float(side)) for side in pages(page_size="Letter")[0].mediabox[2:]] == [612, 792]
    assert len(pages(spacing="airy", font_size="large")) > len(pages(spacing="compact", font_size="small"))


def test_no_variable_is_left_in_the_css():
    for template in TEMPLATES:
        assert "var(" not in render_html(sample(template), watermark=True)


# --- Templates and their pictures ----------------------------------------------------------------------------
@pytest.mark.django_db
def test_two_templates_are_free_and_four_premium():
    assert list(ResumeTemplate.objects.values_list("id", "is_premium")) == [
        (1, False),
        (2, True),
        (3, True),
        (4, False),
        (5, True),
        (6, True),
    ]
    assert set(TEMPLATES) == set(range(1, 7))


def test_pictures_show_the_templates_as_they_are():
    """When this fails: manage.py render_thumbnails, look at static/cv/templates/, commit them."""
    assert thumbnails.stale() == []
    assert {path.stem for path in thumbnails.folder().glob("*.png")} == {
        template.key for template in TEMPLATES.values()
    }


@pytest.mark.django_db
def test_a_picture_has_an_address():
    template = ResumeTemplate.objects.get(pk=2)
    assert thumbnails.address(template) == "/static/cv/templates/creative-designer.png"
    template.thumbnail = "templates/own.png"
    assert thumbnails.address(template).endswith("/templates/own.png")


def test_a_stale_picture_is_named(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match="creative-designer"):
        call_command("render_thumbnails", "--check")


@pytest.mark.pdf
def test_pictures_are_written(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    call_command("render_thumbnails")
    assert len(list(thumbnails.folder().glob("*.png"))) == 6
    assert thumbnails.stale() == []
