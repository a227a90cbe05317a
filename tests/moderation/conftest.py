import pytest
from django.test import Client

from portal.accounts.models import Role

from . import build


@pytest.fixture
def editor(db):
    return build.person(Role.EDITOR, first_name="Édith", last_name="Leroy")


@pytest.fixture
def admin(db):
    return build.person(Role.ADMIN)


@pytest.fixture
def desk(editor):
    """A browser in which the editor is signed in."""
    return signed_in(editor)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
