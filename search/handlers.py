"""The index follows the database: what `portal.jobs` and `portal.accounts` enqueue with each change arrives here."""

from portal.core.outbox import handler

from . import candidates, indexing


@handler("publication.changed")
def reindex(payload: dict) -> None:
    """Payload: {"id": the publication's}. Safe to run twice."""
    indexing.reindex(payload["id"])


@handler("candidate.changed")
def reindex_candidate(payload: dict) -> None:
    """Payload: {"id": the candidate's}. Safe to run twice."""
    candidates.reindex(payload["id"])
