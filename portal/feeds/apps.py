from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedsConfig(AppConfig):
    name = "portal.feeds"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Feeds")

    def ready(self):
        from . import audit, notifications, space  # noqa: F401
