"""Whether an account has the premium of a subscription: asked of the room that sells it, which registers itself.

    @register_premium
    def running_subscriptions(user) -> QuerySet: ...

Resumes know nothing of payments: without a registered answer, nobody has premium.
"""

from collections.abc import Callable

from django.db.models import BooleanField, Exists, OuterRef, Value

_registered: list[Callable] = []


def register_premium(subscriptions: Callable) -> Callable:
    """Decorator: `subscriptions(user) -> QuerySet` of what gives this account premium now, if anything does.

    `user` is an account's id, or stands for the one of an outer statement. There is one answer; a second is a mistake.
    """
    if _registered and _registered[0] is not subscriptions:
        raise RuntimeError("somebody answers already who has premium")
    _registered[:] = [subscriptions]
    return subscriptions


def has_premium(user) -> bool:
    """Whether the account may use premium templates without paying for each resume. Visitors may not."""
    if user is None or not user.is_authenticated or not _registered:
        return False
    return _registered[0](user.pk).exists()


def owner_has_premium():
    """The same as a condition on rows of resumes, for who reads them anyway."""
    if not _registered:
        return Value(False, output_field=BooleanField())
    return Exists(_registered[0](OuterRef("user_id")))
