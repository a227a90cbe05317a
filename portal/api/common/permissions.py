"""Who may call a view, by role. Whose object it is, the view's queryset decides (somebody else's is a 404)."""

from rest_framework.permissions import BasePermission

from portal.accounts.models import Role
from portal.accounts.services.profiles import APPLICANTS


class ByRole(BasePermission):
    roles: tuple = ()

    def has_permission(self, request, view):
        return bool(request.user and request.user.is_authenticated and request.user.role in self.roles)


class Recruiters(ByRole):
    roles = (Role.RECRUITER,)


class Applicants(ByRole):
    """Candidates, students and prestataires."""

    roles = APPLICANTS


class Candidates(ByRole):
    roles = (Role.CANDIDATE,)


class Moderators(ByRole):
    """Editors and administrators."""

    roles = (Role.EDITOR, Role.ADMIN)


class Administrators(ByRole):
    roles = (Role.ADMIN,)
