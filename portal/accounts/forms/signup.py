"""Signing up: one form a role, over `services.register`."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Role
from . import common


class SignupForm(forms.Form):
    """What every account needs. `role` and the fields of the role are the subclasses'."""

    role = Role.CANDIDATE
    company_fields: tuple[str, ...] = ()
    profile_fields: tuple[str, ...] = ()

    first_name = common.text(_("First name"), required=True, autocomplete="given-name")
    last_name = common.text(_("Last name"), required=True, autocomplete="family-name")
    email = forms.EmailField(label=_("Email"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    phone = common.PhoneField()
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=500,
        help_text=common.PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, **kwargs):
        """In the order a person thinks: the company or trade first, then who they are."""
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in SignupForm.base_fields])

    @property
    def fieldsets(self):
        about = [self[name] for name in self.fields if name not in SignupForm.base_fields]
        person = [self[name] for name in SignupForm.base_fields]
        legend = {"legend": self.about_legend, "fields": about}
        return ([legend] if about else []) + [{"legend": _("You") if about else "", "fields": person}]

    about_legend = ""

    def registration(self) -> dict:
        """The keyword arguments of `services.register`."""
        data = self.cleaned_data
        person = {name: data[name] for name in ("email", "password", "first_name", "last_name", "phone")}
        company = {name: data[f"company_{name}"] for name in self.company_fields}
        return {
            **person,
            "role": self.role,
            "company": company or None,
            "profile": {name: data[name] for name in self.profile_fields},
        }


class CandidateSignupForm(SignupForm):
    pass


class StudentSignupForm(SignupForm):
    role = Role.STUDENT


class RecruiterSignupForm(SignupForm):
    role = Role.RECRUITER
    about_legend = _("Your company")
    company_fields = ("name", "siret", "sector", "size", "website")
    profile_fields = ("position",)

    company_name = common.text(_("Name of the company"), required=True, autocomplete="organization")
    company_siret = common.SiretField()
    company_sector = common.sector()
    company_size = common.size()
    company_website = common.WebsiteField(_("Website"))
    position = common.text(_("Your position"), max_length=100, autocomplete="organization-title")


class PrestataireSignupForm(SignupForm):
    role = Role.PRESTATAIRE
    about_legend = _("Your trade")
    profile_fields = ("specialty", "services", "rates", "siret")

    specialty = common.text(_("Specialty"), required=True, help_text=_("For example: accountant, web developer."))
    services = common.text(_("Services offered"), max_length=5000, lines=4)
    rates = common.text(_("Rates"), help_text=_("For example: 450 € a day."))
    siret = common.SiretField()


#: By the word in the address.
FORMS = {
    "candidat": CandidateSignupForm,
    "recruteur": RecruiterSignupForm,
    "prestataire": PrestataireSignupForm,
    "eleve": StudentSignupForm,
}
