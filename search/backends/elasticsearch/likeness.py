"""What is like a publication, by the words of its title, its skills and its sector."""

from django.utils import timezone
from elasticsearch_dsl import Q, Search

from portal.jobs.models import Publication

from ...analysis import tokens
from ...likeness import subject
from ...query import Hit
from .asking import answer
from .filters import closed

#: What the same sector adds to the score of the words, as a factor.
SAME_SECTOR = 1.5
#: Read beyond what is wanted, since some may not be visible any more.
SPARE = 10
MOST = 100


def alike(publication_id: int, limit: int) -> list[Hit]:
    """Three statements of the database and one call. Raises what the client raises."""
    if limit < 1 or (like := subject(publication_id)) is None:
        return []
    title, essentials = tokens(like.title), tokens(" . ".join(like.skills))
    wanted = [("title", title, 3), ("essentials", essentials, 2), ("essentials", title, 1)]
    clauses = [
        Q("match", **{field: {"query": " ".join(words), "boost": boost}}) for field, words, boost in wanted if words
    ]
    if not clauses:
        return []
    now = timezone.now()
    query = Q(
        "bool",
        should=clauses,
        minimum_should_match=1,
        filter=[Q("term", kind=like.kind)],
        must_not=[Q("term", id=publication_id), closed(now)],
    )
    query = Q(
        "function_score",
        query=query,
        functions=[{"filter": Q("term", sector=like.sector_slug or ""), "weight": SAME_SECTOR}],
        boost_mode="multiply",
    )
    search = Search().query(query).sort({"_score": "desc"}, {"published_at": "desc"}, {"id": "desc"}).source(False)
    wanted_hits = min(limit, MOST)
    hits = answer(search.extra(size=wanted_hits + SPARE, track_total_hits=False))["hits"]["hits"]
    scores = {int(hit["_id"]): hit["_score"] for hit in hits}
    visible = set(Publication.objects.visible(now).filter(pk__in=scores).values_list("pk", flat=True))
    return [Hit(pk, round(score, 6)) for pk, score in scores.items() if pk in visible][:wanted_hits]
