"""The words of 003 for the domain's states, in one place (CONTRACTS "One application, three vocabularies").

Reading (domain → contract) is total; writing (contract → domain) names only what a client may set.
"""

from portal.accounts.models import Role, Verification
from portal.conversations.models import MessageKind, ReportReason
from portal.jobs.models import ApplicationStatus, Kind, Publication, Status

APPLICATION = {
    ApplicationStatus.SUBMITTED: "nouvelle",
    ApplicationStatus.SCREENING: "en_cours",
    ApplicationStatus.SHORTLISTED: "en_cours",
    ApplicationStatus.PRESENTED: "en_cours",
    ApplicationStatus.INTERVIEW: "en_cours",
    ApplicationStatus.OFFERED: "en_cours",
    ApplicationStatus.ACCEPTED: "acceptee",
    ApplicationStatus.REJECTED: "refusee",
    ApplicationStatus.WITHDRAWN: "retiree",
    ApplicationStatus.EXPIRED: "expiree",
}
APPLICATION_WORDS = tuple(dict.fromkeys(APPLICATION.values()))
#: What a recruiter may set; `en_cours` is the first reading.
SETTABLE = {
    "en_cours": ApplicationStatus.SCREENING,
    "acceptee": ApplicationStatus.ACCEPTED,
    "refusee": ApplicationStatus.REJECTED,
}

#: 003 `statut_validation`; the words of states that were validated before stay.
VALIDATION = {
    Status.DRAFT: "brouillon",
    Status.PENDING: "en_attente",
    Status.VALIDATED: "validee",
    Status.REFUSED: "refuse",
    Status.EXPIRED: "validee",
    Status.CLOSED: "validee",
    Status.WITHDRAWN: "retiree",
}
#: 003 `statut` of a publication.
PUBLICATION_WORDS = ("active", "fermee")
VALIDATION_WORDS = ("brouillon", "en_attente", "validee", "refuse")

VERIFICATION = {
    Verification.PENDING: "en_attente",
    Verification.VERIFIED: "verifie",
    Verification.REFUSED: "refuse",
}

ROLE = {
    Role.CANDIDATE: "candidat",
    Role.RECRUITER: "recruteur",
    Role.PRESTATAIRE: "prestataire",
    Role.STUDENT: "eleve",
    Role.CONSULTANT: "consultant",
    Role.EDITOR: "editeur",
    Role.READER: "lecteur",
    Role.ADMIN: "admin",
}
#: What people choose when they register.
SIGN_UP = {ROLE[role]: role for role in (Role.CANDIDATE, Role.RECRUITER, Role.PRESTATAIRE, Role.STUDENT)}

KIND = {
    Kind.OFFER: "offre",
    Kind.BOURSE: "bourse",
    Kind.FINANCEMENT: "financement",
    Kind.CONSULTATION: "consultation",
}
#: `type_publication` as clients write it, the plural of the routes too.
KIND_OF = {**{word: kind for kind, word in KIND.items()}, **{f"{word}s": kind for kind, word in KIND.items()}}

#: 003 `type_message`.
MESSAGE = {MessageKind.INDIVIDUAL: "individuel", MessageKind.BULK: "masse", MessageKind.SYSTEM: "systeme"}
MESSAGE_OF = {word: kind for kind, word in MESSAGE.items()}
REPORT_OF = {
    "injure": ReportReason.INSULT,
    "discrimination": ReportReason.DISCRIMINATION,
    "fraude": ReportReason.FRAUD,
    "indesirable": ReportReason.SPAM,
    "autre": ReportReason.OTHER,
}
BULK_STATES = ("en_cours", "termine")


def domain_states(word: str) -> list[str]:
    """The states of an application behind a word of the contract."""
    return [state for state, known in APPLICATION.items() if known == word]


def validation_states(word: str) -> list[str]:
    return [state for state, known in VALIDATION.items() if known == word]


def is_open(publication: Publication) -> bool:
    """003 `statut`: active until it is closed, expires or its deadline passes."""
    return publication.status not in (Status.CLOSED, Status.EXPIRED, Status.WITHDRAWN) and publication.is_open()
