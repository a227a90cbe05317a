"""The score of an application: what its publication asks against what the applicant said, when it was sent.

`portal.matching` computes; here its plain data is made from rows, and the result kept with what it was made of. A
publication that changes is compared again with the same person, as they were.
"""

import hashlib
import json
from dataclasses import asdict

from django.db import transaction

from portal.core import outbox
from portal.cv.models import Resume
from portal.matching.data import Asked, Period, Person, Skill, Spot
from portal.matching.scoring import score
from portal.matching.words import Explained, explain
from portal.vocabulary.models import Skill as VocabularySkill
from portal.vocabulary.places import find_place

from .models import Application, Publication
from .models.kinds import Experience

STALE = "publication.scores_stale"
#: Applications compared again in one go.
BATCH = 200
#: The least experience that a word asks for, in years.
YEARS = {Experience.BEGINNER: 0, Experience.JUNIOR: 1, Experience.CONFIRMED: 3, Experience.SENIOR: 5}


def asked_of(publication: Publication) -> Asked:
    row = publication.specific
    return Asked(
        skills=_skills(skill.name for skill in row.skills.all()),
        years=YEARS.get(getattr(row, "experience", "")),
        spots=tuple(Spot(place.city or place.label, place.latitude, place.longitude) for place in row.places.all()),
        remote=row.remote,
    )


def person_of(candidate) -> Person:
    """What the profile and the main resume say of skills, dated experience and town. Nothing else is read."""
    names = [skill.name for skill in candidate.skills.all()]
    periods = []
    resume = Resume.objects.main_of(candidate.user) if candidate.user_id else None
    if resume is not None:
        names += [skill.name for skill in resume.skills.all()]
        for job in resume.experiences.all():
            # Without a start, or without an end where it is over, nobody knows how long it was.
            if job.start_date and (job.is_current or job.end_date):
                periods.append(Period(job.start_date, job.end_date))
    town = find_place(candidate.location) if candidate.location else None
    return Person(
        skills=_skills(names),
        periods=tuple(periods),
        spot=Spot(town.city, town.latitude, town.longitude) if town else None,
    )


def set_score(application: Application, asked: Asked, person: Person | None = None) -> None:
    """Put the score and what it was made of on the application, without saving."""
    person = person or person_of(application.candidate)
    found = score(asked, person, application.sent_at.date())
    application.score = found.total
    application.score_basis = basis_of(asked)
    application.score_details = {"person": person.as_json(), "parts": [part.as_json() for part in found.parts]}


def explained(application: Application) -> list[Explained]:
    """The parts of the score in the active language; none for what was sent before there were scores."""
    return explain(application.score_details.get("parts", []))


def basis_of(asked: Asked) -> str:
    """The same text for the same demands."""
    return hashlib.sha256(json.dumps(asdict(asked), sort_keys=True).encode()).hexdigest()


def publication_changed(publication: Publication) -> None:
    """Have the applications still under way compared again, after the commit."""
    if Application.objects.filter(publication_id=publication.pk).active().exists():
        outbox.enqueue(STALE, {"id": publication.pk})


@outbox.handler(STALE)
def compare_again(payload: dict) -> None:
    """Payload: {"id": the publication's}. Safe to run twice; a long list continues in another message."""
    if refresh_scores(payload["id"]) == BATCH:
        outbox.enqueue(STALE, payload)


@transaction.atomic
def refresh_scores(publication_id: int) -> int:
    """Compare again at most BATCH active applications whose publication asks for other things now; how many."""
    publication = Publication.objects.filter(pk=publication_id).first()
    if publication is None:
        return 0
    asked = asked_of(publication)
    stale = Application.objects.filter(publication=publication).active().exclude(score_basis=basis_of(asked))
    rows = list(stale.select_for_update(of=("self",)).select_related("candidate__user").order_by("pk")[:BATCH])
    for row in rows:
        kept = row.score_details.get("person")
        set_score(row, asked, Person.from_json(kept) if kept else None)
    Application.objects.bulk_update(rows, ["score", "score_details", "score_basis"])
    return len(rows)


def _skills(names) -> tuple[Skill, ...]:
    """One skill a thing, whatever names it goes by."""
    names = list(names)
    keys = VocabularySkill.objects.keys_of(names)
    found = {keys[name]: Skill(keys[name], name) for name in names}
    return tuple(sorted(found.values(), key=lambda skill: skill.key))
