"""People in the Wagtail admin: administrators make staff; roles are given there and nowhere else."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from rest_framework_simplejwt.tokens import RefreshToken

from portal.accounts.models import STAFF_ROLES, Role, User
from portal.core.models import AuditLog
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = {"email": "Equipe@exemple.example", "first_name": "Léa", "last_name": "Roy", "role": "editor"}


@pytest.fixture
def admin(signed_in):
    return signed_in(UserFactory(admin=True, email="chef@exemple.example"))


def add(client, **values):
    return client.post(reverse("wagtailusers_users:add"), {**NEW, **values})


def edit(client, user, **values):
    known = {name: getattr(user, name) for name in ("email", "first_name", "last_name", "phone", "role")}
    return client.post(reverse("wagtailusers_users:edit", args=[user.pk]), {**known, "is_active": "on", **values})


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_an_admin_makes_staff(admin, role):
    assert add(admin, role=role, password1=PASSWORD, password2=PASSWORD).status_code == 302
    made = User.objects.get(email="equipe@exemple.example")
    assert (made.role, made.username, made.check_password(PASSWORD)) == (role, "equipe", True)
    assert made.email_confirmed_at is not None
    assert AuditLog.objects.filter(action="account.changed_by_admin", target_id=str(made.pk)).exists()


def test_without_a_password_the_person_chooses_one_by_mail(admin):
    add(admin)
    assert not User.objects.get(email="equipe@exemple.example").has_usable_password()


@pytest.mark.parametrize("role", ["candidate", "recruiter", "chief"])
def test_public_roles_are_not_made_here(admin, role):
    assert add(admin, role=role).status_code == 200
    assert not User.objects.filter(email="equipe@exemple.example").exists()


@pytest.mark.parametrize(
    "values",
    [
        {"email": "chef@exemple.example"},
        {"email": "CHEF@exemple.example"},
        {"email": "x"},
        {"phone": "12"},
        {"password1": "court", "password2": "court"},
        {"password1": PASSWORD},
    ],
)
def test_a_wrong_field_is_said_and_nobody_is_made(admin, values):
    assert add(admin, **values).status_code == 200
    assert User.objects.count() == 1


def test_a_role_given_changes_group_and_flags_and_ends_tokens(admin):
    user = UserFactory()
    token = RefreshToken.for_user(user)
    assert edit(admin, user, role="editor").status_code == 302
    user.refresh_from_db()
    assert (user.role, user.is_staff, user.groups.get().name) == (Role.EDITOR, True, "Éditeurs")
    assert token.check_blacklist.__self__["jti"] in blacklisted(user)


def blacklisted(user) -> set[str]:
    return set(user.outstandingtoken_set.filter(blacklistedtoken__isnull=False).values_list("jti", flat=True))


def test_posted_groups_and_flags_are_ignored(admin):
    user = UserFactory()
    group = Group.objects.get(name="Éditeurs")
    edit(admin, user, is_superuser="on", is_staff="on", groups=[group.pk])
    user.refresh_from_db()
    assert (user.is_superuser, user.is_staff, user.groups.exists()) == (False, False, False)


def test_nobody_changes_their_own_role_or_shuts_themselves_out(admin):
    user = User.objects.get(email="chef@exemple.example")
    response = admin.post(
        reverse("wagtailusers_users:edit", args=[user.pk]),
        {"email": user.email, "first_name": "Anne", "last_name": "Chef", "role": "candidate", "is_active": ""},
    )
    assert response.status_code == 302
    user.refresh_from_db()
    assert (user.role, user.is_active, user.first_name) == (Role.ADMIN, True, "Anne")


def test_a_new_password_by_an_admin_ends_tokens(admin):
    user = UserFactory(editor=True)
    RefreshToken.for_user(user)
    edit(admin, user, password1="Autre-phrase-2027", password2="Autre-phrase-2027")
    assert len(blacklisted(user)) == 1


def test_accounts_are_disabled_not_deleted(admin):
    user = UserFactory()
    url = reverse("wagtailusers_users:delete", args=[user.pk])
    admin.post(url)
    assert User.objects.filter(pk=user.pk).exists()
    assert url not in admin.get(reverse("wagtailusers_users:index")).text
    edit(admin, user, is_active="")
    user.refresh_from_db()
    assert not user.is_active


@pytest.mark.parametrize("page", ["index", "add"])
def test_the_pages_open(admin, page):
    UserFactory.create_batch(3)
    assert admin.get(reverse(f"wagtailusers_users:{page}")).status_code == 200


def test_the_edit_page_opens(admin):
    page = admin.get(reverse("wagtailusers_users:edit", args=[UserFactory(recruiter=True).pk]))
    assert 'name="role"' in page.text
    assert 'name="groups"' not in page.text


def test_bulk_actions_only_switch_accounts_on_and_off(admin):
    page = admin.get(reverse("wagtailusers_users:index")).text
    assert "set_active_state" in page
    assert "assign_role" not in page
    assert "/bulk/accounts/user/delete/" not in page


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_nobody_else_reaches_the_user_administration(signed_in, role):
    client = signed_in(UserFactory(role=role))
    user = UserFactory()
    for url in (reverse("wagtailusers_users:index"), reverse("wagtailusers_users:edit", args=[user.pk])):
        assert client.get(url).status_code == 302
    edit(client, user, role="admin")
    assert User.objects.get(pk=user.pk).role == Role.CANDIDATE


def test_the_admins_own_account_page_changes_neither_password_nor_address(signed_in):
    page = signed_in(UserFactory(editor=True)).get(reverse("wagtailadmin_account"))
    assert page.status_code == 200
    assert "old_password" not in page.text
    assert 'type="email"' not in page.text


def test_a_recruiters_quota_is_changed_beside_the_account_and_written_down(admin):
    user = UserFactory(recruiter=True)
    assert 'name="monthly_quota"' in admin.get(reverse("wagtailusers_users:edit", args=[user.pk])).text
    assert edit(admin, user, monthly_quota="7").status_code == 302
    assert User.objects.get(pk=user.pk).recruiter.monthly_quota == 7
    assert AuditLog.objects.filter(action="account.quota_changed").count() == 1
    assert edit(admin, user, monthly_quota="-1").status_code == 200
    assert edit(admin, user, monthly_quota="").status_code == 302
    assert User.objects.get(pk=user.pk).recruiter.monthly_quota is None


def test_a_quota_is_no_field_of_anybody_else_nor_of_who_becomes_staff(admin):
    candidate, recruiter = UserFactory(), UserFactory(recruiter=True)
    assert "monthly_quota" not in admin.get(reverse("wagtailusers_users:edit", args=[candidate.pk])).text
    assert edit(admin, recruiter, role="editor", monthly_quota="7").status_code == 302
    assert AuditLog.objects.filter(action="account.quota_changed").count() == 0
