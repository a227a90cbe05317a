from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from ..blocks import BodyBlock
from .common import SitePage


class HomePage(SitePage):
    """The site's first page: search, latest of each kind, and what editors add."""

    heading = models.CharField(_("big title"), max_length=120, blank=True, help_text=_("What visitors read first."))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("content"))

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "pages.PublicationListPage",
        "pages.EditorialIndexPage",
        "pages.EditorialPage",
        "pages.LegalPage",
    ]
    max_count = 1
    template = "pages/home_page.html"
    content_panels = [*SitePage.content_panels, FieldPanel("heading"), FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        from ..latest import counts_by_kind, latest_by_kind

        context = super().get_context(request, *args, **kwargs)
        return {**context, "latest": latest_by_kind(), "counts": counts_by_kind()}

    def serve(self, request, *args, **kwargs):
        from ..page_cache import keep

        response = super().serve(request, *args, **kwargs)
        return keep(response, [each for group in response.context_data["latest"] for each in group["publications"]])
