"""An application as clients read it: by who sent it, and by who received it."""

from rest_framework import serializers

from portal.jobs.models import Application, ApplicationFile

from ...common.fields import moment
from .. import internships, words
from ..entretiens import InterviewSerializer, present_interview
from ..people import FileSerializer, file_of
from ..scores import ScorePartSerializer, present_score, score_field

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
