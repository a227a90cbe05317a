"""Answers that are the same for every visitor, kept with the publications they show.

Each time one is served, one statement asks whether all of them are still visible and as they were: nothing withdrawn,
closed, expired or edited is shown, however long ago the answer was made. What an answer does not know of, such as a new
publication or another menu, starts a new generation: at once where the cache is shared, elsewhere after `SECONDS`.
"""

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import caches
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from portal.jobs import internships
from portal.jobs.models import Publication
from search.remembered import GENERATION as OF_INDEX

#: For what starts no generation: counts, names of companies and sectors, deadlines of what is not shown.
SECONDS = 60
#: Longer addresses are nobody's second visit.
LONGEST = 300
OF_PAGES = "pages:generation"


@dataclass(frozen=True)
class Shown:
    """Publications as an answer shows them: the values of `columns` by id, and the seats that are taken of weeks."""

    columns: tuple[str, ...]
    values: dict[int, tuple]
    seats: dict[int, dict]

    @classmethod
    def of(cls, publications: Iterable[Publication], *more: str) -> "Shown":
        """`more`: columns that change without `updated_at`. Seats count where `internships.attach` has read them."""
        columns, seats = ("updated_at", *more), {}
        for each in publications:
            if weeks := getattr(each.specific, "known_weeks", None):
                seats[each.pk] = {week.monday: week.taken for week in weeks if week.taken}
        return cls(columns, {each.pk: tuple(getattr(each, name) for name in columns) for each in publications}, seats)

    def unchanged(self) -> bool:
        if not self.values:
            return True
        rows = Publication.objects.visible().filter(pk__in=self.values).values_list("pk", *self.columns)
        if {pk: tuple(values) for pk, *values in rows} != self.values:
            return False
        taken = internships.taken(self.seats) if self.seats else {}
        return {pk: taken.get(pk, {}) for pk in self.seats} == self.seats


class Place:
    """Where the answer to one question is kept."""

    def __init__(self, *asked):
        """`asked`: all that the answer depends on, beside what it shows and the day."""
        digest = hashlib.sha256(repr((*asked, str(timezone.localdate()))).encode()).hexdigest()
        self.key = f"pages:kept:{digest}"
        known = caches["content"].get_many((self.key, OF_INDEX, OF_PAGES))
        self.entry, self.generation = known.get(self.key), (known.get(OF_INDEX), known.get(OF_PAGES))

    def answer(self) -> HttpResponse | None:
        """What is kept, if it is still true."""
        kept = self.entry
        if not kept or kept["generation"] != self.generation or not kept["shown"].unchanged():
            return None
        return HttpResponse(kept["body"], headers=kept["headers"])

    def keep(self, response: HttpResponse, shown: Shown) -> None:
        entry = {"shown": shown, "body": response.content, "headers": dict(response.items())}
        caches["content"].set(self.key, {**entry, "generation": self.generation}, SECONDS)


def forget(**kwargs) -> None:
    """Every answer is made anew; again after the commit, since a request beside it may have kept the old one."""
    _new_generation()
    transaction.on_commit(_new_generation)


def _new_generation() -> None:
    caches["content"].set(OF_PAGES, time.time_ns(), None)
