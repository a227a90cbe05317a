"""Experiences and education of a resume (000; 002 §3)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.errors import Invalid

from ..errors import Gone
from ..models import Education, Experience, Resume
from . import history, resumes
from .values import assign_stay

MOST = 50
STAY = ("location", "start_date", "end_date", "is_current", "description")
NAMES = {
    Experience: ("company", "position", *STAY),
    Education: ("institution", "degree", "field_of_study", "grade", *STAY),
}


def add_experience(actor, resume: Resume, values: dict) -> Experience:
    """A new experience, put by its dates among the others. Raises Forbidden, Invalid. Source: 000 §2."""
    return _add(actor, Experience, resume, values)


def change_experience(actor, experience: Experience, values: dict) -> Experience:
    """Change what is given and nothing else. Raises Forbidden, Invalid, Gone. Source: 000 §3."""
    return _change(actor, experience, values)


def remove_experience(actor, experience: Experience) -> None:
    """Take it off for good; once more changes nothing. Raises Forbidden. Source: 000 §4."""
    _remove(actor, experience)


def add_education(actor, resume: Resume, values: dict) -> Education:
    return _add(actor, Education, resume, values)


def change_education(actor, education: Education, values: dict) -> Education:
    return _change(actor, education, values)


def remove_education(actor, education: Education) -> None:
    _remove(actor, education)


@transaction.atomic
def _add(actor, model, resume: Resume, values: dict):
    resume = resumes.lock(actor, resume)
    others = list(model.objects.filter(resume=resume))
    if len(others) >= MOST:
        raise Invalid(_("A resume holds at most %(most)s of these.") % {"most": MOST})
    row = model(resume=resume)
    assign_stay(row, values, NAMES[model])
    place = next((index for index, other in enumerate(others) if _recent(row) > _recent(other)), len(others))
    others.insert(place, row)
    for order, other in enumerate(others):
        other.order = order
    history.keep_before(resume)
    row.save()
    model.objects.bulk_update([other for other in others if other is not row], ["order"])
    resumes.touch(resume)
    return row


@transaction.atomic
def _change(actor, entry, values: dict):
    resume = resumes.lock(actor, entry.resume)
    row = type(entry).objects.filter(pk=entry.pk, resume=resume).first()
    if row is None:
        raise Gone
    assign_stay(row, values, NAMES[type(entry)])
    history.keep_before(resume)
    row.save()
    resumes.touch(resume)
    return row


@transaction.atomic
def _remove(actor, entry) -> None:
    resume = resumes.lock(actor, entry.resume)
    history.keep_before(resume)
    type(entry).objects.filter(pk=entry.pk, resume=resume).delete()
    resumes.touch(resume)


def _recent(stay) -> tuple:
    """What people read first is larger: what goes on, then by end, then by start."""
    return (stay.is_current, stay.end_date or stay.start_date or date.min, stay.start_date or date.min)
