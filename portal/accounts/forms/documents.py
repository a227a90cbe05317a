"""A file to keep, and what it is for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Upload
from .profile import PAPER_TYPES, file_field

KEPT = (Upload.Purpose.CV, Upload.Purpose.LETTER, Upload.Purpose.DOCUMENT)


class DocumentForm(forms.Form):
    purpose = forms.ChoiceField(
        label=_("What it is"),
        choices=[(purpose.value, purpose.label) for purpose in KEPT],
        initial=Upload.Purpose.CV,
        widget=forms.RadioSelect,
    )
    file = file_field(
        _("File"),
        PAPER_TYPES,
        required=True,
        help_text=_("PDF, DOCX or ODT, and for a document JPEG or PNG; 5 MB at most."),
    )
