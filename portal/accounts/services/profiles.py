"""What people say of themselves."""

from django.db import transaction

from portal.core.errors import Forbidden, Invalid
from portal.core.files import DOCUMENTS, CheckedFile, forget
from portal.core.models import AuditLog
from portal.core.outbox import enqueue
from portal.vocabulary.models import Skill

from ..models import Candidate, Company, Role, StudentProfile, User
from . import fields, verification
from .files import checked_file

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


def student_of(user: User) -> StudentProfile:
    """What a pupil told, an unsaved profile when nothing was. Raises Forbidden for other roles."""
    if user.role != Role.STUDENT:
        raise Forbidden
    return getattr(user, "student", None) or StudentProfile(user=user)


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

    Flat domain names: first_name, last_name, phone; for those who apply headline, location, experience,
    experience_years, education, availability, desired_salary, cover_letter, skills (names), cv (a file or an Upload;
    False removes it), and for candidates searchable (whether recruiters find them); specialty, services, rates,
    availability, portfolio, references, siret for a prestataire; school (its name), class_name, birth_date, address,
    representative_name, representative_email, representative_phone for a student; position and company {name, siret,
    sector, size, website, description} for a recruiter. Nothing is saved when something is refused. Raises Invalid
    with `fields` (a company's begin with "company_"), BadFile, FileTooLarge, CannotScan.
    """
    checked, cv_errors = _checked_cv(actor, values)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=actor.pk)
        errors = cv_errors | fields.assign(user, values, fields.PERSON)
        agreed = user.role == Role.CANDIDATE and candidate_of(user).searchable
        parts = _parts(user, values, errors)
        fields.refuse_if(errors)
        user.save()
        for part in parts:
            part.save()
        if user.role in APPLICANTS:
            _save_person(user, values, checked)
            if user.role == Role.CANDIDATE and user.candidate.searchable != agreed:
                AuditLog.record(actor, "account.findable", target=user, agreed=not agreed)
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
    if user.role == Role.STUDENT:
        student = student_of(user)
        errors |= fields.assign(student, values, fields.STUDENT)
        parts.append(student)
    if user.role in APPLICANTS:
        person = candidate_of(user)
        names = fields.CANDIDATE if user.role == Role.CANDIDATE else fields.APPLICANT
        errors |= fields.assign(person, values, names)
        parts.append(person)
    return parts


def _checked_cv(user: User, values: dict) -> tuple[CheckedFile | None, dict]:
    """The CV that was sent, with what is wrong with it; before any lock, since an antivirus takes its time."""
    if user.role not in APPLICANTS or not values.get("cv"):
        return None, {}
    try:
        return checked_file(values["cv"], allowed=DOCUMENTS), {}
    except Invalid as error:
        if error.status != Invalid.status:
            raise
        return None, {"cv": [error.message]}


def _save_person(user: User, values: dict, checked) -> None:
    person = user.candidate
    fill_from_account(person, user)
    if checked:
        forget(person.cv)
        person.cv.save(checked.name, checked.content, save=False)
        person.cv_name, person.cv_type = checked.name, checked.content_type
    elif values.get("cv") is False:
        forget(person.cv)
        person.cv, person.cv_name, person.cv_type = "", "", ""
    person.save()
    if "skills" in values:
        set_skills(person, values["skills"])
    announce(person)


def announce(person: Candidate) -> None:
    """Tell what searches people that this profile changed, or is no longer to be found."""
    if person.user_id and person.user.role == Role.CANDIDATE:
        enqueue("candidate.changed", {"id": person.pk})
