from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField

from ..blocks import BodyBlock
from .common import SitePage


class EditorialPage(SitePage):
    """An article or a page about the site."""

    picture = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Shown when the page is shared, and in lists."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("content"))

    parent_page_types = ["pages.HomePage", "pages.EditorialIndexPage"]
    subpage_types = []
    template = "pages/editorial_page.html"
    content_panels = [*SitePage.content_panels, FieldPanel("lead"), FieldPanel("picture"), FieldPanel("body")]

    class Meta:
        verbose_name = _("editorial page")
        verbose_name_plural = _("editorial pages")


class EditorialIndexPage(SitePage):
    """A list of articles, newest first."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.EditorialPage"]
    template = "pages/editorial_index_page.html"
    content_panels = [*SitePage.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("list of articles")
        verbose_name_plural = _("lists of articles")

    def get_context(self, request, *args, **kwargs):
        articles = EditorialPage.objects.child_of(self).live().order_by("-first_published_at", "-pk")
        return {**super().get_context(request, *args, **kwargs), "articles": articles[:100]}


class LegalPage(SitePage):
    """A text the law asks for. It shows when it was last changed."""

    body = RichTextField(_("text"), features=["h2", "h3", "bold", "italic", "ol", "ul", "link"])

    parent_page_types = ["pages.HomePage"]
    subpage_types = []
    template = "pages/legal_page.html"
    content_panels = [*SitePage.content_panels, FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        verbose_name = _("legal page")
        verbose_name_plural = _("legal pages")
