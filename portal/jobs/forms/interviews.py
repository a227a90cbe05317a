"""When and where a recruiter meets the person who applied."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models.interview import LONGEST, SHORTEST
from ..services.interviews import LONGEST_NOTE, WRITABLE
from .fields import DeadlineWidget


class InterviewForm(forms.Form):
    starts_at = forms.SplitDateTimeField(
        label=_("Day and time"),
        help_text=_("Time of Paris."),
        widget=DeadlineWidget,
        error_messages={
            "required": _("Please give the date and the time."),
            "invalid_date": _("Please give the date as day, month, year."),
            "invalid_time": _("Please give the time as hours and minutes."),
        },
    )
    duration = forms.IntegerField(
        label=_("Duration, in minutes"), min_value=SHORTEST, max_value=LONGEST, initial=45, widget=forms.NumberInput
    )
    place = forms.CharField(
        label=_("Place"), required=False, max_length=200, help_text=_("The address, or how to find the room.")
    )
    link = forms.URLField(
        label=_("Link of the video call"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("A place, a link, or both."),
    )
    note = forms.CharField(
        label=_("Good to know"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The person who applied reads it: whom they will meet, what to bring, how to get in."),
    )


class CancelInterviewForm(forms.Form):
    message = forms.CharField(
        label=_("Message to the applicant"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sent by mail with the cancellation."),
    )


def initial_of(interview) -> dict:
    return {name: getattr(interview, name) for name in WRITABLE}
