"""The file that is sent, and what was read in it, to be looked at before it is kept."""

from django import forms
from django.conf import settings
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.common import PhoneField
from portal.vocabulary.models import skill_key

from ..forms import EducationForm, ExperienceForm
from ..models import MAX_TEXT, Level
from ..rendering.sheet import TITLES
from ..sections import LONGEST
from .levels import read_level

ACCEPTED = ".pdf,.docx,.json,.zip"


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Your file"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "data-max-bytes": settings.MAX_UPLOAD_BYTES}),
        help_text=_("PDF, DOCX, JSON Resume or LinkedIn's archive (ZIP), 5 MB at most."),
        error_messages={"required": _("Choose the file to read.")},
    )


def _line(label, *, longest=300, required=False, **attributes) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attributes})
    return forms.CharField(label=label, required=required, max_length=longest, widget=widget)


def _lines(label, *, longest=MAX_TEXT, rows=4, help_text="") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=longest, widget=widget, help_text=help_text)


class PersonForm(forms.Form):
    full_name = _line(_("Full name"), longest=301)
    title = _line(_("Title"), longest=150)
    email = forms.EmailField(label=_("Email address"), required=False, max_length=254)
    phone = PhoneField()
    address = _line(_("Address"))
    website = _line(_("Website"), inputmode="url")
    linkedin_url = _line("LinkedIn", inputmode="url")
    github_url = _line("GitHub", inputmode="url")
    summary = _lines(TITLES["summary"], rows=6)


class Entry:
    """One thing that was read. Left out, it is not looked at any further."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keep = forms.BooleanField(label=_("Keep this entry"), required=False, initial=True)
        self.fields = {"keep": keep, **self.fields}

    def full_clean(self):
        super().full_clean()
        if self.is_bound and not self.cleaned_data.get("keep"):
            self._errors = ErrorDict()

    @property
    def kept(self) -> dict | None:
        """As the services take it; None when it is left out."""
        if not self.cleaned_data.get("keep"):
            return None
        values = {name: value for name, value in self.cleaned_data.items() if name != "keep"}
        return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}

    @property
    def lines(self) -> list:
        """The fields to show, the box first."""
        return [self[name] for name in self.fields]


class StayEntry(Entry):
    def clean(self):
        found = super().clean()
        start, end = found.get("start_date"), found.get("end_date")
        if end and found.get("is_current"):
            self.add_error("end_date", _("There is no end where you still are: give the one or the other."))
        elif start and end and end < start:
            self.add_error("end_date", _("The end is before the start."))
        return found


class JobEntry(StayEntry, ExperienceForm):
    field_order = ("position", "company", "location", "start_date", "end_date", "is_current", "description")


class StudiesEntry(StayEntry, EducationForm):
    field_order = (
        "degree",
        "field_of_study",
        "institution",
        "grade",
        "location",
        "start_date",
        "end_date",
        "is_current",
    )


class LanguageEntry(Entry, forms.Form):
    language = _line(_("Language"), required=True)
    level = _line(_("Level"))


class CertificateEntry(Entry, forms.Form):
    name = _line(_("Certificate"), required=True)
    issuer = _line(_("Issued by"))
    date = _line(_("Date"), longest=60)


class ProjectEntry(Entry, forms.Form):
    name = _line(_("Project"), required=True)
    description = _lines(_("Description"), longest=LONGEST)
    url = _line(_("Link"), inputmode="url")


class SectionEntry(Entry, forms.Form):
    title = _line(_("Title of the section"), required=True)
    content = _lines(_("Text"), longest=LONGEST, rows=5)


class SkillsForm(forms.Form):
    """One a line: a line taken away leaves the skill out."""

    skills = _lines(
        _("Skills, one a line"),
        longest=20_000,
        rows=8,
        help_text=_("The skill, then its level and its category, with semicolons. Delete the lines you do not want."),
    )


def skill_line(item: dict) -> str:
    """ "Python ; Expert ; Langages"; what is not known is left out."""
    level = Level(item["level"]).label if item.get("level") else ""
    return " ; ".join(str(part) for part in (item["name"], level, item.get("category")) if part)


def read_skill(line: str) -> dict:
    """The other way round. A second part that is no level is the category."""
    name, *rest = [" ".join(part.split()) for part in line.split(";")]
    level = read_level(rest[0]) if rest else ""
    category = " ".join(filter(None, rest[1:] if level else rest))
    return {"name": name, "level": level, "category": category}


KINDS = {
    "experience_data": (TITLES["experiences"], JobEntry),
    "education_data": (TITLES["education"], StudiesEntry),
    "languages_data": (TITLES["languages"], LanguageEntry),
    "certifications_data": (TITLES["certifications"], CertificateEntry),
    "projects_data": (TITLES["projects"], ProjectEntry),
    "custom_sections": (_("Other sections"), SectionEntry),
}


class Review:
    """All the forms of one draft. How many entries there are, the draft says, not the browser."""

    def __init__(self, values: dict, data=None):
        self.values = values
        self.person = PersonForm(data, prefix="person", initial=values)
        self.sections = {
            name: [
                kind(data, prefix=f"{name}-{place}", initial=item, use_required_attribute=False)
                for place, item in enumerate(values.get(name, ()))
            ]
            for name, (_title, kind) in KINDS.items()
        }
        skills = values.get("skills_data", ())
        self.skills = SkillsForm(data, prefix="skills", initial={"skills": "\n".join(map(skill_line, skills))})

    @property
    def shown_sections(self) -> list[dict]:
        """{title, forms} of what was found."""
        return [
            {"name": name, "title": KINDS[name][0], "forms": entries}
            for name, entries in self.sections.items()
            if entries
        ]

    @property
    def forms(self) -> list[forms.Form]:
        return [self.person, *(form for entries in self.sections.values() for form in entries), self.skills]

    def is_valid(self) -> bool:
        # Each is looked at, so that all errors are told at once.
        return all([form.is_valid() for form in self.forms])

    def kept(self) -> dict:
        """As `services.create` takes it, after `is_valid`."""
        found = dict(self.person.cleaned_data)
        for name, entries in self.sections.items():
            kept = [(form.kept, item) for form, item in zip(entries, self.values[name], strict=True)]
            # The id of a section of its owner's own is the layout's, and not shown.
            found[name] = [
                {**values, "id": item["id"]} if item.get("id") else values
                for values, item in kept
                if values is not None
            ]
        found["skills_data"] = self._skills()
        if layout := self.values.get("layout"):
            found["layout"] = layout
        return found

    def _skills(self) -> list[dict]:
        """Each once; a line that nobody touched is what was read, whatever signs are in it."""
        known = {skill_line(item): item for item in self.values.get("skills_data", ())}
        found: dict[str, dict] = {}
        for line in self.skills.cleaned_data["skills"].splitlines():
            line = " ".join(line.split())
            item = known.get(line) or read_skill(line)
            key = skill_key(item["name"])
            if key and key not in found:
                found[key] = item
        return list(found.values())
