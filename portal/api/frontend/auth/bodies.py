"""What clients send about themselves, in either document's words, as the values that the services of accounts take."""

import re

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from portal.accounts.models import Role, Upload

from ...common.fields import FileOrUpload, Flag, Words
from ..sectors import find_sector
from ..words import SIGN_UP

#: Domain name → the names it may come under, the first one for errors about what was not sent.
PERSON = {
    "first_name": ("first_name", "prenom"),
    "last_name": ("last_name", "nom"),
    "phone": ("phone", "telephone"),
}
APPLICANT = {
    "headline": ("titre",),
    "location": ("localisation",),
    "experience": ("experience",),
    "experience_years": ("annees_experience",),
    "education": ("formation",),
    "availability": ("disponibilite",),
    "desired_salary": ("salaire_souhaite",),
    "cover_letter": ("lettre_motivation",),
    "skills": ("competences",),
    "cv": ("cv",),
}
CANDIDATE = {**APPLICANT, "searchable": ("visible_recruteurs",)}
PRESTATAIRE = {
    "specialty": ("specialite",),
    "services": ("services_offerts",),
    "rates": ("tarifs",),
    "availability": ("disponibilite",),
    "portfolio": ("portfolio",),
    "references": ("references",),
    "siret": ("siret",),
}
RECRUITER = {"position": ("poste",)}
COMPANY = {
    "name": ("entreprise",),
    "siret": ("siret",),
    "sector": ("secteur_activite", "secteur"),
    "size": ("taille_entreprise",),
    "website": ("site_web",),
    "description": ("description_entreprise",),
}
STUDENT = {
    "school": ("etablissement",),
    "class_name": ("classe",),
    "birth_date": ("date_naissance",),
    "address": ("adresse",),
    "representative_name": ("representant_nom",),
    "representative_email": ("representant_email",),
    "representative_phone": ("representant_telephone",),
}
OF_ROLE = {
    Role.CANDIDATE: CANDIDATE,
    Role.STUDENT: {**APPLICANT, **STUDENT},
    Role.PRESTATAIRE: {**APPLICANT, **PRESTATAIRE},
    Role.RECRUITER: RECRUITER,
}
_SIZES = ((9, "1-9"), (49, "10-49"), (249, "50-249"), (999, "250-999"))
_SIZE_WORDS = {"tpe": "1-9", "startup": "1-9", "pme": "10-49", "eti": "250-999", "grande entreprise": "1000+"}


class Text(serializers.CharField):
    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "allow_blank": True, "allow_null": True, "max_length": 10_000, **kwargs})


@extend_schema_field({"anyOf": [{"type": "string"}, {"type": "integer"}]})
class TextOrNumber(Text):
    pass


class ProfileBody(serializers.Serializer):
    """Everything people may say of themselves; what is not of their type is left alone."""

    first_name = Text(max_length=150)
    prenom = Text(max_length=150, help_text="first_name")
    last_name = Text(max_length=150)
    nom = Text(max_length=150, help_text="last_name")
    phone = Text(max_length=40)
    telephone = Text(max_length=40, help_text="phone")
    titre = Text()
    cv = FileOrUpload(purpose=Upload.Purpose.CV, required=False, allow_null=True)
    lettre_motivation = Text()
    competences = Words(required=False)
    experience = Text()
    annees_experience = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=70)
    visible_recruteurs = Flag(
        required=False,
        help_text="Candidates: whether verified recruiters may find the profile, without contact details",
    )
    formation = Text()
    localisation = Text()
    disponibilite = Text()
    salaire_souhaite = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=100_000_000)
    entreprise = Text(max_length=150)
    siret = Text(max_length=40)
    secteur_activite = TextOrNumber()
    secteur = TextOrNumber(help_text="secteur_activite")
    taille_entreprise = TextOrNumber()
    site_web = Text()
    description_entreprise = Text()
    poste = Text()
    specialite = Text()
    services_offerts = Text()
    tarifs = Text()
    portfolio = Text()
    references = Text()
    etablissement = Text(max_length=150, help_text="Of a student: the school's name and town")
    classe = Text(max_length=50)
    date_naissance = Text(max_length=10, help_text="ISO 8601")
    adresse = Text(max_length=500)
    representant_nom = Text(max_length=150)
    representant_email = Text(max_length=254)
    representant_telephone = Text(max_length=40)

    def to_internal_value(self, data):
        """`profil: {…}` is another way to write the same keys."""
        nested = data.get("profil") if isinstance(data, dict) else None
        if isinstance(nested, dict):
            data = {**nested, **{name: value for name, value in data.items() if name != "profil"}}
        return super().to_internal_value(data)


class ProfileWithNested(ProfileBody):
    """In the schema only: the same keys may come under `profil`."""

    profil = ProfileBody(required=False)


class RegisterBody(ProfileBody):
    email = serializers.CharField(max_length=254)
    password = serializers.CharField(max_length=500, trim_whitespace=False, write_only=True)
    password2 = serializers.CharField(max_length=500, trim_whitespace=False, required=False, write_only=True)
    username = Text(max_length=150)
    type_compte = serializers.CharField(max_length=20, required=False, default="candidat")

    def validate_type_compte(self, value: str) -> str:
        role = SIGN_UP.get(value.strip().lower())
        if role is None:
            raise serializers.ValidationError(_("This kind of account cannot be chosen."))
        return role


class RegisterWithNested(RegisterBody):
    """In the schema only."""

    profil = ProfileBody(required=False)


def values_of(role: str, sent: dict) -> tuple[dict, dict]:
    """(what the services take, domain name → the name it was sent under). A company's values are under "company"."""
    values, names = _renamed({**PERSON, **OF_ROLE.get(role, {})}, sent)
    if role == Role.RECRUITER:
        company, company_names = _renamed(COMPANY, sent)
        names |= {f"company_{name}": known for name, known in company_names.items()}
        values["company"] = _company(company, names)
    if "cv" in values and values["cv"] is None:
        values["cv"] = False
    if "portfolio" in values:
        values["portfolio"] = with_scheme(values["portfolio"])
    return values, names


def _renamed(known: dict, sent: dict) -> tuple[dict, dict]:
    values, names = {}, {}
    for domain, candidates in known.items():
        names[domain] = candidates[0]
        for name in candidates:
            if name in sent:
                values[domain], names[domain] = sent[name], name
                break
    return values, names


def _company(values: dict, names: dict) -> dict:
    if "sector" in values:
        values["sector"] = find_sector(values["sector"], names["company_sector"])
    if "size" in values:
        values["size"] = size_code(values["size"])
    if "website" in values:
        values["website"] = with_scheme(values["website"])
    return values


def with_scheme(address: str | None) -> str:
    """ "www.exemple.fr" is how people write an address."""
    address = (address or "").strip()
    return f"https://{address}" if re.match(r"[\w-]+(\.[\w-]+)+", address) else address


def size_code(text: str | None) -> str:
    """A size as people write it: its code, a number of people, "PME". What cannot be read is left to the service."""
    text = (text or "").strip()
    words = text.lower()
    if words in _SIZE_WORDS:
        return _SIZE_WORDS[words]
    first = re.search(r"\d+", text.replace(" ", ""), re.ASCII)
    if first is None:
        return text
    people = int(first.group()[:9])
    return next((code for most, code in _SIZES if people <= most), "1000+")
