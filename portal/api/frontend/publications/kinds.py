"""What each kind's document calls its fields (003 §3.1, §5.1, §6.1, §7.1)."""

from dataclasses import dataclass

from portal.jobs.models import KINDS, Kind
from portal.jobs.models.kinds import BourseType, ConsultationType, Contract, Experience, FinancementType, StudyLevel


@dataclass(frozen=True)
class KindWords:
    """`money` is what the amount is called; `choices` and `texts` map contract names to columns."""

    kind: str
    plural: str
    money: str
    choices: dict
    texts: dict
    skills: bool = False
    weeks: bool = False
    conditions: bool = False

    @property
    def model(self):
        return KINDS[self.kind]

    @property
    def names(self) -> dict[str, str]:
        """Domain name → contract name, for the errors of services."""
        own = {column: name for name, (column, _choices) in self.choices.items()}
        own |= {column: name for name, column in self.texts.items()}
        return {**COMMON, **own, "amount_min": f"{self.money}_min", "amount_max": f"{self.money}_max"} | {
            "amount_note": self.money
        }


COMMON = {
    "title": "titre",
    "company_name": "entreprise",
    "sector": "secteur",
    "places": "localisation",
    "skills": "competences_requises",
    "remote": "teletravail",
    "currency": "devise",
    "period": "periode",
    "deadline": "date_limite",
    "eligibility": "conditions",
    "documents_asked": "documents_requis",
    "questions": "questions",
    "weeks": "semaines",
}

OFFER = KindWords(
    Kind.OFFER,
    "offres",
    "salaire",
    {"type_contrat": ("contract", Contract), "experience_requise": ("experience", Experience)},
    {"adresse": "address"},
    skills=True,
    weeks=True,
)
FINANCEMENT = KindWords(
    Kind.FINANCEMENT,
    "financements",
    "montant",
    {"type_financement": ("financement_type", FinancementType)},
    {},
    conditions=True,
)
BOURSE = KindWords(
    Kind.BOURSE,
    "bourses",
    "montant",
    {"type_bourse": ("bourse_type", BourseType), "niveau_etude": ("level", StudyLevel)},
    {"domaine_etude": "field_of_study"},
    conditions=True,
)
CONSULTATION = KindWords(
    Kind.CONSULTATION,
    "consultations",
    "budget",
    {"type_consultation": ("consultation_type", ConsultationType)},
    {"duree": "duration"},
    skills=True,
)
BY_KIND = {words.kind.value: words for words in (OFFER, FINANCEMENT, BOURSE, CONSULTATION)}
