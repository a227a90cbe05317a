from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from portal.jobs.models import Kind
from portal.jobs.models.publication import PLURALS

from .common import SitePage


class PublicationListPage(SitePage):
    """The listing of one kind. Its address is the kind's word, which the addresses of publications begin with."""

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    intro = RichTextField(
        _("introduction"),
        blank=True,
        features=["bold", "italic", "link", "ul"],
        help_text=_("Shown under the results of the first page: advice, links to articles."),
    )

    parent_page_types = ["pages.HomePage"]
    subpage_types = []
    max_count = 4
    content_panels = [*SitePage.content_panels, FieldPanel("kind"), FieldPanel("lead"), FieldPanel("intro")]

    class Meta:
        verbose_name = _("listing of publications")
        verbose_name_plural = _("listings of publications")

    def clean(self):
        super().clean()
        if self.kind and self.slug != PLURALS[self.kind]:
            raise ValidationError(
                {"slug": _("The address of this listing must stay “%(slug)s”.") % {"slug": PLURALS[self.kind]}}
            )
        if self.kind and PublicationListPage.objects.filter(kind=self.kind).exclude(pk=self.pk).exists():
            raise ValidationError({"kind": _("This kind has its listing already.")})

    def serve(self, request, *args, **kwargs):
        from ..views.listing import serve_listing

        return serve_listing(request, page=self)
