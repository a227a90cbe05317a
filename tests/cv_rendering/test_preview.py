"""The pages beside the editor are those of the PDF."""

import dataclasses
import io

import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from portal.cv.rendering import render_html, render_pdf, render_preview, worker
from portal.cv.rendering.errors import Busy
from portal.cv.rendering.sample import sample
from portal.cv.rendering.templates import TEMPLATES

from . import contents

pytestmark = pytest.mark.pdf
EVERY = pytest.mark.parametrize("template", sorted(TEMPLATES))
WIDTH = 500


def pages_of(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def difference(one: Image.Image, other: Image.Image) -> float:
    """Of all values of all pixels, in the mean, from 0 to 255; the sizes are the same."""
    assert one.size == other.size
    histogram = ImageChops.difference(one, other).convert("L").histogram()
    return sum(value * count for value, count in enumerate(histogram)) / (one.width * one.height)


@EVERY
def test_the_pages_are_those_of_the_pdf(template):
    document = sample(template)
    printed = pages_of(render_pdf(document, watermark=True))
    shown = render_preview(document, watermark=True, width=WIDTH)
    clean = pages_of(render_pdf(document, watermark=False))
    assert len(shown) == len(printed)
    for page, paper, unmarked in zip(shown, printed, clean, strict=True):
        picture = Image.open(io.BytesIO(page.picture)).convert("RGB")
        assert difference(picture, paper) < min(2, difference(picture, unmarked))


def test_pages_break_where_those_of_the_pdf_do():
    document = contents.three_pages(3)
    printed = pages_of(render_pdf(document, watermark=False))
    shown = render_preview(document, watermark=False, width=WIDTH)
    assert len(shown) == len(printed) >= 3
    for page, paper in zip(shown, printed, strict=True):
        assert difference(Image.open(io.BytesIO(page.picture)).convert("RGB"), paper) < 1.5


def test_what_is_known_already_is_not_sent_again():
    document = contents.three_pages(1)
    first = render_preview(document, watermark=False, width=WIDTH)
    digests = [page.digest for page in first]
    again = render_preview(document, watermark=False, width=WIDTH, known=tuple(digests))
    assert [(page.digest, page.picture, page.type) for page in again] == [(each, None, None) for each in digests]
    assert [page.places for page in again] == [page.places for page in first]
    changed = dataclasses.replace(document, address="Autre part")
    now = render_preview(changed, watermark=False, width=WIDTH, known=tuple(digests))
    assert now[0].picture
    assert all(page.picture is None for page in now[1:])


def test_another_width_is_another_picture():
    one, other = (render_preview(sample(1), watermark=False, width=width)[0] for width in (300, 600))
    assert one.digest != other.digest
    assert [Image.open(io.BytesIO(page.picture)).width for page in (one, other)] == [300, 600]


def test_a_page_with_a_photo_has_all_its_colours_and_text_is_small():
    with_photo = render_preview(sample(2), watermark=False)[0]
    without = render_preview(dataclasses.replace(sample(2), photo=None), watermark=False)[0]
    assert (with_photo.type, without.type) == ("image/jpeg", "image/png")
    assert len(without.picture) < 80_000 < len(with_photo.picture) < 160_000


def test_sections_say_where_they_stand():
    document = contents.three_pages(1)
    pages = render_preview(document, watermark=False)
    places = {name: (number, part) for number, page in enumerate(pages) for name, part in page.places.items()}
    assert {"section-experiences", "section-education", "section-skills"} <= set(places)
    text = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render_pdf(document, watermark=False))).pages]
    number, part = places["section-education"]
    assert "Formation" in text[number]
    assert 0 < part < 1


def test_the_pdf_itself_names_no_place():
    """What is sent to employers stays as it was: the ids are for the editor alone."""
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(sample(1), watermark=False)))
    assert not reader.named_destinations
    assert 'id="section-skills"' in render_html(sample(1), watermark=False)


def test_previews_leave_a_process_to_the_pdfs_people_wait_for(settings):
    pool, taken = worker.pool(), 0
    while pool._previews.acquire(blocking=False):
        taken += 1
    try:
        assert taken == settings.CV_RENDER_PROCESSES - 1
        settings.CV_RENDER_SECONDS = 0.2
        with pytest.raises(Busy):
            render_preview(sample(1), watermark=False)
        settings.CV_RENDER_SECONDS = 60
        assert render_pdf(sample(1), watermark=False).startswith(b"%PDF")
    finally:
        for _turn in range(taken):
            pool._previews.release()
    assert render_preview(sample(1), watermark=False)
