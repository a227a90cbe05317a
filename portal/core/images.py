"""Pictures people upload, written anew: what a camera notes beside the picture (place, time, device) stays behind."""

import io
import warnings

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

#: What a telephone's camera makes; a small file can unpack to far more.
MOST_PIXELS = 25_000_000


class BadImage(ValueError):
    """No picture of this format, broken, or larger than is unpacked here."""


def without_metadata(file, format: str) -> ContentFile:
    """The picture alone, upright, in its own format ("JPEG" or "PNG"). Raises BadImage.

    Whatever else the file held (a page, an archive) is gone too.
    """
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=[format]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise BadImage("too many pixels")
                return _written(ImageOps.exif_transpose(picture), format)
    except Exception as error:
        # Decoders fail on hostile bytes in any way there is: whichever it is, this is no picture to keep.
        raise BadImage(str(error)) from error
    finally:
        file.seek(0)


def _written(picture: Image.Image, format: str) -> ContentFile:
    if "transparency" in picture.info and picture.mode != "RGBA":
        picture = picture.convert("RGBA")
    # Comments, profiles and text chunks are written from here.
    picture.info = {}
    buffer = io.BytesIO()
    picture.save(buffer, format, **({"quality": 90} if format == "JPEG" else {}))
    return ContentFile(buffer.getvalue())
