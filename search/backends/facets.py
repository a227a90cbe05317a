"""Counts of every facet in one statement, each without its own filter, over the newest 10,000 hits."""

# ruff: noqa: S608 - statements are made of names of ours; whatever a reader typed is a parameter.

from django.db import connection

from ..query import FACETS, MOST_COUNTED, Query
from .conditions import SKILLS_TABLE, Condition, where
from .fulltext import Match
from .sql import SQL, join

MOST_VALUES = 30
_COLUMNS = ("publication_id", "kind", "contract", "category", "experience", "level", "remote")
_OF_DOCUMENT = ", ".join(f"d.{name}" for name in (*_COLUMNS, "sector_id", "company_id", "company_name"))
#: Read once for both of them.
_OF_PLACES = ("department", "region")
#: facet -> (value, label, the tables beside the documents `f`)
_GROUPS = {
    **{name: (f"f.{name}", "''", "") for name in _COLUMNS[1:]},
    "sector": ("v.slug", "v.name", "JOIN vocabulary_sector v ON v.id = f.sector_id"),
    "company": ("CAST(f.company_id AS varchar(20))", "max(f.company_name)", ""),
    **{name: (f"f.{name}", "''", "") for name in _OF_PLACES},
    "skill": (
        "k.name",
        "k.name",
        f"JOIN {SKILLS_TABLE} s ON s.publication_id = f.publication_id JOIN vocabulary_skill k ON k.id = s.skill_id",
    ),
}
_GROUPED_BY = {"sector": "v.slug, v.name", "skill": "k.name", "company": "f.company_id"}


def count_facets(query: Query, match: Match, found: list[Condition]) -> dict[str, list[tuple[str, str, int]]]:
    """Return (value, label, count) for each facet the query wants, the most frequent first."""
    wanted = [name for name in FACETS if name in query.facets]
    if not wanted:
        return {}
    filtered = {name for name in wanted if any(each.facet == name for each in found)}
    bases = [_base("hits", match, where(found))] if set(wanted) - filtered else []
    bases += [_base(f"hits_{name}", match, where(found, without=name)) for name in sorted(filtered)]
    of = {name: f"hits_{name}" if name in filtered else "hits" for name in wanted}
    bases += [_places(base) for base in sorted({of[name] for name in _OF_PLACES if name in of})]
    counts = [_count(name, f"{of[name]}_places" if name in _OF_PLACES else of[name]) for name in wanted]
    statement = SQL("WITH") + join(", ", bases) + join(" UNION ALL ", counts)
    answer = {name: [] for name in wanted}
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.params)
        for facet, value, label, number in cursor.fetchall():
            answer[facet].append((value, label, number))
    return {name: sorted(values, key=lambda row: (-row[2], row[0])) for name, values in answer.items()}


def _base(name: str, match: Match, condition: SQL) -> SQL:
    newest = f"ORDER BY {match.newest} LIMIT {MOST_COUNTED})"
    return SQL(f"{name} AS MATERIALIZED (SELECT {_OF_DOCUMENT} FROM {match.source} WHERE") + condition + newest


def _places(base: str) -> SQL:
    return SQL(
        f"{base}_places AS MATERIALIZED (SELECT f.publication_id, p.department, p.region FROM {base} f"
        " JOIN search_searchplace p ON p.document_id = f.publication_id)"
    )


def _count(facet: str, base: str) -> SQL:
    value, label, tables = _GROUPS[facet]
    grouped = _GROUPED_BY.get(facet, value)
    # A publication may be in several places of one department; elsewhere the plain count is much faster.
    number = "count(DISTINCT f.publication_id)" if facet in _OF_PLACES else "count(*)"
    return SQL(
        f"SELECT * FROM (SELECT '{facet}' AS facet, {value} AS value, {label} AS label,"
        f" {number} AS number FROM {base} f {tables}"
        f" WHERE {value} <> '' GROUP BY {grouped} ORDER BY number DESC, value LIMIT {MOST_VALUES}) {facet}_counts"
    )
