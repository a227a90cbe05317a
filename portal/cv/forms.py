"""What people write of their career. Each form gives `values()` as the services take them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .models import MAX_TEXT, Level


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


def _text(label, *, required=False, longest=150, autocomplete="off", help_text="") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, required=required, max_length=longest, help_text=help_text, widget=widget)


class StayForm(forms.Form):
    """Time spent somewhere."""

    start_date = forms.DateField(label=_("Start"), required=False, widget=DayInput())
    end_date = forms.DateField(label=_("End"), required=False, widget=DayInput())
    is_current = forms.BooleanField(label=_("I am still there"), required=False)
    location = _text(_("Town"), help_text=_("Also a country, if it is not France."))
    description = forms.CharField(
        label=_("Description"), required=False, max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )

    #: The fields above the dates.
    what: tuple[str, ...] = ()
    what_legend = ""

    @property
    def fieldsets(self):
        return [
            {"legend": self.what_legend, "fields": [self[name] for name in self.what]},
            {
                "legend": _("When"),
                "help": _("Nobody recalls every day: the first of the month will do."),
                "fields": [self["start_date"], self["end_date"], self["is_current"]],
                "css_class": "pair",
            },
            {"legend": _("More"), "fields": [self[name] for name in ("location", "description")]},
        ]

    def values(self) -> dict:
        return dict(self.cleaned_data)


class ExperienceForm(StayForm):
    position = _text(_("Position"), required=True, autocomplete="organization-title")
    company = _text(_("Company"), required=True, autocomplete="organization")

    what = ("position", "company")
    what_legend = _("The job")


class EducationForm(StayForm):
    institution = _text(_("School or university"), required=True)
    degree = _text(_("Degree"), help_text=_("For example: Master, CAP, baccalauréat."))
    field_of_study = _text(_("Field of study"))
    grade = _text(_("Grade"), longest=100, help_text=_("For example: mention bien."))

    what = ("institution", "degree", "field_of_study", "grade")
    what_legend = _("The studies")


class SkillForm(forms.Form):
    name = _text(_("Skill"), required=True, longest=80)
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", pgettext_lazy("level", "Not specified")), *Level.choices]
    )

    def values(self) -> dict:
        return dict(self.cleaned_data)
