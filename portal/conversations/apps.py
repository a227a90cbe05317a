from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationsConfig(AppConfig):
    name = "portal.conversations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Messages")

    def ready(self):
        from . import audit, notifications, space  # noqa: F401
        from .services import bulk  # noqa: F401
