"""Charts as SVG drawn on the server (pygal), without script, style or colour: the style sheets give those.

Each comes twice, wide and for phones, with the same figures as a table; `templates/components/chart.html` shows it.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from xml.etree.ElementTree import Element, tostring

import pygal
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from pygal.style import Style

from .statistics import DAY, MONTH, WEEK

# pygal leaves an importer of its plug-in maps behind, of a kind that Python 3.12 no longer has and tools trip over.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

#: Width, height, size of the letters, and how many labels fit below.
WIDE = (720, 260, 13, 12)
NARROW = (340, 230, 13, 5)
#: So many lines beside the axis.
LINES = 4
#: pygal's own: the head of the file, hidden values for its script, and its frames.
_DROPPED = {"defs", "title", "desc", "script", "style"}
_FRAMES = {"background", "tooltip"}
_KEPT_ATTRIBUTES = {"class", "d", "x", "y", "width", "height", "rx", "ry", "transform", "viewBox", "r", "cx", "cy"}


@dataclass(frozen=True)
class Chart:
    """Bars, upright for time and lying for names. `labels` stand under bars, `names` in the table."""

    title: str
    head: str
    unit: str
    values: Sequence[int]
    names: Sequence[str]
    labels: Sequence[str] = ()
    lying: bool = False
    #: A class for each bar, for its colour.
    tones: Sequence[str] = field(default_factory=tuple)

    @property
    def rows(self) -> list[tuple[str, int]]:
        return list(zip(self.names, self.values, strict=True))

    @property
    def is_empty(self) -> bool:
        return not any(self.values)

    @cached_property
    def wide(self) -> SafeString:
        return self._draw(*WIDE)

    @cached_property
    def narrow(self) -> SafeString:
        return self._draw(*NARROW)

    def _draw(self, width: int, height: int, letters: int, labels: int) -> SafeString:
        steps = _steps(max(self.values, default=0))
        options = {
            "js": [],
            "no_prefix": True,
            "show_legend": False,
            "width": width,
            "height": 44 * len(self.values) + 24 if self.lying else height,
            "margin": 6,
            "truncate_label": -1,
            "spacing": 6,
            "style": Style(label_font_size=letters, major_label_font_size=letters, value_font_size=letters),
            "print_values": self.lying,
            "print_values_position": "top",
            "range": (0, steps[-1] * (1.12 if self.lying else 1)),
            "formatter": lambda value: f"{value:g}",
        }
        if self.lying:
            chart = pygal.HorizontalBar(show_x_labels=False, show_y_guides=False, **options)
            # pygal draws the first one at the bottom.
            chart.x_labels = self.names[::-1]
        else:
            chart = pygal.Bar(y_labels=steps, **options)
            chart.x_labels = _thinned(self.labels or self.names, labels)
        chart.add("", self.values[::-1] if self.lying else self.values)
        return mark_safe(tostring(_cleaned(chart.render_tree(), self), encoding="unicode"))  # noqa: S308 - escaped by ElementTree


def over_time(title: str, unit: str, series: list[tuple[date, int]], grouping: str) -> Chart:
    """Bars by day, week or month."""
    formats = {DAY: ("j N", "j F Y"), WEEK: ("j N", "j F Y"), MONTH: ("N y", "F Y")}
    short, long = formats[grouping]
    names = [date_format(start, long) for start, _count in series]
    if grouping == WEEK:
        names = [_("Week of %(day)s") % {"day": name} for name in names]
    by = {DAY: _("by day"), WEEK: _("by week"), MONTH: _("by month")}[grouping]
    return Chart(
        title=f"{title}, {by}",
        head={DAY: _("Day"), WEEK: _("Week"), MONTH: _("Month")}[grouping],
        unit=unit,
        values=[count for _start, count in series],
        names=names,
        labels=[date_format(start, short) for start, _count in series],
    )


def by_name(title: str, head: str, unit: str, counts: list[tuple[str, int, str]]) -> Chart:
    """Lying bars: (name, number, class) each."""
    names, values, tones = zip(*counts, strict=True) if counts else ((), (), ())
    names = [str(name) for name in names]
    return Chart(title=title, head=head, unit=unit, values=values, names=names, tones=tones, lying=True)


def _steps(most: int) -> list[int]:
    """Round numbers from 0 to the first at or above the largest value."""
    step = 1
    while step * LINES < most:
        step = next(wider for wider in _round_numbers() if wider > step)
    return list(range(0, step * (-(-max(most, 1) // step)) + 1, step))


def _round_numbers():
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def _thinned(labels: Sequence[str], most: int) -> list[str]:
    """Only so many of them, the last among them."""
    every = -(-len(labels) // most)
    last = len(labels) - 1
    return [label if (last - number) % every == 0 else "" for number, label in enumerate(labels)]


def _cleaned(root: Element, chart: Chart) -> Element:
    """What the policy allows inline, and what a reader of the screen says."""
    _strip(root)
    root.set("role", "img")
    root.set("aria-label", chart.title)
    root.set("focusable", "false")
    bars = [node for node in root.iter() if node.get("class") == "bar"]
    for bar, tone in zip(bars, chart.tones[::-1], strict=False):
        bar.set("class", f"bar {tone}")
    return root


def _strip(node: Element) -> None:
    for child in list(node):
        is_comment = not isinstance(child.tag, str)
        if is_comment or child.tag in _DROPPED or _FRAMES & set(child.get("class", "").split()):
            node.remove(child)
        else:
            _strip(child)
    for name in [name for name in node.attrib if name not in _KEPT_ATTRIBUTES]:
        del node.attrib[name]
