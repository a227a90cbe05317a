from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Accounts")
    default = True

    def ready(self):
        from . import audit, cards, notifications, signals  # noqa: F401 - they register menus, cards, words and receivers


class UsersAdminConfig(WagtailUsersAppConfig):
    """Wagtail's user administration, over our views."""

    default = False
    user_viewset = "portal.accounts.admin.views.UserViewSet"
    group_viewset = "portal.accounts.admin.views.GroupViewSet"
