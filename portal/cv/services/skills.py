"""Skills of a resume. Those of the main resume and those of the profile are one list (`portal.cv.signals`)."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.accounts.services import candidate_of
from portal.core.errors import Invalid
from portal.vocabulary.models import Skill

from ..errors import Gone
from ..models import Resume, ResumeSkill
from . import history, resumes
from .values import assign

MOST = 100
NAMES = ("name", "level", "category")


@transaction.atomic
def add_skill(actor, resume: Resume, values: dict) -> ResumeSkill:
    """A new skill, last of its list. Raises Forbidden, Invalid (field name)."""
    resume = resumes.lock(actor, resume, with_profile=True)
    link_names([resume], make=actor.is_authenticated)
    others = list(resume.skills.all())
    if len(others) >= MOST:
        raise Invalid(fields={"name": [_("A resume holds at most %(most)s of these.") % {"most": MOST}]})
    row = ResumeSkill(resume=resume, order=others[-1].order + 1 if others else 0)
    _write(actor, row, values, others)
    return row


@transaction.atomic
def change_skill(actor, skill: ResumeSkill, values: dict) -> ResumeSkill:
    """Change what is given and nothing else. Raises Forbidden, Invalid, Gone."""
    resume = resumes.lock(actor, skill.resume, with_profile=True)
    link_names([resume], make=actor.is_authenticated)
    others = list(resume.skills.all())
    row = next((other for other in others if other.pk == skill.pk), None)
    if row is None:
        raise Gone
    _write(actor, row, values, [other for other in others if other is not row])
    return row


@transaction.atomic
def remove_skill(actor, skill: ResumeSkill) -> None:
    """Take it off; once more changes nothing. Raises Forbidden."""
    resume = resumes.lock(actor, skill.resume, with_profile=True)
    history.keep_before(resume)
    resume.skills.filter(pk=skill.pk).delete()
    resumes.touch(resume)
    tell_profile(actor, resume)


def _write(actor, row: ResumeSkill, values: dict, others: list[ResumeSkill]) -> None:
    before = row.name
    assign(row, values, NAMES)
    if row.name != before:
        found = Skill.objects.named([row.name])
        if not found:
            raise Invalid(fields={"name": [_("Please name the skill.")]})
        row.skill = found[0]
    if any(other.skill_id == row.skill_id for other in others if other.skill_id):
        raise Invalid(fields={"name": [_("This skill is in your list already.")]})
    history.keep_before(row.resume)
    row.save()
    resumes.touch(row.resume)
    tell_profile(actor, row.resume)


def link_names(resumes: list[Resume], *, make: bool = True) -> None:
    """Which skills of the vocabulary those are that the locked resumes name; with `make` it gains unknown ones."""
    unknown = list(ResumeSkill.objects.filter(resume__in=resumes, skill=None).order_by("id"))
    if not unknown:
        return
    known = Skill.objects.by_name([row.name for row in unknown], limit=MOST * len(resumes), make=make)
    for row in unknown:
        row.skill = known.get(row.name)
    ResumeSkill.objects.bulk_update([row for row in unknown if row.skill_id], ["skill"])


def tell_profile(actor, resume: Resume) -> None:
    """The profile, which recruiters and the API read, lists the skills of an account's main resume.

    Under the lock of the account. Names that are not linked yet (`link_names`) are left out: their task tells of them.
    """
    if actor.is_authenticated and Resume.objects.main_of(actor) == resume:
        listed = ResumeSkill.objects.filter(resume=resume).exclude(skill=None)
        candidate_of(actor).skills.set(listed.values_list("skill", flat=True))


def follow_profile(resume: Resume, added: set[int]) -> bool:
    """Put these skills of the vocabulary last on the resume, those that it has not; whether there were any."""
    rows = ResumeSkill.objects.filter(resume=resume)
    missing = Skill.objects.filter(pk__in=added - set(rows.values_list("skill", flat=True)))
    if not missing:
        return False
    last = rows.aggregate(last=Max("order"))["last"]
    start = 0 if last is None else last + 1
    ResumeSkill.objects.bulk_create(
        ResumeSkill(resume=resume, name=skill.name, skill=skill, order=order)
        for order, skill in enumerate(missing, start)
    )
    return True
