"""The six layouts, by the id of their ResumeTemplate: what differs beyond their files in templates/cv/resumes/.

A template's id is fixed by migrations, so that an editor may change its name. One without a layout here is printed as
the first.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Template:
    """`order` is that of its sections; those in `aside` are set in the narrow column."""

    key: str
    order: tuple[str, ...]
    color: str
    font: str
    aside: frozenset[str] = frozenset()
    photo: bool = True


_CAREER = ("summary", "experiences", "education")
_LISTS = ("skills", "languages", "certifications")

TEMPLATES = {
    1: Template(
        "modern-professional",
        (*_CAREER, "projects", "custom", *_LISTS),
        color="#1f5f8b",
        font="inter",
        aside=frozenset(_LISTS),
    ),
}


def template_of(template_id: int) -> Template:
    return TEMPLATES.get(template_id, TEMPLATES[1])
