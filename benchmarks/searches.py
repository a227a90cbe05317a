"""What is asked of the search, and how long the answers take. Needs Django set up and publications in the database."""

import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from elasticsearch import Elasticsearch

from portal.demo.scale import LOGIN
from search import remembered
from search.query import FACETS, Query, Sort
from search.service import complete, search

#: Milliseconds that the 95th percentile may take: of the databases as long as there are no more publications than that.
DATABASE_BARS = {"postgresql": (250, 1_000_000), "sqlite": (150, 100_000)}
#: Elasticsearch: in all, and above what the server itself says that it took.
MOST, ABOVE_TOOK = 100, 15

RARE = ["hématologie", "kibushi", "tourbières", "goémoniers", "herminette", "légumerie", "shimaoré", "sphaignes"]
COMMON = ["équipe", "matériel", "candidature", "formation", "direction", "collègues", "langue", "horaires"]
PROFESSIONS = [
    "infirmière",
    "comptable",
    "juriste",
    "développeur web",
    "cuisinier",
    "soudeuse",
    "graphiste",
    "opticien",
]
TOWNS = ["Lyon", "Nantes", "Lille", "Bordeaux", "Paris", "Rennes", "Toulouse", "Strasbourg"]
BEGINNINGS = ["in", "inf", "comp", "dév", "ly", "gro", "ma", "éle"]

Question = Callable[[], object]


def _searches(words: list[str], **asked) -> list[Question]:
    return [lambda text=text: search(Query(words=text, **asked)) for text in words]


def questions() -> dict[str, list[Question]]:
    """Each way to ask, with several words: no cache of a database answers all of them."""
    around = [
        lambda words=words, town=town: search(Query(words=words, place=town, radius_km=50, sort=Sort.NEAREST))
        for words, town in zip(PROFESSIONS, TOWNS, strict=True)
    ]
    return {
        "rare word": _searches(RARE),
        "common word": _searches(COMMON),
        "words, facets": _searches(PROFESSIONS, facets=tuple(FACETS)),
        "common word, facets": _searches(COMMON, facets=tuple(FACETS)),
        "distance": around,
        "completion": [lambda text=text: complete(text) for text in BEGINNINGS],
        "page 50": _searches(COMMON, page=50),
    }


@dataclass(frozen=True)
class Figures:
    """Milliseconds, but for the peak of this process's memory (MiB)."""

    name: str
    p50: float
    p95: float
    #: What Elasticsearch says that it took; None where it is not asked.
    took: float | None
    memory: int

    def good(self, backend: str, publications: int) -> bool:
        if self.took is not None:
            return self.p95 <= min(MOST, self.took + ABOVE_TOOK)
        bar, most = DATABASE_BARS[backend]
        return publications > most or self.p95 < bar

    def __str__(self) -> str:
        took = "" if self.took is None else f"{self.took:.0f}"
        return f"{self.name:20} {self.p50:8.1f} {self.p95:8.1f} {took:>8} {self.memory:6}"


HEADING = f"{'milliseconds':20} {'p50':>8} {'p95':>8} {'took p95':>8} {'MiB':>6}"


def measure(turns: int) -> Iterator[Figures]:
    """Ask each question so many times of the configured backend, after a first round that is not counted."""
    with _took() as took:
        for name, asked in questions().items():
            for ask in asked:
                ask()
            _forget_peak()
            walls, servers = [], []
            for ask in islice(cycle(asked), turns):
                remembered.forget()
                took.clear()
                started = time.perf_counter()
                ask()
                walls.append((time.perf_counter() - started) * 1000)
                servers.append(sum(took))
            server = _p95(servers) if took else None
            yield Figures(name, statistics.median(walls), _p95(walls), server, _peak())


def generated() -> int:
    from portal.demo.accounts import address
    from portal.jobs.models import Publication

    return Publication.objects.filter(recruiter__email=address(LOGIN)).count()


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


@contextmanager
def _took() -> Iterator[list[int]]:
    """What the server says of each call of Elasticsearch, while the block runs."""
    said, originals = [], {name: getattr(Elasticsearch, name) for name in ("search", "msearch")}

    def noting(original):
        def method(self, *args, **kwargs):
            answer = original(self, *args, **kwargs)
            said.append(answer.body["took"])
            return answer

        return method

    for name, original in originals.items():
        setattr(Elasticsearch, name, noting(original))
    try:
        yield said
    finally:
        for name, original in originals.items():
            setattr(Elasticsearch, name, original)


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024
