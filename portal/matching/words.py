"""The parts of a score in sentences, from what is kept with it."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .scoring import EXPERIENCE, SKILLS


@dataclass(frozen=True, slots=True)
class Explained:
    """One part for people: its name, its weight in percent of the whole, its points (None: left out), a sentence."""

    name: str
    label: str
    weight: int
    points: int | None
    text: str


def explain(parts: list[dict]) -> list[Explained]:
    """The kept parts (`Part.as_json`) in the active language."""
    return [
        Explained(part["name"], _label(part["name"]), part["weight"], part["points"], _sentence(part)) for part in parts
    ]


def _label(name: str) -> str:
    labels = {SKILLS: pgettext("part of a score", "Skills"), EXPERIENCE: pgettext("part of a score", "Experience")}
    return labels.get(name) or pgettext("part of a score", "Place")


def _sentence(part: dict) -> str:
    return {SKILLS: _about_skills, EXPERIENCE: _about_experience}.get(part["name"], _about_place)(part)


def _about_skills(part: dict) -> str:
    if part["points"] is None:
        return _("The publication names no skill: this does not count.")
    matched, missing = ", ".join(part["matched"]), ", ".join(part["missing"])
    if not missing:
        return _("All the skills asked are there: %(matched)s.") % {"matched": matched}
    if not matched:
        return _("None of the skills asked is there: %(missing)s.") % {"missing": missing}
    return _("There: %(matched)s. Not mentioned: %(missing)s.") % {"matched": matched, "missing": missing}


def _about_experience(part: dict) -> str:
    if part["points"] is None:
        return _("The publication asks for no experience: this does not count.")
    asked = ngettext("%(count)s year asked", "%(count)s years asked", part["asked"]) % {"count": part["asked"]}
    if not part["years"]:
        return _("No dated experience in the career; %(asked)s.") % {"asked": asked}
    # One year and a half is singular in French: the whole number decides.
    years = ngettext("%(count)s year of experience", "%(count)s years of experience", int(part["years"]) or 1)
    count = number_format(part["years"], decimal_pos=0 if part["years"] == int(part["years"]) else 1)
    said = {"years": years % {"count": count}, "asked": asked}
    return _("%(years)s; %(asked)s.") % said


def _about_place(part: dict) -> str:
    if part.get("remote") == "full":
        return _("Fully remote: the place does not matter.")
    if part["points"] is None:
        return _("The towns cannot be compared: this does not count.")
    said = {"km": part["km"], "town": part["town"]}
    if part["km"] < 1:
        return _("In %(town)s itself.") % said
    text = _("%(town)s is %(km)s km away as the crow flies.") % said
    return f"{text} {_('Partly remote: twice as far is fine.')}" if part["remote"] == "partial" else text
