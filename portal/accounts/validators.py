import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: La Poste's establishments do not follow Luhn: the sum of their digits is a multiple of 5 (INSEE).
LA_POSTE = "356000000"


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
