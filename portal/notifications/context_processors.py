from django.utils.functional import SimpleLazyObject

from .models import Notification


def unread(request) -> dict:
    """The count beside the bell; asked of the database only where the template shows it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"unread_notifications": 0}
    return {"unread_notifications": SimpleLazyObject(lambda: Notification.objects.of(user).unread().count())}
