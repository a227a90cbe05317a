"""What a resume says, as plain data: read in one statement, compared, kept in its history, copied."""

import copy
from datetime import date

from django.db.models import BigIntegerField, BooleanField, DateField, F, Value
from django.db.models.functions import Cast

from ..models import Education, Experience, Resume, ResumeSkill

#: The fields of a resume that its owner writes.
TEXTS = (
    "full_name",
    "email",
    "phone",
    "address",
    "website",
    "linkedin_url",
    "github_url",
    "title",
    "summary",
)
SECTIONS = ("languages_data", "certifications_data", "projects_data", "custom_sections")
STAY = ("location", "start_date", "end_date", "is_current", "description")
#: The lists of a resume, each with its model and what its owner writes of an item.
LISTS = {
    "experiences": (Experience, ("company", "position", *STAY)),
    "education": (Education, ("institution", "degree", "field_of_study", "grade", *STAY)),
    "skills": (ResumeSkill, ("name", "level", "category")),
}
#: 002's names of the lists, when they are sent.
SENT_AS = {"experience_data": "experiences", "education_data": "education", "skills_data": "skills"}

_COLUMNS = ("list", "id", "order", *(f"text_{number}" for number in range(4)), *STAY, "skill_id")
_TEXTS_OF = {
    "experiences": ("company", "position"),
    "education": ("institution", "degree", "field_of_study", "grade"),
    "skills": ("name", "level", "category"),
}


def read_entries(resume: Resume) -> None:
    """Read the three lists in one statement; `resume.experiences.all()` and the others then cost nothing."""
    parts = [_part(resume, name) for name in LISTS]
    found: dict[str, list] = {name: [] for name in LISTS}
    for row in parts[0].union(*parts[1:], all=True):
        values = dict(zip(_COLUMNS, row, strict=True))
        name = values["list"]
        texts = {field: values[f"text_{place}"] for place, field in enumerate(_TEXTS_OF[name])}
        rest = ("skill_id",) if name == "skills" else STAY
        model = LISTS[name][0]
        item = model(
            id=values["id"], resume=resume, order=values["order"], **texts, **{key: values[key] for key in rest}
        )
        item._state.adding, item._state.db = False, resume._state.db
        found[name].append(item)
    for name, rows in found.items():
        keep(resume, name, rows)


def keep(resume: Resume, name: str, rows: list) -> None:
    """Take these for the resume's list from now on, in their order, without asking the database."""
    queryset = LISTS[name][0].objects.filter(resume=resume)
    queryset._result_cache = sorted(rows, key=lambda row: (row.order, row.pk))
    queryset._prefetch_done = True
    if not hasattr(resume, "_prefetched_objects_cache"):
        resume._prefetched_objects_cache = {}
    resume._prefetched_objects_cache[name] = queryset


def _part(resume: Resume, name: str):
    """One list's rows as `_COLUMNS`: what it has not is empty, of the type that the others have there."""
    texts = _TEXTS_OF[name]
    columns = {f"text_{place}": F(texts[place]) if place < len(texts) else Value("") for place in range(4)}
    if name == "skills":
        no_day = Cast(Value(None), DateField())
        columns |= {"location": Value(""), "start_date": no_day, "end_date": no_day, "description": Value("")}
        columns |= {"is_current": Value(False, output_field=BooleanField()), "skill_id": F("skill_id")}
    else:
        columns |= {field: F(field) for field in STAY} | {"skill_id": Cast(Value(None), BigIntegerField())}
    columns |= {"list": Value(name), "id": F("id"), "order": F("order")}
    # Names of their own: an annotation may not be called as a field.
    expressions = {f"column_{column}": columns[column] for column in _COLUMNS}
    return LISTS[name][0].objects.filter(resume=resume).order_by().annotate(**expressions).values_list(*expressions)


def content_of(resume: Resume) -> dict:
    """Its whole text, as `change` takes it and JSON keeps it; the photo, what was paid and the owner are not in it."""
    found = {name: getattr(resume, name) for name in (*TEXTS, *SECTIONS, "layout")}
    # Copied: the dict must not follow what the resume becomes.
    found |= {name: copy.deepcopy(found[name]) for name in (*SECTIONS, "layout")}
    found["template"] = resume.template_id
    for sent, name in SENT_AS.items():
        found[sent] = [_item(row, LISTS[name][1]) for row in getattr(resume, name).all()]
    return found


def _item(row, fields: tuple[str, ...]) -> dict:
    values = {field: getattr(row, field) for field in fields}
    days = {field: value.isoformat() for field, value in values.items() if isinstance(value, date)}
    return {"id": row.pk, **values, **days, "order": row.order}
