"""What stands beside a resume: its photo, its history, its share links, what it lacks."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from portal.core.errors import DomainError
from portal.cv import services
from portal.cv.models import Resume, ResumeShare, ResumeVersion

from ...common.fields import moment
from ..uploads import FileBody
from .base import IF_MATCH, ResumeView
from .bodies import ResumeContent, ResumeSerializer
from .presenting import present_version


class Photo(ResumeView):
    """A JPEG or PNG: its middle is kept as a square, without what the camera noted beside it."""

    throttle_scope = "upload"

    @extend_schema(
        request={"multipart/form-data": FileBody}, responses=ResumeSerializer, summary="Set the photo of a resume"
    )
    def put(self, request, pk):
        sent = self.body(FileBody).validated_data
        name = next((name for name in ("file", "fichier") if sent.get(name) is not None), None)
        if name is None:
            raise ValidationError({"file": [_("A file is expected, as `file` or `fichier` of a multipart body.")]})
        resume = self.own(pk)
        try:
            services.set_photo(self.actor, resume, sent[name])
        except DomainError as error:
            error.fields = {name: [error.message]}
            raise
        return self.shown(self.read(pk))

    @extend_schema(responses={204: None}, summary="Delete the photo of a resume")
    def delete(self, request, pk):
        services.remove_photo(self.actor, self.own(pk))
        return Response(status=204)


class HintSerializer(serializers.Serializer):
    code = serializers.CharField()
    section = serializers.CharField()
    message = serializers.CharField()
    weight = serializers.IntegerField()


class CompletenessSerializer(serializers.Serializer):
    percent = serializers.IntegerField()
    hints = HintSerializer(many=True)


class Completeness(ResumeView):
    """How complete a resume is, and what it lacks, what counts most first."""

    @extend_schema(responses=CompletenessSerializer, summary="What a resume lacks")
    def get(self, request, pk):
        percent, hints = services.completeness(self.read(pk))
        found = [
            {"code": hint.code, "section": hint.section, "message": str(hint.message), "weight": hint.weight}
            for hint in hints
        ]
        return Response({"percent": percent, "hints": found})


class VersionSerializer(serializers.Serializer):
    id = serializers.IntegerField(help_text="The number of the change that said it, among those of this resume")
    date = serializers.DateTimeField(help_text="When it came to say that")


class WholeVersionSerializer(VersionSerializer):
    content = ResumeContent()


class Versions(ResumeView):
    """What it said before, the last first: a state for all the changes of five minutes. In pages."""

    is_list = True

    @extend_schema(responses=VersionSerializer(many=True), summary="The history of a resume")
    def get(self, request, pk):
        rows = services.versions_of(self.own(pk))
        return self.paged(rows, lambda row: {"id": row.revision, "date": moment(row.said_at)})


class VersionView(ResumeView):
    def version(self, resume: Resume, revision: int) -> ResumeVersion:
        found = services.version_of(resume, revision)
        if found is None:
            raise Http404
        return found


class VersionDetail(VersionView):
    @extend_schema(responses=WholeVersionSerializer, summary="What a resume said")
    def get(self, request, pk, version):
        return Response(present_version(self.version(self.own(pk), int(version))))


class Restore(VersionView):
    """What it says now goes into the history first."""

    errors = {"POST": (412,)}

    @extend_schema(request=None, responses=ResumeSerializer, parameters=[IF_MATCH], summary="Say again what it said")
    def post(self, request, pk, version):
        resume = self.own(pk)
        found = self.version(resume, int(version))
        return self.shown(services.restore(self.actor, resume, found, revision=self.seen_revision))


class ShareSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    label = serializers.CharField(allow_null=True)
    url = serializers.URLField()
    views = serializers.IntegerField()
    last_viewed_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class ShareBody(serializers.Serializer):
    label = serializers.CharField(max_length=100, required=False, allow_blank=True, allow_null=True)


class Shares(ResumeView):
    """The links that are open: whoever has one reads the resume, and search engines are told to leave it."""

    errors = {"POST": (409,)}
    is_list = True
    pagination_class = None

    @extend_schema(responses=ShareSerializer(many=True), summary="The share links of a resume")
    def get(self, request, pk):
        return Response([self.present(row) for row in ResumeShare.objects.open().filter(resume=self.own(pk))])

    @extend_schema(request=ShareBody, responses={201: ShareSerializer}, summary="Share a resume")
    def post(self, request, pk):
        label = self.body(ShareBody).validated_data.get("label") or ""
        return Response(self.present(services.share(self.actor, self.own(pk), label=label)), status=201)

    def present(self, row: ResumeShare) -> dict:
        return {
            "id": row.pk,
            "label": row.label or None,
            "url": self.request.build_absolute_uri(reverse("cv_shared", args=[row.token])),
            "views": row.views,
            "last_viewed_at": moment(row.last_viewed_at),
            "created_at": moment(row.created_at),
        }


class ShareDetail(ResumeView):
    @extend_schema(responses={204: None}, summary="Revoke a share link")
    def delete(self, request, pk, share):
        row = ResumeShare.objects.open().filter(resume=self.own(pk), pk=share).select_related("resume").first()
        if row is None:
            raise Http404
        services.revoke(self.actor, row)
        return Response(status=204)
