"""Words of sources for what we choose from: contracts, periods, places, pay."""

import re
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.core.text import fold
from portal.jobs.models import Kind
from portal.jobs.models.kinds import Contract, Experience, WorkingTime
from portal.jobs.models.publication import Period, Remote
from portal.vocabulary.places import find_place

from ..fields import MOST, Field, fields_of
from . import values
from .mapping import key_of
from .values import Doubtful, Wrong, readable, several

_OTHER_WORDS = {
    "contract": {
        "permanent": Contract.CDI, "indefini": Contract.CDI, "dureeindeterminee": Contract.CDI,
        "contratadureeindeterminee": Contract.CDI, "temporary": Contract.CDD, "fixedterm": Contract.CDD,
        "dureedeterminee": Contract.CDD, "contratadureedeterminee": Contract.CDD, "temp": Contract.INTERIM,
        "mission": Contract.INTERIM, "interimaire": Contract.INTERIM, "travailtemporaire": Contract.INTERIM,
        "apprentissage": Contract.APPRENTICESHIP, "apprenticeship": Contract.APPRENTICESHIP,
        "professionnalisation": Contract.APPRENTICESHIP, "contratdapprentissage": Contract.APPRENTICESHIP,
        "intern": Contract.INTERNSHIP, "contractor": Contract.FREELANCE, "independant": Contract.FREELANCE,
        "seasonal": Contract.SEASONAL, "fonctionnaire": Contract.PUBLIC, "civilservice": Contract.PUBLIC,
    },
    "working_time": {
        "fulltime": WorkingTime.FULL, "tempsplein": WorkingTime.FULL, "tempscomplet": WorkingTime.FULL,
        "parttime": WorkingTime.PART, "tempspartiel": WorkingTime.PART,
    },
    "remote": {
        "telecommute": Remote.FULL, "fullyremote": Remote.FULL, "remote": Remote.FULL, "total": Remote.FULL,
        "100": Remote.FULL, "hybrid": Remote.PARTIAL, "hybride": Remote.PARTIAL, "partiel": Remote.PARTIAL,
        "teletravailpartiel": Remote.PARTIAL, "true": Remote.PARTIAL, "oui": Remote.PARTIAL, "yes": Remote.PARTIAL,
        "1": Remote.PARTIAL, "onsite": Remote.NONE, "surplace": Remote.NONE, "false": Remote.NONE, "non": Remote.NONE,
        "no": Remote.NONE, "0": Remote.NONE, "aucun": Remote.NONE,
    },
    "experience": {
        "norequirements": Experience.BEGINNER, "debutant": Experience.BEGINNER, "debutantaccepte": Experience.BEGINNER,
        "entrylevel": Experience.BEGINNER, "junior": Experience.JUNIOR, "confirme": Experience.CONFIRMED,
        "senior": Experience.SENIOR,
    },
    "period": {
        "heure": Period.HOUR, "horaire": Period.HOUR, "hourly": Period.HOUR, "jour": Period.DAY, "daily": Period.DAY,
        "journalier": Period.DAY, "mois": Period.MONTH, "mensuel": Period.MONTH, "monthly": Period.MONTH,
        "an": Period.YEAR, "annee": Period.YEAR, "annuel": Period.YEAR, "yearly": Period.YEAR, "annual": Period.YEAR,
        "ans": Period.YEAR, "h": Period.HOUR, "hur": Period.HOUR, "mon": Period.MONTH, "ann": Period.YEAR,
    },
}  # fmt: skip
#: Words of employmentType that are another field's, or nobody's: no reason to doubt.
_NOT_MEANT = {
    "contract": {"fulltime", "parttime", "perdiem", "other", "volunteer", "full", "part"},
    "working_time": {"temporary", "intern", "contractor", "volunteer", "perdiem", "other"},
}
_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP"}
_made: dict[tuple, tuple] = {}
_RANGE = re.compile(r"\d[\d\s\u00a0\u202f.,']*\s*[kK]?")


def choice(field: Field, raw) -> str | None:
    """A code of ours, its label, or another word for it; the last one that is understood of several, codes first."""
    if field.name == "experience" and (months := _months(raw)) is not None:
        return _experience(months)
    codes, others = _tables(field)
    words = [word for word in several(raw, r",;|/\n") if key_of(word)]
    for known in (codes, others):
        found = [known[key_of(word)] for word in words if key_of(word) in known]
        if found:
            return str(found[-1])
    unknown = [word for word in words if key_of(word) not in _NOT_MEANT.get(field.name, set())]
    # The codes of one field of employmentType are the other's business.
    unknown = [word for word in unknown if field.name != "working_time" or key_of(word) not in _contracts()]
    if unknown:
        raise Doubtful(_("“%(text)s” is not known here: left empty.") % {"text": unknown[0][:60]})
    return None


def _tables(field: Field) -> tuple[dict[str, str], dict[str, str]]:
    """{key: code} of our codes, and of labels and other words; made once a field and language."""
    key = field.name, get_language()
    if key not in _made:
        others = {key_of(str(label)): code for code, label in field.choices} | _OTHER_WORDS.get(field.name, {})
        others |= {key_of(str(label).partition("(")[0]): code for code, label in field.choices}
        _made[key] = {key_of(code): code for code, _label in field.choices}, others
    return _made[key]


def _contracts() -> set[str]:
    codes, others = _tables(fields_of(Kind.OFFER)["contract"])
    return codes.keys() | others.keys()


def _months(raw) -> int | None:
    if isinstance(raw, dict):
        raw = raw.get("monthsOfExperience")
        return int(raw) if isinstance(raw, int | Decimal) and 0 <= raw <= 1000 else None
    years = re.match(r"(\d{1,2})\s*(?:ans?|years?|années?)\b", fold(readable(raw)))
    return int(years[1]) * 12 if years else None


def _experience(months: int) -> str:
    steps = ((60, Experience.SENIOR), (36, Experience.CONFIRMED), (12, Experience.JUNIOR))
    return str(next((code for least, code in steps if months >= least), Experience.BEGINNER))


def currency(field: Field, raw) -> str | None:
    found = readable(raw).upper()
    found = _SYMBOLS.get(found, "EUR" if found in ("EURO", "EUROS") else found)
    if found and not re.fullmatch(r"[A-Z]{3}", found):
        raise Wrong(_("“%(text)s” is not a currency such as EUR.") % {"text": found[:60]})
    return found or None


# --- Pay ------------------------------------------------------------------------------------------------------------
#: Read as a period, which is then doubtful: a pay per week is not the same without its week.
_OTHER_PERIODS = ("semaine", "semaines", "hebdo", "hebdomadaire", "week", "weekly", "quinzaine", "trimestre")


def salary(kind: str, raw) -> dict[str, str]:
    """A pay in one piece, as values of our fields. Raises Wrong, Doubtful."""
    raw = raw[0] if isinstance(raw, list) and raw else raw
    written = _of_object(raw) if isinstance(raw, dict) else _of_text(readable(raw))
    known = fields_of(kind)
    found = {name: values.decimal(known[name], written[name]) for name in ("amount_min", "amount_max")}
    if not any(found.values()):
        return {}
    if written["unit"]:
        found["period"] = choice(known["period"], written["unit"])
    if written["currency"]:
        found["currency"] = currency(known["currency"], written["currency"])
    return {name: value for name, value in found.items() if value}


def _of_object(raw: dict) -> dict:
    """MonetaryAmount with a number, a QuantitativeValue or bounds; PriceSpecification; what our XML never writes."""
    inner = raw.get("value") if isinstance(raw.get("value"), dict) else raw
    one = next((inner[name] for name in ("value", "price") if not isinstance(inner.get(name), dict | None)), None)
    low = next((inner[name] for name in ("minValue", "minPrice") if inner.get(name) is not None), one)
    high = next((inner[name] for name in ("maxValue", "maxPrice") if inner.get(name) is not None), one)
    unit = text_or_empty(inner.get("unitText") or raw.get("unitText") or inner.get("unitCode"))
    currency_ = text_or_empty(raw.get("currency") or raw.get("priceCurrency") or raw.get("salaryCurrency"))
    return {"amount_min": low, "amount_max": high, "unit": unit, "currency": currency_}


def text_or_empty(raw) -> str:
    return "" if isinstance(raw, dict | list | None) else values.text_of(raw)


def _of_text(found: str) -> dict:
    """ "2 400 à 2 750 € par mois", "30k-35k EUR/an", "À partir de 1 900 €"."""
    figures = [figure.strip(" .,'\u00a0\u202f") for figure in _RANGE.findall(found)][:2]
    low, high = (figures[0], figures[-1]) if figures else (None, None)
    if len(figures) == 2 and low and high and high[-1] in "kK" and low[-1] not in "kK":
        low += "k"
    folded = fold(found)
    if len(figures) == 1 and re.match(r"(a partir|des|from|minimum|min)\b", folded):
        high = None
    elif len(figures) == 1 and re.match(r"(jusqu|up to|maximum|max)\b", folded):
        low = None
    words = re.findall(r"[a-z]+", folded)
    known = {*_OTHER_WORDS["period"], *Period.values}
    unit = next((word for units in (known, _OTHER_PERIODS) for word in words if word in units), "")
    money = next((code for sign, code in _SYMBOLS.items() if sign in found), "")
    money = money or next((word.upper() for word in words if word in ("eur", "usd", "gbp", "chf")), "")
    return {"amount_min": low, "amount_max": high, "unit": unit, "currency": money}


# --- Places ---------------------------------------------------------------------------------------------------------
#: ISO 3166 has codes of their own for departments and territories overseas.
_FRANCE = frozenset("FR FRA FRANCE BL GF GP MF MQ NC PF PM RE TF WF YT".split())


def places(field: Field, raw) -> list[str] | None:
    """Labels: the known place's own where one is meant, else the text. Places of schema.org, our XML, texts."""
    parts = raw if isinstance(raw, list) else [raw]
    found = [label for part in parts for label in _labels(part)]
    return [label[:150] for label in dict.fromkeys(found) if label][: MOST["places"]] or None


def _labels(part) -> list[str]:
    if not isinstance(part, dict):
        return [_label(text) for text in several(part, r";|\n")]
    address = part.get("address", part)
    if not isinstance(address, dict):
        return _labels(address)
    code = text_or_empty(address.get("postalCode") or address.get("@postal_code") or address.get("postal_code"))
    town = text_or_empty(address.get("addressLocality") or address.get("city") or address.get("#text"))
    town = town or text_or_empty(part.get("name")) or text_or_empty(address.get("addressRegion"))
    _readable(town)
    country = _country(address.get("addressCountry") or address.get("@country") or address.get("country"))
    here = country in ("", "FR")
    by_code = find_place(code) if code and here else None
    near = code[:2] if here and code[:2].isdigit() else country
    by_name = find_place(f"{town} ({near})" if near else town)
    if by_name and country and by_name.country != country:
        # A town of that name, but not there.
        by_name = None
    if by_name and (not by_code or by_name.city != by_code.city):
        return [by_name.label]
    return [by_code.label if by_code else town]


def _country(raw) -> str:
    """Two letters, those of France for its territories overseas; "" for what is no code."""
    raw = raw.get("name") if isinstance(raw, dict) else raw
    code = text_or_empty(raw).strip().upper()
    if code in _FRANCE:
        return "FR"
    return code if re.fullmatch("[A-Z]{2}", code) else ""


def _readable(text: str) -> None:
    if values.UNREADABLE in text:
        raise Wrong(_("Some letters cannot be read: the source is not in the encoding that it begins in."))


@lru_cache(maxsize=4096)
def _label(text: str) -> str:
    code = re.search(r"\b(\d{5})\b", text)
    known = find_place(text) or (find_place(code[1]) if code else None)
    return known.label if known else text
