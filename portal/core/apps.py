from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "portal.core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import mail  # noqa: F401 - registers what the outbox delivers
