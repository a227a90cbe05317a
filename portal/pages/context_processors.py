from django.utils.functional import SimpleLazyObject

from .chrome import EMPTY, for_path

#: They have no header of ours.
WITHOUT_CHROME = ("/admin/", "/api/")


def chrome(request) -> dict:
    """Menus, footer and notice that editors keep in the Wagtail admin; asked only where a template shows them."""
    if request.path.startswith(WITHOUT_CHROME):
        return {"chrome": EMPTY}
    return {"chrome": SimpleLazyObject(lambda: _for(request))}


def _for(request) -> dict:
    user = getattr(request, "user", None)
    admin_url = "/admin/" if user is not None and getattr(user, "is_moderator", False) else ""
    return {**for_path(request.path), "admin_url": admin_url}
