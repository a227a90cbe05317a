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
    2: Template(
        "creative-designer",
        ("summary", "projects", "experiences", "education", "certifications", "custom", "skills", "languages"),
        color="#b4235a",
        font="lato",
        aside=frozenset({"summary", "skills", "languages"}),
    ),
    3: Template(
        "executive-elite",
        ("summary", "skills", "experiences", "education", "certifications", "languages", "projects", "custom"),
        color="#7a5c1e",
        font="noto-serif",
    ),
    4: Template(
        "essential-classic",
        ("summary", "experiences", "education", "skills", "languages", "certifications", "projects", "custom"),
        color="#222a35",
        font="liberation-sans",
    ),
    5: Template(
        "first-steps",
        ("summary", "education", "experiences", "projects", "skills", "languages", "custom", "certifications"),
        color="#0f766e",
        font="lato",
        aside=frozenset({"skills", "languages", "custom", "certifications"}),
    ),
    6: Template(
        "technical-expert",
        ("summary", "skills", "projects", "certifications", "experiences", "education", "languages", "custom"),
        color="#4338ca",
        font="noto-sans",
    ),
}


def template_of(template_id: int) -> Template:
    return TEMPLATES.get(template_id, TEMPLATES[1])
