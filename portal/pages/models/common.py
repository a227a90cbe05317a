"""What the page types share."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

#: Search engines and links: what an editor sees of Wagtail's "promote" tab. Menus are edited in the chrome settings.
PROMOTE = [
    MultiFieldPanel(
        [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")], heading=_("Search engines")
    )
]


class SitePage(Page):
    """A page of this portal: its lead under the title is also its description elsewhere."""

    lead = models.CharField(_("lead"), max_length=300, blank=True)

    promote_panels = PROMOTE

    class Meta:
        abstract = True

    @property
    def meta_description(self) -> str:
        return self.search_description or self.lead

    @property
    def meta_title(self) -> str:
        return self.seo_title or self.title
