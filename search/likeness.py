"""What is like a publication: what is known of it, whatever the backend that looks for others."""

from typing import NamedTuple

from portal.jobs.models import Publication

MOST_SKILLS = 6
LARGEST_ID = 2**63


class Subject(NamedTuple):
    title: str
    kind: str
    sector_id: int | None
    sector_slug: str | None
    skills: list[str]


def subject(publication_id: int) -> Subject | None:
    """The publication that others are compared with, in two statements; None for an unknown id."""
    if not 0 < publication_id < LARGEST_ID:
        return None
    rows = Publication.objects.filter(pk=publication_id)
    row = rows.values_list("title", "kind", "sector_id", "sector__slug").first()
    if row is None:
        return None
    skills = Publication.skills.through.objects.filter(publication_id=publication_id).order_by("pk")
    return Subject(*row, list(skills.values_list("skill__name", flat=True)[:MOST_SKILLS]))
