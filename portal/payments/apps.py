from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "portal.payments"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Payments")

    def ready(self):
        from . import audit, checks, notifications, signals, space  # noqa: F401 - they register words and receivers

        register(checks.local_checkout)
        register(checks.webhook_secret)
        register(checks.seller, deploy=True)
