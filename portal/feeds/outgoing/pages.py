"""One page of the feed: which publications, how it is told from another answer, and when it last changed."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Case, F, Max, Q, Value, When
from django.db.models.fields import DateTimeField
from django.utils import timezone

from portal.jobs.models import KINDS, Publication

#: Publications on a page; documented in docs/feeds.md.
PAGE_SIZE = 200
#: Changes with what an item says, so that nobody keeps the old form of an unchanged publication.
FORM = 1
#: What an item shows of other rows.
_SHOWN = ("company__name", "company__website", "sector__name")


@dataclass(frozen=True)
class FeedPage:
    """The visible publications after number `after`, in the order of their numbers; `kind` "" is all four.

    Pages are cut by number, not by count: what comes or goes meanwhile moves nothing from one page to another.
    """

    kind: str
    after: int
    now: datetime

    @cached_property
    def rows(self) -> list[tuple]:
        """(pk, kind, last published, what is shown of others) of this page and the first of the next. One query."""
        rows = self._all(Publication.objects.visible(self.now)).order_by("pk")
        return list(rows.values_list("pk", "kind", "last_published_at", *_SHOWN)[: PAGE_SIZE + 1])

    @property
    def next_after(self) -> int | None:
        """The number the next page comes after; None on the last one."""
        return self.rows[PAGE_SIZE - 1][0] if len(self.rows) > PAGE_SIZE else None

    @property
    def etag(self) -> str:
        told = repr((FORM, self.kind, self.after, self.rows)).encode()
        return f'"{hashlib.blake2b(told, digest_size=16).hexdigest()}"'

    @cached_property
    def changed_at(self) -> datetime | None:
        """When one of the publications between this page's ends last came, changed or left. One query."""
        once = self._all(Publication.objects.filter(first_published_at__isnull=False))
        if self.next_after is not None:
            once = once.filter(pk__lte=self.next_after)
        passed = {
            name: Max(Case(When(**{f"{name}__lte": self.now}, then=F(name)), default=Value(None, DateTimeField())))
            for name in ("deadline", "expire_at")
        }
        others = {name: Max(name) for name in ("last_published_at", "closed_at", "withdrawn_at")}
        found = once.order_by().aggregate(**{f"last_{name}": value for name, value in (passed | others).items()})
        return max(filter(None, found.values()), default=None)

    def publications(self) -> list[Publication]:
        """Those of the page as rows of their kinds, with what an item shows: at most three queries a kind."""
        numbers: dict[str, list[int]] = {}
        for pk, kind, *_shown in self.rows[:PAGE_SIZE]:
            numbers.setdefault(kind, []).append(pk)
        found = [
            row
            for kind, pks in numbers.items()
            for row in KINDS[kind].objects.visible(self.now).filter(pk__in=pks).for_list().prefetch_related("skills")
        ]
        return sorted(found, key=lambda row: row.pk)

    def _all(self, publications):
        return publications.filter(Q(kind=self.kind) if self.kind else Q(), pk__gt=self.after)


def page(kind: str = "", after: int = 0) -> FeedPage:
    return FeedPage(kind, after, timezone.now())
