"""Signing up through the service: what is made, what is refused."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from portal.accounts import services
from portal.accounts.models import Role, User, Verification
from portal.core.errors import Invalid
from portal.core.models import AuditLog
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def register(**values):
    return services.register(**{"email": "nadia@exemple.example", "password": PASSWORD, **values})


def refused(**values) -> dict:
    """What the service refuses, by field; nothing is left behind."""
    before = User.objects.count()
    with pytest.raises(Invalid) as refusal:
        register(**values)
    assert User.objects.count() == before
    return refusal.value.fields


def test_an_email_and_a_password_are_enough():
    user = register()
    assert (user.role, user.username, user.email_confirmed_at) == (Role.CANDIDATE, "nadia", None)
    assert user.check_password(PASSWORD)
    assert user.candidate.email == "nadia@exemple.example"


def test_the_address_is_kept_in_lower_case():
    assert register(email="  Nadia@Exemple.Example ").email == "nadia@exemple.example"
