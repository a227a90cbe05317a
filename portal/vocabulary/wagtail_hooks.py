"""The vocabulary in the Wagtail admin: synonyms and other names of skills. `portal.moderation` says for whom."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import SkillAlias, SynonymGroup, skill_key


class SkillSearchForm(BaseFilterForm):
    q = forms.CharField(label=_("Name"), required=False)

    def filter(self, objects):
        objects = super().filter(objects)
        if query := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, query
            key = skill_key(query)
            named = Q(key__contains=key) | Q(aliases__key__contains=key)
            objects = objects.filter(pk__in=objects.model.objects.filter(named).values("pk"))
        return objects


class SkillChooseView(ChooseView):
    filter_form_class = SkillSearchForm
    ordering = ["name", "pk"]


class SkillChooseResultsView(ChooseResultsView):
    filter_form_class = SkillSearchForm
    ordering = ["name", "pk"]


class SkillChooserViewSet(ChooserViewSet):
    """Skills are made where people write them: here one is only chosen."""

    model = "vocabulary.Skill"
    icon = "tag"
    choose_one_text = _("Choose a skill")
    choose_another_text = _("Choose another skill")
    choose_view_class = SkillChooseView
    choose_results_view_class = SkillChooseResultsView
    creation_form_class = None


class SynonymViewSet(SnippetViewSet):
    model = SynonymGroup
    icon = "list-ul"
    menu_label = _("Synonyms")
    list_display = ["__str__"]
    list_per_page = 50
    search_fields = ["words"]
    search_backend_name = None
    ordering = ["words", "pk"]
    copy_view_enabled = False
    panels = [FieldPanel("words")]


class SkillAliasViewSet(SnippetViewSet):
    model = SkillAlias
    icon = "tag"
    menu_label = _("Names of skills")
    list_display = ["name", "skill"]
    list_per_page = 50
    search_fields = ["name", "skill__name"]
    search_backend_name = None
    ordering = ["name", "pk"]
    copy_view_enabled = False
    panels = [FieldPanel("name"), FieldPanel("skill")]

    def get_queryset(self, request):
        return SkillAlias.objects.select_related("skill")


class VocabularyGroup(SnippetViewSetGroup):
    items = (SynonymViewSet, SkillAliasViewSet)
    menu_label = _("Vocabulary")
    menu_name = "vocabulary"
    menu_icon = "openquote"
    menu_order = 250


skill_chooser = SkillChooserViewSet("skill_chooser")
hooks.register("register_admin_viewset", lambda: skill_chooser)
register_snippet(VocabularyGroup)
