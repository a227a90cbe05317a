"""Putting what was sent on the fields of a resume: texts cleaned, addresses of the web whole, each checked."""

import json
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.accounts.validators import normalize_phone
from portal.core.errors import Invalid
from portal.core.text import clean_text

from ..models import Resume, ResumeTemplate
from .content import SECTIONS, TEXTS

ADDRESSES = ("website", "linkedin_url", "github_url")
#: Of everything a resume says, in characters of JSON: some thirty pages.
MOST_TEXT = 150_000


def assign(resume: Resume, values: dict) -> None:
    """Set those of the values that are fields of a resume, and nothing else. Raises Invalid with every bad field."""
    errors: dict[str, list] = {}
    for name in (*TEXTS, *SECTIONS, "layout", "template"):
        if name in values:
            try:
                _set(resume, name, values[name])
            except ValidationError as error:
                errors[name] = list(error.messages)
    if errors:
        raise Invalid(fields=errors)


def check_size(content: dict) -> None:
    """Raises Invalid for a resume that nobody would read to its end."""
    if len(json.dumps(content, ensure_ascii=False)) > MOST_TEXT:
        raise Invalid(_("This resume is too long: at most %(most)s characters in all.") % {"most": MOST_TEXT})


def _set(resume: Resume, name: str, value) -> None:
    if name == "template":
        resume.template = _template(resume, value)
        return
    field = Resume._meta.get_field(name)
    value = _text(name, value) if name in TEXTS else _tidy(value)
    if value is None:
        value = field.get_default()
    if type(value) is not type(field.get_default()):
        # Validators do not look at what is empty.
        raise ValidationError(_("An object is expected.") if name == "layout" else _("A list is expected."))
    setattr(resume, name, field.clean(value, resume))
    if name == "projects_data":
        for item in value:
            _check_address(item.get("url") or "")


def _text(name: str, value) -> str:
    if value is not None and not isinstance(value, str):
        raise ValidationError(_("A text is expected."))
    text = clean_text(value or "")
    if name == "phone":
        return normalize_phone(text)
    if name in ADDRESSES and text:
        text = text if "://" in text else f"https://{text}"
        _check_address(text)
    return text


def _check_address(text: str) -> None:
    """Links stand in a file that other people open: pages of the web and nothing else."""
    try:
        parts = urlsplit(text)
        good = not text or (parts.scheme in ("http", "https") and bool(parts.hostname))
    except ValueError:
        good = False
    if not good:
        raise ValidationError(_("An address of the web is expected: https://…"))


def _tidy(value):
    """Texts cleaned at any depth."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    if isinstance(value, dict):
        return {key: _tidy(item) for key, item in value.items()}
    return value


def _template(resume: Resume, value) -> ResumeTemplate:
    """One that is offered, or the one it has already. Raises ValidationError."""
    pk = value.pk if isinstance(value, ResumeTemplate) else value
    known = isinstance(pk, int) and not isinstance(pk, bool) and 0 < pk < 2**63
    if known and resume.pk and pk == resume.template_id:
        return resume.template
    found = ResumeTemplate.objects.offered().for_list().filter(pk=pk).first() if known else None
    if found is None:
        raise ValidationError(_("There is no such template."))
    return found
