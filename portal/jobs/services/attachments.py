"""The files that go with an application: copies, so that it stays as it was sent."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from portal.accounts.models import Candidate
from portal.accounts.services import checked_file, profile_cv
from portal.core.errors import Invalid
from portal.core.files import DOCUMENTS, EXTENSIONS, PAPERS, CheckedFile, forget
from portal.cv.rendering.errors import CannotRender, TooLong
from portal.cv.services import printed

from ..models import ApplicationFile

MAX_DOCUMENTS = 5


@dataclass
class Attachments:
    cv: CheckedFile | None = None
    files: list[tuple[str, CheckedFile]] = field(default_factory=list)


def prepare(actor, *, cv=None, resume=None, letter_file=None, documents=()) -> Attachments:
    """Look at every file, before anything is locked: an antivirus takes its time. Each is a file or an Upload.

    `resume` is one of the actor's (or its id): printed now, it is the CV when no file is sent for one. Raises Invalid,
    BadFile, FileTooLarge (fields cv, resume, letter_file, documents), CannotScan, TooMany, and what the printing
    refuses (portal.cv.rendering.errors).
    """
    documents = list(documents)
    if len(documents) > MAX_DOCUMENTS:
        raise Invalid(
            fields={"documents": [_("No more than %(most)s documents are accepted.") % {"most": MAX_DOCUMENTS}]}
        )
    found = Attachments()
    if letter_file:
        found.files.append((ApplicationFile.Kind.LETTER, _named("letter_file", checked_file, letter_file)))
    for document in documents:
        kept = _named("documents", checked_file, document, allowed=PAPERS)
        found.files.append((ApplicationFile.Kind.DOCUMENT, kept))
    # Last, since printing takes longest: nothing is printed for what is refused.
    if cv is None and resume is not None:
        found.cv = _named("resume", printed, actor, resume)
    else:
        found.cv = _named("cv", _cv, actor, cv)
    return found


def _cv(actor, cv) -> CheckedFile | None:
    """What was sent, else the profile's."""
    if cv is not None:
        return checked_file(cv, allowed=DOCUMENTS)
    person = Candidate.objects.filter(user=actor).first()
    return profile_cv(person) if person else None


def _named(name: str, function, *args, **options):
    try:
        return function(*args, **options)
    except (Invalid, TooLong, CannotRender) as error:
        error.fields = {name: [error.message]}
        raise


def attach_cv(application, attachments: Attachments) -> None:
    """Put the CV on the application, which the caller saves; one sent before is forgotten."""
    forget(application.cv)
    checked = attachments.cv
    if checked is None:
        application.cv, application.cv_name, application.cv_type = "", "", ""
        return
    application.cv.save(f"cv.{EXTENSIONS[checked.content_type]}", checked.content, save=False)
    application.cv_name, application.cv_type = checked.name, checked.content_type


def attach_files(application, attachments: Attachments) -> None:
    """Write the other files of the saved application, in place of those sent before."""
    for old in application.files.all():
        old.delete()
        forget(old.file)
    for kind, checked in attachments.files:
        row = ApplicationFile(
            application=application,
            kind=kind,
            name=checked.name,
            content_type=checked.content_type,
            size=checked.size,
        )
        row.file.save(checked.name, checked.content)
