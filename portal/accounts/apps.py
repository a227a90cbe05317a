from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Accounts")
    default = True

    def ready(self):
        from . import notifications, signals  # noqa: F401 - registers what is told, and what follows a save
