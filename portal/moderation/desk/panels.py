"""How a publication is edited in the admin: tabs and the form behind them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import RichTextFieldComparison
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.rich_text import DraftailRichTextArea

from portal.jobs import internships
from portal.vocabulary.models import Skill

HTML_FEATURES = ["h2", "h3", "h4", "bold", "italic", "ol", "ul", "link", "blockquote"]


class SkillsField(forms.CharField):
    """Skills as names with commas between; what is new is made, as for recruiters."""

    def prepare_value(self, value):
        return value if isinstance(value, str) else ", ".join(str(skill) for skill in value or ())

    def clean(self, value):
        return Skill.objects.named(super().clean(value).split(","))

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != (data or "")


class LinesField(forms.CharField):
    """A list of short texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return value if isinstance(value, str) else "\n".join(value or ())

    def clean(self, value):
        return [line.strip()[:200] for line in super().clean(value).splitlines() if line.strip()][:30]

    def has_changed(self, initial, data):
        return (initial or []) != self.clean(data or "")


class PublicationForm(WagtailAdminModelForm):
    skills = SkillsField(label=_("Skills"), required=False, help_text=_("With commas between."))


class ConditionsForm(PublicationForm):
    documents_asked = LinesField(label=_("Documents asked"), required=False, help_text=_("One a line."))


class OfferForm(PublicationForm):
    """Holds the weeks of an internship to the rule that recruiters obey (portal.jobs.internships)."""

    def _post_clean(self):
        super()._post_clean()
        formset = self.formsets.get("weeks")
        if formset is None or not formset.is_valid():
            return
        kept = [form.cleaned_data for form in formset.forms if form not in formset.deleted_forms]
        proposed = [(row["monday"], row["seats"]) for row in kept if row.get("monday")]
        questions = self.formsets.get("questions")
        asks = questions is not None and questions.is_valid() and len(questions.forms) > len(questions.deleted_forms)
        for name, messages in internships.problems(self.instance, proposed, asks_questions=asks).items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)


class HtmlPanel(FieldPanel):
    """Text that is cleaned HTML: edited as rich text, compared as words."""

    def __init__(self, field_name, **kwargs):
        super().__init__(field_name, widget=DraftailRichTextArea(features=HTML_FEATURES), **kwargs)

    def clone_kwargs(self):
        kwargs = super().clone_kwargs()
        kwargs.pop("widget", None)
        return kwargs

    def get_comparison_class(self):
        return RichTextFieldComparison


def tabs(*, details=(), money=(), conditions=(), weeks=False) -> TabbedInterface:
    """The tabs of a kind: what all kinds have, with its own fields in their places; `weeks` those of internships."""
    content = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("company", read_only=True), FieldPanel("company_name")]),
        FieldPanel("sector"),
        HtmlPanel("description"),
        FieldPanel("skills"),
    ]
    if details:
        content.append(MultiFieldPanel([FieldPanel(name) for name in details], heading=_("Details")))
    content.append(PublishingPanel())
    amounts = FieldRowPanel([FieldPanel(name) for name in ("amount_min", "amount_max", "currency", "period")])
    application = [FieldPanel("deadline"), FieldPanel("apply_by"), FieldPanel("apply_url"), FieldPanel("apply_email")]
    application += [HtmlPanel(name) if name == "eligibility" else FieldPanel(name) for name in conditions]
    where = [FieldPanel("remote")]
    if weeks:
        where.append(FieldPanel("address"))
    places = InlinePanel("places", heading=_("Places"), label=_("Place"), panels=place_panels())
    questions = InlinePanel("questions", heading=_("Questions to applicants"), label=_("Question"))
    return TabbedInterface(
        [
            ObjectList(content, heading=_("Content")),
            ObjectList([amounts, FieldPanel("amount_note"), *map(FieldPanel, money)], heading=_("Money")),
            ObjectList([*where, places], heading=_("Places")),
            ObjectList([*application, questions], heading=_("Application")),
            *([ObjectList([week_panel()], heading=_("Weeks"))] if weeks else []),
        ],
        base_form_class=OfferForm if weeks else ConditionsForm if "documents_asked" in conditions else PublicationForm,
    )


def week_panel():
    panels = [FieldRowPanel([FieldPanel("monday"), FieldPanel("seats")])]
    words = _("For an internship for pupils: the Monday of each week, and its seats.")
    return InlinePanel("weeks", heading=_("Weeks"), label=_("Week"), help_text=words, panels=panels)


def place_panels():
    return [FieldPanel("label"), FieldRowPanel([FieldPanel("city"), FieldPanel("postal_code"), FieldPanel("country")])]
