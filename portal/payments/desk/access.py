from django.core.exceptions import PermissionDenied
from wagtail.admin.menu import MenuItem

from .. import permissions


class ReadersMixin:
    """Editors and administrators; Wagtail sends others back with a message."""

    def dispatch(self, request, *args, **kwargs):
        if not permissions.may_see_payments(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class AdministratorsMixin:
    def dispatch(self, request, *args, **kwargs):
        if not permissions.may_administer_payments(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ReadersItem(MenuItem):
    def is_shown(self, request):
        return permissions.may_see_payments(request.user)


class AdministratorsItem(MenuItem):
    def is_shown(self, request):
        return permissions.may_administer_payments(request.user)
