from django import forms
from django.utils.translation import gettext_lazy as _

from portal.jobs.models import RefusalCode

from .rules import MIN_REASON


class RefusalForm(forms.Form):
    """Why a publication is refused; the recruiter reads both."""

    code = forms.ChoiceField(label=_("Reason"), choices=RefusalCode)
    comment = forms.CharField(
        label=_("What the recruiter should change"),
        min_length=MIN_REASON,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ApprovalForm(forms.Form):
    comment = forms.CharField(
        label=_("Note for the history (optional)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
