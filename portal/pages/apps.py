from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "portal.pages"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Pages")

    def ready(self):
        from . import permissions, signals, space  # noqa: F401 - space registers entries of the menu
        from .listing import reading  # noqa: F401 - kept searches and feeds read their parameters there

        signals.connect()
        permissions.declare()
