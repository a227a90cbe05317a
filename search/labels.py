"""What people read beside a facet's values."""

from portal.jobs.models import Kind
from portal.jobs.models.kinds import BourseType, ConsultationType, Contract, Experience, FinancementType, StudyLevel
from portal.jobs.models.publication import Remote
from portal.vocabulary.places import departments

from .query import FACETS, FacetValue, Query

_CHOICES = {
    "kind": (Kind,),
    "contract": (Contract,),
    "category": (BourseType, FinancementType, ConsultationType),
    "experience": (Experience,),
    "level": (StudyLevel,),
    "remote": (Remote,),
}
_LABELS = {
    facet: {choice.value: choice.label for choices in several for choice in choices}
    for facet, several in _CHOICES.items()
}


def labelled(query: Query, counted: dict[str, list[tuple[str, str, int]]]) -> dict[str, list[FacetValue]]:
    """Counts as what pages show; a value the reader chose is there even when nothing is left of it."""
    answer = {}
    for facet in FACETS:
        if facet not in query.facets:
            continue
        chosen = getattr(query, FACETS[facet])
        rows = counted.get(facet, [])
        missing = [(value, "", 0) for value in chosen if value not in {row[0] for row in rows}]
        answer[facet] = [
            FacetValue(value, label or label_of(facet, value), number, value in chosen)
            for value, label, number in [*rows, *missing]
        ]
    return answer


def label_of(facet: str, value: str) -> str:
    """The word for a value: a choice's label, a department's name with its number, else the value itself."""
    if facet == "department":
        area = departments().get(value)
        return f"{area.name} ({value})" if area else value
    return str(_LABELS.get(facet, {}).get(value, value))
