"""What a resume says, as plain data: read in one statement, compared, kept in its history, copied."""

import copy
from datetime import date

from django.db.models import Aggregate, JSONField, OuterRef, Subquery
from django.db.models.functions import JSONArray

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


class _AllOf(Aggregate):
    """The values of all rows as one array of JSON, in no order."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def with_lists(resumes):
    """The resumes with their three lists in the same statement; `take_lists` makes rows of them."""
    return resumes.annotate(**{f"listed_{name}": Subquery(_listed(name)) for name in LISTS})


def take_lists(resume: Resume) -> None:
    """`resume.experiences.all()` and the others cost nothing from now on."""
    for name in LISTS:
        keep(resume, name, [_row(resume, name, values) for values in getattr(resume, f"listed_{name}") or ()])


def read_entries(resume: Resume) -> None:
    """Read the three lists in one statement; `resume.experiences.all()` and the others then cost nothing."""
    names = [f"listed_{name}" for name in LISTS]
    # Of a resume that is gone meanwhile nothing is left.
    found = with_lists(Resume.objects.filter(pk=resume.pk)).order_by().values_list(*names)
    for name, values in zip(names, next(iter(found), [None] * len(names)), strict=True):
        setattr(resume, name, values)
    take_lists(resume)


def _columns(name: str) -> tuple[str, ...]:
    return ("id", "order", *LISTS[name][1], *(["skill_id"] if name == "skills" else []))


def _listed(name: str):
    """One list of an outer resume: an array of rows, each an array of `_columns`."""
    rows = LISTS[name][0].objects.filter(resume=OuterRef("pk")).order_by().values("resume")
    return rows.annotate(listed=_AllOf(JSONArray(*_columns(name)))).values("listed")


def _row(resume: Resume, name: str, listed: list):
    """A row of the list as its model would have read it."""
    values = dict(zip(_columns(name), listed, strict=True))
    for column, value in values.items():
        if column.endswith("_date") and value is not None:
            values[column] = date.fromisoformat(value)
        elif column.startswith("is_"):
            values[column] = bool(value)
    row = LISTS[name][0](resume=resume, **values)
    row._state.adding, row._state.db = False, resume._state.db
    return row


def keep(resume: Resume, name: str, rows: list) -> None:
    """Take these for the resume's list from now on, in their order, without asking the database."""
    queryset = LISTS[name][0].objects.filter(resume=resume)
    queryset._result_cache = sorted(rows, key=lambda row: (row.order, row.pk))
    queryset._prefetch_done = True
    if not hasattr(resume, "_prefetched_objects_cache"):
        resume._prefetched_objects_cache = {}
    resume._prefetched_objects_cache[name] = queryset


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
