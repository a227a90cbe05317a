"""Files of resumes in other formats: taken along (Word, JSON Resume), and read without keeping anything."""

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from portal.core.errors import DomainError
from portal.cv.exchange.draft import Draft
from portal.cv.exchange.reading import read_file
from portal.cv.exchange.views import json_file, word_file

from ..uploads import FileBody
from .base import ResumeView


class ExportWord(ResumeView):
    """DOCX: real headings, one column, the resume's own order. It bears no watermark, having no looks of a template."""

    throttle_scope = "render"
    errors = {"GET": (400,)}

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}, summary="The resume as DOCX")
    def get(self, request, pk):
        return word_file(self.read(pk))


class ExportJson(ResumeView):
    """JSON Resume, schema v1.0.0."""

    throttle_scope = "render"

    @extend_schema(responses={(200, "application/json"): OpenApiTypes.OBJECT}, summary="The resume as JSON Resume")
    def get(self, request, pk):
        return json_file(self.read(pk))


class ReadSerializer(serializers.Serializer):
    source = serializers.ChoiceField(choices=["pdf", "docx", "json", "linkedin"])
    notes = serializers.ListField(child=serializers.CharField(), help_text="What was cut, left out, or may be wrong")
    values = serializers.DictField(
        help_text="For `POST /api/resumes/`, with a template, once what is null is filled in"
    )


class ReadFile(ResumeView):
    """PDF, DOCX, JSON Resume or LinkedIn's archive. Nothing is kept, neither the file nor what was read in it."""

    throttle_scope = "resume"
    errors = {"POST": (400, 409)}

    @extend_schema(
        request={"multipart/form-data": FileBody}, responses=ReadSerializer, summary="Read a resume in a file"
    )
    def post(self, request):
        sent = self.body(FileBody).validated_data
        name = next((name for name in ("file", "fichier") if sent.get(name) is not None), None)
        if name is None:
            raise ValidationError({"file": [_("A file is expected, as `file` or `fichier` of a multipart body.")]})
        try:
            draft = read_file(sent[name])
        except DomainError as error:
            error.fields = {name: [error.message]}
            raise
        return Response(_present(draft))


def _present(draft: Draft) -> dict:
    """What the file does not say is null in an entry, and left out of the resume."""
    values = {name: value for name, value in draft.values.items() if value not in ("", [], {})}
    values = {
        name: [{key: None if text == "" else text for key, text in item.items()} for item in value]
        if isinstance(value, list)
        else value
        for name, value in values.items()
    }
    return {"source": draft.source, "notes": [str(note) for note in draft.notes], "values": values}
