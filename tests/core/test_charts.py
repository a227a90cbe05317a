"""Charts that the content security policy lets through, with the same figures as a table."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from portal.core.charts import _steps, by_name, over_time
from portal.core.period_form import PeriodForm
from portal.core.templatetags import figures

HOSTILE = '</svg><script>alert(1)</script>"&'


@pytest.fixture
def months():
    return over_time("Envois", "Candidatures", [(date(2026, month, 1), month) for month in range(1, 13)], "month")


@pytest.fixture
def names():
    return by_name(
        "Par état", "État", "Candidatures", [("Envoyée", 3, ""), (HOSTILE, 5, "bad"), ("Retirée", 0, "over")]
    )


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("kind", ["months", "names"])
def test_nothing_inline_and_nothing_from_elsewhere(request, kind, size):
    drawing = getattr(request.getfixturevalue(kind), size)
    root = ElementTree.fromstring(drawing)
    tags = {node.tag.rpartition("}")[2] for node in root.iter()}
    assert tags <= {"svg", "g", "path", "rect", "text"}
    names = {name for node in root.iter() for name in node.attrib}
    assert not {name for name in names if name == "style" or name.startswith("on") or "href" in name}
    assert "http" not in drawing.replace("http://www.w3.org/2000/svg", "")


def test_each_bar_is_as_long_as_its_figure_says(months, names):
    heights = [float(height) for height in re.findall(r'<rect [^>]*height="([\d.]+)"', months.wide)]
    assert [round(height / heights[0]) for height in heights] == list(range(1, 13))
    widths = [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"', names.wide) if float(width) > 40]
    assert len(widths) == 2
    assert max(widths) / min(widths) == pytest.approx(5 / 3, rel=0.01)


def test_a_bar_has_the_colour_of_its_name(names):
    root = ElementTree.fromstring(names.wide)
    bars = [node for node in root.iter() if (node.get("class") or "").split()[:1] == ["bar"]]
    widths = {
        bar.get("class"): float(bar.find(".//*[@class='rect reactive tooltip-trigger']").get("width", 0))
        for bar in bars
    }
    assert max(widths, key=widths.get) == "bar bad"


def test_phones_get_fewer_labels(months):
    wide, narrow = (len(re.findall(r"<text[^>]*>[^<]", drawing)) for drawing in (months.wide, months.narrow))
    assert narrow < wide
    assert "…" not in months.narrow


def test_the_component_says_it_all_as_a_table(months):
    with translation.override("fr"):
        page = render_to_string("components/chart.html", {"chart": months})
    assert page.count("<svg") == 2
    assert page.count('role="img"') == 2
    assert '<caption class="visually-hidden">' in page
    assert page.count('<th scope="row">') == 12


def test_what_people_write_is_escaped(names):
    page = render_to_string("components/chart.html", {"chart": names})
    assert "<script" not in page
    ElementTree.fromstring(names.wide)


def test_without_a_figure_it_says_so():
    chart = over_time("Envois", "Candidatures", [(date(2026, 1, 1), 0)], "month")
    page = render_to_string("components/chart.html", {"chart": chart})
    assert "<svg" not in page
    ElementTree.fromstring(chart.wide)
    ElementTree.fromstring(by_name("Rien", "État", "Nombre", []).wide)


@pytest.mark.parametrize("most", [0, 1, 3, 4, 5, 9, 10, 41, 99, 1234, 10**9])
def test_the_axis_goes_up_in_round_steps_as_far_as_needed(most):
    steps = _steps(most)
    assert 2 <= len(steps) <= 5
    assert steps[-1] >= max(most, 1) > steps[-2]
    assert str(steps[1]).rstrip("0") in {"1", "2", "5"}


@pytest.mark.parametrize(
    ("grouping", "expected"), [("day", "3 mars 2026"), ("week", "Semaine du 3 mars 2026"), ("month", "mars 2026")]
)
def test_points_are_named_in_french(grouping, expected):
    with translation.override("fr"):
        assert over_time("x", "y", [(date(2026, 3, 3), 1)], grouping).rows == [(expected, 1)]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (lambda: figures.percent(None), "—"),
        (lambda: figures.percent(0), "0\u202f%"),
        (lambda: figures.percent(0.004), "0,4\u202f%"),
        (lambda: figures.percent(0.736), "74\u202f%"),
        (lambda: figures.percent(1.5), "150\u202f%"),
        (lambda: figures.whole(1234), "1\u202f234"),
        (lambda: figures.whole(None), "—"),
        (lambda: figures.lasting(0.2), "moins de 1\u00a0h"),
        (lambda: figures.lasting(47.4), "47\u00a0h"),
        (lambda: figures.lasting(48), "2\u00a0jours"),
        (lambda: figures.lasting(None), "—"),
        (lambda: figures.milliseconds(12.4), "12\u00a0ms"),
    ],
)
def test_figures_are_written_as_french_people_do(shown, expected):
    with translation.override("fr"):
        assert shown().replace("\u202f", "\u00a0") == expected.replace("\u202f", "\u00a0")


@pytest.mark.parametrize("sent", [{}, {"periode": "hier"}, {"periode": "\x00", "groupement": "an"}])
def test_a_value_nobody_offered_is_the_default(sent):
    form = PeriodForm(sent)
    assert (form["periode"].value(), form.period.grouping) == ("12m", "month")


@pytest.mark.parametrize(
    ("sent", "grouping"),
    [
        ({"periode": "7j"}, "day"),
        ({"periode": "90j"}, "week"),
        ({"periode": "12m", "groupement": "jour"}, "day"),
        ({"periode": "tout", "groupement": "semaine"}, "week"),
    ],
)
def test_a_period_is_cut_as_fits_or_as_asked(sent, grouping):
    assert PeriodForm(sent).period.grouping == grouping
