from django.apps import AppConfig
from django.core.checks import register


class CoreConfig(AppConfig):
    name = "portal.core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import antivirus, mail, observing, periodic  # noqa: F401 - they register what they deliver and watch

        register(antivirus.check_address)
        periodic.start_beside_runserver()
