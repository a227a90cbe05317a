#!/usr/bin/env python3
"""How well the searches of `relevance_queries.toml` are answered: nDCG@10 of a backend, held-out queries apart.

    DATABASE_URL=… ELASTICSEARCH_URL=… python tests/search/relevance.py [--queries] [--held-out]

loads the demo and 10,000 generated publications into that database where they are missing, writes Elasticsearch's
index again if there is one, and prints a line a backend; with --queries one for each query that was tuned on (and
with --held-out for the others, which nobody should read who tunes). tests/search/test_relevance.py guards the figures.
"""

import argparse
import os
import sys
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from math import log2
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).resolve().parent.parent.parent
QUERIES = Path(__file__).with_name("relevance_queries.toml")
DISTRACTORS = 10_000
DEPTH = 10
#: One query of so many is never tuned on.
HELD_OUT = 4
#: nDCG@10 that each backend reaches at least, on either part.
BARS = {"sqlite": 0.8, "postgresql": 0.8, "elasticsearch": 0.9}
#: As a typographer sets titles, and as people write them.
_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "’": "'"})


def plain(title: str) -> str:
    return title.translate(_PLAIN)


@dataclass(frozen=True, kw_only=True)
class Judgment:
    """A query and how good each publication is as an answer to it, 0 to 3."""

    words: str
    about: str
    place: str = ""
    radius_km: int | None = None
    #: Titles of the demo -> grade.
    grades: dict[str, int] = field(default_factory=dict)
    #: Rules for the generated ones: "grade" and what a `Generated` must be.
    generated: list[dict] = field(default_factory=list)
    held_out: bool = False


@dataclass(frozen=True)
class Generated:
    id: int
    title: str
    kind: str
    company: str
    contract: str
    city: str
    department: str

    def fits(self, rule: dict) -> bool:
        asked = {name: value for name, value in rule.items() if name not in ("grade", "title")}
        return rule.get("title", "") in self.title and all(getattr(self, name) == asked[name] for name in asked)


@dataclass(frozen=True)
class Scored:
    judgment: Judgment
    ndcg: float
    #: The grades and titles of what was found, in its order.
    found: list[tuple[int, str]]
    #: What would have been the best, not found: grade, title.
    missed: list[tuple[int, str]]


def judgments() -> list[Judgment]:
    rows = tomllib.loads(QUERIES.read_text(encoding="utf-8"))["query"]
    return [Judgment(**row, held_out=number % HELD_OUT == 0) for number, row in enumerate(rows, start=1)]


class Collection:
    """The publications that are judged: the demo's public ones and the generated ones. Needs the database."""

    @cached_property
    def titles(self) -> dict[int, str]:
        from portal.jobs.models import Publication

        return {pk: plain(title) for pk, title in Publication.objects.visible().values_list("pk", "title")}

    @cached_property
    def generated(self) -> list[Generated]:
        from portal.demo.accounts import address
        from portal.demo.scale import LOGIN
        from portal.jobs.models import Publication

        rows = Publication.objects.visible().filter(recruiter__email=address(LOGIN)).order_by("pk")
        columns = "title", "kind", "company_name", "offer__contract", "places__city", "places__department"
        return [Generated(pk, *(value or "" for value in rest)) for pk, *rest in rows.values_list("pk", *columns)]

    @cached_property
    def demo(self) -> dict[str, int]:
        made = {row.id for row in self.generated}
        return {title: pk for pk, title in self.titles.items() if pk not in made}

    def grades(self, judgment: Judgment) -> dict[int, int]:
        """Ids -> grade, of all that is worth something. Raises KeyError for a title that is not in the demo."""
        grades = {self.demo[title]: grade for title, grade in judgment.grades.items()}
        for row in self.generated if judgment.generated else ():
            rule = next((rule for rule in judgment.generated if row.fits(rule)), None)
            if rule:
                grades[row.id] = rule["grade"]
        return grades


def ndcg(grades: Iterable[int], best: Iterable[int]) -> float:
    """Grades in the order found against all grades there are; gain 2^grade - 1, discounted by log2 of the rank."""
    ideal = _dcg(sorted(best, reverse=True))
    return _dcg(grades) / ideal if ideal else 1.0


def _dcg(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(list(grades)[:DEPTH], start=1))


def measure(collection: Collection) -> list[Scored]:
    """Ask `search.service` each query."""
    from search.query import Query
    from search.service import search

    scores = []
    for judgment in judgments():
        grades = collection.grades(judgment)
        asked = Query(words=judgment.words, place=judgment.place, radius_km=judgment.radius_km, page_size=DEPTH)
        ids = [hit.id for hit in search(asked).hits]
        found = [(grades.get(pk, 0), collection.titles[pk]) for pk in ids]
        missed = sorted(((grade, collection.titles[pk]) for pk, grade in grades.items() if pk not in ids), reverse=True)
        score = ndcg((grade for grade, _title in found), grades.values())
        scores.append(Scored(judgment, score, found, missed[:DEPTH]))
    return scores


def means(scores: list[Scored]) -> dict[str, float]:
    """nDCG@10 of the queries tuned on and of those held out."""
    return {
        "tuned": fmean(each.ndcg for each in scores if not each.judgment.held_out),
        "held out": fmean(each.ndcg for each in scores if each.judgment.held_out),
    }


def reaches(backend: str, scores: list[Scored]) -> bool:
    return min(means(scores).values()) >= BARS[backend]


def line(backend: str, scores: list[Scored]) -> str:
    figures = ", ".join(f"{part} {value:.3f}" for part, value in means(scores).items())
    return f"nDCG@{DEPTH} {backend:14} {figures} (bar {BARS[backend]}, {len(scores)} queries)"


def by_kind(scores: list[Scored]) -> str:
    """The queries tuned on, by what is difficult about them."""
    kinds = dict.fromkeys(each.judgment.about for each in scores)
    tuned = [each for each in scores if not each.judgment.held_out]
    return ", ".join(f"{kind} {fmean(s.ndcg for s in tuned if s.judgment.about == kind):.2f}" for kind in kinds)


def each_query(scores: list[Scored], *, held_out: bool) -> Iterable[str]:
    for each in scores:
        if each.judgment.held_out and not held_out:
            continue
        yield f"{each.ndcg:.2f} {each.judgment.words} {each.judgment.place}"
        if each.ndcg < 0.95:
            yield from (f"       {grade} {title}" for grade, title in each.found)
            yield from (f"       {grade} missed: {title}" for grade, title in each.missed[:4])


def load() -> None:
    from portal.demo import loading
    from portal.demo.scale import scale_up

    loading.load()
    scale_up(DISTRACTORS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", action="store_true", help="a line for each query")
    parser.add_argument("--held-out", action="store_true", help="with --queries: those that are never tuned on too")
    options = parser.parse_args()
    # Not this folder, which has an `elasticsearch` of its own.
    sys.path[0] = str(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")

    import django

    django.setup()

    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import override_settings

    call_command("migrate", verbosity=0)
    with override_settings(SEARCH_BACKEND="search.backends.database.DatabaseBackend", ELASTICSEARCH_URL=""):
        load()
    collection = Collection()

    def report(backend: str, ask: Callable[[], list[Scored]]) -> None:
        scores = ask()
        if options.queries:
            print(*each_query(scores, held_out=options.held_out), sep="\n")
        print(line(backend, scores), by_kind(scores), sep="\n", flush=True)

    with override_settings(SEARCH_BACKEND="search.backends.database.DatabaseBackend"):
        report(connection.vendor, lambda: measure(collection))
    if settings.ELASTICSEARCH_URL:
        from search.backends.elasticsearch.rebuild import rebuild

        rebuild()
        report("elasticsearch", lambda: measure(collection))


if __name__ == "__main__":
    main()
