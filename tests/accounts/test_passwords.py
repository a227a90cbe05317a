"""A new password ends what the old one opened."""

import pytest
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import RefreshToken

from portal.accounts import services
from portal.core.errors import Invalid
from portal.core.models import AuditLog
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = "Autre-phrase-2027"


def refused(user, old, new) -> dict:
    with pytest.raises(Invalid) as refusal:
        services.change_password(user, old, new)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    return refusal.value.fields


def works(token: RefreshToken) -> bool:
    try:
        RefreshToken(str(token))
    except TokenError:
        return False
    return True


def test_a_password_is_changed_with_the_old_one():
    user = UserFactory()
    services.change_password(user, PASSWORD, NEW)
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert AuditLog.objects.filter(action="account.password_changed", actor=user).exists()


@pytest.mark.parametrize("old", ["", "faux", None, 12, "\ud800"])
def test_without_the_old_one_nothing_changes(old):
    assert set(refused(UserFactory(), old, NEW)) == {"old_password"}


@pytest.mark.parametrize("new", ["", "court", "1234567890123", None, "\ud800bcdefghijklm"])
def test_a_weak_new_one_is_refused(new):
    assert set(refused(UserFactory(), PASSWORD, new)) == {"new_password"}


def test_refresh_tokens_of_the_person_stop_working_and_no_others():
    user, other = UserFactory(), UserFactory()
    tokens = [RefreshToken.for_user(user), RefreshToken.for_user(user)]
    others = RefreshToken.for_user(other)
    services.change_password(user, PASSWORD, NEW)
    assert not any(works(token) for token in tokens)
    assert works(others)


def test_revoking_twice_is_harmless():
    user = UserFactory()
    RefreshToken.for_user(user)
    assert (services.revoke_tokens(user), services.revoke_tokens(user)) == (1, 0)
