from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "portal.notifications"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Notifications")

    def ready(self):
        from . import audit, providers, services  # noqa: F401 - audit and services register themselves

        # A provider that cannot be imported shows when the process starts, not when somebody waits for a message.
        providers.push()
        providers.sms()
