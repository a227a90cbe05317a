"""Who may keep a resume, and whose it is."""

from portal.accounts.services import APPLICANTS


def may_have_resume(user) -> bool:
    """Those who apply to something: candidates, students, prestataires."""
    return user.is_authenticated and user.role in APPLICANTS


def owns(user, resume) -> bool:
    return user.is_authenticated and resume.user_id == user.pk
