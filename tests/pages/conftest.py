import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.pages.kept import forget
from tests.factories.accounts import UserFactory

ROLES = ("candidate", "recruiter", "prestataire", "student", "consultant", "editor", "reader", "admin")


def signed_in(**traits) -> Client:
    client = Client()
    client.force_login(UserFactory(**traits))
    return client


def as_role(role: str) -> Client:
    """A client of this role; "visitor" is signed out."""
    return Client() if role == "visitor" else signed_in(**({} if role == "candidate" else {role: True}))


@pytest.fixture
def count_queries():
    """`count_queries(client, path)` asks once to fill the caches and counts the second time.

    A kept page would hide what making it costs: `kept=True` leaves it there.
    """

    def count(client, path, status=200, *, kept=False):
        assert client.get(path).status_code == status
        if not kept:
            forget()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path)
        return [query["sql"] for query in queries.captured_queries]

    return count
