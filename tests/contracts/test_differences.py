"""The table of docs/api.md that says where the portal differs from a document names addresses that documents have."""

import re
from pathlib import Path

import pytest

from tests.contracts.lists import endpoints, not_served

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
TITLE = "## Where it differs from its document"
HEADINGS = ["document", "endpoint", "what differs", "why"]
ASKED = {str(endpoint): endpoint for endpoint in endpoints()}


def table() -> list[list[str]]:
    """The cells of each line, the headings first."""
    _before, found, text = GUIDE.read_text(encoding="utf-8").partition(f"\n{TITLE}\n")
    assert found, f"docs/api.md has no {TITLE!r}"
    lines = [line for line in text.partition("\n## ")[0].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if not line.startswith("| ---")]


ROWS = table()[1:]


def test_the_table_has_a_reason_in_each_line():
    assert table()[0] == HEADINGS
    assert ROWS
    assert [row for row in ROWS if len(row) != len(HEADINGS) or not all(row)] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[2][:40]}")
def test_every_endpoint_it_names_is_one_that_its_document_asks_for_and_is_served(row):
    document, named = row[0], row[1].split(", ")
    for one in named:
        found = re.fullmatch(r"`([A-Z]+) (/api/\S*)`", one)
        assert found, f"{one} is no method and address"
        endpoint = ASKED.get(f"{document} {found[1]} {found[2]}")
        assert endpoint, f"document {document} has no {one}"
        assert not not_served(endpoint), one
