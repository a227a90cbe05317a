"""What the forms of the four kinds share: fields, fieldsets, and the way to the services."""

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.errors import DomainError
from portal.vocabulary.models import Sector

from ..display import SYMBOLS, money_name, place_names
from ..models import Kind
from ..models.publication import ApplyBy
from ..services.values import MAX_PLACES, MAX_QUESTIONS
from .fields import AmountField, DeadlineField, LabelsField, RichTextField, RowsField, RowsWidget, Stored

CURRENCIES = [("EUR", _("euro (€)")), ("CHF", _("Swiss franc")), ("GBP", _("pound sterling")), ("USD", _("US dollar"))]

#: The most a count may be (positions, renewals, an age).
MOST = 9_999

SHARED = (
    "title",
    "company_name",
    "sector",
    "description",
    "amount_min",
    "amount_max",
    "currency",
    "period",
    "amount_note",
    "deadline",
    "apply_by",
    "apply_url",
    "apply_email",
)

RICH_HELP = _("A blank line starts a new paragraph; lines that begin with a hyphen and a space become a list.")


def service_errors(form, error: DomainError) -> None:
    """Show a refusal of a service in the form: beside the fields it names, else on top."""
    for name, messages in error.fields.items():
        for message in messages:
            form.add_error(name if name in form.fields else None, message)
    if not error.fields:
        form.add_error(None, error.message)


class PublicationForm(forms.ModelForm):
    """One kind's form. It reads a model but never writes one: `values()` goes to `services.publications`."""

    description = RichTextField(label=_("Description"), help_text=RICH_HELP)
    places = LabelsField(
        label=_("Towns"),
        help_text=_("One town a line, for example “Lyon 6e” or “69006”. Leave empty if the place does not matter."),
        most=MAX_PLACES,
        widget=RowsWidget(most=MAX_PLACES, row_label=_("Town"), add_label=_("Add a town")),
    )
    amount_min = AmountField(label=_("Minimum"))
    amount_max = AmountField(label=_("Maximum"))
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, initial="EUR")
    deadline = DeadlineField(
        label=_("Last day to apply"),
        help_text=_("Time of Paris. Without a time, applications are taken until midnight."),
    )
    questions = RowsField(
        label=_("Questions to those who apply"),
        help_text=_("Asked with the application. Ask only what you need to decide."),
        most=MAX_QUESTIONS,
        max_length=200,
        widget=RowsWidget(
            most=MAX_QUESTIONS,
            row_label=_("Question"),
            add_label=_("Add a question"),
            checkbox_label=_("an answer is required"),
            max_length=200,
        ),
    )

    #: (legend, help, field names, css class) of each part of the form.
    parts = ()

    def __init__(self, *args, publication=None, initial=None, **kwargs):
        self.publication = publication
        super().__init__(*args, instance=publication, initial={**_initial(publication), **(initial or {})}, **kwargs)
        for field in self.fields.values():
            if type(field) is forms.IntegerField:
                # Columns of two bytes: SQLite would take any number, PostgreSQL refuse it with an error of its own.
                field.max_value = MOST
                field.validators.append(MaxValueValidator(MOST))
                field.widget.attrs["max"] = MOST
            if isinstance(field, forms.TypedChoiceField) and field.choices and field.choices[0][0] == "":
                field.choices = [("", pgettext_lazy("choice", "Not specified")), *field.choices[1:]]
        self.fields["sector"].queryset = Sector.objects.order_by("slug")
        self.fields["sector"].empty_label = pgettext_lazy("choice", "Not specified")
        self._keep_currency(publication)

    class Meta:
        fields = SHARED
        labels = {
            "title": _("Title"),
            "company_name": _("Name shown to the public"),
            "sector": _("Sector"),
            "period": _("Period"),
            "amount_note": _("In words, if needed"),
            "apply_by": _("How do people apply?"),
            "apply_url": _("Address of the form"),
            "apply_email": _("Email for applications"),
        }
        help_texts = {
            "company_name": _("Your company's name if you leave this empty."),
            "amount_note": _("For example “according to experience”."),
            "apply_url": _("Only if people apply on another site."),
            "apply_email": _("Only if people apply by email. Everyone will see it."),
        }
        widgets = {
            "title": forms.TextInput(attrs={"data-counter": ""}),
            "apply_by": forms.RadioSelect,
            "remote": forms.RadioSelect,
            "apply_url": forms.URLInput(attrs={"placeholder": "", "autocomplete": "url"}),
            "apply_email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    @property
    def fieldsets(self) -> list[dict]:
        """The parts as `templates/django/forms/div.html` shows them."""
        return [
            {"legend": legend, "help": text, "fields": [self[name] for name in names], "css_class": css_class}
            for legend, text, names, css_class in self.parts
        ]

    def values(self) -> dict:
        """What was typed, under the names the services know."""
        return dict(self.cleaned_data)

    def clean(self):
        """What was not chosen of "how to apply" is not kept; what is missing is said with the rest, all at once."""
        cleaned = super().clean()
        for way, name, missing in (
            (ApplyBy.URL, "apply_url", _("Please give the address of the form.")),
            (ApplyBy.EMAIL, "apply_email", _("Please give the email to which people write.")),
        ):
            if cleaned.get("apply_by") != way:
                self._errors.pop(name, None)
                cleaned[name] = ""
            elif name not in self.errors and not cleaned.get(name):
                self.add_error(name, missing)
        low, high = cleaned.get("amount_min"), cleaned.get("amount_max")
        if low is not None and high is not None and low > high:
            self.add_error("amount_max", _("The maximum is lower than the minimum."))
        return cleaned

    def _post_clean(self):
        # The services check the whole publication; a form that did so too would write on the instance.
        pass

    def save(self, commit=True):
        raise TypeError("publications are written by their services")

    def _keep_currency(self, publication) -> None:
        """A currency that came through another way stays a choice."""
        known = [code for code, _label in CURRENCIES]
        if publication is not None and publication.currency not in known:
            label = SYMBOLS.get(publication.currency, publication.currency)
            self.fields["currency"].choices = [*CURRENCIES, (publication.currency, label)]


def _initial(publication) -> dict:
    """What a model cannot say by itself: the rows beside it, and its HTML as text."""
    if publication is None:
        return {}
    names = [name for name in ("description", "eligibility") if hasattr(publication, name)]
    rich = {name: Stored(getattr(publication, name)) for name in names}
    if publication.kind == Kind.OFFER:
        rich["weeks"] = [{"monday": row.monday, "seats": row.seats} for row in publication.weeks.all()]
    shown = "" if publication.company_name == publication.company.name else publication.company_name
    return {
        **rich,
        "company_name": shown,
        "places": place_names(publication),
        "skills": [skill.name for skill in publication.skills.all()],
        "questions": [{"text": row.text, "required": row.required} for row in publication.questions.all()],
    }


def money_part(kind: str, *more: str) -> tuple:
    """The part about money, with the kind's own word for it."""
    return (_MoneyName(kind), "", ("amount_min", "amount_max", "currency", "period", *more, "amount_note"), "pair")


class _MoneyName:
    """`display.money_name` in the reader's language, asked for when it is shown."""

    def __init__(self, kind):
        self.kind = kind

    def __str__(self):
        return money_name(self)
