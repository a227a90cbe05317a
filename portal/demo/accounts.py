"""The people of the demo and their organisations."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from portal.accounts import services
from portal.accounts.models import Company, PrestataireProfile, RecruiterProfile, Role, Upload, User, VerificationPaper
from portal.vocabulary.models import Sector

from .calendar import Calendar
from .content import companies, people
from .pdf import one_page
from .typography import typeset

PASSWORD = "Demo-portail-2026"  # noqa: S105
DOMAIN = "demo.example"
#: More than the demo submits in a month.
QUOTA = 100
MEMBER_FOR = timedelta(days=90)


def address(login: str) -> str:
    return f"{login}@{DOMAIN}"


class Accounts:
    """Makes every account. They are saved without `register`, which would hash the one password sixty times."""

    def __init__(self, calendar: Calendar):
        self.calendar = calendar
        self.since = calendar.now - MEMBER_FOR
        self.password = make_password(PASSWORD)
        self.recruiters: dict[str, User] = {}
        self.people: dict[str, User] = {}

    def load(self) -> None:
        self.sectors = {name: _sector(name) for name in companies.SECTORS}
        for login, (role, first, last) in people.STAFF.items():
            top = {"is_staff": True, "is_superuser": True} if role == Role.ADMIN else {}
            self.people[login] = self._user(login, role, first, last, **top)
        self.editor = self.people[people.EDITOR]
        for number, (key, row) in enumerate(companies.COMPANIES.items()):
            login = people.RECRUITER if number == 0 else key
            self.recruiters[key] = self._recruiter(login, key, number, row)
        self._waiting_recruiter()
        for role, group in (
            (Role.PRESTATAIRE, people.PRESTATAIRES),
            (Role.CANDIDATE, people.CANDIDATES),
            (Role.STUDENT, people.STUDENTS),
        ):
            for login, values in group.items():
                self.people[login] = self._person(login, role, values)
        self._files()

    def _files(self) -> None:
        for login, purpose, name, title, lines in people.FILES:
            upload = services.send_upload(self.people[login], purpose, one_page(name, title, [*map(typeset, lines)]))
            Upload.objects.filter(pk=upload.pk).update(created_at=self.calendar.past(20))

    def _user(self, login: str, role: str, first: str, last: str, **fields) -> User:
        user = User(
            email=address(login),
            username=login,
            role=role,
            first_name=first,
            last_name=last,
            password=self.password,
            email_confirmed_at=self.since,
            date_joined=self.since,
            **fields,
        )
        user.save()
        return user

    def _recruiter(self, login: str, key: str, number: int, row: tuple) -> User:
        name, sector, size, first, last, position, presentation = row
        user = self._user(login, Role.RECRUITER, first, last)
        company = Company.objects.create(
            name=typeset(name),
            siret=siret(number),
            sector=self.sectors[sector],
            size=size,
            website=f"https://www.{key}.example",
            description=typeset(presentation),
            created_at=self.since,
        )
        RecruiterProfile.objects.create(
            user=user,
            company=company,
            position=position,
            monthly_quota=QUOTA,
            waiting_since=self.since,
            created_at=self.since,
        )
        if key != people.WAITING_RECRUITER:
            self._send_kbis(user, company)
            services.verify(self.editor, user)
        return user

    def _waiting_recruiter(self) -> None:
        login = people.WAITING_RECRUITER
        user = self._recruiter(login, login, 99, companies.WAITING)
        Company.objects.filter(pk=user.recruiter.company_id).update(website="https://www.kerdaniel.example")
        self._send_kbis(user, user.recruiter.company)
        RecruiterProfile.objects.filter(user=user).update(waiting_since=self.calendar.past(2))
        user.papers.update(created_at=self.calendar.past(2))

    def _send_kbis(self, user: User, company: Company) -> None:
        lines = [
            company.name,
            f"SIRET {company.siret}",
            f"Représentation : {user.get_full_name()}",
            "",
            "Document fictif.",
        ]
        paper = one_page("extrait-kbis.pdf", "Extrait d'immatriculation", lines)
        services.send_paper(user, VerificationPaper.Kind.KBIS, paper)

    def _person(self, login: str, role: str, values: dict) -> User:
        user = self._user(login, role, values["first_name"], values["last_name"])
        if role == Role.PRESTATAIRE:
            PrestataireProfile.objects.create(user=user, siret=siret(60 + len(self.people)), waiting_since=self.since)
        texts = {name: typeset(value) if isinstance(value, str) else value for name, value in values.items()}
        cv = [texts["headline"], texts["location"], address(login), ""]
        cv += [*texts.get("experience", texts["pitch"]).split("\n"), *texts.get("education", "").split("\n")]
        cv.append(" · ".join(texts["skills"]))
        texts["cv"] = one_page(f"cv-{login}.pdf", user.get_full_name(), [line[:95] for line in cv])
        texts.setdefault("cover_letter", texts.pop("pitch"))
        if "age" in texts:
            texts["birth_date"] = self.calendar.day(-texts.pop("age") * 366)
        services.update_profile(user, texts)
        if role == Role.PRESTATAIRE:
            services.verify(self.editor, user)
        return user


def _sector(name: str) -> Sector:
    return Sector.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]


def siret(number: int) -> str:
    """A number that is written as it must be (Luhn) in a range that INSEE has given to nobody."""
    siren = _with_luhn(f"99{number * 7919 % 1_000_000:06d}")
    return _with_luhn(f"{siren}0001")


def _with_luhn(digits: str) -> str:
    doubled = [int(digit) * 2 for digit in digits[::-1][::2]]
    total = sum(value - 9 if value > 9 else value for value in doubled) + sum(map(int, digits[::-1][1::2]))
    return digits + str(-total % 10)
