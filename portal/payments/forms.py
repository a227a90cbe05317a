from django import forms
from django.utils.translation import gettext_lazy as _

from .waiver import WAIVER


class BeginForm(forms.Form):
    """What a payer says before paying. `resumes`: those one may pay for, None where no resume is paid for."""

    resume = forms.ChoiceField(label=_("For which resume?"), widget=forms.RadioSelect)
    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("You get the invoice there, and a link that leads back to your purchase."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    waiver = forms.BooleanField(
        label=WAIVER,
        help_text=_("The service is online at once, so it cannot be sent back."),
        error_messages={"required": _("Without this we could not open the service before 14 days have passed.")},
    )

    def __init__(self, *args, resumes, anonymous: bool, chosen: str | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self._resumes = {str(resume.pk): resume for resume in resumes or ()}
        if resumes is None:
            del self.fields["resume"]
        else:
            self.fields["resume"].choices = [(pk, _name(resume)) for pk, resume in self._resumes.items()]
            self.fields["resume"].initial = chosen if chosen in self._resumes else next(iter(self._resumes), None)
        if not anonymous:
            del self.fields["email"]

    @property
    def chosen_resume(self):
        """The resume that was chosen; None where none is paid for."""
        return self._resumes.get(self.cleaned_data.get("resume", ""))


def _name(resume) -> str:
    name = f"{resume.title or resume.full_name or _('Resume')} · {resume.template.name}"
    return name if resume.template.is_premium else _("%(name)s (free, without watermark already)") % {"name": name}


class RefundForm(forms.Form):
    """In cents nothing is typed: euros, at most what is left."""

    amount = forms.DecimalField(
        label=_("Amount in euros"), max_digits=7, decimal_places=2, min_value=0.01, localize=True
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=300,
        help_text=_("For administrators. The payer is told the amount."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def cents(self) -> int:
        return int(self.cleaned_data["amount"].scaleb(2))


class LocalForm(forms.Form):
    """The development page that plays Stripe's part."""

    email = forms.EmailField(label=_("Your email address"))
