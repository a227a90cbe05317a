"""Who may keep a resume, and whose it is."""

from portal.accounts.services import APPLICANTS


def may_have_resume(user) -> bool:
    """Those who apply to something: candidates, students, prestataires."""
    return user.is_authenticated and user.role in APPLICANTS


def owns(actor, resume) -> bool:
    """An account its own, a visitor (portal.cv.visitors) those of the session that nobody claimed."""
    if actor.is_authenticated:
        return resume.user_id == actor.pk
    session_id = getattr(actor, "session_id", None)
    return bool(session_id) and resume.user_id is None and resume.session_id == session_id
