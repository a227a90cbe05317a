"""What a source writes, as a value of one of our fields: one function a type of `portal.feeds.fields`.

Each takes the field and what stands there (a text, a number, an object, a list of them) and gives a value that fits in
JSON, or None for nothing. `Wrong` keeps the whole item out, `Doubtful` only the field.
"""

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime
from html import unescape

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from portal.core.dates import PARIS
from portal.core.html import clean_html, plain_text
from portal.core.text import clean_text, one_line
from portal.jobs.forms.base import MOST

from ..fields import MOST as MOST_OF
from ..fields import Field

#: What a decoder puts where it could not read.
UNREADABLE = "\ufffd"
_EARLIEST, _LATEST = 1990, 2100
_ESCAPED = re.compile(r"&lt;/?(p|br|ul|ol|li|h[1-6]|div|strong|b|em)\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8}\d?);", re.IGNORECASE)
#: Of HTML alone: a title may well speak of "List<String>".
_TAG = re.compile(
    r"</?(?:a|b|i|u|p|br|em|strong|span|div|font|small|su[bp]|[uo]l|li|h[1-6]|img|script|style|t[dhr])\b[^<>]*>",
    re.IGNORECASE,
)
_FRENCH_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:\s+(?:à\s+)?(\d{1,2})[:hH](\d{2})?)?$")


class Wrong(ValueError):
    """This value cannot be taken, and so neither can the item."""


class Doubtful(ValueError):
    """This value means nothing here: the item goes without it."""


def text_of(raw) -> str:
    """The words of whatever stands there: objects say theirs by the names of schema.org and of our XML."""
    if isinstance(raw, list):
        return ", ".join(filter(None, map(text_of, raw)))
    if isinstance(raw, dict):
        inner = next((raw[name] for name in ("#text", "name", "value", "@value", "@id") if raw.get(name)), "")
        return text_of(inner) if not isinstance(inner, dict | list) else ""
    if raw is None or isinstance(raw, bool):
        return "" if raw is None else str(raw).lower()
    if isinstance(raw, Decimal) and raw.is_finite() and abs(raw.adjusted()) < 30:
        return f"{raw:f}"
    # A number of many digits, as its exponent: nobody's amount.
    return clean_text(str(raw))


def readable(raw) -> str:
    """The same; raises Wrong where the source was not in the letters it seemed to be in."""
    found = text_of(raw)
    if UNREADABLE in found:
        raise Wrong(_("Some letters cannot be read: the source is not in the encoding that it begins in."))
    return found


def identifier(field: Field, raw) -> str | None:
    """Of a PropertyValue the value: its name is whose identifier it is."""
    if isinstance(raw, dict):
        raw = next((raw[name] for name in ("value", "@value", "#text", "@id", "name") if raw.get(name)), None)
    found = one_line(readable(raw))
    _within(field, found)
    return found or None


def text(field: Field, raw) -> str | None:
    found = one_line(_without_markup(readable(raw)))
    _within(field, found)
    return found or None


def _without_markup(found: str) -> str:
    """A title as people read it: sources put "R&amp;D" or "<b>Chef</b>" where only letters belong."""
    if _ENTITY.search(found):
        found = clean_text(unescape(found))
    return plain_text(clean_html(found)) if _TAG.search(found) else found


def html(field: Field, raw) -> str | None:
    found = readable(raw)
    if "<" not in found and _ESCAPED.search(found):
        # Escaped twice, as many feeds do.
        found = found.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    if len(found) > 10 * field.max_length:
        _within(field, found)
    found = clean_html(found)
    _within(field, found)
    return found if plain_text(found) else None


def _within(field: Field, found: str) -> None:
    if field.max_length and len(found) > field.max_length:
        words = {"found": len(found), "most": field.max_length}
        raise Wrong(_("%(found)s letters; at most %(most)s are possible.") % words)


# --- Numbers --------------------------------------------------------------------------------------------------------
def number(raw) -> Decimal | None:
    """ "2 400,50 €", "2,400.50", "45k": the figure. Raises Wrong."""
    found = readable(raw)
    written = re.sub(r"(?i)[\s\u00a0\u202f'€$£%]|eur(os?)?|usd|gbp|chf", "", found)
    if not written:
        return None
    thousands = written[-1] in "kK"
    written = written.rstrip("kK")
    if "," in written and "." in written:
        last = max(written.rfind(","), written.rfind("."))
        written = re.sub(r"[,.]", "", written[:last]) + "." + written[last + 1 :]
    elif re.fullmatch(r"[0-9]{1,3}(,[0-9]{3}){2,}|[0-9]{1,3}(\.[0-9]{3}){2,}", written):
        written = re.sub(r"[,.]", "", written)
    written = written.replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,20}(\.[0-9]{1,10})?", written):
        raise Wrong(_("“%(text)s” is not a number.") % {"text": found[:60]})
    return Decimal(written) * (1000 if thousands else 1)


def decimal(field: Field, raw) -> str | None:
    found = number(raw)
    if found is None:
        return None
    try:
        rounded = found.quantize(Decimal(1).scaleb(-field.digits[1]))
    except InvalidOperation as error:
        raise Wrong(_("The number is too large.")) from error
    if rounded < 0 or len(rounded.as_tuple().digits) > field.digits[0]:
        raise Wrong(_("The number is negative or too large."))
    return str(rounded)


def integer(field: Field, raw) -> int | None:
    found = number(raw)
    if found is None:
        return None
    if found != found.to_integral_value() or not 0 <= found <= MOST:
        raise Wrong(_("A whole number from 0 to %(most)s is asked for.") % {"most": MOST})
    return int(found)


# --- Moments --------------------------------------------------------------------------------------------------------
def when(raw) -> date | datetime | None:
    """A date, or a moment with its time zone (Paris where none is given). Raises Wrong."""
    found = readable(raw)
    if not found:
        return None
    try:
        value = _parsed(found)
    except (ValueError, TypeError, OverflowError):
        value = None
    if value is None or not _EARLIEST <= value.year <= _LATEST:
        raise Wrong(_("“%(text)s” is not a date such as 2026-12-31 or 31/12/2026.") % {"text": found[:60]})
    if isinstance(value, datetime) and value.tzinfo is None:
        value = value.replace(tzinfo=PARIS)
    return value


def _parsed(found: str) -> date | datetime | None:
    if french := _FRENCH_DATE.match(found):
        day, month, year, hour, minute = french.groups()
        written = date(int(year), int(month), int(day))
        return datetime.combine(written, time(int(hour), int(minute or 0))) if hour else written
    value = parse_date(found) or parse_datetime(found)
    if value is None and "," in found[:6]:
        value = parsedate_to_datetime(found)
    return value


def moment(field: Field, raw) -> str | None:
    """A day alone lasts until its last minute in Paris, as in the site's form."""
    value = when(raw)
    if value is None:
        return None
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(23, 59), tzinfo=PARIS)
    return value.isoformat()


def date_(field: Field, raw) -> str | None:
    value = when(raw)
    if value is None:
        return None
    return (value.astimezone(PARIS).date() if isinstance(value, datetime) else value).isoformat()


# --- Lists and addresses --------------------------------------------------------------------------------------------
def several(raw, signs: str) -> list[str]:
    """Texts of a list, or of one text with these signs between them."""
    parts = raw if isinstance(raw, list) else [raw]
    found = [one_line(piece) for part in parts for piece in re.split(f"[{signs}]", readable(part))]
    return [piece for piece in dict.fromkeys(found) if piece]


def skills(field: Field, raw) -> list[str] | None:
    return [skill[:80] for skill in several(raw, r",;|\n")[: MOST_OF["skills"]]] or None


def lines(field: Field, raw) -> list[str] | None:
    return [line[:200] for line in several(raw, r";|\n")[: MOST_OF["documents_asked"]]] or None


def url(field: Field, raw) -> str | None:
    first = raw[0] if isinstance(raw, list) and raw else raw
    found = readable(first)
    if not found:
        return None
    try:
        URLValidator(schemes=["http", "https"])(found)
    except ValidationError as error:
        raise Wrong(_("“%(text)s” is not an address of the web.") % {"text": found[:60]}) from error
    _within(field, found)
    return found


def email(field: Field, raw) -> str | None:
    found = readable(raw)
    if not found:
        return None
    try:
        validate_email(found)
    except ValidationError as error:
        raise Wrong(_("“%(text)s” is not an email address.") % {"text": found[:60]}) from error
    return found
