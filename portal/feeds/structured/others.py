"""What schema.org has for money and for consulting; docs/feeds.md says why each type was chosen.

A bourse is a `MonetaryGrant`, not an `EducationalOccupationalProgram`: it is money for a person, and the programme of
study it may pay for is somebody else's, whom we do not know. A financement is a grant only where it is given; what is
paid back is a `LoanOrCredit`, a guarantee a `FinancialProduct`. A consultation is a `Demand`: an organisation
announces that it seeks a service.
"""

from portal.jobs.models.kinds import FinancementType

from . import parts

_BORROWED = (FinancementType.LOAN, FinancementType.ADVANCE)


def scholarship(bourse) -> dict:
    """MonetaryGrant: https://schema.org/MonetaryGrant."""
    data = parts.head(bourse, "MonetaryGrant") | {"funder": parts.organisation(bourse)}
    if amount := parts.monetary_amount(bourse):
        data["amount"] = amount
    return data


def funding(financement) -> dict:
    """By what becomes of the money; without a type it is the plain Grant, which promises no sum."""
    if financement.financement_type in _BORROWED:
        return _product(financement, "LoanOrCredit", financement.financement_type)
    if financement.financement_type == FinancementType.GUARANTEE:
        return _product(financement, "FinancialProduct")
    if not financement.financement_type:
        return parts.head(financement, "Grant") | {"funder": parts.organisation(financement)}
    return scholarship(financement)


def _product(financement, type_: str, loan_type: str = "") -> dict:
    """A FinancialProduct is a Service: it has a provider, an audience and an area."""
    data = parts.head(financement, type_) | {"provider": parts.organisation(financement)}
    amount = parts.monetary_amount(financement)
    if type_ == "LoanOrCredit":
        data["loanType"] = str(FinancementType(loan_type).label)
        if amount:
            data["amount"] = amount
    if financement.audiences:
        data["audience"] = {"@type": "Audience", "audienceType": financement.audiences}
    if financement.territory:
        data["areaServed"] = financement.territory
    if end := parts.ends_at(financement):
        data["offers"] = {"@type": "Offer", "validThrough": parts.moment(end)}
    return data


def demand(consultation) -> dict:
    """Demand: https://schema.org/Demand. Who seeks is said by the inverse of `seeks`, the only way there is."""
    service = {"@type": "Service", "name": consultation.title}
    if consultation.consultation_type:
        service["serviceType"] = str(consultation.get_consultation_type_display())
    if places := [parts.place(row) for row in consultation.places.all()]:
        service["areaServed"] = parts.one_or_all(places)
    data = parts.head(consultation, "Demand") | {"itemOffered": service}
    data["@reverse"] = {"seeks": parts.organisation(consultation)}
    if amounts := _price(consultation):
        data["priceSpecification"] = amounts
    if consultation.starts_on:
        data["availabilityStarts"] = consultation.starts_on.isoformat()
    if end := parts.ends_at(consultation):
        data["validThrough"] = parts.moment(end)
    return data


def _price(consultation) -> dict | None:
    names = {"value": "price", "minValue": "minPrice", "maxValue": "maxPrice"}
    amounts = {names[name]: value for name, value in parts.known_amounts(consultation).items()}
    if not amounts:
        return None
    unit = parts.UNITS.get(consultation.period)
    shape = {"@type": "UnitPriceSpecification", "unitText": unit} if unit else {"@type": "PriceSpecification"}
    return {**shape, "priceCurrency": consultation.currency, **amounts}
