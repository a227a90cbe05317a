"""What the logs of a process say of an address: its pattern, since the address itself can be a one-time link.

Apart from `observing`, which has models: logging is set up before there are any.
"""

import logging
import re
from functools import lru_cache


class RouteFilter(logging.Filter):
    """Django names the path of what it refuses: "Conflict: /stages/accord/…". One without parts that vary stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        pattern = getattr(getattr(request, "resolver_match", None), "route", "")
        if "<" in pattern and isinstance(record.args, tuple):
            path = str(request.path)
            record.args = tuple(route_of(pattern) if str(part) == path else part for part in record.args)
        return True


@lru_cache(maxsize=2000)
def route_of(pattern: str) -> str:
    """The address with names for its variable parts: `/api/offres/{pk}/`."""
    plain = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"{\1}", pattern)
    plain = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", plain)
    plain = re.sub(r"[\^$?\\]", "", plain)
    return f"/{plain}"[:150]
