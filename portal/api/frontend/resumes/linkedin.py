"""A resume from LinkedIn (002 §3.7): from the address of a profile, or from the member's own export of their data."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from portal.core.errors import DomainError
from portal.core.files import ZIP
from portal.cv import services
from portal.cv.exchange.draft import completed
from portal.cv.exchange.reading import read_file

from .base import ResumeView
from .bodies import ResumeSerializer
from .presenting import present_resume


class LinkedInBody(serializers.Serializer):
    """An address that is none is refused by the service, in 002's words."""

    linkedin_url = serializers.CharField(max_length=2000)


class LinkedInArchive(serializers.Serializer):
    """The ZIP that LinkedIn sends its members who ask for their data; with it the address may be left out."""

    linkedin_url = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    archive = serializers.FileField(max_length=None, allow_empty_file=True)


class ImportedSerializer(ResumeSerializer):
    import_status = serializers.ChoiceField(choices=["imported", "needs_data"])
    import_notes = serializers.ListField(child=serializers.CharField(), help_text="What could not be kept as it was")


class ImportLinkedIn(ResumeView):
    """No page of LinkedIn is fetched: the address alone gives a draft (`needs_data`) with what the account knows."""

    throttle_scope = "resume"
    errors = {"POST": (409,)}

    @extend_schema(
        request={"application/json": LinkedInBody, "multipart/form-data": LinkedInArchive},
        responses={201: ImportedSerializer},
        summary="Make a resume from LinkedIn",
    )
    def post(self, request):
        draft, url = None, None
        if hasattr(request.data.get("archive") if isinstance(request.data, dict) else None, "read"):
            sent = self.body(LinkedInArchive).validated_data
            draft, url = _read(sent["archive"]), sent.get("linkedin_url")
        else:
            url = self.body(LinkedInBody).validated_data["linkedin_url"]
        resume = services.begin_from_linkedin(self.maker, url, draft and completed(draft.values))
        status = {
            "import_status": "imported" if draft else "needs_data",
            "import_notes": [str(note) for note in draft.notes] if draft else [],
        }
        return Response({**present_resume(resume, request), **status}, status=201)


def _read(archive):
    """What the export says; what is no such export is refused beside its field."""
    try:
        return read_file(archive, allowed=(ZIP,))
    except DomainError as error:
        error.fields = {"archive": [error.message]}
        raise
