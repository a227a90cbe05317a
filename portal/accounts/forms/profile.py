"""The profile of each role, and the form that sends a paper."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ..models import Candidate, Role, User, VerificationPaper
from ..services import APPLICANTS, student_of
from . import common

DOCUMENT_TYPES = ".pdf,.docx,.odt"
PAPER_TYPES = ".pdf,.docx,.odt,.jpg,.jpeg,.png"


def file_field(label, accept: str, *, required: bool, help_text) -> forms.FileField:
    """A file whose size the browser checks too; what it is, the service finds out."""
    attributes = {"accept": accept, "data-max-bytes": settings.MAX_UPLOAD_BYTES}
    return forms.FileField(
        label=label,
        required=required,
        help_text=help_text,
        allow_empty_file=True,
        widget=forms.FileInput(attrs=attributes),
    )


class PersonForm(forms.Form):
    """Names and phone: what every account has."""

    first_name = common.text(_("First name"), autocomplete="given-name")
    last_name = common.text(_("Last name"), autocomplete="family-name")
    phone = common.PhoneField()

    about_legend = ""

    def __init__(self, *args, user: User, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.initial = {**self.stored(), **self.initial}

    def stored(self) -> dict:
        """What is known now, by field."""
        return {name: getattr(self.user, name) for name in ("first_name", "last_name", "phone")}

    @property
    def hide_optional(self) -> bool:
        """A word beside every field says nothing: the page says it once."""
        return not any(field.required for field in self.fields.values())

    @property
    def fieldsets(self):
        person = [self[name] for name in PersonForm.base_fields]
        about = [self[name] for name in self.fields if name not in PersonForm.base_fields]
        fieldsets = [{"legend": _("You"), "fields": person}]
        return [*fieldsets, {"legend": self.about_legend, "fields": about}] if about else fieldsets

    def values(self) -> dict:
        """As `services.update_profile` takes them."""
        return dict(self.cleaned_data)


class ApplicantForm(PersonForm):
    about_legend = _("What recruiters read")

    headline = common.text(_("Title"), help_text=_("In a few words: Registered nurse, Web developer."))
    location = common.text(_("Town"), autocomplete="address-level2")
    skills = common.text(
        _("Skills"), max_length=2000, lines=2, help_text=_("Separate them by commas: Python, accounting, driving.")
    )
    experience = common.text(_("Experience"), max_length=10000, lines=5)
    experience_years = forms.IntegerField(
        label=_("Years of experience"),
        required=False,
        min_value=0,
        max_value=70,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    education = common.text(_("Education"), max_length=10000, lines=4)
    availability = common.text(_("Availability"), help_text=_("For example: from 1 March, immediately."))
    desired_salary = forms.IntegerField(
        label=_("Desired yearly salary"),
        required=False,
        min_value=1,
        max_value=10_000_000,
        help_text=_("Gross, in euros."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    cover_letter = common.text(
        _("Usual cover letter"),
        max_length=10000,
        lines=6,
        help_text=_("It fills the form when you apply; you can change it each time."),
    )
    cv = file_field(_("CV"), DOCUMENT_TYPES, required=False, help_text=_("PDF, DOCX or ODT, 5 MB at most."))
    remove_cv = forms.BooleanField(label=_("Remove the CV kept here"), required=False)

    own_fields = (
        "headline",
        "location",
        "experience",
        "experience_years",
        "education",
        "desired_salary",
        "cover_letter",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not (self.person and self.person.cv):
            del self.fields["remove_cv"]

    @property
    def person(self) -> Candidate | None:
        return getattr(self.user, "candidate", None)

    def stored(self):
        known = super().stored()
        if self.person is None:
            return known
        known |= {name: getattr(self.person, name) for name in (*self.own_fields, "availability")}
        known["skills"] = ", ".join(skill.name for skill in self.person.skills.all())
        return known

    def values(self):
        values = super().values()
        if not values.pop("cv", None):
            return {**values, "cv": False} if values.get("remove_cv") else values
        return {**values, "cv": self.cleaned_data["cv"]}


class CandidateForm(ApplicantForm):
    searchable = forms.BooleanField(
        label=_("Verified recruiters may find my profile"),
        required=False,
        help_text=_(
            "They read your first name, the initial of your last name, your town, skills, experience and education, "
            "without email, phone or CV. They cannot write to you before you apply. You can change this at any time."
        ),
    )
    own_fields = (*ApplicantForm.own_fields, "searchable")


class StudentForm(ApplicantForm):
    """What fills the form of an internship, before what organisations read."""

    about_legend = _("What organisations read")
    student_fields = (
        "school",
        "class_name",
        "birth_date",
        "address",
        "representative_name",
        "representative_email",
        "representative_phone",
    )

    school = common.text(_("School"), help_text=_("With its town: Collège Jean-Macé, Villeurbanne."))
    class_name = common.text(_("Class"), max_length=50)
    birth_date = forms.DateField(
        label=_("Date of birth"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "bday"}),
        help_text=_("Internships ask whether you are under 18."),
    )
    address = common.text(_("Postal address"), max_length=500, lines=2, autocomplete="street-address")
    representative_name = common.text(_("First name and last name"))
    representative_email = forms.EmailField(label=_("Email address"), required=False, max_length=254)
    representative_phone = common.PhoneField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["desired_salary"], self.fields["availability"]

    @property
    def fieldsets(self):
        you, about = super().fieldsets
        about["fields"] = [field for field in about["fields"] if field.name not in self.student_fields]
        you["fields"] += [self[name] for name in self.student_fields[:4]]
        words = _("Asked of those under 18: organisations welcome you with the consent of this person.")
        representative = [self[name] for name in self.student_fields[4:]]
        return [you, {"legend": _("Your legal representative"), "help": words, "fields": representative}, about]

    def stored(self):
        known = super().stored()
        student = student_of(self.user)
        known |= {name: getattr(student, name) for name in self.student_fields}
        return known | {"school": str(student.school or "")}


class PrestataireForm(ApplicantForm):
    about_legend = _("Your services")

    specialty = common.text(_("Specialty"))
    services = common.text(_("Services offered"), max_length=5000, lines=4)
    rates = common.text(_("Rates"), help_text=_("For example: 450 € a day."))
    portfolio = common.WebsiteField(_("Portfolio"))
    references = common.text(_("References"), max_length=5000, lines=4)
    siret = common.SiretField()

    field_order = (
        "first_name",
        "last_name",
        "phone",
        "specialty",
        "services",
        "rates",
        "availability",
        "siret",
        "portfolio",
        "references",
    )

    def stored(self):
        known = super().stored()
        provider = getattr(self.user, "prestataire", None)
        names = ("specialty", "services", "rates", "availability", "portfolio", "references", "siret")
        return known | {name: getattr(provider, name) for name in names if provider}


class RecruiterForm(PersonForm):
    about_legend = _("Your company")
    company_names = ("name", "siret", "sector", "size", "website", "description")

    company_name = common.text(_("Name of the company"), required=True, autocomplete="organization")
    company_siret = common.SiretField()
    company_sector = common.sector()
    company_size = common.size()
    company_website = common.WebsiteField(_("Website"))
    company_description = common.text(
        _("Presentation"), max_length=5000, lines=5, help_text=_("Candidates read it beside your publications.")
    )
    position = common.text(_("Your position"), max_length=100, autocomplete="organization-title")

    def stored(self):
        known = super().stored()
        recruiter = self.user.recruiter
        known["position"] = recruiter.position
        return known | {f"company_{name}": getattr(recruiter.company, name) for name in self.company_names}

    def values(self):
        values = super().values()
        company = {name: values.pop(f"company_{name}") for name in self.company_names}
        return {**values, "company": company}


def form_for(user: User) -> type[PersonForm]:
    if user.role == Role.RECRUITER and hasattr(user, "recruiter"):
        return RecruiterForm
    if user.role == Role.PRESTATAIRE and hasattr(user, "prestataire"):
        return PrestataireForm
    if user.role == Role.CANDIDATE:
        return CandidateForm
    if user.role == Role.STUDENT:
        return StudentForm
    return ApplicantForm if user.role in APPLICANTS else PersonForm


class PaperForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind of document"), choices=VerificationPaper.Kind.choices, initial=VerificationPaper.Kind.KBIS
    )
    file = file_field(
        _("Document"), PAPER_TYPES, required=True, help_text=_("PDF, DOCX, ODT, JPEG or PNG, 5 MB at most.")
    )
