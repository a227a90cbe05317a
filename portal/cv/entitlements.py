"""Whether an account has the premium of a subscription: asked of the room that sells it, which registers itself.

    @register_premium
    def has_active_subscription(user) -> bool: ...

Resumes know nothing of payments: without a registered answer, nobody has premium.
"""

from collections.abc import Callable

_registered: list[Callable] = []


def register_premium(answer: Callable) -> Callable:
    """Decorator: `answer(user) -> bool` for an account, now. There is one answer; a second is a mistake."""
    if _registered and _registered[0] is not answer:
        raise RuntimeError("somebody answers already who has premium")
    _registered[:] = [answer]
    return answer


def has_premium(user) -> bool:
    """Whether the account may use premium templates without paying for each resume. Visitors may not."""
    if user is None or not user.is_authenticated or not _registered:
        return False
    return bool(_registered[0](user))
