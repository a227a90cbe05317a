"""Each kind under the type of schema.org that fits it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.feeds.structured import describe
from tests.factories.search import published

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("subvention", "MonetaryGrant"),
        ("prix", "MonetaryGrant"),
        ("pret", "LoanOrCredit"),
        ("avance", "LoanOrCredit"),
        ("garantie", "FinancialProduct"),
        ("", "Grant"),
    ],
)
def test_a_funding_is_what_becomes_of_the_money(type_, expected):
    data = describe(published("Aide", kind="financement", financement_type=type_, amount_max=5000))
    assert data["@type"] == expected
    assert ("amount" in data) == (expected in ("MonetaryGrant", "LoanOrCredit"))
    assert ("funder" in data) != ("provider" in data)


def test_a_bourse_is_money_for_a_person():
    data = describe(published("Bourse", kind="bourse", amount_min=300, amount_max=300, period="month"))
    assert data["@type"] == "MonetaryGrant"
    assert data["amount"] == {"@type": "MonetaryAmount", "currency": "EUR", "value": 300.0}
    assert data["funder"]["name"] == "Clinique des Lilas"
    assert data["description"] == "Rejoignez-nous."


def test_a_consultation_is_a_demand_for_a_service():
    deadline = timezone.now() + timedelta(days=9)
    row = published(
        "Audit", kind="consultation", consultation_type="audit", amount_min=500, amount_max=800, period="day",
        places=["Lyon"], deadline=deadline,
    )  # fmt: skip
    data = describe(row)
    assert data["@type"] == "Demand"
    assert data["itemOffered"]["areaServed"]["address"]["addressLocality"] == "Lyon"
    assert data["priceSpecification"] == {
        "@type": "UnitPriceSpecification", "unitText": "DAY", "priceCurrency": "EUR",
        "minPrice": 500.0, "maxPrice": 800.0,
    }  # fmt: skip
    assert data["validThrough"] == timezone.localtime(deadline).isoformat(timespec="seconds")
    assert data["@reverse"]["seeks"]["name"] == "Clinique des Lilas"


def test_a_guarantee_says_for_whom_where_and_until_when():
    row = published(
        "Garantie", kind="financement", financement_type="garantie", audiences="associations", territory="Bretagne",
        deadline=timezone.now() + timedelta(days=9),
    )  # fmt: skip
    data = describe(row)
    assert data["audience"]["audienceType"] == "associations"
    assert data["areaServed"] == "Bretagne"
    assert data["offers"]["validThrough"]


def test_the_earlier_end_counts():
    soon, late = timezone.now() + timedelta(days=2), timezone.now() + timedelta(days=9)
    data = describe(published("Emploi", deadline=late, expire_at=soon))
    assert data["validThrough"] == timezone.localtime(soon).isoformat(timespec="seconds")


@pytest.mark.parametrize(
    ("experience", "expected"),
    [("beginner", "no requirements"), ("1-3", 12), ("5+", 60), ("", None)],
)
def test_experience_is_told_in_months(experience, expected):
    found = describe(published("Emploi", experience=experience)).get("experienceRequirements")
    assert (found["monthsOfExperience"] if isinstance(found, dict) else found) == expected


def test_an_open_range_of_pay_keeps_its_one_end():
    data = describe(published("Emploi", amount_min=1900, period="month"))
    assert data["baseSalary"]["value"] == {"@type": "QuantitativeValue", "unitText": "MONTH", "minValue": 1900.0}
