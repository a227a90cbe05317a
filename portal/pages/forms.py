"""The application as people fill it in."""

from django import forms
from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.translation import gettext_lazy as _

from portal.core.errors import DomainError
from portal.jobs.services.applications import MAX_ANSWER, MAX_LETTER

ACCEPTED = ".pdf,.docx,.odt"


class ApplicationForm(forms.Form):
    """Letter, the organisation's questions, CV. `questions` are the publication's; `cv_name` is the profile's CV."""

    letter = forms.CharField(
        label=_("Your letter"),
        required=False,
        max_length=MAX_LETTER,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Why you, why here: a few lines are enough. Your draft is kept in this browser as you type."),
    )

    def __init__(self, *args, questions, cv_name: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for number, question in enumerate(self.questions):
            self.fields[f"answer_{number}"] = forms.CharField(
                label=question.text,
                required=question.required,
                max_length=MAX_ANSWER,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"required": _("The organisation asks for an answer to this question.")},
            )
        self.fields["cv"] = forms.FileField(
            label=_("Your CV"),
            required=False,
            allow_empty_file=True,
            widget=forms.FileInput(attrs={"accept": ACCEPTED, "data-max-bytes": settings.MAX_UPLOAD_BYTES}),
            help_text=self._about_cv(cv_name),
        )

    @staticmethod
    def _about_cv(cv_name: str) -> str:
        limits = _("PDF, DOCX or ODT, 5 MB at most.")
        if not cv_name:
            return str(limits)
        kept = _("The CV of your profile, “%(name)s”, is sent unless you choose another file here.") % {"name": cv_name}
        return f"{conditional_escape(kept)} {limits}"

    def answers(self) -> list[str]:
        return [self.cleaned_data[f"answer_{number}"] for number in range(len(self.questions))]

    def show_refusal(self, error: DomainError) -> None:
        """Put what the service refused beside the fields it is about."""
        for name, messages in error.fields.items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)
        if not error.fields:
            self.add_error(None, error.message)
