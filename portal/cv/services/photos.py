"""The photo of a resume: cropped to a square, small, without what the camera noted beside it."""

import io

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageOps

from portal.core.files import JPEG, PNG, check_file, forget

from ..models import Resume
from . import resumes

PICTURES = (JPEG, PNG)
#: Pixels a side: 4 cm at more than 300 dots an inch.
SIDE = 600


def set_photo(actor, resume: Resume, file) -> Resume:
    """Keep the middle of a JPEG or PNG, upright, as a JPEG; the one before is deleted.

    Raises Forbidden, Gone, BadFile, FileTooLarge, InfectedFile, CannotScan.
    """
    checked = check_file(file, allowed=PICTURES)
    photo = cropped(checked.content)
    with transaction.atomic():
        resume = resumes.lock(actor, resume)
        forget(resume.photo)
        resume.photo.save("photo.jpg", photo, save=False)
        _save(resume)
    return resume


@transaction.atomic
def remove_photo(actor, resume: Resume) -> Resume:
    """Delete it; once more changes nothing. Raises Forbidden, Gone."""
    resume = resumes.lock(actor, resume)
    if resume.photo:
        forget(resume.photo)
        resume.photo = ""
        _save(resume)
    return resume


def cropped(picture) -> ContentFile:
    """The largest square at the middle, somewhat above it where the picture is high: that is where faces are."""
    picture.seek(0)
    with Image.open(picture, formats=["JPEG", "PNG"]) as opened:
        flat = Image.new("RGB", opened.size, "white")
        rgba = opened.convert("RGBA")
        flat.paste(rgba, mask=rgba.getchannel("A"))
    side = min(SIDE, *flat.size)
    square = ImageOps.fit(flat, (side, side), Image.Resampling.LANCZOS, centering=(0.5, 0.35))
    written = io.BytesIO()
    square.save(written, "JPEG", quality=88, optimize=True)
    return ContentFile(written.getvalue())


def _save(resume: Resume) -> None:
    resume.revision += 1
    resume.save(update_fields=["photo", "revision", "updated_at"])
