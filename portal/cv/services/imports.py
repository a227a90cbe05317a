"""What was read in somebody's file waits for them to confirm it: one draft a person, for a day, and no file."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.core.errors import Forbidden

from .. import permissions
from ..exchange.errors import DraftGone
from ..models import Resume
from ..records import ResumeImport
from . import changing


def keep_import(actor, source: str, values: dict, notes: list[str]) -> ResumeImport:
    """Keep it in place of the one before. `values` are `create`'s. Raises Forbidden."""
    if actor.is_authenticated and not permissions.may_have_resume(actor):
        raise Forbidden
    owner = changing._owner(actor)
    with transaction.atomic():
        ResumeImport.objects.filter(**owner).delete()
        return ResumeImport.objects.create(**owner, source=source, values=values, notes=notes)


def import_of(actor) -> ResumeImport | None:
    """What waits for this person, if its time is not over."""
    return ResumeImport.objects.of(actor).kept().order_by("-pk").first()


@transaction.atomic
def confirm_import(actor, pk: int, values: dict) -> Resume:
    """Make the resume of what its owner kept of the draft. Raises DraftGone, Forbidden, Enough, Invalid (by field).

    The draft's row is the lock: confirmed twice at once, it makes one resume.
    """
    draft = ResumeImport.objects.of(actor).kept().select_for_update(of=("self",)).filter(pk=pk).first()
    if draft is None:
        raise DraftGone
    resume = changing.create(actor, values)
    draft.delete()
    return resume


def drop_import(actor) -> None:
    ResumeImport.objects.of(actor).delete()


def give_import(user, visitor) -> None:
    """A visitor's draft becomes the account's with their resumes, unless the account has one that waits."""
    if ResumeImport.objects.of(user).kept().exists():
        return
    ResumeImport.objects.of(visitor).update(user=user, session_id=None)


def forget_old_imports() -> int:
    """Those whose time is over; returns how many."""
    before = timezone.now() - timedelta(hours=settings.CV_IMPORT_HOURS)
    return ResumeImport.objects.filter(created_at__lte=before).delete()[0]
