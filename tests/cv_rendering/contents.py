"""Resumes that tests print: real ones, long ones, and those made to break or to spy."""

import copy

from portal.cv.rendering import Document
from portal.cv.rendering.sample import SAMPLE

LONG_NAME = "Marie-Antoinette Γεωργία Παπαδοπούλου-Ξανθοπούλου de la Rochefoucauld-Montmorency محمد بن عبد الله"


def real(template: int, photo: bytes | None = None, **changes) -> Document:
    return Document.from_data({**copy.deepcopy(SAMPLE), "template": template, **changes}, photo=photo)


def three_pages(template: int, photo: bytes | None = None) -> Document:
    """Twelve jobs told apart by their number, with emoji, Greek, Arabic, words without end."""
    jobs = []
    for number, job in enumerate(copy.deepcopy(SAMPLE["experiences"]) * 4):
        story = "Des travaux menés avec soin, du diagnostic à la réception ; l’équipe « locale » a suivi. " * (
            number + 1
        )
        jobs.append(
            {
                **job,
                "position": f"Poste numéro {number:02d} 🚀",
                "company": f"Société {number:02d} شركة النور",
                "description": f"{job['description']}\n\n{story}",
            }
        )
    return real(
        template,
        photo,
        full_name=LONG_NAME,
        title="Cheffe de projet 👩🏽‍💻 " + "motsansfin" * 12,
        experiences=jobs,
        skills=[{"name": "C" + "o" * 79, "level": "expert", "category": "Une catégorie dont le nom ne finit pas"}]
        + [{"name": f"Savoir-faire {number}", "level": "beginner", "category": ""} for number in range(30)],
        linkedin_url="https://www.linkedin.com/in/" + "abcdefghij" * 20,
        languages_data=[{"language": "Ελληνικά", "level": "Μητρική"}, {"language": "العربية", "level": None}],
    )
