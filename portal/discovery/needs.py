"""What a kept search needs of a publication, read once a process: parsing its address takes longer than looking."""

from typing import NamedTuple

from portal.core.text import fold
from portal.vocabulary.synonyms import groups, version
from search.analysis import Term
from search.query import Query
from search.synonyms import wanted_terms
from search.where import Where, where_of

from .searches import read_kept

#: Field of `Query` -> what one of its values has to be.
FILTERS = {
    "kinds": "kind",
    "contracts": "contract",
    "categories": "category",
    "experiences": "experience",
    "levels": "level",
    "remote": "remote",
    "sectors": "sector",
    "regions": "region",
    "departments": "department",
}
#: As much of a company's name as every backend compares.
LONGEST_NAME = 80
#: Searches kept in memory, about a kilobyte each; those beyond are read each time.
MOST_KEPT = 50_000


class Needs(NamedTuple):
    """Everything of it is needed; of the values of a filter, of the alternatives of a term, one."""

    filters: tuple[tuple[str, tuple[str, ...]], ...]
    terms: tuple[Term, ...]
    where: Where | None
    skills: tuple[str, ...]
    company: str
    amount: int


_known: dict[tuple[str, str], Needs] = {}
#: The version of the synonyms that was looked at last, and the synonyms that `_known` was read with.
_version, _synonyms = 0, ""


def needs_of(kind: str, parameters: str) -> Needs | None:
    """None when the search is no longer understood: it finds nothing until its owner mends it."""
    _follow_synonyms()
    found = _known.get((kind, parameters))
    if found is None:
        search = read_kept(kind, parameters)
        if search.problems:
            # Not kept: what was missing may be back.
            return None
        found = needed(search.query)
        if len(_known) < MOST_KEPT:
            _known[kind, parameters] = found
    return found


def _follow_synonyms() -> None:
    """The same words may mean more now. A new version, which every minute may bring, need not be another vocabulary."""
    global _version, _synonyms
    if _version == (latest := version()):
        return
    if _synonyms != (written := repr(groups())):
        forget()
        _synonyms = written
    _version = latest


def forget() -> None:
    """Read every search again."""
    _known.clear()


def needed(query: Query) -> Needs:
    return Needs(
        filters=tuple((FILTERS[name], getattr(query, name)) for name in FILTERS if getattr(query, name)),
        terms=tuple(wanted_terms(query.words)),
        where=where_of(query.place, query.radius_km) if query.place else None,
        skills=query.skills,
        company=fold(query.company)[:LONGEST_NAME],
        amount=query.salary_min or 0,
    )
