"""A form for each kind of publication (003 §3.1, §5.1, §6.1, §7.1)."""

from django.utils.translation import gettext_lazy as _

from ..models import Bourse, Consultation, Financement, Kind, Offer
from .base import RICH_HELP, PublicationForm, money_part
from .fields import AmountField, CommasField, DateInput, LinesField, RichTextField
from .weeks import WeeksField

ABOUT = ("company_name", "sector")
POSITION = ("contract", "working_time", "experience", "starts_on", "openings")
APPLY = ("deadline", "apply_by", "apply_url", "apply_email", "questions")

SKILLS = {"label": _("Skills"), "help_text": _("Separated by commas. People search by these words.")}
DOCUMENTS = {"label": _("Documents asked for"), "help_text": _("One a line.")}


class OfferForm(PublicationForm):
    skills = CommasField(**SKILLS)
    weeks = WeeksField(
        label=_("Weeks and seats"),
        help_text=_("How many pupils can you welcome in each week, from Monday to Friday?"),
    )

    parts = (
        (
            _("The position"),
            "",
            ("title", "contract", "working_time", "experience", "starts_on", "openings", *ABOUT),
            "",
        ),
        (_("What you say of it"), "", ("description", "skills"), ""),
        (
            _("Weeks of the internship"),
            _(
                "For an internship for pupils only. A pupil who applies takes a seat; it is free again if you reject"
                " the application, or if the pupil takes it back."
            ),
            ("weeks",),
            "",
        ),
        (_("Where"), "", ("places", "address", "remote"), ""),
        money_part(Kind.OFFER),
        (_("Applications"), "", APPLY, ""),
    )

    class Meta(PublicationForm.Meta):
        model = Offer
        fields = (
            *PublicationForm.Meta.fields,
            *POSITION,
            "address",
            "remote",
        )
        labels = {
            **PublicationForm.Meta.labels,
            "contract": _("Contract"),
            "working_time": _("Working time"),
            "experience": _("Experience asked for"),
            "starts_on": _("First day of work"),
            "openings": _("Number of positions"),
            "remote": _("Remote work"),
            "address": _("Address"),
        }
        help_texts = {
            **PublicationForm.Meta.help_texts,
            "address": _("Number, street, postal code and town. For an internship, where the pupil comes on Monday."),
            "title": _("The name of the job as people would search for it, without the salary or the town."),
            "starts_on": _("Leave empty for “as soon as possible”."),
        }
        widgets = {**PublicationForm.Meta.widgets, "starts_on": DateInput}


class BourseForm(PublicationForm):
    eligibility = RichTextField(label=_("Who can apply?"), help_text=RICH_HELP, rows=6, required=False)
    documents_asked = LinesField(**DOCUMENTS)

    parts = (
        (_("The grant"), "", ("title", "bourse_type", "level", "field_of_study", "number", *ABOUT), ""),
        (_("What you say of it"), "", ("description",), ""),
        money_part(Kind.BOURSE),
        (_("What it covers and for how long"), "", ("covers", "duration", "renewals"), ""),
        (
            _("Conditions"),
            "",
            ("eligibility", "residence", "age_limit", "language", "documents_asked"),
            "",
        ),
        (_("Where"), "", ("host_country", "places"), ""),
        (_("Applications"), "", (*APPLY[:1], "results_on", *APPLY[1:]), ""),
    )

    class Meta(PublicationForm.Meta):
        model = Bourse
        fields = (
            *PublicationForm.Meta.fields,
            *("bourse_type", "level", "field_of_study", "number", "covers", "duration", "renewals"),
            *("residence", "age_limit", "language", "host_country", "results_on"),
        )
        labels = {
            **PublicationForm.Meta.labels,
            "bourse_type": _("Type of grant"),
            "level": _("Level of studies"),
            "field_of_study": _("Field of study"),
            "number": _("How many grants are there?"),
            "covers": _("What does it cover?"),
            "duration": _("Duration"),
            "renewals": _("How many times can it be renewed?"),
            "residence": _("Nationality or residence asked for"),
            "age_limit": _("Age limit"),
            "language": _("Language asked for"),
            "host_country": _("Host country"),
            "results_on": _("Day of the results"),
        }
        help_texts = {
            **PublicationForm.Meta.help_texts,
            "covers": _("For example fees, travel, housing."),
            "duration": _("For example “10 months”."),
        }
        widgets = {**PublicationForm.Meta.widgets, "results_on": DateInput}


class FinancementForm(PublicationForm):
    eligibility = RichTextField(label=_("Who can apply?"), help_text=RICH_HELP, rows=6, required=False)
    documents_asked = LinesField(**DOCUMENTS)
    rate = AmountField(label=_("Share funded, in %"), max_digits=5, max_value=100)
    envelope = AmountField(label=_("Total envelope"), max_digits=14)

    parts = (
        (_("The funding"), "", ("title", "financement_type", "recurrence", *ABOUT), ""),
        (_("What you say of it"), "", ("description",), ""),
        money_part(Kind.FINANCEMENT, "rate", "envelope"),
        (_("Conditions"), "", ("audiences", "eligibility", "documents_asked"), ""),
        (_("Where"), "", ("territory", "places"), ""),
        (_("Applications"), "", APPLY, ""),
    )

    class Meta(PublicationForm.Meta):
        model = Financement
        fields = (*PublicationForm.Meta.fields, "financement_type", "recurrence", "audiences", "territory")
        labels = {
            **PublicationForm.Meta.labels,
            "financement_type": _("Type of funding"),
            "recurrence": _("How often is it open?"),
            "audiences": _("For whom?"),
            "territory": _("Territory"),
        }
        help_texts = {
            **PublicationForm.Meta.help_texts,
            "recurrence": _("For example “every spring”."),
            "audiences": _("For example “associations, young companies”."),
            "territory": _("For example “Bretagne” or “the whole of France”."),
        }


class ConsultationForm(PublicationForm):
    skills = CommasField(**SKILLS)

    parts = (
        (_("The consultation"), "", ("title", "consultation_type", "duration", "starts_on", *ABOUT), ""),
        (_("What you say of it"), "", ("description", "skills"), ""),
        (_("Where"), "", ("places", "remote"), ""),
        money_part(Kind.CONSULTATION),
        (_("Applications"), "", APPLY, ""),
    )

    class Meta(PublicationForm.Meta):
        model = Consultation
        fields = (*PublicationForm.Meta.fields, "consultation_type", "duration", "starts_on", "remote")
        labels = {
            **PublicationForm.Meta.labels,
            "consultation_type": _("Type of consultation"),
            "duration": _("Duration"),
            "starts_on": _("First day"),
            "remote": _("Remote work"),
        }
        help_texts = {**PublicationForm.Meta.help_texts, "duration": _("For example “12 days over two months”.")}
        widgets = {**PublicationForm.Meta.widgets, "starts_on": DateInput}


FORMS = {
    Kind.OFFER: OfferForm,
    Kind.BOURSE: BourseForm,
    Kind.FINANCEMENT: FinancementForm,
    Kind.CONSULTATION: ConsultationForm,
}
