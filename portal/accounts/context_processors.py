from django.utils.functional import SimpleLazyObject

from . import space


def space_menu(request) -> dict:
    """The menu of the personal space; made only where a template shows it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"space_menu": []}
    return {"space_menu": SimpleLazyObject(lambda: space.menu_for(request))}
