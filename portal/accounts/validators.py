import re
from datetime import date

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: Of full age in France.
FULL_AGE = 18
OLDEST = 120
#: La Poste's establishments do not follow Luhn: the sum of their digits is a multiple of 5 (INSEE).
LA_POSTE = "356000000"


#: What mail programs make a link of. Names end up in mails to people who never heard of who wrote them.
_LINK = re.compile(
    r"//|www\.|[@<>]|[\w-]\.(?:com|net|org|info|fr|eu|be|ch|io|me|co|ru|cn|app|dev|xyz|top|site|online|shop|biz)\b",
    re.IGNORECASE,
)


NO_LINK = _("A name holds no address of a site or a mailbox.")


def validate_name(value: str) -> None:
    """The name of a person, which the portal writes into its own mails: no address of the web or of a mailbox."""
    if _LINK.search(value):
        raise ValidationError(NO_LINK, code="name")


def normalize_siret(value: str) -> str:
    return "".join((value or "").split())


def validate_siret(value: str) -> None:
    """14 digits whose Luhn sum is a multiple of ten (INSEE, code SIRET)."""
    value = normalize_siret(value)
    message = _("A SIRET is made of 14 digits. Please check the number.")
    if len(value) != 14 or not (value.isascii() and value.isdigit()):
        raise ValidationError(message, code="siret")
    digits = [int(digit) for digit in value]
    doubled = [digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[::2]]
    luhn = (sum(doubled) + sum(digits[1::2])) % 10 == 0
    if not luhn and not (value.startswith(LA_POSTE) and sum(digits) % 5 == 0):
        raise ValidationError(_("This SIRET does not exist: one of its digits is wrong."), code="siret")
    if not any(digits):
        raise ValidationError(message, code="siret")


def normalize_phone(value: str, *, country: str = "FR") -> str:
    """French or international form in, E.164 out ("06 12 34 56 78" is "+33612345678"). Raises ValidationError."""
    value = (value or "").strip()
    if not value:
        return ""
    try:
        number = phonenumbers.parse(value, country)
    except phonenumbers.NumberParseException as error:
        raise ValidationError(_("This phone number cannot be read."), code="phone") from error
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(_("This phone number is not complete."), code="phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def validate_birth_date(value: date) -> None:
    if not 0 <= age_on(value, timezone.localdate()) <= OLDEST or value >= timezone.localdate():
        raise ValidationError(_("This date of birth is not possible."), code="birth_date")


def age_on(birth_date: date, day: date) -> int:
    """Whole years lived on that day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def is_minor(birth_date: date | None, day: date | None = None) -> bool:
    """Under 18 on that day, today in Paris by default; somebody whose birth date is unknown is taken for a minor."""
    return birth_date is None or age_on(birth_date, day or timezone.localdate()) < FULL_AGE
