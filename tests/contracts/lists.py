"""The lists of this folder: tab-separated, one thing a line, lines that begin with # are remarks."""

import csv
from dataclasses import dataclass
from pathlib import Path

from tests.routes import same_shape

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Endpoint:
    document: str
    method: str
    path: str

    @property
    def key(self) -> tuple[str, str]:
        return self.method, same_shape(self.path)

    def __str__(self) -> str:
        return f"{self.document} {self.method} {self.path}"


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def endpoints() -> list[Endpoint]:
    return [Endpoint(row["document"], row["method"], row["path"]) for row in rows("endpoints.tsv")]


def not_served(endpoint: Endpoint) -> str:
    """Why this endpoint is not there yet; "" for one that must be."""
    for row in rows("not_served.tsv"):
        if row["document"] == endpoint.document and endpoint.path.startswith(row["path"]):
            return row["reason"]
    return ""
