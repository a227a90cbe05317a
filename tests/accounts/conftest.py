import pytest
from django.test import Client


@pytest.fixture
def browser():
    """Somebody's browser, with its session."""
    return Client()


@pytest.fixture
def signed_in():
    """`signed_in(user)`: a browser in which this person is signed in."""

    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
