"""A resume to begin with, from what the portal knows of its owner."""

from django.db import transaction

from portal.accounts.services import candidate_of

from ..models import Resume
from . import changing, resumes


@transaction.atomic
def begin(actor, template: int) -> Resume:
    """A new resume on this template, with the account's name and how to reach it; a visitor's is empty.

    An account's first one is its main resume, with the profile's skills. Raises Forbidden, Enough, Invalid (template).
    """
    values: dict = {"template": template}
    if actor.is_authenticated:
        if Resume.objects.main_of(actor) is None:
            return changing.change(actor, resumes.main_resume(actor), values)
        values |= {
            "full_name": actor.get_full_name(),
            "email": actor.email,
            "phone": actor.phone,
            "title": candidate_of(actor).headline,
        }
    return changing.create(actor, values)
