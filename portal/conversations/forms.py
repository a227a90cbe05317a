"""What people write: a message, an answer, a bulk message, a report."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .models import MAX_BODY, MAX_SUBJECT, ReportReason


def body_field(label, rows: int = 6, **kwargs) -> forms.CharField:
    return forms.CharField(label=label, max_length=MAX_BODY, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class ReplyForm(forms.Form):
    body = body_field(_("Your answer"), help_text=_("Plain text. Addresses that begin with https:// become links."))


class MessageForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=MAX_SUBJECT)
    body = body_field(_("Your message"), 10)


class BulkForm(MessageForm):
    publication = forms.ModelChoiceField(
        label=_("To those who applied to"),
        required=False,
        queryset=None,
        empty_label=pgettext_lazy("bulk message", "All our publications"),
        help_text=_("Those who withdrew their application receive nothing."),
    )
    field_order = ["publication", "subject", "body"]

    def __init__(self, *args, publications, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["publication"].queryset = publications.order_by("title", "id")


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=ReportReason.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What happened"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed for something else. An editor reads it with the message."),
    )
