from django.core.exceptions import PermissionDenied

from .. import rules


class ModeratorMixin:
    """Editors and administrators only; Wagtail sends others back to the dashboard with a message."""

    def dispatch(self, request, *args, **kwargs):
        if not rules.may_review(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class AdministratorMixin:
    """Administrators only: figures of everybody and logs are no part of moderation."""

    def dispatch(self, request, *args, **kwargs):
        if not rules.administers(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
