"""Writing publications: draft, submit, edit, withdraw, close (003 §3 to §7, §14.2).

Wagtail's workflow is the state machine. Each function locks the publication's row, so that an edit, a submission and
an editor's decision happen one after the other.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish import UnpublishAction

from portal.accounts.models import RecruiterProfile
from portal.accounts.services import must_confirm_email
from portal.core.dates import PARIS
from portal.core.errors import Forbidden
from portal.core.models import AuditLog

from .. import errors, notifications, permissions, projection
from ..models import KINDS, Publication, Status
from .values import assign, check, check_ready


@dataclass(frozen=True)
class Quota:
    """First submissions of a recruiter in the present calendar month in Paris."""

    used: int
    limit: int

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.used)


def create(actor, kind: str, values: dict):
    """Save a new draft of this kind. Raises Forbidden, Invalid. Source: 003 §3.2, §5.2, §6.2, §7.2."""
    if not permissions.is_recruiter(actor):
        raise Forbidden
    company = actor.recruiter.company
    publication = KINDS[kind](
        kind=kind,
        company=company,
        company_name=company.name,
        sector=company.sector,
        recruiter=actor,
        live=False,
        has_unpublished_changes=True,
    )
    with transaction.atomic():
        assign(publication, values)
        publication.save()
        publication.save_revision(user=actor, log_action="wagtail.create", clean=False)
    return publication


def create_and_submit(actor, kind: str, values: dict):
    """Create and submit, or save nothing at all. Raises what both raise."""
    with transaction.atomic():
        return submit(actor, create(actor, kind, values))


def latest(publication):
    """The publication as its owner last wrote it: its latest revision, with the row's own columns."""
    return publication.specific.get_latest_revision_as_object()


@transaction.atomic
def edit(actor, publication, values: dict, *, read: int | None = None):
    """Change the text. Raises Forbidden, Invalid, AlreadyEnded, NotVerified, ChangedMeanwhile.

    `read` is the revision that the actor had before them: a newer one, by a colleague or an editor, is not overwritten.

    A draft or refused one keeps the change for its owner; one in review starts its review again with the new text; a
    validated one goes to review while the public keeps the validated version.
    """
    row = _locked(actor, publication)
    _not_ended(row)
    if read is not None and read != row.latest_revision_id:
        raise errors.ChangedMeanwhile
    text = latest(row)
    assign(text, values)
    _renew(text)
    if row.first_published_at is None:
        text.save()
    goes_to_review = row.in_review or row.live
    if goes_to_review:
        _may_submit(actor)
        check_ready(text)
    text.save_revision(user=actor, log_action=True, clean=False, changed=True)
    if goes_to_review:
        _start_review(actor, row.pk)
    return _again(row.pk)


@transaction.atomic
def submit(actor, publication):
    """Send to the editors. Raises NotVerified, EmailNotConfirmed, QuotaReached, Conflict, AlreadyEnded."""
    row = _locked(actor, publication)
    _not_ended(row)
    if row.in_review:
        raise errors.AlreadySubmitted
    if row.live and not row.has_unpublished_changes:
        raise errors.NothingToSubmit
    _may_submit(actor)
    text = latest(row)
    check(text)
    check_ready(text)
    if _renew(text):
        text.save_revision(user=actor, clean=False, changed=True)
    if row.first_submitted_at is None:
        _count_against_quota(actor)
        Publication.objects.filter(pk=row.pk).update(first_submitted_at=timezone.now())
    _start_review(actor, row.pk)
    return _again(row.pk)


@transaction.atomic
def withdraw(actor, publication) -> None:
    """Take it away for good: 404 everywhere, kept for the record; those who wait for an answer are told."""
    row = _locked(actor, publication)
    take_away(actor, row)


def take_away(actor, row) -> None:
    """The withdrawal itself, under the row's lock: the owner's, or an editor's (`portal.moderation`)."""
    if row.withdrawn_at is not None:
        raise errors.AlreadyEnded
    was_public = row.first_published_at is not None
    _cancel_review(actor, row)
    Publication.objects.filter(pk=row.pk).update(withdrawn_at=timezone.now())
    if row.live:
        # The service has checked the actor; Wagtail's permission to unpublish is the editors'.
        UnpublishAction(_again(row.pk), user=actor).execute(skip_permission_checks=True)
    projection.refresh(row)
    AuditLog.record(actor, "publication.withdraw", row)
    if was_public:
        notifications.publication_ended(row)


@transaction.atomic
def close(actor, publication):
    """Take no more applications; the page stays, labelled, and the applicants are told. Raises AlreadyEnded."""
    row = _locked(actor, publication)
    _not_ended(row)
    if not row.live:
        raise errors.NotPublished
    _cancel_review(actor, row)
    projection.refresh(row, closed_at=timezone.now())
    AuditLog.record(actor, "publication.close", row)
    notifications.publication_ended(row)
    return _again(row.pk)


def quota(user) -> Quota:
    now = timezone.now().astimezone(PARIS)
    start = datetime(now.year, now.month, 1, tzinfo=PARIS)
    used = Publication.objects.filter(recruiter=user, first_submitted_at__gte=start).count()
    return Quota(used, user.recruiter.quota)


def _locked(actor, publication):
    """The row as its kind, locked, if the actor's company owns it. Raises Forbidden."""
    if not permissions.owns(actor, publication):
        raise Forbidden
    return Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk).specific


def _again(pk: int):
    return Publication.objects.get(pk=pk).specific


def _not_ended(row) -> None:
    if row.status in (Status.CLOSED, Status.WITHDRAWN):
        raise errors.AlreadyEnded


def _renew(text) -> bool:
    """Sent again after its expiry, a publication gets a new life: the editors set its next end. True if changed."""
    passed = text.expire_at is not None and text.expire_at <= timezone.now()
    if passed:
        text.expire_at = None
    return passed


def _may_submit(actor) -> None:
    if not actor.recruiter.is_verified:
        raise errors.NotVerified
    if must_confirm_email(actor):
        raise errors.EmailNotConfirmed


def _count_against_quota(actor) -> None:
    # The recruiter's row is the lock: two submissions at once are counted one after the other.
    RecruiterProfile.objects.select_for_update(of=("self",)).get(user=actor)
    if quota(actor).remaining < 1:
        raise errors.QuotaReached


def _start_review(actor, pk: int) -> None:
    """Start, restart or resume the workflow on the latest revision."""
    publication = _again(pk)
    state = publication.current_workflow_state
    if state is not None and state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(user=actor)
    else:
        if state is not None:
            state.cancel(user=actor)
            publication = _again(pk)
        publication.get_workflow().start(publication, actor)
    projection.clear_refusal(publication)
    notifications.publication_to_review(_again(pk))


def _cancel_review(actor, row) -> None:
    state = row.current_workflow_state
    if state is not None:
        state.cancel(user=actor)
