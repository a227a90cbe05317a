from functools import cache

from . import services


def unread(request) -> dict:
    """The count beside the bell: a function, which templates call, so that only pages that show it ask."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"unread_notifications": 0}
    return {"unread_notifications": cache(lambda: services.unread_count(user))}
