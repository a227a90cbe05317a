"""The index follows the database: what `portal.jobs` enqueues with each change of a publication arrives here."""

from portal.core.outbox import handler

from . import indexing


@handler("publication.changed")
def reindex(payload: dict) -> None:
    """Payload: {"id": the publication's}. Safe to run twice."""
    indexing.reindex(payload["id"])
