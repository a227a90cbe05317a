"""Groups of the Wagtail admin, one a role. Each room declares what a role may do; `sync_roles` writes it.

A room's `permissions.py` (imported when its app is ready)::

    grant(Role.EDITOR, "jobs.change_offer")

    @after_sync
    def page_permissions(role, group): ...

Deny by default: what no room granted is taken away again by the next `sync_roles`.
"""

from collections import defaultdict

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from .models import Role, User

#: Roles whose people enter the Wagtail admin. Admins are superusers and need no group.
ADMIN_GROUPS = {Role.EDITOR: "Éditeurs"}

_permissions: dict[str, set[str]] = defaultdict(set)
_after_sync: list = []


class UnknownPermission(LookupError):
    """A room granted a permission that no model has."""


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


def sync() -> list[str]:
    """Make groups, permissions and memberships what the code says; returns what had to change.

    Raises UnknownPermission, and then nothing has changed.
    """
    changes: list[str] = []
    with transaction.atomic():
        for role, name in ADMIN_GROUPS.items():
            group, created = Group.objects.get_or_create(name=name)
            changes += [f"group {name} made"] if created else []
            changes += _sync_permissions(role, group)
            for hook in hooks():
                hook(role, group)
            changes += _sync_members(role, group)
    return changes


def _sync_permissions(role: str, group: Group) -> list[str]:
    wanted = {_find(name) for name in granted(role)}
    present = set(group.permissions.all())
    group.permissions.remove(*(present - wanted))
    group.permissions.add(*(wanted - present))
    taken = [f"{group}: {permission.codename} taken" for permission in present - wanted]
    return sorted(taken + [f"{group}: {permission.codename} given" for permission in wanted - present])


def _find(name: str) -> Permission:
    app, _, codename = name.partition(".")
    try:
        return Permission.objects.get(content_type__app_label=app, codename=codename)
    except Permission.DoesNotExist:
        raise UnknownPermission(name) from None


def _sync_members(role: str, group: Group) -> list[str]:
    strangers = list(group.user_set.exclude(role=role))
    missing = list(User.objects.filter(role=role).exclude(groups=group))
    group.user_set.remove(*strangers)
    group.user_set.add(*missing)
    return [f"{group}: {user.pk} left" for user in strangers] + [f"{group}: {user.pk} joined" for user in missing]


def place(user: User, *, new: bool = False) -> None:
    """Put one person in the group of their role and out of the others."""
    name = ADMIN_GROUPS.get(user.role)
    if not new:
        user.groups.remove(*user.groups.filter(name__in=ADMIN_GROUPS.values()).exclude(name=name or ""))
    if name:
        user.groups.add(Group.objects.get_or_create(name=name)[0])


grant(Role.EDITOR, "wagtailadmin.access_admin")
