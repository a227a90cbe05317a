"""What a resume still lacks, in words for its owner, and how complete it is."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Resume

SHORT_SUMMARY = 80
FEW_SKILLS = 5


@dataclass(frozen=True)
class Hint:
    """`code` is for programs; `section` is a key of portal.cv.layout, or `contact` for what stands at the top."""

    code: str
    section: str
    message: Promise
    #: Of 100 for the whole.
    weight: int


def _described(resume: Resume) -> bool:
    return all(row.description for row in resume.experiences.all())


def _dated(resume: Resume) -> bool:
    return all(row.start_date for row in (*resume.experiences.all(), *resume.education.all()))


#: Each with what must be so for it not to be said.
_RULES: tuple[tuple[Hint, Callable[[Resume], bool]], ...] = (
    (Hint("name", "contact", _("Say your name."), 10), lambda resume: bool(resume.full_name)),
    (Hint("email", "contact", _("Give an email address."), 10), lambda resume: bool(resume.email)),
    (Hint("phone", "contact", _("Give a telephone number."), 5), lambda resume: bool(resume.phone)),
    (Hint("place", "contact", _("Say where you live: the town is enough."), 5), lambda resume: bool(resume.address)),
    (
        Hint("title", "contact", _("Give your resume a title: the job you are looking for."), 10),
        lambda resume: bool(resume.title),
    ),
    (
        Hint("summary", "summary", _("Present yourself in two or three sentences."), 10),
        lambda resume: len(resume.summary) >= SHORT_SUMMARY,
    ),
    (
        Hint("experiences", "experiences", _("Add an experience: a job, an internship, an engagement."), 20),
        lambda resume: bool(resume.experiences.all()),
    ),
    (Hint("descriptions", "experiences", _("Say of each experience what you did there."), 5), _described),
    (Hint("dates", "experiences", _("Give each experience and training a beginning."), 5), _dated),
    (Hint("education", "education", _("Add your last training."), 10), lambda resume: bool(resume.education.all())),
    (
        Hint("skills", "skills", _("Name at least five skills."), 5),
        lambda resume: len(resume.skills.all()) >= FEW_SKILLS,
    ),
    (
        Hint("languages", "languages", _("Say which languages you speak."), 5),
        lambda resume: bool(resume.languages_data),
    ),
)


def completeness(resume: Resume) -> tuple[int, list[Hint]]:
    """(0 to 100, what is missing, what counts most first). Reads what the resume has in memory."""
    missing = [hint for hint, holds in _RULES if not holds(resume)]
    return 100 - sum(hint.weight for hint in missing), sorted(missing, key=lambda hint: -hint.weight)
