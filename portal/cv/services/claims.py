"""Resumes that a visitor wrote become the account's when the visitor logs in or registers (002 §3)."""

from django.db import transaction

from portal.accounts.services import candidate_of

from .. import permissions
from ..models import Resume
from ..visitors import KEY, Visitor, visitor_of
from . import imports, resumes, skills


def claim_session(user, session) -> int:
    """Give the account what the session's visitor wrote; the session forgets its name. Returns how many resumes.

    Nothing happens for who may not keep a resume (recruiters, staff): the resumes stay with the session.
    """
    visitor = visitor_of(session)
    if visitor.session_id is None or not permissions.may_have_resume(user):
        return 0
    claimed = claim(user, visitor)
    imports.give_import(user, visitor)
    session.pop(KEY, None)
    # An account's session lasts as every other one.
    session.set_expiry(None)
    return claimed


@transaction.atomic
def claim(user, visitor: Visitor) -> int:
    """The same for one visitor. Of two accounts that claim at once, the first gets all; a resume has one owner.

    The oldest resume is the account's main one, a claimed one too: the profile's skills and its own become one list.
    """
    rows = list(Resume.objects.select_for_update(of=("self",)).of(visitor))
    if not rows:
        return 0
    resumes.lock_account(user)
    Resume.objects.filter(pk__in=[row.pk for row in rows]).update(user=user, session_id=None)
    # A visitor names no new skill of the vocabulary; an account does.
    skills.link_names(rows)
    main = Resume.objects.main_of(user)
    if main in rows:
        person = candidate_of(user)
        skills.follow_profile(main, set(person.skills.values_list("pk", flat=True)))
        skills.tell_profile(user, main)
    return len(rows)
