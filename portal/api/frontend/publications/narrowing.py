"""The same filters on the publications of an owner or of editors, whatever their state: by columns of the database."""

from django.db.models import Q

from portal.jobs.models import KINDS, Publication, Status
from portal.jobs.models.kinds import BourseType, ConsultationType, FinancementType
from portal.vocabulary.models import Skill
from portal.vocabulary.places import find_department, find_former_region, find_region

from .. import words
from .filters import Filters

#: `tri` of owners' lists, by column.
COLUMNS = {
    "date_creation": "created_at",
    "date_publication": "first_published_at",
    "date_limite": "deadline",
    "titre": "title",
    "statut_validation": "status",
    "nombre_candidatures": "applications_count",
    **dict.fromkeys(("salaire", "montant", "budget"), "amount_max"),
}
COLUMN_SORTS = {f"{sign}{name}": name for name in COLUMNS for sign in ("", "-")}
_COLUMNS_OF_CATEGORIES = {
    "bourse_type": BourseType,
    "financement_type": FinancementType,
    "consultation_type": ConsultationType,
}


def narrow(queryset, filters: Filters):
    """The same filters on the publications of an owner or of editors, whatever their state."""
    simple = {
        "kind": filters.kind,
        "sector": filters.sector,
        "remote": filters.remote,
        "amount_max__gte": filters.salary_min,
        "amount_min__lte": filters.salary_max,
        "created_at__date__gte": filters.created_since,
        "company_name__icontains": filters.company,
    }
    queryset = queryset.filter(**{lookup: value for lookup, value in simple.items() if value not in (None, "")})
    queryset = _of_kinds(queryset, filters)
    for key in Skill.objects.keys_of(filters.skills).values() if filters.skills else ():
        queryset = queryset.filter(skills__key=key)
    if filters.words:
        queryset = queryset.filter(Q(title__icontains=filters.words) | Q(description__icontains=filters.words))
    if filters.place:
        queryset = queryset.filter(_at(filters.place)).distinct()
    for column in ("region", "department"):
        if value := getattr(filters, column):
            queryset = queryset.filter(**{f"places__{column}": value}).distinct()
    queryset = _in_state(queryset, filters.status)
    if filters.sort:
        descending = "-" if filters.sort.startswith("-") else ""
        queryset = queryset.order_by(descending + COLUMNS[filters.sort.lstrip("-")], f"{descending}id")
    return queryset


def _of_kinds(queryset, filters: Filters):
    """By what only some kinds have: publications of the others are not found."""
    wanted = {"contract": filters.contract, "experience": filters.experience, "level": filters.level}
    wanted |= {
        column: filters.category for column, known in _COLUMNS_OF_CATEGORIES.items() if filters.category in known.values
    }
    for column, value in wanted.items():
        if not value:
            continue
        kind = next(kind for kind, model in KINDS.items() if hasattr(model, column))
        if queryset.model is Publication:
            queryset = queryset.filter(**{f"{kind}__{column}": value})
        elif queryset.model is KINDS[kind]:
            queryset = queryset.filter(**{column: value})
        else:
            return queryset.none()
    return queryset


def _in_state(queryset, status: str):
    if status in ("active", "fermee"):
        ended = Q(status__in=(Status.CLOSED, Status.EXPIRED))
        return queryset.filter(ended) if status == "fermee" else queryset.exclude(ended)
    return queryset.filter(status__in=words.validation_states(status)) if status else queryset


def _at(text: str) -> Q:
    if region := find_region(text):
        return Q(places__region=region)
    if department := find_department(text):
        return Q(places__department=department.code)
    if codes := find_former_region(text):
        return Q(places__department__in=codes)
    return Q(places__label__icontains=text) | Q(places__postal_code=text)
