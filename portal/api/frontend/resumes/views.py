"""Resumes of an account or of a visitor's session: read, made, changed, deleted, exported (002 §3.1 to §3.6)."""

from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from portal.cv import services
from portal.cv.models import Resume
from portal.cv.preview import preview_response

from .base import IF_MATCH, ResumeView
from .bodies import ResumeBody, ResumePatch, ResumeSerializer
from .presenting import present_resumes


class Resumes(ResumeView):
    """002 §3.1, §3.2: a bare array, the oldest first."""

    errors = {"POST": (409,)}
    is_list = True
    pagination_class = None

    @property
    def throttle_scope(self):
        return "resume" if self.request.method == "POST" else None

    @extend_schema(responses=ResumeSerializer(many=True), summary="One's resumes")
    def get(self, request):
        return Response(present_resumes(list(Resume.objects.of(self.actor).for_list()), request))

    @extend_schema(request=ResumeBody, responses={201: ResumeSerializer}, summary="Make a resume")
    def post(self, request):
        values = self.body(ResumeBody).validated_data
        return self.shown(services.create(self.maker, values), 201)


class ResumeDetail(ResumeView):
    """002 §3.3 to §3.5."""

    errors = {"PATCH": (412,), "DELETE": (412,)}

    @extend_schema(responses=ResumeSerializer, summary="A resume")
    def get(self, request, pk):
        return self.shown(self.read(pk))

    @extend_schema(
        request=ResumePatch, responses=ResumeSerializer, parameters=[IF_MATCH], summary="Change what is sent (autosave)"
    )
    def patch(self, request, pk):
        values = self.body(ResumePatch).validated_data
        return self.shown(services.change(self.actor, int(pk), values, revision=self.seen_revision))

    @extend_schema(responses={204: None}, parameters=[IF_MATCH], summary="Delete a resume for good")
    def delete(self, request, pk):
        services.delete(self.actor, self.own(pk), revision=self.seen_revision)
        return Response(status=204)


class PdfSerializer(serializers.Serializer):
    pdf_url = serializers.URLField()
    has_watermark = serializers.BooleanField()


class ExportPdf(ResumeView):
    """002 §3.6: the PDF can be fetched at `pdf_url` for a day."""

    throttle_scope = "render"
    errors = {"POST": (400, 503)}

    @extend_schema(request=None, responses=PdfSerializer, summary="Export the PDF")
    def post(self, request, pk):
        made = services.export_pdf(self.actor, self.read(pk))
        address = reverse("cv_export", args=[made.token, made.name])
        return Response({"pdf_url": request.build_absolute_uri(address), "has_watermark": made.has_watermark})


class Preview(ResumeView):
    """The page as the PDF will show it, with a watermark where the PDF has one."""

    throttle_scope = "render"
    errors = {"GET": (400,)}

    @extend_schema(responses={(200, "text/html"): OpenApiTypes.STR}, summary="The resume as HTML")
    def get(self, request, pk):
        return preview_response(self.read(pk))


class Duplicate(ResumeView):
    """What was paid was paid for the first alone."""

    throttle_scope = "resume"
    errors = {"POST": (409,)}

    @extend_schema(request=None, responses={201: ResumeSerializer}, summary="Make a second resume that says the same")
    def post(self, request, pk):
        return self.shown(services.duplicate(self.actor, self.own(pk)), 201)
