"""What a mapping makes of the first items, for people to look at before anything is imported."""

from dataclasses import dataclass

from django.utils.dateparse import parse_datetime

from portal.core.html import plain_text
from portal.jobs import display

from .fields import fields_of
from .incoming.preparing import Prepared, Preparer
from .incoming.readers import Item
from .models import Feed

SHOWN = 3


@dataclass(frozen=True)
class Preview:
    """One item as it would be: `facts` are (label, text), `problems` what keeps it or a field out."""

    item: Prepared
    facts: list[tuple[str, str]]
    text: str
    problems: list[dict]

    @property
    def title(self) -> str:
        return self.item.values.get("title", "")


def previews(feed: Feed, items: list[Item], mapping: dict[str, str]) -> list[Preview]:
    preparer = Preparer(feed.kind, mapping)
    return [_preview(feed, preparer.one(item)) for item in items[:SHOWN]]


def _preview(feed: Feed, made: Prepared) -> Preview:
    known = fields_of(feed.kind)
    problems = [
        {
            "label": str(known[problem.field].label) if problem.field in known else "",
            "message": problem.message,
            "warning": problem.warning,
        }
        for problem in made.problems
    ]
    return Preview(made, _facts(feed, made.values), plain_text(made.values.get("description", ""))[:300], problems)


def _facts(feed: Feed, values: dict) -> list[tuple[str, str]]:
    """What is short and worth checking, as the public would read it."""
    known = fields_of(feed.kind)
    facts = []
    if money := display.money_range(
        values.get("amount_min"), values.get("amount_max"), values.get("currency", "EUR"), values.get("period", "")
    ):
        facts.append((display.money_name(feed), money))
    for name, field in known.items():
        if name in values and (shown := _shown(field, values[name])):
            facts.append((str(field.label), shown))
    return facts


def _shown(field, value) -> str:
    if field.name in ("title", "description", "eligibility", "amount_min", "amount_max", "currency", "period"):
        return ""
    if field.type == "choice":
        return str(dict(field.choices).get(value, value))
    if field.type == "moment":
        return display.moment(parse_datetime(value))
    if field.type == "sector":
        return ""
    return ", ".join(value) if isinstance(value, list) else str(value)
