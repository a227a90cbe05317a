"""Publications of several kinds in one list, without a query a row."""

from django.db.models import QuerySet

from .models import KINDS, Publication


def for_cards(queryset: QuerySet) -> QuerySet:
    """Rows of the parent with what cards show: the contract or type is in the child's table."""
    return queryset.for_list().select_related(*KINDS)


def as_kind(publication: Publication) -> Publication:
    """A row of `for_cards` as its kind, with the places that were read for it."""
    specific = publication.specific
    specific._prefetched_objects_cache = publication._prefetched_objects_cache
    if hasattr(publication, "hit"):
        specific.hit = publication.hit
    return specific
