"""The application as people fill it in."""

from django import forms
from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.forms.common import show_refusal
from portal.accounts.models import Upload
from portal.core.errors import DomainError
from portal.jobs.forms.lists import ListForm
from portal.jobs.services.applications import MAX_ANSWER, MAX_LETTER
from portal.jobs.services.attachments import MAX_DOCUMENTS
from portal.vocabulary.places import find_place
from search.candidates import DEFAULT_RADIUS_KM, CandidateQuery

YEARS = ((1, _("1 year or more")), (3, _("3 years or more")), (5, _("5 years or more")), (10, _("10 years or more")))
RADII = (10, 30, 50, 100, 200)
#: `tri` of the address → a sort of the search.
SORTS = {"experience": "experienced", "distance": "near"}
ACCEPTED = ".pdf,.docx,.odt"


def about_cv(cv_name: str) -> str:
    """The help of the field, which says what is sent when no file is chosen."""
    limits = _("PDF, DOCX or ODT, 5 MB at most.")
    if not cv_name:
        return str(limits)
    kept = _("The CV of your profile, “%(name)s”, is sent unless you choose another file here.") % {"name": cv_name}
    return f"{conditional_escape(kept)} {limits}"


def resume_field(resumes, none) -> forms.ChoiceField:
    """One of the resumes written here. `resumes` are (id, label)."""
    return forms.ChoiceField(
        label=_("Or one of your resumes written here"),
        required=False,
        choices=[("", none), *resumes],
        help_text=_("It is sent as a PDF, as it is now: what you change later does not change this application."),
    )


class ApplicationForm(forms.Form):
    """Letter, the organisation's questions, files.

    `questions` are the publication's; `cv_name` is the profile's CV; `uploads` are the files the person keeps;
    `resumes` are those written on this site, as (id, label).
    """

    letter = forms.CharField(
        label=_("Your letter"),
        required=False,
        max_length=MAX_LETTER,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Why you, why here: a few lines are enough. Your draft is kept in this browser as you type."),
    )

    def __init__(self, *args, questions, cv_name: str = "", uploads=(), resumes=(), **kwargs):
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
            help_text=about_cv(cv_name),
        )
        self.uploads = {(upload.purpose, str(upload.pk)): upload for upload in uploads}
        no_cv = _("The CV of my profile") if cv_name else pgettext_lazy("CV", "None of them")
        if resumes:
            self.fields["resume"] = resume_field(resumes, no_cv)
        self._choice(Upload.Purpose.CV, "kept_cv", _("Or one of the CVs you keep"), no_cv)
        no_letter = pgettext_lazy("letter", "None of them")
        self._choice(Upload.Purpose.LETTER, "kept_letter", _("A letter you keep, sent beside the text"), no_letter)
        kept = self._kept(Upload.Purpose.DOCUMENT)
        if kept:
            self.fields["kept_documents"] = forms.MultipleChoiceField(
                label=_("Documents you keep"),
                required=False,
                choices=kept,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("%(most)s at most.") % {"most": MAX_DOCUMENTS},
            )

    def _kept(self, purpose: str) -> list[tuple[str, str]]:
        return [(pk, upload.name) for (known, pk), upload in self.uploads.items() if known == purpose]

    def _choice(self, purpose: str, name: str, label, none) -> None:
        if kept := self._kept(purpose):
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=[("", none), *kept])

    def attachments(self) -> dict:
        """As `services.applications.apply` takes them: a file chosen now goes first, then a resume, then one kept."""
        chosen = self.cleaned_data
        resume = int(chosen.get("resume") or 0) or None
        kept = None if resume else self.uploads.get((Upload.Purpose.CV, chosen.get("kept_cv", "")))
        documents = [self.uploads[Upload.Purpose.DOCUMENT, pk] for pk in chosen.get("kept_documents", ())]
        return {
            "cv": chosen["cv"] or kept,
            "resume": resume,
            "letter_file": self.uploads.get((Upload.Purpose.LETTER, chosen.get("kept_letter", ""))),
            "documents": documents,
        }

    def answers(self) -> list[str]:
        return [self.cleaned_data[f"answer_{number}"] for number in range(len(self.questions))]

    def show_refusal(self, error: DomainError) -> None:
        """Put what the service refused beside the fields it is about."""
        show_refusal(self, error, {"letter_file": "kept_letter", "documents": "kept_documents"})


class CandidateListForm(ListForm):
    """The filters of the recruiter's search for candidates; a value that means nothing is as good as none."""

    q = forms.CharField(
        label=_("Job or skill"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    ville = forms.CharField(label=_("Town"), required=False, max_length=100)
    rayon = forms.TypedChoiceField(
        label=_("Around"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", f"{DEFAULT_RADIUS_KM} km"), *((km, f"{km} km") for km in RADII if km != DEFAULT_RADIUS_KM)],
    )
    experience = forms.TypedChoiceField(
        label=_("Experience"), required=False, coerce=int, empty_value=None, choices=[("", _("Any experience")), *YEARS]
    )
    tri = forms.ChoiceField(
        label=_("Sort"),
        required=False,
        choices=[("", _("Changed last")), ("experience", _("Most experience")), ("distance", _("Nearest"))],
    )

    @property
    def unknown_town(self) -> str:
        """What was typed as a town and is none we know."""
        town = self.chosen().get("ville", "")
        return town if town and find_place(town) is None else ""

    def query(self) -> CandidateQuery:
        chosen = self.chosen()
        return CandidateQuery(
            words=self.words(),
            place=find_place(chosen.get("ville", "")),
            radius_km=chosen.get("rayon") or DEFAULT_RADIUS_KM,
            years=chosen.get("experience"),
            sort=SORTS.get(chosen.get("tri"), "recent"),
        )
