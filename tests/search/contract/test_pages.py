"""Deep pages: what `Results.next` promises."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from search.cursor import pack, unpack
from search.query import Query, Sort
from search.service import search
from tests.factories.search import published

pytestmark = pytest.mark.django_db


def followed(**asked) -> list[list[int]]:
    """The ids of each page until there is no next one."""
    pages, after = [], ""
    while True:
        results = search(Query(after=after, **asked))
        pages.append(results.ids)
        if results.next in ("", after):
            return pages
        after = results.next


def soudeurs(number: int) -> None:
    """Some are alike in everything that is sorted by, but for their id."""
    moment = timezone.now() - timedelta(days=1)
    for each in range(number):
        dates = {"first_published_at": moment + timedelta(hours=each // 3), "created_at": moment}
        deadline = moment + timedelta(days=10 + each % 2) if each % 3 else None
        amount = {"amount_min": 20_000 + each // 2, "period": "year"} if each % 4 else {}
        published(
            "Soudeur" * (1 + each % 2),
            places=["Lyon"],
            description="<p>soudeur</p>",
            deadline=deadline,
            **dates,
            **amount,
        )


@pytest.mark.parametrize("words", ["", "soudeur"])
@pytest.mark.parametrize("sort", [None, *Sort])
def test_following_the_cursor_shows_every_hit_once_in_the_order_of_pages(words, sort):
    soudeurs(8)
    asked = {"words": words, "sort": sort, "place": "Lyon", "radius_km": 20}
    pages = followed(page_size=3, **asked)
    assert [len(page) for page in pages] == [3, 3, 2]
    assert [pk for page in pages for pk in page] == search(Query(**asked)).ids


def test_a_page_that_is_full_and_last_has_no_next():
    soudeurs(6)
    assert [len(page) for page in followed(page_size=3)] == [3, 3]
    assert search(Query(words="soudeur", page_size=6)).next == ""
    assert search(Query(words="introuvable")).next == ""


def test_pages_by_number_have_a_next_too():
    soudeurs(6)
    second = search(Query(page=2, page_size=2))
    assert search(Query(after=second.next, page_size=2)).ids == search(Query(page=3, page_size=2)).ids


def test_a_cursor_leaves_the_page_number_aside():
    soudeurs(5)
    first = search(Query(page_size=2))
    assert search(Query(after=first.next, page=7, page_size=2)).ids == search(Query(page=2, page_size=2)).ids


def test_what_is_published_meanwhile_moves_no_page():
    soudeurs(4)
    first = search(Query(page_size=2, sort=Sort.NEWEST))
    published("Soudeur tout neuf")
    second = search(Query(after=first.next, page_size=2, sort=Sort.NEWEST))
    assert not {*first.ids} & {*second.ids}
    assert len(second.hits) == 2


@pytest.mark.parametrize(
    "cursor",
    [
        *("x", "é", "AAAA", "[]", "W10", "bnVsbA", "😀", "x" * 5_000, "'; DROP TABLE x", "%s", "=", "===="),
        pack(Sort.SALARY, 1, 1),
        pack(Sort.NEWEST, 1, 1),
        pack(Sort.NEWEST, datetime(2026, 1, 1, tzinfo=UTC)),
        pack(Sort.NEWEST, datetime(2026, 1, 1, tzinfo=UTC), 2**80),
    ],
)
def test_a_text_that_is_no_cursor_of_this_order_finds_nothing(cursor):
    soudeurs(1)
    results = search(Query(after=cursor, sort=Sort.NEWEST))
    assert (results.hits, results.next) == ([], "")


def test_a_cursor_is_read_back_as_it_was_written():
    moment = datetime(2026, 11, 21, 8, 30, 0, 123456, tzinfo=UTC)
    assert unpack(pack(Sort.RELEVANCE, 0.1 + 0.2, moment, 7), Sort.RELEVANCE) == (0.1 + 0.2, moment, 7)
    assert unpack(pack(Sort.RELEVANCE, 1.0, moment, 7), Sort.NEAREST) is None
    assert unpack(pack(Sort.RELEVANCE, float("nan"), moment, 7), Sort.RELEVANCE) is None
    assert unpack(pack(Sort.SALARY, True, 7), Sort.SALARY) is None
