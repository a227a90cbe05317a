"""A million publications in PostgreSQL from ten thousand: rows copied by the database itself.

Generating one takes milliseconds of Python, most of it for the tokens; copying takes none. Copies have the texts of
their originals under other ids: a word of theirs is as frequent among a million as among the first, and the words of
the demo alone stay as rare as they were. Each set of copies was published before the one it follows: rows that were
published together lie together, as where a portal has grown.
"""

from datetime import timedelta

from django.db import connection, models, transaction

from portal.demo.accounts import address
from portal.demo.scale import LOGIN, MINUTES
from portal.jobs.models import KINDS, Publication, PublicationPlace
from search.models import SearchDocument, SearchPlace

#: As many are generated one by one.
ORIGINALS = 10_000
_PUBLISHED = ("first_published_at", "published_at")


def copy_up_to(wanted: int) -> None:
    """Have this many generated publications and their documents; full sets of originals, then a part of one."""
    originals = Publication.objects.filter(recruiter__email=address(LOGIN)).order_by("pk")
    there = originals.count()
    ids = list(originals.values_list("pk", flat=True)[:ORIGINALS])
    while there < wanted:
        part = ids[: wanted - there]
        with transaction.atomic():
            _copy(part, timedelta(minutes=MINUTES) * (there // ORIGINALS))
        there += len(part)


def _copy(ids: list[int], before: timedelta) -> None:
    """Copy these publications, with their kind's rows, places, skills and documents, to new ids far above.

    `before`: how long before their originals the copies were published.
    """
    highest = Publication.objects.aggregate(highest=models.Max("pk"))["highest"]
    offset = highest + 1 - ids[0]
    first, last = ids[0], ids[-1]
    keyed = [(Publication, "id"), *((model, "publication_ptr_id") for model in KINDS.values())]
    keyed += [(PublicationPlace, "publication_id"), (Publication.skills.through, "publication_id")]
    keyed += [(SearchDocument, "publication_id"), (SearchPlace, "document_id")]
    recruiter = Publication.objects.only("recruiter_id").get(pk=first).recruiter_id
    with connection.cursor() as cursor:
        for model, key in keyed:
            every = model._meta.local_concrete_fields
            fields = [field for field in every if field.column == key or not field.primary_key]
            columns = ", ".join(f'"{field.column}"' for field in fields)
            values = ", ".join(_value(field, key) for field in fields)
            table = model._meta.db_table
            cursor.execute(
                f'INSERT INTO "{table}" ({columns}) SELECT {values} FROM "{table}" t JOIN jobs_publication o'
                f' ON o.id = t."{key}" WHERE o.recruiter_id = %(recruiter)s'
                f' AND t."{key}" BETWEEN %(first)s AND %(last)s',
                {"offset": offset, "before": before, "recruiter": recruiter, "first": first, "last": last},
            )
        cursor.execute("SELECT setval(pg_get_serial_sequence('jobs_publication', 'id'), max(id)) FROM jobs_publication")


def _value(field: models.Field, key: str) -> str:
    if field.column == key:
        return f't."{field.column}" + %(offset)s'
    if field.column in _PUBLISHED:
        return f't."{field.column}" - %(before)s'
    if isinstance(field, models.UUIDField):
        return "gen_random_uuid()"
    return f't."{field.column}"'
