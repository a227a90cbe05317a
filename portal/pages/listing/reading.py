"""Kept searches and feeds have the parameters of the listings: `portal.discovery` reads them here."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.discovery.searches import Search, register_reader

from . import words
from .parameters import parse


@register_reader
def read(kind: str, data: QueryDict) -> Search:
    asked = parse(data, kind)
    parameters = urlencode(asked.parameters())
    subject = words.kind_title(kind) if kind else _("All publications")
    title = f"{subject} {words.asked_text(asked)}".strip()
    return Search(
        kind=kind,
        parameters=parameters,
        query=asked.query(),
        title=title,
        # The title has the words, the skills, the company and most places already.
        filters=tuple(chip.label for chip in words.chips(asked) if chip.label not in title),
        path=asked.path,
        url=f"{asked.path}?{parameters}" if parameters else asked.path,
        newest_url=replace(asked, sort="recent" if asked.words else "", page=1).url(),
        problems=asked.problems,
    )
