"""How money, places, deadlines and kinds read in French."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.template import Context, Template
from django.utils import translation

from portal.jobs import display

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def french_morning():
    with translation.override("fr"), time_machine.travel(NOW, tick=False):
        yield


def plain(text: str) -> str:
    """The text with ordinary spaces, so that a test reads as people do."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("low", "high", "currency", "period", "wanted"),
    [
        (2400, 2750, "EUR", "month", "2 400 à 2 750 € par mois"),
        (2400, 2400, "EUR", "month", "2 400 € par mois"),
        (1900, None, "EUR", "month", "À partir de 1 900 € par mois"),
        (None, 10000, "EUR", "total", "Jusqu’à 10 000 €"),
        ("12.50", "14.00", "EUR", "hour", "12,50 à 14 € par heure"),
        (1250000, None, "CHF", "year", "À partir de 1 250 000 CHF par an"),
        (0, 600, "EUR", "", "0 à 600 €"),
        (None, None, "EUR", "month", ""),
    ],
)
def test_money_reads_as_french_people_write_it(low, high, currency, period, wanted):
    assert plain(display.money_range(low, high, currency, period)) == wanted


def test_numbers_and_units_do_not_break_over_lines():
    assert display.money_range(2400, 2750, "EUR", "") == "2\u202f400 à 2\u202f750\u00a0€"
    assert display.amount(8) == "8\u00a0€"


def test_money_without_a_figure_is_in_the_recruiters_words():
    publication = SimpleNamespace(
        amount_min=None, amount_max=None, currency="EUR", period="", amount_note="Selon la grille"
    )
    assert display.money(publication) == "Selon la grille"


@pytest.mark.parametrize(
    ("labels", "remote", "wanted"),
    [
        (["Lyon 6e (69)"], "none", "Lyon 6e (69)"),
        (["Lyon (69)", "Bron (69)"], "none", "Lyon (69), Bron (69)"),
        (["Lyon (69)", "Bron (69)", "Dax (40)"], "none", "Lyon (69), Bron (69) et 1 autre lieu"),
        (["A", "B", "C", "D"], "partial", "A, B et 2 autres lieux · télétravail partiel"),
        ([], "full", "Télétravail complet"),
        ([], "none", ""),
    ],
)
def test_places_fit_in_one_line(labels, remote, wanted):
    assert plain(display.places_of(labels, remote)) == wanted


@pytest.mark.parametrize(
    ("deadline", "wanted", "left"),
    [
        (datetime(2026, 11, 24, 17, 0, tzinfo=UTC), "Candidatures jusqu’au 24 novembre, 18 h", "Plus que 3 jours"),
        (datetime(2026, 12, 1, 17, 30, tzinfo=UTC), "Candidatures jusqu’au 1er décembre, 18 h 30", ""),
        (datetime(2026, 11, 24, 22, 59, tzinfo=UTC), "Candidatures jusqu’au 24 novembre", "Plus que 3 jours"),
        (
            datetime(2026, 11, 22, 11, 5, tzinfo=UTC),
            "Candidatures jusqu’au 22 novembre, 12 h 05",
            "Ferme demain, 12 h 05",
        ),
        (datetime(2026, 11, 21, 22, 59, tzinfo=UTC), "Candidatures jusqu’au 21 novembre", "Ferme aujourd’hui"),
        (datetime(2027, 6, 30, 10, 0, tzinfo=UTC), "Candidatures jusqu’au 30 juin 2027, 12 h", ""),
        (datetime(2026, 11, 20, 17, 0, tzinfo=UTC), "Candidatures closes depuis le 20 novembre", ""),
        (None, "", ""),
    ],
)
def test_deadlines_are_in_paris_time_and_say_when_they_are_near(deadline, wanted, left):
    assert plain(display.deadline_text(deadline)) == wanted
    assert plain(display.days_left_text(deadline)) == left


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (datetime(2026, 11, 21, 7, 0, tzinfo=UTC), "aujourd’hui"),
        (datetime(2026, 11, 19, 23, 30, tzinfo=UTC), "hier"),
        (datetime(2026, 11, 17, 9, 0, tzinfo=UTC), "il y a 4 jours"),
        (datetime(2026, 5, 1, 9, 0, tzinfo=UTC), "le 1er mai"),
        (datetime(2025, 5, 2, 9, 0, tzinfo=UTC), "le 2 mai 2025"),
        (None, ""),
    ],
)
def test_what_happened_is_said_by_days_then_by_date(value, wanted):
    assert plain(display.ago(value)) == wanted


def test_a_date_without_time_needs_no_time_zone():
    assert plain(display.day(date(2027, 1, 1))) == "1er janvier 2027"


@pytest.mark.parametrize(
    ("kind", "field", "value", "label", "detail"),
    [
        ("offer", "contract", "cdi", "Offre d’emploi", "CDI"),
        ("bourse", "bourse_type", "mobilite", "Bourse", "Mobilité internationale"),
        ("financement", "financement_type", "pret", "Financement", "Prêt"),
        ("consultation", "consultation_type", "audit", "Consultation", "Audit"),
        ("offer", "contract", "", "Offre d’emploi", ""),
    ],
)
def test_a_kind_is_named_with_its_contract_or_type(kind, field, value, label, detail):
    publication = SimpleNamespace(kind=kind, **{field: value})
    assert display.kind_label(publication) == label
    assert display.kind_detail(publication) == detail


def test_every_function_is_a_template_filter():
    template = Template("{% load jobs_tags %}{{ value|number }} {{ value|amount }} {{ when|moment }}")
    text = template.render(Context({"value": 1500, "when": NOW}))
    assert plain(text) == "1 500 1 500 € 21 novembre, 10 h"


@pytest.mark.parametrize(
    ("monday", "words"),
    [
        (date(2026, 3, 16), "Semaine du 16\u00a0mars au 20\u00a0mars"),
        (date(2026, 12, 28), "Semaine du 28\u00a0décembre au 1er\u00a0janvier"),
        (date(2026, 6, 1), "Semaine du 1er\u00a0juin au 5\u00a0juin"),
    ],
)
def test_a_week_reads_as_french_people_write_it(monday, words):
    assert display.week(monday) == words
