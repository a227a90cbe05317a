"""Forms of publications, of applications and of the lists in the space."""

from .applications import NoteForm, transition_form
from .base import service_errors
from .kinds import FORMS
from .lists import PublicationListForm, ReceivedListForm

__all__ = [
    "FORMS",
    "NoteForm",
    "PublicationListForm",
    "ReceivedListForm",
    "service_errors",
    "transition_form",
]
