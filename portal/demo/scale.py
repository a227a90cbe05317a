"""Generated publications for load tests: public ones, as many as asked for.

They have no revision, no workflow and no line of Wagtail's history: what is measured reads rows, not history. They
are known by their recruiter, so that asking for N again adds only what is missing; none is ever removed.
Publication number n is always the same but for its dates; the last are the newest, as in a portal that has grown.
"""

import string
from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from portal.accounts.models import Company, RecruiterProfile, Role, User, Verification
from portal.jobs.models import KINDS, Kind, Publication, PublicationPlace, Status
from portal.jobs.models.kinds import (
    BourseType,
    ConsultationType,
    Contract,
    Experience,
    FinancementType,
    StudyLevel,
    WorkingTime,
)
from portal.jobs.models.publication import Remote
from portal.vocabulary import places
from portal.vocabulary.models import Sector, Skill
from search.indexing import bulk_index

from .accounts import address, siret
from .content import scale as words
from .rows import insert

BATCH = 2000
LOGIN = "essai-de-charge"
#: Publications are spread over so many minutes.
MINUTES = 60 * 24 * 45
#: Of twenty: the other kinds share the rest.
SHARES = (*(Kind.OFFER,) * 14, *(Kind.BOURSE,) * 2, *(Kind.FINANCEMENT,) * 2, *(Kind.CONSULTATION,) * 2)
CHILDREN = {
    Kind.OFFER: {"contract": Contract.values, "working_time": WorkingTime.values, "experience": Experience.values},
    Kind.BOURSE: {"bourse_type": BourseType.values, "level": StudyLevel.values},
    Kind.FINANCEMENT: {"financement_type": FinancementType.values},
    Kind.CONSULTATION: {"consultation_type": ConsultationType.values},
}
REMOTE = Remote.values
AMOUNTS = {Kind.OFFER: (22_000, 60_000, "year"), Kind.BOURSE: (500, 9_000, "total")}


def scale_up(wanted: int) -> int:
    """Have this many generated publications, indexed for search; returns how many were added.

    Batches are committed one by one: an interrupted run is continued by the next.
    """
    recruiter = _recruiter()
    already = Publication.objects.filter(recruiter=recruiter).count()
    if already >= wanted:
        return 0
    generator = Generator(recruiter, wanted)
    for start in range(already, wanted, BATCH):
        generator.add(range(start, min(start + BATCH, wanted)))
    return wanted - already


class Generator:
    def __init__(self, recruiter: User, wanted: int):
        self.recruiter = recruiter
        self.now = timezone.now()
        #: The date of number 0, and what lies between two of them.
        self.first, self.apart = self.now - timedelta(minutes=60 + MINUTES), timedelta(minutes=MINUTES) / wanted
        self.companies = _companies()
        self.sectors = list(Sector.objects.order_by("pk").values_list("pk", flat=True)) or [None]
        self.skills = [skill.pk for skill in Skill.objects.named(words.SKILLS)]
        self.towns = [town for letter in string.ascii_lowercase for town in places.complete(letter, 14)]
        self.towns = [town for town in self.towns if town.country == "FR"]

    @transaction.atomic
    def add(self, numbers: range) -> None:
        chances = [Random(number) for number in numbers]  # noqa: S311
        rows = [self._publication(number, chance) for number, chance in zip(numbers, chances, strict=True)]
        keys = insert(Publication, rows)
        made = list(zip(keys, (row["kind"] for row in rows), chances, strict=True))
        for kind, model in KINDS.items():
            insert(model, [_child(pk, kind, chance) for pk, of, chance in made if of == kind])
        insert(PublicationPlace, [self._place(pk, chance) for pk, _kind, chance in made])
        insert(
            Publication.skills.through,
            [
                {"publication_id": pk, "skill_id": skill}
                for pk, _kind, chance in made
                for skill in chance.sample(self.skills, 3)
            ],
        )
        bulk_index(keys)

    def _publication(self, number: int, chance: Random) -> dict:
        kind = chance.choice(SHARES)
        title = _title(kind, chance)
        company = chance.choice(self.companies)
        published = self.first + number * self.apart
        low, high, period = AMOUNTS.get(kind, (2_000, 90_000, "total"))
        amount = chance.randrange(low, high, 500)
        return {
            "kind": kind.value,
            "title": title,
            "slug": slugify(title),
            "description": _description(chance),
            "company_id": company.pk,
            "company_name": company.name,
            "recruiter_id": self.recruiter.pk,
            "sector_id": chance.choice(self.sectors),
            "remote": chance.choices(REMOTE, weights=(7, 2, 1))[0],
            "amount_min": amount,
            "amount_max": amount * 5 // 4,
            "period": period,
            "deadline": self.now + timedelta(days=chance.randrange(10, 200)),
            "status": Status.VALIDATED.value,
            "live": True,
            "has_unpublished_changes": False,
            "first_submitted_at": published - timedelta(hours=5),
            "first_published_at": published,
            "last_published_at": published,
            "created_at": published - timedelta(days=1),
            "updated_at": self.now,
            "views_count": chance.randrange(500),
        }

    def _place(self, publication_id: int, chance: Random) -> dict:
        town = chance.choice(self.towns)
        return {
            "publication_id": publication_id,
            "label": town.label,
            "city": town.city,
            "postal_code": town.postal_code,
            "department": town.department,
            "region": town.region,
            "country": town.country,
            "latitude": town.latitude,
            "longitude": town.longitude,
            "sort_order": 0,
        }


def _title(kind: str, chance: Random) -> str:
    if kind == Kind.OFFER:
        return f"{chance.choice(words.PROFESSIONS)}, {chance.choice(words.CONTEXTS)}"
    return f"{chance.choice(words.SUBJECTS[kind])} : {' et '.join(chance.sample(words.FIELDS, 2))}"


def _description(chance: Random) -> str:
    texts = chance.sample(words.SENTENCES, 9)
    return f"<p>{' '.join(texts[:4])}</p><h2>En pratique</h2><p>{' '.join(texts[4:7])}</p><p>{' '.join(texts[7:])}</p>"


def _child(publication_id: int, kind: Kind, chance: Random) -> dict:
    return {"publication_ptr_id": publication_id, **{name: chance.choice(of) for name, of in CHILDREN[kind].items()}}


def _recruiter() -> User:
    """Whose publications are the generated ones. Nobody logs in with this account."""
    user = User.objects.filter(email=address(LOGIN)).first()
    if user is None:
        with transaction.atomic():
            user = User.objects.create_user(
                address(LOGIN), first_name="Essai", last_name="de charge", role=Role.RECRUITER
            )
            company = Company.objects.create(name="Essai de charge", siret=siret(98))
            RecruiterProfile.objects.create(user=user, company=company, verification=Verification.VERIFIED)
    return user


def _companies() -> list[Company]:
    """Two hundred organisations, made once; known by their SIRET."""
    names = [f"{first} {last}" for last in words.COMPANY_ENDINGS for first in words.COMPANY_BEGINNINGS]
    wanted = {siret(1000 + number): name for number, name in enumerate(names)}
    known = set(Company.objects.filter(siret__in=wanted).values_list("siret", flat=True))
    Company.objects.bulk_create(
        Company(name=name, siret=number) for number, name in wanted.items() if number not in known
    )
    return list(Company.objects.filter(siret__in=wanted).order_by("siret"))
