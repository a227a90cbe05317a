"""Pictures are written anew, without what cameras note."""

import io

import pytest
from PIL import Image, PngImagePlugin

from portal.core.images import MOST_PIXELS, BadImage, without_metadata
from tests.factories.accounts import picture

MAKE, ORIENTATION, GPS = 0x010F, 0x0112, 0x8825


def exif(**tags) -> Image.Exif:
    found = Image.Exif()
    found[MAKE] = "Appareil de Camille"
    found.get_ifd(GPS)[2] = (45.0, 45.0, 0.0)
    if "orientation" in tags:
        found[ORIENTATION] = tags["orientation"]
    return found


def test_the_camera_and_the_place_are_gone():
    sent = picture(exif=exif(), comment=b"chez Camille")
    assert b"Appareil de Camille" in sent.read()
    kept = without_metadata(sent, "JPEG").read()
    assert b"Camille" not in kept
    with Image.open(io.BytesIO(kept)) as shown:
        assert (shown.format, shown.size, len(shown.getexif())) == ("JPEG", (40, 30), 0)


def test_a_text_in_a_png_is_gone():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Camille")
    kept = without_metadata(picture("scan.png", pnginfo=notes), "PNG").read()
    assert b"Camille" not in kept
    assert kept.startswith(b"\x89PNG")


def test_a_picture_taken_upright_stays_upright():
    kept = without_metadata(picture(exif=exif(orientation=6)), "JPEG")
    with Image.open(kept) as shown:
        assert shown.size == (30, 40)


def test_a_transparent_palette_stays_transparent():
    buffer = io.BytesIO()
    Image.new("P", (5, 5)).save(buffer, "PNG", transparency=0)
    with Image.open(without_metadata(buffer, "PNG")) as shown:
        assert shown.convert("RGBA").getpixel((0, 0))[3] == 0


def test_what_follows_the_picture_is_gone():
    """A picture that is an archive or a page as well."""
    buffer = io.BytesIO(picture().read() + b"PK\x03\x04<script>alert(1)</script>")
    assert b"<script>" not in without_metadata(buffer, "JPEG").read()


def test_a_picture_that_unpacks_to_too_much_is_refused():
    side = int(MOST_PIXELS**0.5) + 1
    buffer = io.BytesIO()
    Image.new("1", (side, side)).save(buffer, "PNG")
    assert buffer.tell() < 100_000
    with pytest.raises(BadImage):
        without_metadata(buffer, "PNG")


@pytest.mark.parametrize("cut", [4, 20, 150, 400])
def test_a_broken_picture_is_refused(cut):
    with pytest.raises(BadImage):
        without_metadata(io.BytesIO(picture(size=(200, 200)).read()[:cut]), "JPEG")


def test_another_format_under_the_name_is_refused():
    with pytest.raises(BadImage):
        without_metadata(picture("a.png"), "JPEG")
