from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CvConfig(AppConfig):
    name = "portal.cv"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Resumes")

    def ready(self):
        from . import signals, space  # noqa: F401 - registers receivers and the menu's entry
