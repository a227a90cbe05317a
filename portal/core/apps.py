from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "portal.core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import mail, periodic  # noqa: F401 - mail registers what the outbox delivers

        periodic.start_beside_runserver()
