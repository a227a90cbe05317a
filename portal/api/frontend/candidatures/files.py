"""The files of an application as they were sent."""

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated

from portal.core.files import file_response
from portal.jobs.models import Application, ApplicationFile

from ...common.views import FrontendView


class ApplicationCv(FrontendView):
    """The CV as it was sent: for its sender, the recruiters of the company, and administrators."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}, summary="Read a CV")
    def get(self, request, pk):
        row = get_object_or_404(Application.objects.files_readable_by(request.user).exclude(cv=""), pk=pk)
        return file_response(row.cv, name=row.cv_name, content_type=row.cv_type)


class SentFile(FrontendView):
    """A letter or document as it was sent: for the same people."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}, summary="Read a file sent")
    def get(self, request, pk):
        readable = Application.objects.files_readable_by(request.user)
        found = get_object_or_404(ApplicationFile, application__in=readable, pk=pk)
        return file_response(found.file, name=found.name, content_type=found.content_type)
