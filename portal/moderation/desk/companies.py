"""Choosing a company in a filter: too many for a list to pick from."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from .columns import CappedPaginator


class CompanySearchForm(BaseFilterForm):
    q = forms.CharField(label=_("Name or SIRET"), required=False)

    def filter(self, objects):
        objects = super().filter(objects)
        if query := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, query
            digits = query.replace(" ", "")
            objects = objects.filter(siret=digits) if digits.isdecimal() else objects.filter(name__icontains=query)
        return objects


class CompanyChooseMixin:
    filter_form_class = CompanySearchForm
    paginator_class = CappedPaginator
    ordering = ["name", "pk"]

    @property
    def columns(self):
        return [*super().columns, Column("siret", label=_("SIRET"), accessor="siret")]


class CompanyChooseView(CompanyChooseMixin, ChooseView):
    pass


class CompanyChooseResultsView(CompanyChooseMixin, ChooseResultsView):
    pass


class CompanyChooserViewSet(ChooserViewSet):
    model = "accounts.Company"
    icon = "group"
    choose_one_text = _("Choose a company")
    choose_another_text = _("Choose another company")
    edit_item_text = _("Edit this company")
    choose_view_class = CompanyChooseView
    choose_results_view_class = CompanyChooseResultsView
    creation_form_class = None
    register_widget = False


company_chooser = CompanyChooserViewSet("company_chooser")
