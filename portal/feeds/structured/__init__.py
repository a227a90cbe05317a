"""Publications as schema.org describes such things: for the JSON-LD of their pages and for the feed out."""

from portal.jobs.models import Kind

from .offers import job_posting
from .others import demand, funding, scholarship
from .parts import moment

_SHAPES = {
    Kind.OFFER: job_posting,
    Kind.BOURSE: scholarship,
    Kind.FINANCEMENT: funding,
    Kind.CONSULTATION: demand,
}


def describe(publication) -> dict:
    """The publication, a row of its kind, under the type of schema.org that fits it; values fit in JSON."""
    return _SHAPES[Kind(publication.kind)](publication)


__all__ = ["describe", "moment"]
