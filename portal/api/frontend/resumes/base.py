"""Who asks for resumes, which are theirs, and what they saw of them last."""

import re
from functools import cached_property

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.response import Response

from portal.core.clients import is_this_site
from portal.cv import permissions, seen
from portal.cv.models import Resume
from portal.cv.services import read_entries
from portal.cv.visitors import visitor_of

from ...common.authentication import BearerAuthentication
from ...common.views import FrontendView
from .presenting import present_resume

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The `ETag` last seen: 412 when it was changed since"
)
_TAG = re.compile(r'(?:W/)?"(\d{1,9})"')


class Keepers(BasePermission):
    """Visitors, whose resumes are their session's, and those accounts that apply to something."""

    def has_permission(self, request, view):
        return not request.user.is_authenticated or permissions.may_have_resume(request.user)


class ResumeView(FrontendView):
    """002 §3: a token, the site's session, or a visitor's."""

    authentication_classes = (BearerAuthentication, SessionAuthentication)
    permission_classes = (Keepers,)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method not in SAFE_METHODS and not request.user.is_authenticated:
            _refuse_foreign_pages(request)

    @cached_property
    def actor(self):
        """The account, or the visitor, who may have no name yet."""
        if self.request.user.is_authenticated:
            return self.request.user
        return visitor_of(self.request._request.session)

    @property
    def maker(self):
        """The caller, with a name if they had none: what is refused before leaves no cookie."""
        if self.request.user.is_authenticated:
            return self.request.user
        return visitor_of(self.request._request.session, make=True)

    def own(self, pk: int) -> Resume:
        """One of the caller's; another's is a 404."""
        found = get_object_or_404(Resume.objects.of(self.actor).with_template(), pk=pk)
        if self.request.user.is_authenticated:
            found.user = self.request.user
        return found

    def shown(self, resume: Resume, status: int = 200) -> Response:
        """The whole resume, with the `ETag` that a later `If-Match` names."""
        return Response(present_resume(resume, self.request), status=status, headers={"ETag": f'"{resume.revision}"'})

    def read(self, pk: int) -> Resume:
        """One of the caller's, with all it says, seen just now."""
        resume = self.own(pk)
        read_entries(resume)
        resume.last_accessed = seen.note(resume.pk)
        return resume

    @property
    def seen_revision(self) -> int | None:
        """What `If-Match` says was seen; None without one, -1 for what no resume ever had."""
        asked = self.request.headers.get("If-Match", "").strip()
        if asked in ("", "*"):
            return None
        return max((int(number) for number in _TAG.findall(asked)), default=-1)


def _refuse_foreign_pages(request) -> None:
    """A visitor has no token: what writes to their session comes from a page of ours or of a known front end."""
    origin = request.headers.get("Origin")
    if origin is None or origin in settings.CORS_ALLOWED_ORIGINS:
        return
    if not is_this_site(origin, request):
        raise PermissionDenied(_("This page may not write resumes here."))
