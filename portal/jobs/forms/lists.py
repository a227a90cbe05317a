"""The filters of the lists in the space: what the address says, and the rows it leaves."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.text import clean_text

from ..models import ApplicationStatus, Kind, Status

#: The tabs of the recruiter's list: what a person looks for, over the states of the machine.
PUBLICATION_TABS = {
    "": pgettext_lazy("tab of publications", "All"),
    "brouillons": pgettext_lazy("tab of publications", "Drafts"),
    "attente": pgettext_lazy("tab of publications", "In review"),
    "refusees": pgettext_lazy("tab of publications", "To correct"),
    "publiees": pgettext_lazy("tab of publications", "Online"),
    "terminees": pgettext_lazy("tab of publications", "Ended"),
}
RECEIVED_TABS = {
    "": pgettext_lazy("tab of applications", "All"),
    "nouvelles": pgettext_lazy("tab of applications", "Unread"),
    "en-cours": pgettext_lazy("tab of applications", "In progress"),
    "retenues": pgettext_lazy("tab of applications", "Accepted"),
    "terminees": pgettext_lazy("tab of applications", "Ended"),
}
SENT_TABS = {
    "": pgettext_lazy("tab of applications", "All"),
    "en-cours": pgettext_lazy("tab of applications", "In progress"),
    "terminees": pgettext_lazy("tab of applications", "Ended"),
}
_OVER = (ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN, ApplicationStatus.EXPIRED)


def publication_condition(tab: str, now=None) -> Q:
    """The rows of a tab; the tabs but the first share no row."""
    now = now or timezone.now()
    past = Q(status=Status.VALIDATED) & Q(deadline__lte=now)
    return {
        "brouillons": Q(status=Status.DRAFT),
        "attente": Q(status=Status.PENDING),
        "refusees": Q(status=Status.REFUSED),
        "publiees": Q(status=Status.VALIDATED) & (Q(deadline__isnull=True) | Q(deadline__gt=now)),
        "terminees": Q(status__in=(Status.EXPIRED, Status.CLOSED)) | past,
    }.get(tab, Q())


def received_condition(tab: str) -> Q:
    active = Q(status__in=ApplicationStatus.active())
    return {
        "nouvelles": active & Q(read_at__isnull=True),
        "en-cours": active & Q(read_at__isnull=False),
        "retenues": Q(status=ApplicationStatus.ACCEPTED),
        "terminees": Q(status__in=_OVER),
    }.get(tab, Q())


def sent_condition(tab: str) -> Q:
    active = Q(status__in=ApplicationStatus.active())
    return {"en-cours": active, "terminees": ~active}.get(tab, Q())


class ListForm(forms.Form):
    """A GET form; a value that means nothing is as good as none."""

    hide_optional = True

    q = forms.CharField(
        label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )

    def chosen(self) -> dict:
        """Only what was understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def used(self) -> int:
        """How many filters narrow the list."""
        return len(self.chosen())

    @property
    def is_used(self) -> bool:
        return self.used > 0

    def words(self) -> str:
        return clean_text(self.chosen().get("q", ""))


class PublicationListForm(ListForm):
    type = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", pgettext_lazy("kinds", "All kinds")), *Kind.choices]
    )

    def narrow(self, publications):
        """The recruiter's publications that match the words and the kind."""
        if kind := self.chosen().get("type"):
            publications = publications.filter(kind=kind)
        if words := self.words():
            publications = publications.filter(title__icontains=words)
        return publications


class ReceivedListForm(ListForm):
    publication = forms.ModelChoiceField(
        label=_("Publication"), required=False, queryset=None, empty_label=_("All publications")
    )
    statut = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", pgettext_lazy("states", "All states")), *ApplicationStatus.choices],
    )
    tri = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", pgettext_lazy("order of applications", "Unread first")),
            ("score", pgettext_lazy("order of applications", "Best match first")),
        ],
    )

    @property
    def used(self) -> int:
        return len(self.chosen().keys() - {"tri"})

    @property
    def by_score(self) -> bool:
        return self.chosen().get("tri") == "score"

    def __init__(self, *args, publications, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["publication"].queryset = publications.order_by("title", "id")

    def narrow(self, applications):
        """Those received that match the words (a name, an address, a title), the publication and the state."""
        chosen = self.chosen()
        if publication := chosen.get("publication"):
            applications = applications.filter(publication=publication)
        if status := chosen.get("statut"):
            applications = applications.filter(status=status)
        for word in self.words().split()[:6]:
            applications = applications.filter(
                Q(candidate__first_name__icontains=word)
                | Q(candidate__last_name__icontains=word)
                | Q(candidate__email__icontains=word)
                | Q(title__icontains=word)
            )
        return applications
