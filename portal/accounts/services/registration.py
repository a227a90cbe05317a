"""Signing up, and confirming an address."""

import re

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress, get_emailconfirmation_model
from django.conf import settings
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from portal.core.models import AuditLog
from portal.core.text import clean_text, fold

from ..models import (
    PUBLIC_ROLES,
    Candidate,
    Company,
    PrestataireProfile,
    RecruiterProfile,
    Role,
    School,
    StudentProfile,
    User,
)
from . import fields, profiles
from .passwords import password_errors

EMAIL_TAKEN = _("This email is already registered.")
USERNAME_TAKEN = _("This username is already taken.")


class EmailTaken(Invalid):
    """Somebody has an account with this address. The site never says so; it writes to the address instead."""

    code = "email_taken"
    message = EMAIL_TAKEN


def register(
    *,
    email: str,
    password: str,
    role: str = Role.CANDIDATE,
    first_name: str = "",
    last_name: str = "",
    phone: str = "",
    username: str = "",
    company: dict | None = None,
    profile: dict | None = None,
    next_path: str = "",
) -> User:
    """Make an account with its profile and mail a link that confirms the address (002 §1.1, 003 §1.1, §14.1).

    `company` is of a recruiter ({name, siret, sector, size, website, description}, all optional), `profile` holds the
    fields of the role's profile. `next_path` is where the confirmation leads. Raises Invalid with `fields` (those of
    a company begin with "company_"); EmailTaken when only the address is in the way. Two calls at once for one
    address make one account.
    """
    company, profile = company or {}, profile or {}
    names = {"first_name": first_name, "last_name": last_name, "phone": phone}
    user, errors = _account(email, password, role, username, names)
    parts, part_errors = _parts(user, company, profile)
    errors |= part_errors
    if "email" not in errors and User.objects.filter(email=user.email).exists():
        if not errors:
            raise EmailTaken(fields={"email": [EMAIL_TAKEN]})
        errors["email"] = [EMAIL_TAKEN]
    fields.refuse_if(errors)
    user.set_password(password)
    with transaction.atomic():
        _insert(user, keep_username=bool(clean_text(username)))
        _save_parts(user, parts, profile)
        AuditLog.record(user, "account.registered", target=user, role=role)
        send_confirmation(user, signup=True, next_path=next_path)
    return user


def _account(email, password, role, username, names: dict) -> tuple[User, dict]:
    """The account, not saved yet, with what is wrong with it."""
    email, errors = _email(email)
    if role not in PUBLIC_ROLES:
        errors["role"] = [_("This kind of account cannot be chosen.")]
        role = Role.CANDIDATE
    user = User(email=email, role=role)
    errors |= fields.assign(user, names, fields.PERSON)
    user.username, username_errors = _username(username, email)
    return user, errors | username_errors | password_errors(password, user)


def _email(value) -> tuple[str, dict]:
    email = clean_text(value if isinstance(value, str) else "").lower()
    try:
        validate_email(email)
        User._meta.get_field("email").run_validators(email)
    except ValidationError as error:
        return "", {"email": list(error.messages)}
    return email, {}


def _username(value, email: str) -> tuple[str, dict]:
    """The name asked for, or one derived from the address, with what is wrong with it."""
    name = clean_text(value if isinstance(value, str) else "")
    if not name:
        return free_username(email), {}
    try:
        UnicodeUsernameValidator()(name)
        User._meta.get_field("username").run_validators(name)
    except ValidationError as error:
        return name, {"username": list(error.messages)}
    return name, {"username": [USERNAME_TAKEN]} if _taken(name) else {}


def free_username(email: str) -> str:
    """A name derived from the address that nobody has."""
    base = re.sub(r"[^a-z0-9._-]", "", fold(email.split("@")[0]))[:100] or "membre"
    return f"{base}-{get_random_string(6).lower()}" if _taken(base) else base


def _taken(username: str) -> bool:
    return User.objects.filter(username__iexact=username).exists()


def _parts(user: User, company: dict, profile: dict) -> tuple[list, dict]:
    """What belongs to the role, not saved yet: the company and profile of a recruiter, and so on."""
    if user.role == Role.RECRUITER:
        firm, recruiter = Company(), RecruiterProfile()
        company = {name: value for name, value in company.items() if name != "name" or clean_text(str(value or ""))}
        errors = fields.assign(firm, company, fields.COMPANY, prefix="company_")
        return [firm, recruiter], errors | fields.assign(recruiter, profile, fields.RECRUITER)
    person = Candidate()
    if user.role == Role.PRESTATAIRE:
        provider = PrestataireProfile()
        return [provider, person], fields.assign(provider, profile, fields.PRESTATAIRE)
    if user.role == Role.STUDENT:
        student = StudentProfile()
        # A school is a row of its own: it is written with the account, not while the account is checked.
        errors = fields.assign(student, profile, tuple(name for name in fields.STUDENT if name != "school"))
        return [student, person], errors | fields.assign(person, profile, fields.APPLICANT)
    names = fields.CANDIDATE if user.role == Role.CANDIDATE else fields.APPLICANT
    return [person], fields.assign(person, profile, names)


def _insert(user: User, *, keep_username: bool) -> None:
    """Save the account; what another request took in the meantime is refused as if it had been there before."""
    for _attempt in range(5):
        try:
            with transaction.atomic():
                user.save(force_insert=True)
            return
        except IntegrityError:
            user.pk = None
            if User.objects.filter(email=user.email).exists():
                raise EmailTaken(fields={"email": [EMAIL_TAKEN]}) from None
            if keep_username:
                raise Invalid(USERNAME_TAKEN, fields={"username": [USERNAME_TAKEN]}) from None
            user.username = f"{user.username[:100]}-{get_random_string(6).lower()}"
    raise Invalid(USERNAME_TAKEN, fields={"username": [USERNAME_TAKEN]})


def _save_parts(user: User, parts: list, profile: dict) -> None:
    for part in parts:
        if isinstance(part, Candidate):
            profiles.fill_from_account(part, user)
        if isinstance(part, RecruiterProfile):
            part.company = next(other for other in parts if isinstance(other, Company))
        if isinstance(part, StudentProfile):
            part.school = School.objects.named(str(profile.get("school") or ""))
        if not isinstance(part, Company):
            part.user = user
        part.save()
        if isinstance(part, Candidate) and "skills" in profile:
            profiles.set_skills(part, profile["skills"])
        if isinstance(part, Candidate):
            profiles.announce(part)


def send_confirmation(user: User, *, signup: bool = False, next_path: str = "") -> bool:
    """Mail the link that confirms the user's address; False when it is confirmed already."""
    address = EmailAddress.objects.filter(user=user, email=user.email).first()
    if address is None or address.verified:
        return False
    confirmation = get_emailconfirmation_model().create(address)
    get_adapter().send_confirmation_mail(None, confirmation, signup, next_path=next_path)
    return True


def confirm_address(user: User) -> None:
    """The address is the user's own: what allauth's confirmation leads to, and what an admin's word does."""
    if user.email_confirmed_at is None:
        user.email_confirmed_at = timezone.now()
        user.save(update_fields=["email_confirmed_at", "updated_at"])
    EmailAddress.objects.filter(user=user, email=user.email, verified=False).update(verified=True)


def must_confirm_email(user: User) -> bool:
    """Whether the user has to confirm the address before submitting, applying or writing."""
    return settings.REQUIRE_CONFIRMED_EMAIL and user.email_confirmed_at is None
