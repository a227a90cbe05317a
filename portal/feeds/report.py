"""What was wrong in an import, as a table for spreadsheets: streamed, and no cell is a formula."""

import csv
from collections.abc import Iterator

from django.utils.translation import gettext as _

from portal.core.text import clean_text

from .fields import fields_of
from .models import ImportRun

#: What makes a spreadsheet take a text for a formula, behind whatever spaces.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


class _Echo:
    def write(self, text: str) -> str:
        return text


def rows_of(run: ImportRun) -> Iterator[str]:
    """Lines of the table, semicolons and a byte order mark as French spreadsheets expect."""
    writer = csv.writer(_Echo(), delimiter=";")
    names = fields_of(run.feed.kind)
    head = [
        _("Item"),
        _("Page"),
        _("Line"),
        _("Byte"),
        _("Identifier"),
        _("Field"),
        _("Field of the source"),
        _("Problem"),
    ]
    yield "\ufeff" + writer.writerow([*head, _("Only a warning")])
    for problem in run.problems.order_by("number", "pk").iterator(chunk_size=1000):
        label = str(names[problem.field].label) if problem.field in names else ""
        cells = [problem.external_id, label, problem.path, problem.message, _("yes") if problem.warning else _("no")]
        place = [problem.number, problem.page, problem.line or "", problem.position]
        yield writer.writerow([*place, *map(harmless, cells)])


def harmless(text: str) -> str:
    """The same as text for every spreadsheet: an apostrophe in front of what could be a formula, one line."""
    plain = " ".join(clean_text(text).split())
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
