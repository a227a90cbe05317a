"""Resumes as a whole."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.services import candidate_of
from portal.core.errors import Forbidden

from .. import permissions
from ..models import Resume, ResumeSkill


def main_resume(actor) -> Resume:
    """The oldest resume of the account, made on first use from what its profile says. Raises Forbidden."""
    if not permissions.may_have_resume(actor):
        raise Forbidden
    found = Resume.objects.main_of(actor)
    if found is not None:
        return found
    with transaction.atomic():
        # The account's row is the lock: two first uses at once make one resume.
        User.objects.select_for_update(of=("self",)).get(pk=actor.pk)
        return Resume.objects.main_of(actor) or _made_from_profile(actor)


def lock(actor, resume: Resume) -> Resume:
    """The resume's row, locked, if it is the actor's. Raises Forbidden. Inside a transaction only."""
    if not permissions.owns(actor, resume):
        raise Forbidden
    return Resume.objects.select_for_update(of=("self",)).get(pk=resume.pk)


def touch(resume: Resume) -> None:
    Resume.objects.filter(pk=resume.pk).update(updated_at=timezone.now())


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
