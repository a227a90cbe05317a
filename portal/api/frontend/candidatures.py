"""Applications: sent, received, answered (003 §3.2 postuler, §4, and the postulations of §5.2 to §7.2)."""

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from portal.accounts.models import Upload
from portal.core.files import file_response
from portal.jobs import services
from portal.jobs.models import Application, ApplicationFile, Publication
from portal.jobs.services.attachments import MAX_DOCUMENTS

from ..common.fields import FileOrUpload, moment
from ..common.permissions import Applicants, Recruiters
from ..common.schema import parameters
from ..common.views import FrontendView
from . import internships, words
from .entretiens import InterviewSerializer, present_interview
from .people import FileSerializer, file_of
from .publications.kinds import BY_KIND
from .scores import ORDER, ScorePartSerializer, present_score, score_field, sort

NATURES = {ApplicationFile.Kind.LETTER: "lettre", ApplicationFile.Kind.DOCUMENT: "document"}


class AnswerSerializer(serializers.Serializer):
    question = serializers.CharField()
    reponse = serializers.CharField()


class SentFileSerializer(FileSerializer):
    id = serializers.IntegerField()
    nature = serializers.ChoiceField(choices=[*NATURES.values()])
    taille = serializers.IntegerField()


class ApplicationSerializer(serializers.Serializer):
    """003 §4.1. `candidat` is the user's id, `offre` the id of any kind of publication."""

    id = serializers.IntegerField()
    candidat = serializers.IntegerField(allow_null=True)
    offre = serializers.IntegerField()
    type_publication = serializers.ChoiceField(choices=list(words.KIND.values()))
    titre_offre = serializers.CharField()
    entreprise = serializers.CharField()
    statut = serializers.ChoiceField(choices=list(words.APPLICATION_WORDS))
    date_candidature = serializers.DateTimeField()
    date_modification = serializers.DateTimeField()
    lettre_motivation = serializers.CharField()
    cv = FileSerializer(allow_null=True)
    fichiers = SentFileSerializer(many=True, help_text="The letter and documents sent beside the CV")
    reponses = AnswerSerializer(many=True)
    score_compatibilite = score_field()
    detail_score = ScorePartSerializer(many=True)
    entretiens = InterviewSerializer(many=True, help_text="By date, the cancelled ones too")
    stage = internships.InternshipSerializer(allow_null=True, help_text="Of a student internship")


class ReceivedSerializer(ApplicationSerializer):
    """What recruiters read beside; the applicant never does."""

    nom_candidat = serializers.CharField()
    email_candidat = serializers.CharField()
    telephone_candidat = serializers.CharField()
    notes_recruteur = serializers.CharField()


def present_application(row: Application, request, *, received: bool = False) -> dict:
    cv = None
    if row.cv:
        cv = file_of(row.cv_name, row.cv_type, request, f"/api/candidatures/{row.pk}/cv/")
    body = {
        "id": row.pk,
        "candidat": row.candidate.user_id,
        "offre": row.publication_id,
        "type_publication": words.KIND[row.publication.kind],
        "titre_offre": row.title,
        "entreprise": row.publication.company_name,
        "statut": words.APPLICATION[row.status],
        "date_candidature": moment(row.sent_at),
        "date_modification": moment(row.updated_at),
        "lettre_motivation": row.letter,
        "cv": cv,
        "fichiers": [_sent_file(file, row, request) for file in row.files.all()],
        "reponses": [{"question": one["question"], "reponse": one["answer"]} for one in row.answers],
        **present_score(row),
        "entretiens": [present_interview(interview, request) for interview in row.interviews.all()],
        "stage": internships.present_internship(row),
    }
    if received:
        person, notes = row.candidate, list(row.notes.all())
        body |= {
            "nom_candidat": str(person),
            "email_candidat": person.user.email if person.user else person.email,
            "telephone_candidat": person.phone,
            "notes_recruteur": notes[0].text if notes else "",
        }
    return body


def _sent_file(file: ApplicationFile, row: Application, request) -> dict:
    shown = file_of(file.name, file.content_type, request, f"/api/candidatures/fichiers/{file.pk}/")
    return {**shown, "id": file.pk, "nature": NATURES[file.kind], "taille": file.size}


class ApplyBody(internships.InternshipBody):
    lettre_motivation = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=10_000)
    cv = FileOrUpload(purpose=Upload.Purpose.CV, required=False, allow_null=True, help_text="The profile's by default")
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
        """A form leaves an empty `cv` or `lettre` when none was chosen."""
        if isinstance(data, dict) and any(data.get(name) == "" for name in ("cv", "lettre")):
            data = data.copy()
            for name in ("cv", "lettre"):
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


FILTERS = parameters(
    statut=", ".join(words.APPLICATION_WORDS), offre="A publication's id", type_publication="A kind of publication"
)


def narrow(rows, request):
    """The filters of lists of applications. Raises ValidationError."""
    asked = {name: request.query_params.get(name, "").strip().lower() for name in ("statut", "offre")}
    kind = request.query_params.get("type_publication", "").strip().lower()
    errors = {}
    if asked["statut"] and asked["statut"] not in words.APPLICATION_WORDS:
        errors["statut"] = _unknown(words.APPLICATION_WORDS)
    if asked["offre"] and not (asked["offre"].isascii() and asked["offre"].isdigit() and len(asked["offre"]) < 19):
        errors["offre"] = [_("This value cannot be read.")]
    if kind and kind not in words.KIND_OF:
        errors["type_publication"] = _unknown(words.KIND.values())
    if errors:
        raise ValidationError(errors)
    if asked["statut"]:
        rows = rows.filter(status__in=words.domain_states(asked["statut"]))
    if asked["offre"]:
        rows = rows.filter(publication_id=int(asked["offre"]))
    return rows.filter(publication__kind=words.KIND_OF[kind]) if kind else rows


def _unknown(known) -> list[str]:
    return [_("This value is not known. Known: %(known)s.") % {"known": ", ".join(known)}]


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


class RecruiterView(FrontendView):
    permission_classes = (Recruiters,)

    def received(self):
        rows = Application.objects.received_by(self.request.user).for_list().select_related("student_details")
        rows = rows.prefetch_related("notes", "files", "interviews")
        return rows.order_by("-created_at", "-id")

    def shown(self, row) -> dict:
        return present_application(row, self.request, received=True)


class Received(RecruiterView):
    """The applications to the company's publications of every kind, newest first unless `tri` says otherwise."""

    is_list = True

    @extend_schema(responses=ReceivedSerializer(many=True), parameters=FILTERS + ORDER, summary="Applications received")
    def get(self, request):
        return self.paged(sort(narrow(self.received(), request), request), self.shown, internships.with_weeks)


def received_view(name: str):
    """GET /api/recruteur/<kind>/postulations/"""
    kind = BY_KIND[name]

    class Postulations(RecruiterView):
        is_list = True

        @extend_schema(
            responses=ReceivedSerializer(many=True),
            parameters=FILTERS + ORDER,
            operation_id=f"recruteur_{kind.plural}_postulations",
            summary="Applications received for this kind",
        )
        def get(self, request):
            rows = self.received().filter(publication__kind=kind.kind)
            return self.paged(sort(narrow(rows, request), request), self.shown, internships.with_weeks)

    Postulations.__name__ = f"{kind.plural.capitalize()}Postulations"
    return Postulations


class ReceivedDetail(RecruiterView):
    @extend_schema(responses=ReceivedSerializer, operation_id="recruteur_candidatures_retrieve", summary="One of them")
    def get(self, request, pk):
        return Response(self.shown(get_object_or_404(self.received(), pk=pk)))


class StatusBody(serializers.Serializer):
    statut = serializers.CharField(max_length=20, help_text=", ".join(words.SETTABLE))
    motif = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=2000)
    notes_recruteur = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=5000)

    def validate_statut(self, value: str) -> str:
        value = value.strip().lower()
        if value not in words.SETTABLE:
            raise serializers.ValidationError(_unknown(words.SETTABLE))
        return value


class ChangeStatus(RecruiterView):
    """003 §4.2: en_cours, acceptee, refusee. The same again is 200; what the state does not allow is 409."""

    errors = {"PUT": (409,)}

    def field_name(self, name: str) -> str:
        return {"reason": "motif", "text": "notes_recruteur"}.get(name, name)

    @extend_schema(request=StatusBody, responses=ReceivedSerializer, summary="Answer an application")
    def put(self, request, pk):
        row = get_object_or_404(self.received(), pk=pk)
        sent = self.body(StatusBody).validated_data
        with transaction.atomic():
            services.applications.open_by_recruiter(request.user, row)
            if words.APPLICATION[row.status] != sent["statut"]:
                target = words.SETTABLE[sent["statut"]]
                services.applications.transition(request.user, row, target, reason=sent.get("motif") or "")
            note = (sent.get("notes_recruteur") or "").strip()
            if note and note != self.shown(row)["notes_recruteur"]:
                services.applications.add_note(request.user, row, note)
        return Response(self.shown(self.received().get(pk=pk)))


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
