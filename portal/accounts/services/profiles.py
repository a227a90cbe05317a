"""What people say of themselves."""

from django.db import transaction

from portal.core.errors import Forbidden
from portal.core.files import DOCUMENTS, BadFile, check_file
from portal.core.models import AuditLog
from portal.vocabulary.models import Skill

from ..models import Candidate, Company, Role, User
from . import fields, verification

#: Roles that apply to something.
APPLICANTS = (Role.CANDIDATE, Role.PRESTATAIRE, Role.STUDENT)


def candidate_of(user: User) -> Candidate:
    """The person behind an account, made on first use. Raises Forbidden for roles that apply to nothing."""
    if user.role not in APPLICANTS:
        raise Forbidden
    try:
        return user.candidate
    except Candidate.DoesNotExist:
        person = Candidate()
        fill_from_account(person, user)
        candidate, _created = Candidate.objects.get_or_create(
            user=user, defaults={name: getattr(person, name) for name in (*fields.PERSON, "email")}
        )
        return candidate


def fill_from_account(person: Candidate, user: User) -> None:
    for name in (*fields.PERSON, "email"):
        setattr(person, name, getattr(user, name))


def set_skills(person: Candidate, names) -> None:
    """The skills of these names (a list, or one text with commas)."""
    if isinstance(names, str):
        names = names.split(",")
    person.skills.set(Skill.objects.named(names or ()))


def update_profile(actor: User, values: dict) -> User:
    """Write those of the values that the actor may write of themselves; others are left alone.

    Flat domain names: first_name, last_name, phone; of the role: headline, location, experience, education,
    availability, desired_salary, cover_letter, skills (names), cv (a file; False removes it) for those who apply;
    specialty, services, rates, availability, portfolio, references, siret for a prestataire; position and
    company {name, siret, sector, size, website, description} for a recruiter. Nothing is saved when something is
    refused. Raises Invalid with `fields` (a company's begin with "company_"), BadFile, FileTooLarge.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=actor.pk)
        errors = fields.assign(user, values, fields.PERSON)
        parts = _parts(user, values, errors)
        checked = _checked_cv(user, values, errors)
        fields.refuse_if(errors)
        user.save()
        for part in parts:
            part.save()
        if user.role in APPLICANTS:
            _save_person(user, values, checked)
        AuditLog.record(actor, "account.profile_changed", target=user, fields=sorted(set(values) - {"cv"}))
    actor.refresh_from_db()
    return actor


def _parts(user: User, values: dict, errors: dict) -> list:
    """The rows of the role with the new values, errors added to `errors`."""
    if user.role == Role.RECRUITER and hasattr(user, "recruiter"):
        recruiter = user.recruiter
        errors |= fields.assign(recruiter, values, fields.RECRUITER)
        given = values.get("company")
        if not isinstance(given, dict):
            return [recruiter]
        company = Company.objects.select_for_update().get(pk=recruiter.company_id)
        before = (company.name, company.siret)
        errors |= fields.assign(company, given, fields.COMPANY, prefix="company_")
        if not errors and before != (company.name, company.siret):
            verification.note_new_identity(user, before, (company.name, company.siret))
        return [recruiter, company]
    parts = []
    if user.role == Role.PRESTATAIRE and hasattr(user, "prestataire"):
        errors |= fields.assign(user.prestataire, values, fields.PRESTATAIRE)
        parts.append(user.prestataire)
    if user.role in APPLICANTS:
        person = candidate_of(user)
        errors |= fields.assign(person, values, fields.CANDIDATE)
        parts.append(person)
    return parts


def _checked_cv(user: User, values: dict, errors: dict):
    if user.role not in APPLICANTS or not values.get("cv"):
        return None
    try:
        return check_file(values["cv"], allowed=DOCUMENTS)
    except BadFile as error:
        if error.status != BadFile.status:
            raise
        errors["cv"] = [error.message]
        return None


def _save_person(user: User, values: dict, checked) -> None:
    person = user.candidate
    fill_from_account(person, user)
    if checked:
        _forget_cv(person)
        person.cv.save(checked.name, values["cv"], save=False)
        person.cv_name, person.cv_type = checked.name, checked.content_type
    elif values.get("cv") is False:
        _forget_cv(person)
        person.cv, person.cv_name, person.cv_type = "", "", ""
    person.save()
    if "skills" in values:
        set_skills(person, values["skills"])


def _forget_cv(person: Candidate) -> None:
    """The old file goes once the change is committed; applications keep a copy of their own."""
    if person.cv:
        name, storage = person.cv.name, person.cv.storage
        transaction.on_commit(lambda: storage.delete(name))
