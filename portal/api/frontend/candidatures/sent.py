"""Applying, and what one sent (003 §3.2 postuler, §4.1, and postuler of §5.2 to §7.2)."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from portal.accounts.models import Upload
from portal.jobs import services
from portal.jobs.models import Application, Publication
from portal.jobs.services.attachments import MAX_DOCUMENTS

from ...common.fields import FileOrUpload
from ...common.permissions import Applicants
from ...common.views import FrontendView
from .. import internships
from ..publications.kinds import BY_KIND
from .narrowing import FILTERS, narrow
from .presenting import ApplicationSerializer, present_application


class ApplyBody(internships.InternshipBody):
    lettre_motivation = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=10_000)
    cv = FileOrUpload(purpose=Upload.Purpose.CV, required=False, allow_null=True, help_text="The profile's by default")
    resume = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=10**18,
        help_text="One of one's resumes (002), printed as it is now; `cv` goes before it",
    )
    lettre = FileOrUpload(
        purpose=Upload.Purpose.LETTER, required=False, allow_null=True, help_text="A letter as a PDF, DOCX or ODT"
    )
    documents = serializers.ListField(
        child=FileOrUpload(purpose=Upload.Purpose.DOCUMENT), required=False, max_length=MAX_DOCUMENTS
    )
    reponses = serializers.ListField(
        child=serializers.CharField(allow_blank=True, max_length=2000), required=False, max_length=10
    )

    def to_internal_value(self, data):
        """A form leaves an empty `cv`, `resume` or `lettre` when none was chosen."""
        if isinstance(data, dict) and any(data.get(name) == "" for name in ("cv", "resume", "lettre")):
            data = data.copy()
            for name in ("cv", "resume", "lettre"):
                if data.get(name) == "":
                    del data[name]
        return super().to_internal_value(data)


class ApplyToBody(ApplyBody):
    offre = serializers.IntegerField(min_value=1, max_value=10**18)


class ApplicantView(FrontendView):
    permission_classes = (Applicants,)

    def field_name(self, name: str) -> str:
        known = {"letter": "lettre_motivation", "letter_file": "lettre", "answers": "reponses", **internships.NAMES}
        return known.get(name, name)

    def sent(self):
        rows = Application.objects.sent_by(self.request.user).for_list().select_related("student_details")
        return rows.prefetch_related("files", "interviews")

    def apply(self, publication, body) -> Response:
        """201 with the application; a publication that is not visible is a 404."""
        sent = body.validated_data
        application = services.applications.apply(
            self.request.user,
            publication,
            letter=sent.get("lettre_motivation") or "",
            answers=sent.get("reponses", ()),
            cv=sent.get("cv"),
            resume=sent.get("resume"),
            letter_file=sent.get("lettre"),
            documents=sent.get("documents", ()),
            student=internships.student_values(sent),
        )
        return Response(present_application(self.sent().get(pk=application.pk), self.request), status=201)


def apply_view(name: str):
    """POST /api/<kind>/{id}/postuler/"""
    kind = BY_KIND[name]

    class Apply(ApplicantView):
        errors = {"POST": (409,)}

        @extend_schema(request=ApplyBody, responses={201: ApplicationSerializer}, summary="Apply")
        def post(self, request, pk):
            publication = get_object_or_404(kind.model.objects.visible(), pk=pk)
            return self.apply(publication, self.body(ApplyBody))

    Apply.__name__ = f"{kind.plural.capitalize()}Apply"
    return Apply


class Sent(ApplicantView):
    """One's own applications, newest first, the withdrawn ones too; POST sends one."""

    is_list = True
    errors = {"POST": (404, 409)}

    @extend_schema(responses=ApplicationSerializer(many=True), parameters=FILTERS, summary="One's applications")
    def get(self, request):
        return self.paged(
            narrow(self.sent(), request), lambda row: present_application(row, request), internships.with_weeks
        )

    @extend_schema(request=ApplyToBody, responses={201: ApplicationSerializer}, summary="Apply to any publication")
    def post(self, request):
        body = self.body(ApplyToBody)
        publication = get_object_or_404(Publication.objects.visible(), pk=body.validated_data["offre"])
        return self.apply(publication, body)


class SentDetail(ApplicantView):
    errors = {"DELETE": (409,)}

    @extend_schema(
        responses=ApplicationSerializer, operation_id="candidat_candidatures_retrieve", summary="One of them"
    )
    def get(self, request, pk):
        return Response(present_application(get_object_or_404(self.sent(), pk=pk), request))

    @extend_schema(responses={204: None}, summary="Take it back: it stays, as retiree")
    def delete(self, request, pk):
        services.applications.withdraw(request.user, get_object_or_404(self.sent(), pk=pk))
        return Response(status=204)
