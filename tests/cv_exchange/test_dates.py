"""Months and years in French and English (portal.cv.exchange.dates)."""

from datetime import date

import pytest

from portal.cv.exchange.dates import Span, find_span, read_day, says_now


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mars 2020", date(2020, 3, 1)),
        ("Mars\u00a02020", date(2020, 3, 1)),
        ("1er mars 2020", date(2020, 3, 1)),
        ("févr. 2020", date(2020, 2, 1)),
        ("FÉVRIER 2020", date(2020, 2, 1)),
        ("aout 2020", date(2020, 8, 1)),
        ("déc. 2020", date(2020, 12, 1)),
        ("Sept 2020", date(2020, 9, 1)),
        ("May 2022", date(2022, 5, 1)),
        ("March 3, 2020", date(2020, 3, 3)),
        ("03/2020", date(2020, 3, 1)),
        ("15/03/2020", date(2020, 3, 15)),
        ("03/15/2020", date(2020, 3, 15)),
        ("2020-03", date(2020, 3, 1)),
        ("2020-03-15", date(2020, 3, 15)),
        ("2014", date(2014, 1, 1)),
    ],
)
def test_a_date_is_read(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize(
    "text", ["", "13/2020", "2020-13", "31/02/2020", "mars", "06 12 34 56 78", "20201", "x" * 10_000]
)
def test_what_is_no_date_is_none(text):
    assert read_day(text) is None


def test_a_year_alone_ends_in_december():
    assert read_day("2014", last=True) == date(2014, 12, 1)


@pytest.mark.parametrize(
    ("text", "span", "rest"),
    [
        ("Cheffe de projet\tdepuis mars 2020", Span(date(2020, 3, 1), is_current=True), "Cheffe de projet"),
        ("mars 2020 – aujourd’hui", Span(date(2020, 3, 1), is_current=True), ""),
        ("Sept. 2019 - Present", Span(date(2019, 9, 1), is_current=True), ""),
        ("janv. 2020 à ce jour", Span(date(2020, 1, 1), is_current=True), ""),
        ("2018-2020 Atelier", Span(date(2018, 1, 1), date(2020, 12, 1)), "Atelier"),
        ("mars à juin 2018", Span(date(2018, 3, 1), date(2018, 6, 1)), ""),
        ("du 12/03/2018 au 14/06/2018", Span(date(2018, 3, 12), date(2018, 6, 14)), ""),
        ("From March 2018 to June 2019", Span(date(2018, 3, 1), date(2019, 6, 1)), ""),
        ("jusqu'à juin 2012", Span(end=date(2012, 6, 1)), ""),
        ("Atelier (sept. 2016 – févr. 2020), Rennes", Span(date(2016, 9, 1), date(2020, 2, 1)), "Atelier\tRennes"),
        ("Licence, 2014", Span(date(2014, 1, 1), is_alone=True), "Licence"),
    ],
)
def test_a_span_is_found_in_its_line(text, span, rest):
    assert find_span(text) == (span, rest)


def test_a_line_without_a_date_has_no_span():
    assert find_span("Conduite de 14 chantiers, 18 000 heures") is None


def test_an_end_before_the_start_is_no_end():
    assert find_span("2020 – 2018")[0] == Span(date(2020, 1, 1))


@pytest.mark.parametrize("text", ["aujourd'hui", "Present", "à ce jour", "en cours"])
def test_now_is_no_date(text):
    assert says_now(text)
