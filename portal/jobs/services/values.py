"""Putting what a form or a request says on a publication, and checking it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from portal.core.text import clean_text
from portal.vocabulary.models import Skill
from portal.vocabulary.places import find_place

from .. import internships
from ..models import Kind, OfferWeek, Publication, PublicationPlace, ScreeningQuestion

MAX_PLACES = 20
MAX_QUESTIONS = 10
#: What a recruiter never writes, whatever is sent.
PROTECTED = {
    *Publication.ROW_OWNED,
    "id",
    "pk",
    "live",
    "company",
    "recruiter",
    "slug",
    "go_live_at",
    "expire_at",
    "first_published_at",
    "locked",
}


def writable(model) -> set[str]:
    """The names of the columns a recruiter may set on this kind."""
    names = {field.name for field in model._meta.concrete_fields if field.editable and not field.primary_key}
    wagtails = {"live_revision", "latest_revision", "has_unpublished_changes", "locked_by", "publication_ptr"}
    return names - PROTECTED - wagtails


def assign(publication, values: dict) -> None:
    """Set these values and check the whole. Raises Invalid with the fields that are wrong.

    `values` holds field names of the kind, and "places" (labels), "skills" (names), "questions"
    (`{"text", "required"}`), of an offer "weeks" (`{"monday", "seats"}`).
    """
    values = dict(values)
    weeks = values.pop("weeks", None) if publication.kind == Kind.OFFER else None
    places, skills, questions = (values.pop(name, None) for name in ("places", "skills", "questions"))
    unknown = set(values) - writable(type(publication))
    if unknown:
        raise Invalid(fields={name: [_("This cannot be set.")] for name in sorted(unknown)})
    for name, value in values.items():
        setattr(publication, name, clean_text(value) if isinstance(value, str) else value)
    if "company_name" in values and not publication.company_name:
        publication.company_name = publication.company.name
    if places is not None:
        publication.places = [_place(label, order) for order, label in enumerate(_lines(places)[:MAX_PLACES])]
    if questions is not None:
        publication.questions = [
            ScreeningQuestion(
                text=clean_text(question["text"])[:200], required=bool(question.get("required", True)), sort_order=order
            )
            for order, question in enumerate(questions[:MAX_QUESTIONS])
            if clean_text(question["text"])
        ]
    if skills is not None:
        publication.skills = Skill.objects.named(skills)
    if weeks is not None:
        publication.weeks = _weeks(publication, weeks)
    check(publication)


def check(publication) -> None:
    """Every rule on the data. Raises Invalid."""
    errors: dict[str, list] = {}
    try:
        publication.full_clean(exclude=["slug", "kind", "recruiter"])
    except ValidationError as error:
        errors = error.message_dict
    if publication.kind == Kind.OFFER:
        proposed = [(week.monday, week.seats) for week in publication.weeks.all()]
        asks = publication.questions.exists()
        for name, messages in internships.problems(publication, proposed, asks_questions=asks).items():
            errors.setdefault(name, []).extend(messages)
    if errors:
        raise Invalid(fields=errors)


def check_ready(publication) -> None:
    """What a draft may lack and a submission not. Raises Invalid."""
    if publication.is_student_internship and not internships.coming_weeks(publication):
        raise Invalid(fields={"weeks": [_("Please give at least one week that is still to come, with its seats.")]})


def _lines(labels) -> list[str]:
    cleaned = (" ".join(clean_text(str(label)).split())[:150] for label in labels)
    return list(dict.fromkeys(label for label in cleaned if label))


def _weeks(offer, wanted) -> list[OfferWeek]:
    """The rows of these weeks in order; one that is there already stays the same row."""
    known = {week.monday: week for week in offer.weeks.all()}
    rows = []
    for week in sorted(wanted, key=lambda week: week["monday"]):
        row = known.pop(week["monday"], None) or OfferWeek(monday=week["monday"])
        row.seats = week["seats"]
        rows.append(row)
    return rows


def _place(label: str, order: int) -> PublicationPlace:
    """The place of this name, with its coordinates where they are known; any text is kept as it is."""
    row = PublicationPlace(label=label, city=label[:120], sort_order=order)
    found = find_place(label)
    if found is not None:
        row.city = found.city[:120]
        row.department = found.department[:3]
        row.region = found.region[:60]
        row.postal_code = found.postal_code[:10]
        row.country = found.country
        row.latitude, row.longitude = found.latitude, found.longitude
    return row
