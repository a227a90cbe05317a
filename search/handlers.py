"""The index follows the database: what `portal.jobs` and `portal.accounts` enqueue with each change arrives here."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from portal.core.outbox import handler
from portal.jobs.models import Publication

from . import candidates, indexing, pending


@handler("publication.changed")
def reindex(payload: dict) -> None:
    """Payload: {"id": the publication's}. Safe to run twice."""
    indexing.reindex(payload["id"])


@handler("candidate.changed")
def reindex_candidate(payload: dict) -> None:
    """Payload: {"id": the candidate's}. Safe to run twice."""
    candidates.reindex(payload["id"])


@receiver(post_delete, sender=Publication)
def forget_publication(instance, **kwargs):
    """The database's document goes by cascade; Elasticsearch has to be told."""
    pending.note([instance.pk])
