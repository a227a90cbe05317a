"""Files people keep: sent, deleted, found again (003 §11.1). The only way in is `check_file`."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Forbidden, Invalid
from portal.core.files import DOCUMENTS, PAPERS, check_file, forget
from portal.core.models import AuditLog

from ..models import Role, Upload, User, VerificationPaper
from . import verification
from .profiles import APPLICANTS

#: Files a person keeps beside verification papers: more than anybody sends, fewer than would fill a disk.
MAX_UPLOADS = 30
_TYPES = {Upload.Purpose.CV: DOCUMENTS, Upload.Purpose.LETTER: DOCUMENTS, Upload.Purpose.DOCUMENT: PAPERS}


def send_upload(actor: User, purpose: str, file, kind: str = "") -> Upload:
    """Keep a file to send later. A recruiter's document, or one with a `kind`, is a verification paper.

    Raises Forbidden (this kind of account sends none), Invalid, BadFile, FileTooLarge, CannotScan.
    """
    if purpose == Upload.Purpose.DOCUMENT and (actor.role == Role.RECRUITER or kind):
        return verification.send_paper(actor, kind or VerificationPaper.Kind.OTHER, file)
    if actor.role not in APPLICANTS or purpose not in _TYPES:
        raise Forbidden
    checked = check_file(file, allowed=_TYPES[purpose])
    with transaction.atomic():
        User.objects.select_for_update().get(pk=actor.pk)
        if Upload.objects.of(actor).kept().count() >= MAX_UPLOADS:
            message = _("You keep %(count)s files already: delete one first.") % {"count": MAX_UPLOADS}
            raise Invalid(message, fields={"file": [message]}, code="too_many_uploads")
        upload = Upload(user=actor, purpose=purpose)
        upload.keep(checked)
        AuditLog.record(actor, "upload.sent", target=upload, purpose=purpose)
    return upload


def delete_upload(actor: User, upload: Upload) -> None:
    """Delete one's own file; applications keep the copy they were sent with. Raises Forbidden, Conflict (a paper)."""
    if upload.user_id != actor.pk:
        raise Forbidden
    if upload.purpose == Upload.Purpose.PAPER:
        return verification.delete_paper(actor, upload)
    with transaction.atomic():
        AuditLog.record(actor, "upload.deleted", target=upload, purpose=upload.purpose)
        upload.delete()
        forget(upload.file)
