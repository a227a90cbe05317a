"""Choices as clients write them: any case, with or without accents, the label as well as the code."""

import re

from django.utils import translation
from django.utils.translation import gettext as _
from rest_framework import serializers

from portal.core.text import fold
from portal.jobs.models.kinds import BourseType, ConsultationType, Contract, Experience, FinancementType, StudyLevel
from portal.jobs.models.publication import Period, Remote

#: Code of the domain → word of the contract, where they differ.
WORDS = {
    Experience.BEGINNER: "debutant",
    StudyLevel.SECONDARY: "secondaire",
    Remote.NONE: "non",
    Remote.PARTIAL: "partiel",
    Remote.FULL: "total",
    Period.HOUR: "heure",
    Period.DAY: "jour",
    Period.MONTH: "mois",
    Period.YEAR: "an",
}
#: Other words for the same, by their folded form.
ALIASES = {
    Contract: {"apprentissage": "alternance", "intérim": "interim", "public": "fonction_publique"},
    Experience: {"junior": "1-3", "confirme": "3-5", "intermediaire": "3-5", "senior": "5+", "expert": "5+"},
    FinancementType: {"aide": "subvention", "don": "subvention", "credit": "pret", "concours": "prix"},
    BourseType: {"excellence": "merite", "academique": "merite", "sociaux": "sociale", "projets": "projet"},
    ConsultationType: {"conseil": "expertise", "mission": "realisation", "coaching": "accompagnement"},
    Remote: {"none": "none", "oui": "full", "true": "full", "false": "none", "hybride": "partial"},
    Period: {"annee": "year", "annuel": "year", "mensuel": "month", "total": "total"},
}


def word(value: str) -> str | None:
    """What the contract says for a code of the domain; None for none."""
    return WORDS.get(value, value) or None


def words(choices) -> list[str]:
    return [word(value) for value in choices.values]


def code(choices, text: str) -> str | None:
    """The code that a client's word means, "" for an empty one, None when it is not known."""
    wanted = _key(text)
    if not wanted:
        return ""
    known = {}
    for language in ("fr", "en"):
        with translation.override(language):
            known |= {_key(str(label)): value for value, label in choices.choices}
    known |= {_key(word(value)): value for value in choices.values}
    known |= {_key(value): value for value in choices.values}
    known |= {_key(alias): value for alias, value in ALIASES.get(choices, {}).items()}
    if wanted in known:
        return known[wanted]
    return _years(wanted) if choices is Experience else None


def _key(text: str) -> str:
    return re.sub(r"[\s_/-]+", " ", fold(text)).strip()


def _years(text: str) -> str | None:
    """ "2 ans", "3 à 5 ans d'expérience": by the first number."""
    found = re.search(r"\d{1,2}", text, re.ASCII)
    if found is None:
        return None
    years = int(found.group())
    if years < 1:
        return Experience.BEGINNER
    return Experience.JUNIOR if years < 3 else Experience.CONFIRMED if years < 5 else Experience.SENIOR


class Choice(serializers.CharField):
    """One of the choices; errors name those there are."""

    def __init__(self, choices, **kwargs):
        self.known = choices
        super().__init__(
            **{
                "required": False,
                "allow_blank": True,
                "allow_null": True,
                "max_length": 100,
                "help_text": ", ".join(words(choices)),
                **kwargs,
            }
        )

    def __deepcopy__(self, memo):
        return type(self)(self.known)

    def to_internal_value(self, data) -> str:
        found = code(self.known, super().to_internal_value(data))
        if found is None:
            known = ", ".join(words(self.known))
            raise serializers.ValidationError(_("This value is not known. Known: %(known)s.") % {"known": known})
        return found
