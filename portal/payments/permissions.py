"""Who buys something here: those who have resumes. Whoever has a purchase sees it, whatever they are."""

from portal.cv.permissions import may_have_resume


def may_subscribe(user) -> bool:
    return may_have_resume(user)


def may_see_payments(user) -> bool:
    """In the Wagtail admin, read-only: editors and administrators."""
    return user.is_authenticated and user.is_moderator


def may_administer_payments(user) -> bool:
    """Refund and replay."""
    return user.is_authenticated and user.is_active and user.is_superuser
