"""Menus, footer, notice and contact address, edited in the admin under Settings."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import StreamBlock
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.contrib.settings.registry import register_setting
from wagtail.fields import StreamField

from ..blocks import ColumnBlock, LinkBlock


@register_setting(icon="list-ul")
class SiteChrome(BaseGenericSetting):
    notice = models.CharField(
        _("notice"), max_length=250, blank=True, help_text=_("One sentence on top of every page, when there is news.")
    )
    contact_email = models.EmailField(_("contact address"), blank=True, help_text=_("Shown in the footer."))
    menu = StreamField(StreamBlock([("link", LinkBlock())], max_num=7), blank=True, verbose_name=_("main menu"))
    footer = StreamField(StreamBlock([("column", ColumnBlock())], max_num=5), blank=True, verbose_name=_("footer"))
    #: What pages show, with the addresses of the chosen pages: written with this row and whenever a page moves, so
    #: that reading the chrome is one query (`portal.pages.chrome`).
    shown = models.JSONField(default=dict, editable=False)

    panels = [
        MultiFieldPanel([FieldPanel("notice"), FieldPanel("contact_email")], heading=_("Everywhere")),
        FieldPanel("menu"),
        FieldPanel("footer"),
    ]

    class Meta:
        verbose_name = _("menus, footer and notice")

    def __str__(self):
        return str(self._meta.verbose_name)

    def save(self, *args, **kwargs):
        from ..chrome import forget, resolve

        self.shown = resolve(self)
        super().save(*args, **kwargs)
        forget()
