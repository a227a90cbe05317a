"""Papers of recruiters and prestataires, and what the editors decide on them (003 §1.1, §2.1, §14.1)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, Forbidden, Invalid
from portal.core.files import PAPERS, check_file, forget
from portal.core.models import AuditLog
from portal.core.text import clean_text

from .. import notifications
from ..models import Upload, User, Verification, VerificationDecision, VerificationPaper, VerifiedProfile

#: More papers than anybody needs, fewer than would fill a disk.
MAX_PAPERS = 10


def send_paper(actor: User, kind: str, file) -> VerificationPaper:
    """Keep a paper; after a refusal it puts the person back among those who wait, and the editors are told.

    Raises Forbidden (not a recruiter or prestataire), Invalid, BadFile, FileTooLarge.
    """
    if actor.verified_profile is None:
        raise Forbidden
    if kind not in VerificationPaper.Kind.values:
        raise Invalid(fields={"kind": [_("This kind of document is not known.")]})
    checked = check_file(file, allowed=PAPERS)
    with transaction.atomic():
        profile = _locked(actor)
        if actor.papers.count() >= MAX_PAPERS:
            message = _("You have sent %(count)s documents already: delete one first.") % {"count": MAX_PAPERS}
            raise Invalid(message, fields={"file": [message]}, code="too_many_papers")
        paper = VerificationPaper(user=actor, kind=kind)
        paper.keep(checked)
        if profile.verification == Verification.REFUSED:
            profile.verification = Verification.PENDING
            profile.waiting_since = timezone.now()
            profile.save(update_fields=["verification", "waiting_since", "updated_at"])
        AuditLog.record(actor, "verification.paper_sent", target=actor, paper=paper.pk, kind=kind)
        if profile.verification == Verification.PENDING:
            notifications.tell_editors_of_papers(actor, profile)
    return paper


def delete_paper(actor: User, paper: Upload) -> None:
    """Take back one's own paper while nothing is decided. Raises Forbidden, Conflict."""
    if paper.user_id != actor.pk:
        raise Forbidden
    with transaction.atomic():
        if _locked(actor).verification == Verification.VERIFIED:
            raise Conflict(_("Your account is verified: its documents are kept with the decision."))
        AuditLog.record(actor, "verification.paper_deleted", target=actor, paper=paper.pk)
        paper.delete()
        forget(paper.file)


def verify(actor: User, user: User) -> VerifiedProfile:
    """Let a recruiter submit, mark a prestataire as known. Raises Forbidden, Conflict."""
    return _decide(actor, user, Verification.VERIFIED, "")


def refuse(actor: User, user: User, reason: str) -> VerifiedProfile:
    """Refuse with a reason the person reads. Raises Forbidden, Conflict, Invalid without a reason."""
    reason = clean_text(reason if isinstance(reason, str) else "")[:2000]
    if not reason:
        message = _("Please write the reason: the person reads it and acts on it.")
        raise Invalid(message, fields={"reason": [message]}, code="reason_missing")
    return _decide(actor, user, Verification.REFUSED, reason)


def _decide(actor: User, user: User, decision: str, reason: str) -> VerifiedProfile:
    if not actor.is_moderator:
        raise Forbidden(_("Only editors decide on accounts."))
    with transaction.atomic():
        profile = _locked(user)
        if profile.verification != Verification.PENDING:
            raise Conflict(_("This account was decided on already."), code="already_decided")
        profile.verification, profile.verification_reason = decision, reason
        profile.save(update_fields=["verification", "verification_reason", "updated_at"])
        row = VerificationDecision.objects.create(user=user, decision=decision, reason=reason, decided_by=actor)
        AuditLog.record(actor, f"verification.{decision}", target=user, reason=reason)
        notifications.tell_decision(user, row)
    return profile


def _locked(user: User) -> VerifiedProfile:
    """The profile read again under its lock. Raises Conflict for roles that are not verified."""
    profile = user.verified_profile
    if profile is None:
        raise Conflict(_("This kind of account is not verified."))
    fresh = type(profile).objects.select_for_update(of=("self",)).get(pk=profile.pk)
    fresh.user = user
    setattr(user, {"recruiterprofile": "recruiter"}.get(fresh._meta.model_name, "prestataire"), fresh)
    return fresh


def note_new_identity(user: User, before: tuple[str, str], after: tuple[str, str]) -> None:
    """A verified recruiter's company took another name or SIRET: the editors hear of it."""
    if not user.verified_profile.is_verified:
        return
    AuditLog.record(user, "company.identity_changed", target=user.recruiter.company, before=before, after=after)
    notifications.tell_editors_of_new_identity(user, before, after)
