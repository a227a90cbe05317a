"""The application of a pupil to an internship: weeks, the pupil, the legal representative, the letter."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from portal.accounts.forms.common import PhoneField, show_refusal, text
from portal.accounts.services import student_of
from portal.jobs import display
from portal.jobs.forms.fields import DateInput
from portal.jobs.internships import coming_weeks
from portal.jobs.models.internship import MAX_ADDRESS
from portal.jobs.services.internships import FROM_PROFILE, MAX_MOTIVATION, MAX_NAME

from .forms import ACCEPTED, about_cv, resume_field

YOU = ("phone", "email", "birth_date", "address")
REPRESENTATIVE = ("representative_name", "representative_email", "representative_phone")


def known_of(user) -> dict:
    """What the account and the profile say already."""
    student = student_of(user)
    return {name: getattr(student, name) for name in FROM_PROFILE} | {"phone": user.phone, "email": user.email}


class StudentForm(forms.Form):
    weeks = forms.TypedMultipleChoiceField(
        label=_("Which weeks?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("You take a seat in each week you tick."),
        error_messages={
            "required": _("Please choose at least one week."),
            "invalid_choice": _("This week is not open any more: please choose again."),
        },
    )
    letter = forms.CharField(
        label=_("Your motivation"),
        max_length=MAX_MOTIVATION,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Why this internship interests you: a few lines are enough."),
        error_messages={"required": _("Please say in a few lines why you would like this internship.")},
    )
    phone = PhoneField(label=_("Your phone"))
    email = forms.EmailField(
        label=_("Your email address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    birth_date = forms.DateField(
        label=_("Your date of birth"),
        widget=DateInput(attrs={"autocomplete": "bday"}),
        error_messages={"required": _("Please give your date of birth.")},
    )
    address = text(
        _("Your postal address"), max_length=MAX_ADDRESS, required=True, lines=2, autocomplete="street-address"
    )
    representative_name = text(_("First name and last name"), max_length=MAX_NAME)
    representative_email = forms.EmailField(label=_("Email address"), required=False, max_length=254)
    representative_phone = PhoneField(label=_("Phone"))
    cv = forms.FileField(
        label=_("Your CV, if you have one"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "data-max-bytes": settings.MAX_UPLOAD_BYTES}),
    )

    def __init__(self, *args, offer, cv_name: str = "", resumes=(), **kwargs):
        super().__init__(*args, **kwargs)
        if resumes:
            no_cv = _("The CV of my profile") if cv_name else pgettext_lazy("CV", "None of them")
            self.fields["resume"] = resume_field(resumes, no_cv)
        self.fields["weeks"].choices = [
            (week.number, _with_seats(week)) for week in coming_weeks(offer) if week.is_open
        ]
        self.fields["cv"].help_text = about_cv(cv_name)
        self.fields["address"].error_messages["required"] = _("Please give your postal address.")

    @property
    def fieldsets(self) -> list[dict]:
        about = _(
            "If you are under 18: we write to this person, who says whether they consent. "
            "The organisation reads it too."
        )
        cv = [self[name] for name in ("cv", "resume") if name in self.fields]
        return [
            {"legend": _("The internship"), "fields": [self["weeks"], self["letter"], *cv]},
            {"legend": _("You"), "fields": [self[name] for name in YOU]},
            {
                "legend": _("Your legal representative"),
                "help": about,
                "fields": [self[name] for name in REPRESENTATIVE],
            },
        ]

    def student(self) -> dict:
        """As `jobs.services.applications.apply` takes it."""
        return {name: self.cleaned_data[name] for name in ("weeks", *YOU, *REPRESENTATIVE)}

    def show_refusal(self, error) -> None:
        """Put what the service refused beside the fields it is about."""
        show_refusal(self, error)


def _with_seats(week) -> str:
    left = ngettext("%(left)s seat left", "%(left)s seats left", week.left) % {"left": week.left}
    return f"{display.week(week.monday)} ({left})"
