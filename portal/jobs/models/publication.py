"""The parent of the four kinds.

One id space, one foreign key for applications. Wagtail's workflow is the state machine; `status` and `review_since`
are projections of it, written by `portal.jobs.projection` alone.
"""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from modelsearch import index
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from portal.core.html import clean_html, plain_text
from portal.core.text import clean_text

from ..querysets import PublicationQuerySet


class Kind(models.TextChoices):
    OFFER = "offer", _("Job offer")
    BOURSE = "bourse", _("Grant for studies")
    FINANCEMENT = "financement", _("Funding")
    CONSULTATION = "consultation", _("Consultation")


#: The kinds' words in public addresses and in 003.
PLURALS = {
    Kind.OFFER: "offres",
    Kind.BOURSE: "bourses",
    Kind.FINANCEMENT: "financements",
    Kind.CONSULTATION: "consultations",
}


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PENDING = "pending", _("Waiting for review")
    VALIDATED = "validated", _("Published")
    REFUSED = "refused", _("Refused")
    EXPIRED = "expired", _("Expired")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class RefusalCode(models.TextChoices):
    INCOMPLETE = "incomplete", _("Information is missing")
    UNCLEAR = "unclear", _("The text is not clear")
    ILLEGAL = "illegal", _("Discriminating or illegal content")
    MISLEADING = "misleading", _("Misleading or doubtful publication")
    DUPLICATE = "duplicate", _("Already published")
    OFF_TOPIC = "off_topic", _("Wrong category or off topic")
    OTHER = "other", _("Other reason")


class Remote(models.TextChoices):
    NONE = "none", _("On site")
    PARTIAL = "partial", _("Partly remote")
    FULL = "full", _("Fully remote")


class Period(models.TextChoices):
    HOUR = "hour", _("per hour")
    DAY = "day", _("per day")
    MONTH = "month", _("per month")
    YEAR = "year", _("per year")
    TOTAL = "total", _("in total")


class ApplyBy(models.TextChoices):
    HERE = "here", _("On this site")
    URL = "url", _("On another site")
    EMAIL = "email", _("By email")


class Publication(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, index.Indexed, ClusterableModel
):
    #: Not in Wagtail's index of pages and pictures, which averages all its rows at each save.
    search_auto_update = False

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, editable=False, db_index=True)
    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(max_length=170, blank=True, editable=False)
    description = models.TextField(_("description"))
    company = models.ForeignKey(
        "accounts.Company", on_delete=models.PROTECT, related_name="publications", verbose_name=_("company")
    )
    company_name = models.CharField(
        _("name shown"), max_length=150, blank=True, help_text=_("The company's name, unless you write another.")
    )
    recruiter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="publications",
        editable=False,
        verbose_name=_("recruiter"),
    )
    sector = models.ForeignKey(
        "vocabulary.Sector", null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("sector")
    )
    skills = ParentalManyToManyField("vocabulary.Skill", blank=True, verbose_name=_("skills"))
    remote = models.CharField(_("remote work"), max_length=8, choices=Remote, default=Remote.NONE)

    amount_min = models.DecimalField(_("minimum"), max_digits=12, decimal_places=2, null=True, blank=True)
    amount_max = models.DecimalField(_("maximum"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    period = models.CharField(_("period"), max_length=5, choices=Period, blank=True)
    amount_note = models.CharField(
        _("about the amount"), max_length=150, blank=True, help_text=_("In words, when a figure does not say it all.")
    )

    deadline = models.DateTimeField(_("deadline"), null=True, blank=True, db_index=True)
    apply_by = models.CharField(_("how to apply"), max_length=5, choices=ApplyBy, default=ApplyBy.HERE)
    apply_url = models.URLField(_("address of the form"), max_length=500, blank=True)
    apply_email = models.EmailField(_("email for applications"), blank=True)

    # Owned by the row, never by a revision (ROW_OWNED).
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False, db_index=True
    )
    review_since = models.DateTimeField(_("waiting since"), null=True, blank=True, editable=False)
    refusal_code = models.CharField(max_length=12, choices=RefusalCode, blank=True, editable=False)
    refusal_reason = models.TextField(_("reason of the refusal"), blank=True, editable=False)
    first_submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    views_count = models.PositiveIntegerField(_("views"), default=0, editable=False)
    applications_count = models.PositiveIntegerField(_("applications"), default=0, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = PublicationQuerySet.as_manager()

    #: Publishing rewrites the row from the revision; these are the row's own.
    ROW_OWNED = (
        "kind",
        "company_id",
        "recruiter_id",
        "status",
        "review_since",
        "refusal_code",
        "refusal_reason",
        "first_submitted_at",
        "closed_at",
        "withdrawn_at",
        "views_count",
        "applications_count",
        "created_at",
        "expired",
        "last_published_at",
    )

    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.FilterField("status"),
        index.FilterField("live"),
        index.FilterField("created_at"),
    ]

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes = [
            models.Index(fields=["kind", "live", "-first_published_at", "-id"], name="publication_newest"),
            models.Index(fields=["company", "-created_at", "-id"], name="publication_of_company"),
            models.Index(fields=["live", "expire_at"], name="publication_expiry"),
            models.Index(fields=["-created_at", "-id"], name="publication_created"),
            models.Index(
                fields=["review_since", "id"],
                condition=models.Q(review_since__isnull=False),
                name="publication_queue",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_min__isnull=True)
                | models.Q(amount_max__isnull=True)
                | models.Q(amount_min__lte=models.F("amount_max")),
                name="amount_in_order",
                violation_error_message=_("The maximum is lower than the minimum."),
            ),
            models.CheckConstraint(
                condition=(models.Q(amount_min__isnull=True) | models.Q(amount_min__gte=0))
                & (models.Q(amount_max__isnull=True) | models.Q(amount_max__gte=0)),
                name="amount_not_negative",
                violation_error_message=_("An amount cannot be negative."),
            ),
            models.CheckConstraint(condition=models.Q(status__in=Status.values), name="known_publication_status"),
        ]

    def __str__(self):
        return self.title

    # --- Wagtail ----------------------------------------------------------------------------------------------------
    @property
    def specific(self) -> "Publication":
        """The row as its kind; workflow methods are called on it."""
        return self if type(self) is not Publication else getattr(self, self.kind)

    @classmethod
    def get_base_content_type(cls):
        # Wagtail would take the parent, which is no snippet.
        return cls.get_content_type()

    @classmethod
    def get_indexed_objects(cls):
        found = super().get_indexed_objects()
        return found.none() if cls is Publication else found

    def unpublish(self, *args, **kwargs):
        # `publish_scheduled` goes through the parent's rows first.
        if type(self) is Publication:
            return self.specific.unpublish(*args, **kwargs)
        return super().unpublish(*args, **kwargs)

    def with_content_json(self, content):
        found = super().with_content_json(content)
        for name in self.ROW_OWNED:
            setattr(found, name, getattr(self, name))
        return found

    def get_preview_template(self, request, mode_name):
        return "pages/publication_preview.html"

    def get_preview_context(self, request, mode_name):
        return {**super().get_preview_context(request, mode_name), "publication": self, "preview": True}

    # --- Data rules -------------------------------------------------------------------------------------------------
    def clean(self):
        super().clean()
        # Ordinary spaces only: those that do not break are the writer's.
        self.title = re.sub(r"[ \t\r\n]+", " ", clean_text(self.title))
        self.description = clean_html(self.description)
        errors = {}
        if not self.title:
            errors["title"] = _("Please give a title.")
        if not plain_text(self.description):
            errors["description"] = _("Please describe the publication.")
        if self.apply_by == ApplyBy.URL and not self.apply_url:
            errors["apply_url"] = _("Please give the address of the form.")
        if self.apply_by == ApplyBy.EMAIL and not self.apply_email:
            errors["apply_email"] = _("Please give the email to which people write.")
        if self.amount_min is not None and self.amount_max is not None and self.amount_min > self.amount_max:
            errors["amount_max"] = _("The maximum is lower than the minimum.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args, **kwargs):
        if type(self) is not Publication:
            self.kind = self.KIND
        self.slug = slugify(self.title)[:150].strip("-") or self.kind
        if not self.company_name and self.company_id:
            self.company_name = self.company.name
        super().save(*args, **kwargs)

    # --- Questions --------------------------------------------------------------------------------------------------
    def is_open(self, now=None) -> bool:
        """Not closed, and its deadline absent or in the future."""
        return self.closed_at is None and (self.deadline is None or self.deadline > (now or timezone.now()))

    def is_visible(self, now=None) -> bool:
        """The same answer as `visible()`."""
        now = now or timezone.now()
        return (
            self.status == Status.VALIDATED
            and self.live
            and self.withdrawn_at is None
            and self.is_open(now)
            and (self.expire_at is None or self.expire_at > now)
        )

    @property
    def in_review(self) -> bool:
        return self.review_since is not None

    @property
    def is_student_internship(self) -> bool:
        """An offer for pupils, with weeks and seats (001). A row of the parent asks for its child."""
        return self.kind == Kind.OFFER and self.specific.contract == "stage_eleve"

    @property
    def plural(self) -> str:
        return PLURALS[self.kind]

    def get_absolute_url(self) -> str:
        return f"/{self.plural}/{self.pk}-{self.slug}/"
