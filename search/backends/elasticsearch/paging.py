"""The orders of a search, and where a page ends in them."""

import math
from datetime import datetime

from portal.vocabulary.places import KM_PER_DEGREE, Place

from ...cursor import pack, unpack
from ...query import MOST_COUNTED, Query, Sort
from .documents import microseconds, moment

#: Kilometres of what has no position: beyond everything.
_NOWHERE = 1e9
_NEWEST = ({"published_at": "desc"}, {"id": "desc"})
_ORDERS = {
    Sort.RELEVANCE: ({"_score": "desc"}, *_NEWEST),
    Sort.NEWEST: _NEWEST,
    Sort.OLDEST: ({"published_at": "asc"}, {"id": "asc"}),
    Sort.DEADLINE: ({"open_until": "asc"}, {"id": "desc"}),
    Sort.LAST_DEADLINE: ({"open_until": "desc"}, {"id": "asc"}),
    Sort.SALARY: ({"salary_max": "desc"}, {"id": "desc"}),
    Sort.LOWEST_SALARY: ({"salary_max": "asc"}, {"id": "desc"}),
    #: After the distance.
    Sort.NEAREST: _NEWEST,
}
_MOMENTS = ("published_at", "open_until")


class NoSuchPage(Exception):
    """The cursor is none of this order."""


def order(query: Query, town: Place | None, *, words: bool) -> Sort:
    """The order that is possible: relevance needs words, distance a town."""
    usual = Sort.RELEVANCE if words else Sort.NEWEST
    wanted = query.sort or usual
    impossible = (wanted == Sort.RELEVANCE and not words) or (wanted == Sort.NEAREST and town is None)
    return usual if impossible else wanted


def columns(sort: Sort, town: Place | None) -> list[dict]:
    if sort != Sort.NEAREST:
        return list(_ORDERS[sort])
    position = {"lat": town.latitude, "lon": town.longitude}
    return [{"_geo_distance": {"positions": position, "order": "asc", "unit": "km", "mode": "min"}}, *_ORDERS[sort]]


def window(query: Query, sort: Sort) -> dict:
    """Where the page begins and how long it is: one hit more than shown says that there is a next page."""
    if query.after:
        values = unpack(query.after, sort)
        if values is None:
            raise NoSuchPage
        return {"size": query.page_size + 1, "search_after": [_sent(value) for value in values]}
    length = max(0, min(query.page_size, MOST_COUNTED - query.offset))
    return {"from_": query.offset, "size": length + 1} if length else {"size": 0}


def following(query: Query, sort: Sort, hits: list[dict]) -> str:
    """The cursor after the page's last hit; "" when there is no more."""
    if len(hits) <= query.page_size:
        return ""
    names = ["_geo_distance" if sort == Sort.NEAREST else "", *(next(iter(column)) for column in _ORDERS[sort])]
    values = hits[query.page_size - 1]["sort"]
    return pack(sort, *(_kept(name, value) for name, value in zip(filter(None, names), values, strict=True)))


def _kept(name: str, value: float | str):
    if name in _MOMENTS:
        return moment(value)
    if name == "_geo_distance":
        return float(value) if math.isfinite(float(value)) else _NOWHERE
    return float(value) if name == "_score" else value


def _sent(value: float | datetime):
    if isinstance(value, datetime):
        return microseconds(value)
    return "Infinity" if value == _NOWHERE else value


def kilometres(town: Place, positions: list[dict]) -> float | None:
    """How far the nearest of these is from a town, on a plane, near enough for a country; None without any."""
    shrink = math.cos(math.radians(town.latitude))
    degrees = [math.hypot(each["lat"] - town.latitude, (each["lon"] - town.longitude) * shrink) for each in positions]
    return round(min(degrees) * KM_PER_DEGREE, 1) if degrees else None
