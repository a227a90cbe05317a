"""Resumes as a whole."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.services import candidate_of
from portal.core.errors import Forbidden

from .. import permissions
from ..entitlements import owner_has_premium
from ..errors import Gone
from ..models import Resume, ResumeSkill
from .content import read_entries, take_lists, with_lists


def main_resume(actor) -> Resume:
    """The oldest resume of the account, made on first use from what its profile says. Raises Forbidden."""
    if not permissions.may_have_resume(actor):
        raise Forbidden
    found = Resume.objects.main_of(actor)
    if found is not None:
        return found
    with transaction.atomic():
        # Two first uses at once make one resume.
        lock_account(actor)
        return Resume.objects.main_of(actor) or _made_from_profile(actor)


def lock_account(user) -> None:
    """Before the rows of its resumes, never after."""
    list(User.objects.select_for_update(of=("self",)).filter(pk=user.pk).values_list("pk"))


def lock(actor, resume: Resume | int, *, with_profile: bool = False) -> Resume:
    """The row of a resume (or of this id) with its template, locked, if it is the actor's. Raises Forbidden, Gone.

    Inside a transaction only. Whose it is, is looked at under the lock: it may have found its account meanwhile. What
    may change the skills of the profile too takes the account's lock first, as `accounts.services.update_profile` does.
    """
    if isinstance(resume, Resume) and not permissions.owns(actor, resume):
        raise Forbidden
    if with_profile and actor.is_authenticated:
        lock_account(actor)
    row = _locked(Resume.objects.of(actor).with_template(), resume)
    if actor.is_authenticated:
        row.user = actor
    return row


def lock_whole(actor, resume: Resume | int) -> Resume:
    """As `lock`, with the resume's lists and whether its owner has premium in the same statement."""
    if isinstance(resume, Resume) and not permissions.owns(actor, resume):
        raise Forbidden
    rows = with_lists(Resume.objects.of(actor).with_template())
    as_begun = Resume.objects.filter(pk=OuterRef("pk")).order_by().values("revision")
    row = _locked(rows.annotate(as_begun=Subquery(as_begun), owner_has_premium=owner_has_premium()), resume)
    if row.revision == row.as_begun:
        take_lists(row)
    else:
        # PostgreSQL waited for somebody's change: the row is as they left it, all beside it as the statement began.
        read_entries(row)
    if actor.is_authenticated:
        row.user = actor
    return row


def _locked(rows, resume: Resume | int) -> Resume:
    """Raises Gone."""
    pk = resume.pk if isinstance(resume, Resume) else resume
    row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Gone
    return row


def touch(resume: Resume) -> None:
    """One more change of a row that is locked: an older copy of it is not written over this one."""
    now = timezone.now()
    Resume.objects.filter(pk=resume.pk).update(
        updated_at=now,
        last_accessed=now,
        kept_at=resume.kept_at,
        unfiled=resume.unfiled,
        revision=F("revision") + 1,
    )
    settle_later(resume)


def settle_later(resume: Resume) -> None:
    """What follows from this change is done once it is committed (`settling`), if anything does."""
    if resume.unfiled or not resume.skills_told:
        pk = resume.pk
        transaction.on_commit(lambda: _settle_soon(pk), robust=True)


def _settle_soon(pk: int) -> None:
    from ..tasks import settle_resume

    if settings.CELERY_BROKER_URL:
        settle_resume.delay(pk)
    else:
        settle_resume(pk)


def _made_from_profile(actor) -> Resume:
    person = candidate_of(actor)
    resume = Resume.objects.create(
        user=actor,
        full_name=actor.get_full_name(),
        email=actor.email,
        phone=actor.phone,
        title=person.headline,
    )
    ResumeSkill.objects.bulk_create(
        ResumeSkill(resume=resume, name=skill.name, skill=skill, order=order)
        for order, skill in enumerate(person.skills.all())
    )
    return resume


def forget_abandoned() -> int:
    """Delete what visitors wrote, left alone for settings.ANONYMOUS_RESUME_DAYS and never paid; returns how many."""
    before = timezone.now() - timedelta(days=settings.ANONYMOUS_RESUME_DAYS)
    abandoned = Resume.objects.filter(user=None, is_paid=False, last_accessed__lt=before).order_by("pk")
    return sum(_forget(abandoned, pk) for pk in list(abandoned.values_list("pk", flat=True)))


@transaction.atomic
def _forget(abandoned, pk: int) -> bool:
    """One of them, unless somebody claimed, paid or opened it since."""
    resume = abandoned.select_for_update(of=("self",)).filter(pk=pk).first()
    if resume is not None:
        resume.delete()
    return resume is not None
