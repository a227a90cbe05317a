"""Files to send, whether they come with the request or are kept here already."""

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from portal.core.files import DOCUMENTS, CheckedFile, check_file

from ..models import Candidate, Upload


def checked_file(file, *, allowed=DOCUMENTS) -> CheckedFile:
    """What is sent: a file of this request, or an Upload. Raises BadFile, FileTooLarge, CannotScan, Invalid."""
    if isinstance(file, Upload):
        file = _kept(file.file, file.name, file.content_type)
    return check_file(file, allowed=allowed)


def profile_cv(person: Candidate) -> CheckedFile | None:
    """The CV of the profile, None without one. Raises Invalid when its file is gone."""
    return _kept(person.cv, person.cv_name, person.cv_type) if person.cv else None


def _kept(field, name: str, content_type: str) -> CheckedFile:
    """A copy of a stored file, which was checked when it came."""
    try:
        with field.open("rb") as file:
            content = ContentFile(file.read())
    except FileNotFoundError as error:
        raise Invalid(_("This file is no longer kept here: please send it again.")) from error
    return CheckedFile(content_type, name, content.size, content)
