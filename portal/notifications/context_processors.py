from django.utils.functional import SimpleLazyObject

from . import services


def unread(request) -> dict:
    """The count beside the bell; asked only where the template shows it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"unread_notifications": 0}
    return {"unread_notifications": SimpleLazyObject(lambda: services.unread_count(user))}
