"""The words of a query: what is matched and how it weighs."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from elasticsearch_dsl import Q
from elasticsearch_dsl.query import Query as Clause

from ...analysis import Term
from .documents import microseconds

#: Where the beginning of a word is looked for.
BEGUN = ("title^8", "essentials^4", "said")
#: Words as people write them, for errors of typing.
SPELT = ("words", "words.french^0.5")
#: What another way to say it weighs.
OTHER = 0.8
#: Shorter beginnings would match half of the words.
SHORTEST_PREFIX = 2
FUZZY = "AUTO:4,8"

_DAY = timedelta(days=1) // timedelta(microseconds=1)
#: What being new or about to close adds to the score of the words, at most, and how many days halve it.
FRESHNESS, FRESH_DAYS = 0.25, 30
URGENCY, URGENT_DAYS = 0.05, 7


def matching(terms: list[Term], *, typing: bool = False, relaxed: bool = False) -> Clause | None:
    """All the terms, or any of them (`relaxed`, errors of typing allowed); the last one may be a beginning (`typing`).

    None when there is nothing to match.
    """
    if not terms:
        return None
    clauses = [
        _term(term, prefix=(typing or relaxed) and number == len(terms), fuzzy=relaxed)
        for number, term in enumerate(terms, 1)
    ]
    phrase = " ".join(token for term in terms for token in term.alternatives[0])
    # Side by side in the title they mean more.
    together = [Q("match_phrase", title={"query": phrase, "boost": 2, "slop": 1})] if len(terms) > 1 else []
    if relaxed:
        return Q("bool", should=[*clauses, *together], minimum_should_match=1)
    return Q("bool", must=clauses, should=together)


def _term(term: Term, *, prefix: bool, fuzzy: bool) -> Clause:
    options = [
        Q("match", said={"query": " ".join(tokens), "operator": "and", "boost": OTHER if place else 1})
        for place, tokens in enumerate(term.alternatives)
    ]
    if prefix and len(term.prefix) >= SHORTEST_PREFIX:
        options += [
            Q("prefix", **{name: {"value": term.prefix, "boost": float(weight or 1)}})
            for name, _, weight in (field.partition("^") for field in BEGUN)
        ]
    if fuzzy and term.prefix:
        options.append(Q("multi_match", query=term.prefix, fields=list(SPELT), fuzziness=FUZZY, prefix_length=1))
    return options[0] if len(options) == 1 else Q("dis_max", queries=options, tie_breaker=0.1)


def weighed(words: Clause, now: datetime) -> Clause:
    """The score of the words, a little more for what is new and what closes soon.

    Ages are counted from midnight: the score of a page does not change while its reader turns to the next.
    """
    midnight = microseconds(timezone.make_aware(datetime.combine(timezone.localdate(now), time.min)))
    return Q(
        "function_score",
        query=words,
        functions=[
            {"weight": 1},
            {"exp": {"published_at": {"origin": midnight + _DAY, "scale": FRESH_DAYS * _DAY}}, "weight": FRESHNESS},
            {"exp": {"open_until": {"origin": midnight, "scale": URGENT_DAYS * _DAY}}, "weight": URGENCY},
        ],
        score_mode="sum",
        boost_mode="multiply",
    )
