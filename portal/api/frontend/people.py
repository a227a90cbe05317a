"""A user as `/api/` shows one: the union of 002's and 003's fields, with those of the role."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from portal.accounts.models import Role, Upload, User
from portal.accounts.services.profiles import APPLICANTS, student_of
from portal.core.files import EXTENSIONS
from portal.payments.services import subscriptions

from ..common.fields import moment
from .words import ROLE, VERIFICATION

PEOPLE = ("recruiter__company__sector", "prestataire", "candidate", "student__school")


class FileSerializer(serializers.Serializer):
    """A private file; `url` asks for the same token as everything else."""

    nom = serializers.CharField()
    type = serializers.CharField()
    url = serializers.CharField()


class UploadSerializer(FileSerializer):
    """A file of one's own (003 §11.1)."""

    id = serializers.IntegerField()
    taille = serializers.IntegerField(help_text="Bytes")
    date = serializers.DateTimeField()


class PaperSerializer(UploadSerializer):
    nature = serializers.CharField(help_text="kbis, identity, mandate or other")


class AccountSerializer(serializers.Serializer):
    """What every account has: 002 §1.4 and 003 §1.1 User."""

    id = serializers.IntegerField()
    username = serializers.CharField()
    email = serializers.EmailField()
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    phone = serializers.CharField()
    is_premium = serializers.BooleanField()
    subscription_type = serializers.CharField(allow_null=True)
    subscription_end_date = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    nom = serializers.CharField()
    prenom = serializers.CharField()
    telephone = serializers.CharField()
    type_compte = serializers.ChoiceField(choices=list(ROLE.values()))
    statut_verification = serializers.ChoiceField(choices=["en_attente", "verifie"], help_text="About the email")
    date_creation = serializers.DateTimeField()
    date_modification = serializers.DateTimeField()
    is_active = serializers.BooleanField()
    is_staff = serializers.BooleanField()
    is_superuser = serializers.BooleanField()


@extend_schema_serializer(many=False)
class UserSerializer(AccountSerializer):
    """An account with the fields of its type: those of other types are absent."""

    # Those who apply
    titre = serializers.CharField(required=False)
    cv = FileSerializer(required=False, allow_null=True)
    lettre_motivation = serializers.CharField(required=False)
    competences = serializers.ListField(child=serializers.CharField(), required=False)
    experience = serializers.CharField(required=False)
    annees_experience = serializers.IntegerField(required=False, allow_null=True)
    visible_recruteurs = serializers.BooleanField(required=False, help_text="Candidates only")
    formation = serializers.CharField(required=False)
    localisation = serializers.CharField(required=False)
    disponibilite = serializers.CharField(required=False)
    salaire_souhaite = serializers.IntegerField(required=False, allow_null=True)
    score_compatibilite = serializers.IntegerField(required=False, allow_null=True)
    # Recruiters
    entreprise = serializers.CharField(required=False)
    siret = serializers.CharField(required=False)
    secteur_activite = serializers.CharField(required=False, allow_null=True)
    taille_entreprise = serializers.CharField(required=False)
    site_web = serializers.CharField(required=False)
    description_entreprise = serializers.CharField(required=False)
    poste = serializers.CharField(required=False)
    quota_publications_mensuel = serializers.IntegerField(required=False)
    # Prestataires
    specialite = serializers.CharField(required=False)
    services_offerts = serializers.CharField(required=False)
    tarifs = serializers.CharField(required=False)
    portfolio = serializers.CharField(required=False)
    references = serializers.CharField(required=False)
    # Students
    etablissement = serializers.CharField(required=False)
    etablissement_id = serializers.IntegerField(required=False, allow_null=True)
    classe = serializers.CharField(required=False)
    date_naissance = serializers.DateField(required=False, allow_null=True)
    adresse = serializers.CharField(required=False)
    representant_nom = serializers.CharField(required=False)
    representant_email = serializers.CharField(required=False)
    representant_telephone = serializers.CharField(required=False)
    # Both, who are verified
    statut_verification_admin = serializers.ChoiceField(choices=list(VERIFICATION.values()), required=False)
    motif_refus = serializers.CharField(required=False, allow_null=True)
    documents_verification = PaperSerializer(many=True, required=False)
    # Administrators
    permissions_speciales = serializers.ListField(child=serializers.CharField(), required=False)
    acces_panel_admin = serializers.BooleanField(required=False)


def present_user(user: User, request) -> dict:
    """The body of `UserSerializer`; lists select `PEOPLE` with the user, and prefetch papers and skills."""
    body = _account(user)
    if user.role in APPLICANTS:
        body |= _applicant(user, request)
    if user.role == Role.STUDENT:
        body |= _student(student_of(user))
    if user.role == Role.PRESTATAIRE and hasattr(user, "prestataire"):
        body |= _prestataire(user.prestataire)
    if user.role == Role.RECRUITER and hasattr(user, "recruiter"):
        body |= _recruiter(user.recruiter)
    if user.verified_profile is not None:
        body |= _verification(user, user.verified_profile, request)
    if user.role == Role.ADMIN:
        body |= {"permissions_speciales": ["administration"], "acces_panel_admin": True}
    return body


def _account(user: User) -> dict:
    return {
        "id": user.pk,
        "username": user.username,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "phone": user.phone,
        **_subscription(user),
        "created_at": moment(user.date_joined),
        "nom": user.last_name,
        "prenom": user.first_name,
        "telephone": user.phone,
        "type_compte": ROLE[user.role],
        "statut_verification": "verifie" if user.email_confirmed_at else "en_attente",
        "date_creation": moment(user.date_joined),
        "date_modification": moment(user.updated_at),
        "is_active": user.is_active,
        "is_staff": user.is_staff,
        "is_superuser": user.is_superuser,
    }


def _subscription(user: User) -> dict:
    """002 §1.4 and annex B, of the subscription that runs; lists read it with the users (`with_running`)."""
    plan, end = subscriptions.what_runs(user)
    return {"is_premium": plan is not None, "subscription_type": plan, "subscription_end_date": moment(end)}


def _applicant(user: User, request) -> dict:
    person = getattr(user, "candidate", None)
    cv = None
    if person and person.cv:
        cv = file_of(person.cv_name, person.cv_type, request, "/api/auth/profile/cv/")
    return {
        "titre": person.headline if person else "",
        "cv": cv,
        "lettre_motivation": person.cover_letter if person else "",
        "competences": [skill.name for skill in person.skills.all()] if person else [],
        "experience": person.experience if person else "",
        "annees_experience": person.experience_years if person else None,
        **({"visible_recruteurs": bool(person and person.searchable)} if user.role == Role.CANDIDATE else {}),
        "formation": person.education if person else "",
        "localisation": person.location if person else "",
        "disponibilite": person.availability if person else "",
        "salaire_souhaite": person.desired_salary if person else None,
        "score_compatibilite": None,
    }


def _student(student) -> dict:
    return {
        "etablissement": str(student.school or ""),
        "etablissement_id": student.school_id,
        "classe": student.class_name,
        "date_naissance": student.birth_date.isoformat() if student.birth_date else None,
        "adresse": student.address,
        "representant_nom": student.representative_name,
        "representant_email": student.representative_email,
        "representant_telephone": student.representative_phone,
    }


def _recruiter(profile) -> dict:
    company = profile.company
    return {
        "entreprise": company.name,
        "siret": company.siret,
        "secteur_activite": company.sector.name if company.sector else None,
        "taille_entreprise": company.size,
        "site_web": company.website,
        "description_entreprise": company.description,
        "poste": profile.position,
        "quota_publications_mensuel": profile.quota,
    }


def _prestataire(profile) -> dict:
    return {
        "specialite": profile.specialty,
        "services_offerts": profile.services,
        "tarifs": profile.rates,
        "disponibilite": profile.availability,
        "portfolio": profile.portfolio,
        "references": profile.references,
        "siret": profile.siret,
    }


def _verification(user: User, profile, request) -> dict:
    return {
        "statut_verification_admin": VERIFICATION[profile.verification],
        "motif_refus": profile.verification_reason or None,
        "documents_verification": [
            {**present_upload(paper, request), "nature": paper.kind} for paper in user.sent_papers
        ],
    }


def present_upload(upload: Upload, request) -> dict:
    shown = file_of(upload.name, upload.content_type, request, f"/api/upload/{upload.pk}/")
    return {**shown, "id": upload.pk, "taille": upload.size, "date": moment(upload.created_at)}


def file_of(name: str, content_type: str, request, path: str) -> dict:
    return {"nom": name, "type": EXTENSIONS.get(content_type, ""), "url": request.build_absolute_uri(path)}
