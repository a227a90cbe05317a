"""Groups and flags follow the role; `sync_roles` makes them what the code says."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from portal.accounts import roles
from portal.accounts.models import STAFF_ROLES, Role, User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def declared(monkeypatch):
    """The declarations of the rooms, to be changed for one test."""
    monkeypatch.setattr(
        roles, "_permissions", roles.defaultdict(set, {k: set(v) for k, v in roles._permissions.items()})
    )
    return roles


def editors() -> Group:
    return Group.objects.get(name="Éditeurs")


def names(group) -> set[str]:
    return {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.select_related("content_type")}


def test_a_second_run_changes_nothing():
    roles.sync()
    assert roles.sync() == []


def test_the_group_has_exactly_what_the_rooms_granted():
    roles.sync()
    assert names(editors()) == roles.granted(Role.EDITOR)


def test_what_the_code_no_longer_grants_disappears(declared):
    declared.grant(Role.EDITOR, "accounts.change_user")
    declared.sync()
    declared._permissions[Role.EDITOR].remove("accounts.change_user")
    assert declared.sync() == ["Éditeurs: change_user taken"]
    assert "accounts.change_user" not in names(editors())


def test_what_somebody_added_by_hand_disappears():
    roles.sync()
    editors().permissions.add(Permission.objects.get(codename="delete_user"))
    roles.sync()
    assert "accounts.delete_user" not in names(editors())


def test_an_unknown_permission_changes_nothing(declared):
    declared.grant(Role.EDITOR, "accounts.fly")
    before = names(editors())
    with pytest.raises(CommandError, match="no such permission"):
        call_command("sync_roles", verbosity=0)
    assert names(editors()) == before


def test_rooms_may_do_more_with_a_group(declared, monkeypatch):
    seen = []
    monkeypatch.setattr(roles, "_after_sync", [lambda role, group: seen.append((role, group.name))])
    declared.sync()
    assert seen == [(Role.EDITOR, "Éditeurs")]


def test_the_command_says_what_changed(capsys):
    User.objects.filter(pk=UserFactory().pk).update(role=Role.EDITOR)
    call_command("sync_roles")
    assert "joined" in capsys.readouterr().out


def test_an_editor_joins_the_group_at_once():
    user = UserFactory(editor=True)
    assert editors() in user.groups.all()
    assert user.has_perm("wagtailadmin.access_admin")


def test_who_is_no_editor_any_more_leaves_it():
    user = UserFactory(editor=True)
    user.role = Role.READER
    user.save()
    assert not user.groups.exists()


def test_memberships_given_by_hand_are_taken_back():
    user = UserFactory()
    user.groups.add(editors())
    roles.sync()
    assert not user.groups.exists()


@pytest.mark.parametrize("role", Role)
def test_the_flags_follow_the_role_and_nothing_else(role):
    user = UserFactory(role=role, is_staff=role not in STAFF_ROLES, is_superuser=role != Role.ADMIN)
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (role in STAFF_ROLES, role == Role.ADMIN)


def test_a_saved_role_takes_its_flags_along():
    user = UserFactory(admin=True)
    user.role = Role.CANDIDATE
    user.save(update_fields=["role"])
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (False, False)


def test_other_people_enter_no_admin():
    for role in Role:
        user = UserFactory(role=role)
        assert user.has_perm("wagtailadmin.access_admin") == (role in (Role.EDITOR, Role.ADMIN))
