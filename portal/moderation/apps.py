from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "portal.moderation"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Moderation")

    def ready(self):
        from . import audit, mail, permissions, signals  # noqa: F401 - audit and signals register themselves

        mail.disconnect_wagtail_mail()
        permissions.register_policies()
