"""The address of a photo: a browser shows it without a token, so its name is what nobody guesses (122 random bits)."""

from pathlib import PurePath

from .models import Resume


def photo_name(resume: Resume) -> str:
    """What stands in its address, `<random>.jpg`; a new photo has a new one."""
    return PurePath(resume.photo.name).name


def resume_of(name: str) -> Resume | None:
    """The resume whose photo this is, while it has it."""
    return Resume.objects.filter(photo=f"{Resume._meta.model_name}/{name}").only("photo").first()
