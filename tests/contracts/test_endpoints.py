"""What the documents ask for is served; whatever else the API has stands in a list with its reason."""

import pytest
from django.urls import resolve

from portal.api.common.views import Unknown
from portal.api.stages.base import Unknown as UnknownInStages
from tests.contracts.lists import endpoints, not_served, rows
from tests.routes import routes, same_shape

ASKED = endpoints()
#: What answers addresses that nobody serves.
UNKNOWN = (Unknown, UnknownInStages)


def is_served(method: str, path: str) -> bool:
    view = getattr(resolve(path).func, "cls", None)
    return view is not None and not issubclass(view, UNKNOWN) and hasattr(view, method.lower())


def forms(path: str) -> list[str]:
    """With and without a last slash."""
    bare = same_shape(path).replace("{}", "7")
    return [bare, f"{bare}/"]


@pytest.mark.parametrize("endpoint", [one for one in ASKED if not not_served(one)], ids=str)
def test_what_a_document_asks_for_is_served_with_and_without_a_last_slash(endpoint):
    assert [is_served(endpoint.method, path) for path in forms(endpoint.path)] == [True, True]


@pytest.mark.parametrize("endpoint", [one for one in ASKED if not_served(one)], ids=str)
def test_what_is_said_to_be_missing_is_missing(endpoint):
    served = any(is_served(endpoint.method, path) for path in forms(endpoint.path))
    assert not served, "it is served now: take its line out of not_served.tsv"


def test_every_reason_is_used():
    used = {not_served(one) for one in ASKED}
    assert {row["reason"] for row in rows("not_served.tsv")} <= used


def test_every_other_address_of_the_api_has_a_reason():
    asked = {one.key for one in ASKED}
    served = {
        (method, same_shape(route.template))
        for route in routes()
        if route.template.startswith("/api/") and not issubclass(route.view_class, UNKNOWN)
        for method in route.methods
    }
    known = {(row["method"], same_shape(row["path"])): row["reason"] for row in rows("other_endpoints.tsv")}
    assert sorted(served - asked - set(known)) == [], "say in other_endpoints.tsv why they are there"
    assert sorted(set(known) - served) == [], "they are gone: take them out of other_endpoints.tsv"
    assert not asked & set(known), "a document asks for these"
    assert all(known.values())
