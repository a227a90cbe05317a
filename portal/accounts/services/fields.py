"""What people sent, turned into values of the models: cleaned, checked, and refused with one error a field."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from portal.core.text import clean_text, one_line
from portal.vocabulary.models import Sector

from ..models import CompanySize, School
from ..validators import normalize_phone, normalize_siret, validate_name

#: What PostgreSQL's integer holds; SQLite would take more.
MAX_INTEGER = 2**31 - 1

#: What people say of themselves, by the model that keeps it. Nothing else can be written by its owner.
PERSON = ("first_name", "last_name", "phone")
#: Those that mails to other people hold.
NAMES = ("first_name", "last_name", "representative_name")
COMPANY = ("name", "siret", "sector", "size", "website", "description")
RECRUITER = ("position",)
PRESTATAIRE = (
    "specialty",
    "services",
    "rates",
    "availability",
    "portfolio",
    "references",
    "siret",
)
STUDENT = (
    "school",
    "class_name",
    "birth_date",
    "address",
    "representative_name",
    "representative_email",
    "representative_phone",
)
APPLICANT = (
    "headline",
    "location",
    "experience",
    "experience_years",
    "education",
    "availability",
    "desired_salary",
    "cover_letter",
)
#: Only candidates are found by recruiters: students may be minors, prestataires have a public profile of their own.
CANDIDATE = (*APPLICANT, "searchable")


def assign(instance: models.Model, values: dict, names: tuple[str, ...], prefix: str = "") -> dict[str, list]:
    """Put those of the values that are among `names` on the instance; returns the errors by field (with the prefix).

    Nothing is saved. Unknown names are left alone: what is not in `names` cannot be written this way.
    """
    errors: dict[str, list] = {}
    given = [name for name in names if name in values]
    for name in given:
        try:
            setattr(instance, name, _read(instance._meta.get_field(name), values[name]))
        except ValidationError as error:
            errors[prefix + name] = list(error.messages)
    others = {field.name for field in instance._meta.fields} - set(given)
    try:
        instance.clean_fields(exclude=others | {name.removeprefix(prefix) for name in errors})
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            errors.setdefault(prefix + name, []).extend(messages)
    return errors


def refuse_if(errors: dict[str, list]) -> None:
    if errors:
        raise Invalid(_("Some of what you sent cannot be accepted."), fields=errors)


def _read(field: models.Field, value):
    """One value for the field. Raises ValidationError."""
    if field.name in ("phone", "representative_phone"):
        return normalize_phone(_text(value))
    if field.name == "siret":
        return normalize_siret(_text(value))
    if field.name == "sector":
        return _sector(value)
    if field.name == "size":
        return _size(value)
    if isinstance(field, models.BooleanField):
        return _boolean(value)
    if field.name == "school":
        return School.objects.named(_text(value))
    if isinstance(field, models.DateField):
        return field.to_python(value) if isinstance(value, date) else field.to_python(_text(value) or None)
    if isinstance(field, models.IntegerField):
        return _integer(field, _text(value))
    text = _text(value)
    if isinstance(field, models.TextField):
        if len(text) > 10_000:
            raise ValidationError(_("This text is too long: 10,000 characters at most."))
        return text
    if field.name in NAMES:
        validate_name(text)
    return text if field.name == "address" else one_line(text)


def _boolean(value) -> bool:
    if not isinstance(value, bool):
        raise ValidationError(_("Yes or no is expected here."))
    return value


def _integer(field: models.IntegerField, text: str) -> int | None:
    number = field.to_python(text) if text else None
    if number is not None and number > MAX_INTEGER:
        raise ValidationError(_("This number is too large."))
    return number


def _text(value) -> str:
    if value is None:
        return ""
    if not isinstance(value, str | int | float):
        raise ValidationError(_("A text is expected here."))
    return clean_text(str(value))


def _sector(value) -> Sector | None:
    """A sector, its id, its slug or its name in any writing."""
    if value in (None, "") or isinstance(value, Sector):
        return value or None
    text = _text(value)
    found = Sector.objects.filter(slug=slugify(text)).first()
    if found is None and text.isascii() and text.isdigit() and len(text) < 10:
        found = Sector.objects.filter(pk=int(text)).first()
    if found is None:
        raise ValidationError(_("This sector is not known."))
    return found


def _size(value) -> str:
    """A size by its code or its label; an empty text when there is none."""
    text = _text(value).casefold().replace(" ", "").replace("–", "-")
    if not text:
        return ""
    for code, label in CompanySize.choices:
        if text in (code, str(label).casefold().replace(" ", "")):
            return code
    raise ValidationError(_("This size is not known. Known: %(sizes)s.") % {"sizes": ", ".join(CompanySize.values)})
