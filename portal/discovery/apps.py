from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscoveryConfig(AppConfig):
    name = "portal.discovery"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Discovery")

    def ready(self):
        from . import notifications, signals, space  # noqa: F401 - register what people are told, and entries of the menu

        signals.connect()
