"""Groups of the Wagtail admin, one a role. Each room declares what a role may do; `sync_roles` writes it."""

from collections import defaultdict

from .models import Role

#: Roles whose people enter the Wagtail admin. Admins are superusers and need no group.
ADMIN_GROUPS = {Role.EDITOR: "Éditeurs"}

_permissions: dict[str, set[str]] = defaultdict(set)
_after_sync: list = []


def grant(role: str, *permissions: str) -> None:
    """A room gives a role permissions of the form "jobs.change_offer"."""
    _permissions[role].update(permissions)


def after_sync(function):
    """A room does more with a group than permissions (page trees, collections): `function(role, group)`."""
    _after_sync.append(function)
    return function


def granted(role: str) -> set[str]:
    return set(_permissions[role])


def hooks() -> list:
    return list(_after_sync)


grant(Role.EDITOR, "wagtailadmin.access_admin")
