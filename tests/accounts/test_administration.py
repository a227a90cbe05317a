"""Administrators let accounts in, shut them out and set quotas; each act is written down."""

import threading

import pytest
from django.db import connection
from django.urls import reverse
from rest_framework_simplejwt.tokens import RefreshToken

from portal.accounts import services
from portal.accounts.models import Role, User
from portal.core.errors import Conflict, Forbidden, Invalid
from portal.core.models import AuditLog
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return UserFactory(admin=True)


def actions() -> list[str]:
    return list(AuditLog.objects.order_by("pk").values_list("action", flat=True))


def test_an_account_is_shut_out_and_let_in_again(admin):
    user = UserFactory()
    RefreshToken.for_user(user)
    services.set_active(admin, user, False)
    assert not User.objects.get(pk=user.pk).is_active
    assert user.outstandingtoken_set.filter(blacklistedtoken__isnull=False).exists()
    services.set_active(admin, user, True)
    assert User.objects.get(pk=user.pk).is_active
    assert actions() == ["account.disabled", "account.enabled"]


def test_the_same_again_changes_nothing(admin):
    services.set_active(admin, UserFactory(), True)
    assert actions() == []


def test_nobody_shuts_themselves_out(admin):
    with pytest.raises(Conflict):
        services.set_active(admin, admin, False)
    assert User.objects.get(pk=admin.pk).is_active


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_only_administrators_do_it(role):
    user = UserFactory(recruiter=True)
    for act in (services.set_active, services.set_quota):
        with pytest.raises(Forbidden):
            act(UserFactory(role=role), user, 0)
    assert actions() == []


def test_an_administrator_who_was_shut_out_does_nothing_any_more(admin):
    User.objects.filter(pk=admin.pk).update(is_active=False)
    with pytest.raises(Forbidden):
        services.set_active(admin, UserFactory(), False)


@pytest.mark.parametrize("quota", [0, 1, 10_000, None])
def test_a_recruiters_quota_is_set(admin, quota):
    user = UserFactory(recruiter=True)
    services.set_quota(admin, user, 7)
    services.set_quota(admin, user, quota)
    assert User.objects.get(pk=user.pk).recruiter.monthly_quota == quota
    assert AuditLog.objects.first().details == {"before": 7, "after": quota}


@pytest.mark.parametrize("quota", [-1, 10_001, 10**20])
def test_a_senseless_quota_is_refused(admin, quota):
    with pytest.raises(Invalid):
        services.set_quota(admin, UserFactory(recruiter=True), quota)


def test_only_recruiters_have_one(admin):
    with pytest.raises(Conflict):
        services.set_quota(admin, UserFactory(), 5)


def test_the_bulk_action_of_wagtail_writes_it_down_and_ends_tokens(admin, signed_in):
    users = [UserFactory(), UserFactory()]
    RefreshToken.for_user(users[0])
    ids = "&".join(f"id={user.pk}" for user in (*users, admin))
    url = f"{reverse('wagtail_bulk_action', args=['accounts', 'user', 'set_active_state'])}?{ids}"
    response = signed_in(admin).post(url, {"mark_as_active": "False"})
    assert response.status_code == 302
    assert set(User.objects.filter(is_active=True)) == {admin}
    assert actions().count("account.disabled") == 2
    assert users[0].outstandingtoken_set.filter(blacklistedtoken__isnull=False).exists()


def test_a_lockout_is_written_down_once(browser):
    user = UserFactory()
    for _attempt in range(13):
        browser.post(reverse("account_login"), {"login": user.email, "password": "faux"})
    row = AuditLog.objects.get(action="account.locked_out")
    assert (row.details, row.address) == ({"login": user.email}, "127.0.0.1")
    assert PASSWORD not in str(AuditLog.objects.values_list("details", flat=True))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_administrators_do_not_shut_each_other_out_at_once():
    pair = [UserFactory(admin=True), UserFactory(admin=True)]
    barrier, refused = threading.Barrier(2), []

    def shut_out(actor, user):
        barrier.wait()
        try:
            services.set_active(actor, user, False)
        except Forbidden as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=shut_out, args=order) for order in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert User.objects.filter(is_active=True).count() == 1
