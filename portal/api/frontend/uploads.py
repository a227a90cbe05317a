"""Files: sent, read again, deleted (003 §11.1). Only their owner finds them, editors the papers, administrators all."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from portal.accounts import services
from portal.accounts.models import Role, Upload
from portal.core.errors import DomainError
from portal.core.files import file_response

from ..common.permissions import Applicants, ByRole
from ..common.views import FrontendView
from .people import UploadSerializer, present_upload

USES = {
    Upload.Purpose.CV: "cv",
    Upload.Purpose.LETTER: "lettre",
    Upload.Purpose.DOCUMENT: "document",
    Upload.Purpose.PAPER: "verification",
}


class KeptSerializer(UploadSerializer):
    usage = serializers.ChoiceField(choices=[*USES.values()])


class Senders(ByRole):
    """Whoever applies, and recruiters, whose documents are verification papers."""

    roles = (*Applicants.roles, Role.RECRUITER)


class FileBody(serializers.Serializer):
    """One of the two."""

    file = serializers.FileField(required=False, max_length=None, allow_empty_file=True)
    fichier = serializers.FileField(required=False, max_length=None, allow_empty_file=True, help_text="file")


class DocumentBody(FileBody):
    nature = serializers.ChoiceField(
        choices=Upload.Kind.choices,
        required=False,
        help_text="With it a prestataire's document is a verification paper too, as a recruiter's always is",
    )


class UploadView(FrontendView):
    throttle_scope = "upload"
    permission_classes = (Applicants,)
    errors = {"POST": (409,)}

    def send(self, request, purpose: str, body=FileBody) -> Response:
        """201 with the file; what the service refuses stands beside the name the file came under."""
        sent = self.body(body).validated_data
        name = next((name for name in ("file", "fichier") if sent.get(name) is not None), None)
        if name is None:
            raise ValidationError({"file": [_("A file is expected, as `file` or `fichier` of a multipart body.")]})
        try:
            upload = services.send_upload(request.user, purpose, sent[name], sent.get("nature", ""))
        except DomainError as error:
            error.fields = {name: [error.message]}
            raise
        return Response(present_upload(upload, request), status=201)


class SendCv(UploadView):
    """A PDF, DOCX or ODT; its id is then a `cv` of an application or of the profile."""

    @extend_schema(request={"multipart/form-data": FileBody}, responses={201: UploadSerializer}, summary="Send a CV")
    def post(self, request):
        return self.send(request, Upload.Purpose.CV)


class SendLetter(UploadView):
    """A PDF, DOCX or ODT; its id is then the `lettre` of an application."""

    @extend_schema(
        request={"multipart/form-data": FileBody}, responses={201: UploadSerializer}, summary="Send a cover letter"
    )
    def post(self, request):
        return self.send(request, Upload.Purpose.LETTER)


class SendDocument(UploadView):
    """A PDF, DOCX, ODT, JPEG or PNG. A recruiter's joins `documents_verification`."""

    permission_classes = (Senders,)

    @extend_schema(
        request={"multipart/form-data": DocumentBody}, responses={201: UploadSerializer}, summary="Send a document"
    )
    def post(self, request):
        return self.send(request, Upload.Purpose.DOCUMENT, DocumentBody)


class Uploads(FrontendView):
    """One's own files, newest first."""

    permission_classes = (IsAuthenticated,)
    is_list = True

    @extend_schema(responses=KeptSerializer(many=True), summary="One's files")
    def get(self, request):
        rows = Upload.objects.of(request.user)
        return self.paged(rows, lambda row: {**present_upload(row, request), "usage": USES[row.purpose]})


class UploadDetail(FrontendView):
    permission_classes = (IsAuthenticated,)
    errors = {"DELETE": (409,)}

    @extend_schema(
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        operation_id="upload_read",
        summary="Read a file",
    )
    def get(self, request, pk):
        found = get_object_or_404(Upload.objects.readable_by(request.user), pk=pk)
        return file_response(found.file, name=found.name, content_type=found.content_type)

    @extend_schema(responses={204: None}, summary="Delete one's own file; what was sent with it stays sent")
    def delete(self, request, pk):
        services.delete_upload(request.user, get_object_or_404(Upload.objects.of(request.user), pk=pk))
        return Response(status=204)
