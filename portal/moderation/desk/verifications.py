"""Recruiters and service providers: who waits to be verified, their papers, and the decision."""

import django_filters
from django import forms
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin

from portal.accounts import services
from portal.accounts.models import PrestataireProfile, RecruiterProfile, Role, User, Verification
from portal.core.errors import DomainError, Invalid

from ..rules import MIN_REASON
from .access import ModeratorMixin
from .columns import CappedPaginator, WaitingColumn
from .review import HOME

ROLES = (Role.RECRUITER, Role.PRESTATAIRE)


class RefuseVerificationForm(forms.Form):
    """Why somebody is not verified; they read it."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The person reads it and can send other documents."),
        min_length=MIN_REASON,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def people():
    """Everybody the editors decide on, with their state, oldest first."""
    return (
        User.objects.filter(Q(recruiter__isnull=False) | Q(prestataire__isnull=False), role__in=ROLES)
        .annotate(
            verification=Coalesce("recruiter__verification", "prestataire__verification"),
            waiting_since=Coalesce("recruiter__waiting_since", "prestataire__waiting_since"),
            siret=Coalesce("recruiter__company__siret", "prestataire__siret"),
            shown_name=Coalesce("recruiter__company__name", "prestataire__specialty", Value("")),
        )
        .select_related("recruiter__company", "prestataire")
        .order_by("waiting_since", "pk")
    )


def in_state(verification: str) -> Q:
    """By the profiles' indexed column: an OR over the joined tables would read every account."""
    recruiters = RecruiterProfile.objects.filter(verification=verification).values("user_id")
    prestataires = PrestataireProfile.objects.filter(verification=verification).values("user_id")
    return Q(role=Role.RECRUITER, pk__in=recruiters) | Q(role=Role.PRESTATAIRE, pk__in=prestataires)


class VerificationFilter(WagtailFilterSet):
    verification = django_filters.ChoiceFilter(label=_("State"), choices=Verification.choices, method="by_state")
    role = django_filters.ChoiceFilter(
        label=_("Role"), choices=[(role.value, role.label) for role in ROLES], field_name="role"
    )

    class Meta:
        model = User
        fields = ["verification", "role"]

    def by_state(self, queryset, name, value):
        return queryset.filter(in_state(value))


class VerificationListView(ModeratorMixin, BaseListingView):
    """Those who wait, oldest first; a filter shows the others."""

    page_title = _("To verify")
    header_icon = "user"
    paginate_by = 20
    paginator_class = CappedPaginator
    index_url_name = "verification_list"
    index_results_url_name = "verification_list_results"
    filterset_class = VerificationFilter
    is_searchable = True
    search_backend_name = None
    verbose_name = _("person")
    verbose_name_plural = _("people")
    table_classname = "listing moderation-listing"
    columns = [
        TitleColumn(
            "name", label=_("Person"), accessor=str, get_url=lambda user: reverse("verification", args=[user.pk])
        ),
        Column("role", label=_("Role"), accessor="get_role_display"),
        Column("shown_name", label=_("Company or specialty")),
        Column("siret", label=_("SIRET")),
        Column("papers", label=_("Documents"), accessor=lambda user: len(user.sent_papers)),
        WaitingColumn("waiting", label=_("Waiting for"), accessor=lambda user: waiting_since(user)),
        StatusTagColumn(
            "verification",
            label=_("State"),
            accessor=lambda user: Verification(user.verification).label,
            primary=lambda user: user.verification == Verification.VERIFIED,
        ),
    ]

    def get_base_queryset(self):
        return people().with_papers()

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        if self.filters and self.filters.is_valid() and self.filters.form.cleaned_data.get("verification"):
            return queryset
        if self.is_searching:
            return queryset
        return queryset.filter(in_state(Verification.PENDING), is_active=True)

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        words = self.search_query
        digits = words.replace(" ", "")
        if digits.isdecimal():
            return queryset.filter(
                Q(recruiter__company__siret__startswith=digits) | Q(prestataire__siret__startswith=digits)
            )
        names = ("email", "last_name", "first_name", "recruiter__company__name", "prestataire__specialty")
        found = Q()
        for name in names:
            found |= Q(**{f"{name}__icontains": words})
        return queryset.filter(found)

    @cached_property
    def no_results_message(self):
        if self.is_searching or self.is_filtering:
            return _("Nobody matches.")
        return _("Nobody waits to be verified.")


def waiting_since(user):
    return user.waiting_since if user.verification == Verification.PENDING else None


class VerificationView(ModeratorMixin, WagtailAdminTemplateMixin, TemplateView):
    """One person: company, SIRET, documents, what was decided before, and the two decisions."""

    template_name = "moderation/verification.html"
    header_icon = "user"
    page_title = _("Verification")

    def get_breadcrumbs_items(self):
        back = {"url": reverse("verification_list"), "label": _("To verify")}
        return [HOME, back, {"url": "", "label": str(self.person)}]

    def get_page_subtitle(self):
        return str(self.person)

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, **kwargs)
        self.pk = pk

    def dispatch(self, request, *args, **kwargs):
        self.person = None
        return super().dispatch(request, *args, **kwargs)

    def load(self):
        self.person = get_object_or_404(people().select_related("recruiter__company__sector"), pk=self.pk)

    def get(self, request, *args, **kwargs):
        self.load()
        return self.show(RefuseVerificationForm())

    def post(self, request, *args, **kwargs):
        self.load()
        form = RefuseVerificationForm()
        try:
            if request.POST.get("action") == "verify":
                services.verify(request.user, self.person)
                messages.success(request, _("%(person)s is verified and has been told.") % {"person": self.person})
                return redirect("verification_list")
            form = RefuseVerificationForm(request.POST)
            if not form.is_valid():
                raise Invalid(_("Nothing was decided: please write the reason."))
            services.refuse(request.user, self.person, form.cleaned_data["reason"])
            messages.success(request, _("%(person)s is refused and has been told why.") % {"person": self.person})
            return redirect("verification_list")
        except DomainError as error:
            messages.error(request, error.message)
            self.load()
            return self.show(form, status=200 if form.errors else error.status)

    def show(self, form, status=200):
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        decisions = self.person.verification_decisions.select_related("decided_by")
        context |= {
            "person": self.person,
            "profile": self.person.verified_profile,
            "state": Verification(self.person.verification),
            "papers": self.person.papers.all(),
            "decisions": decisions[:20],
        }
        return context
