"""Applying to a student internship (001): what a pupil sends beside the letter, seats, the representative's consent.

`applications.apply` and `applications.transition` call these under the lock of the publication's row, so that the
last seat of a week is given once.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.services import student_of
from portal.accounts.validators import is_minor, normalize_phone, validate_birth_date, validate_name
from portal.core import limits
from portal.core.errors import Forbidden, Invalid
from portal.core.models import AuditLog
from portal.core.text import clean_text

from .. import errors, notifications, permissions, weeks
from ..internships import coming_weeks, taken, weeks_of
from ..models import Application, ApplicationWeek, Consent, OfferWeek, Publication, StudentDetails
from ..models.internship import MAX_ADDRESS

MAX_MOTIVATION = 1_500
MAX_NAME = 150
#: A pupil does not consent in the place of a parent.
OWN_ADDRESS = gettext_lazy("This is your own address: the consent is asked of your representative.")
#: A mailbox is asked for consent a few times an hour, whoever asks: nobody is flooded through this form.
FLOODED = gettext_lazy("Too many messages have been sent to this address of late. Please try again in an hour.")
ASKED_OFTEN = gettext_lazy("This person was written to several times today. Call them, or try again tomorrow.")
#: What the profile fills where nothing is sent.
FROM_PROFILE = ("birth_date", "address", "representative_name", "representative_email", "representative_phone")
PHONES = ("phone", "representative_phone")
EMAILS = ("email", "representative_email")
LONGEST = {"address": MAX_ADDRESS, "representative_name": MAX_NAME, "phone": 40, "representative_phone": 40}


@dataclass
class Request:
    """What was read of a pupil's application: the columns of `StudentDetails`, and the Mondays."""

    details: dict
    mondays: list[date]


def read(actor, offer, given: dict | None) -> tuple[Request, dict[str, list]]:
    """What a pupil sends, with what is wrong by field; the profile and the account fill what `given` does not name.

    `given`: weeks (numbers), phone, email, address, birth_date (a date), representative_name, representative_email,
    representative_phone. The representative is asked of minors; an unknown birth date is a minor's.
    """
    given, student = given or {}, student_of(actor)
    known = {name: getattr(student, name) for name in FROM_PROFILE} | {"phone": actor.phone, "email": actor.email}
    values = {name: given.get(name, known[name]) for name in known}
    found: dict[str, list] = {}
    for name in (*PHONES, *EMAILS, "address", "representative_name"):
        try:
            values[name] = _read(name, values[name])
        except ValidationError as error:
            found[name] = list(error.messages)
    if values["birth_date"] is not None:
        try:
            validate_birth_date(values["birth_date"])
        except ValidationError as error:
            found["birth_date"] = list(error.messages)
    for name, message in _missing(actor, values).items():
        found.setdefault(name, [message])
    mondays, wrong = _weeks(offer, given.get("weeks") or ())
    if wrong:
        found["weeks"] = wrong
    details = {**values, "school": str(student.school or ""), "class_name": student.class_name}
    return Request(details, mondays), found


def _read(name: str, value) -> str:
    text = clean_text(value if isinstance(value, str) else "")
    if len(text) > LONGEST.get(name, 254):
        raise ValidationError(_("No more than %(most)s characters are accepted.") % {"most": LONGEST.get(name, 254)})
    if name in PHONES:
        return normalize_phone(text)
    if name in EMAILS:
        if text:
            validate_email(text)
        return text.lower()
    if name == "address":
        return text
    validate_name(text)
    return " ".join(text.split())


def _missing(actor, values: dict) -> dict[str, str]:
    found = {}
    if not values["email"]:
        found["email"] = _("Please give an email address.")
    if not values["address"]:
        found["address"] = _("Please give your postal address.")
    if not is_minor(values["birth_date"]):
        return found
    for name, message in (
        ("representative_name", _("Please name your legal representative: you are under 18.")),
        ("representative_email", _("Please give the email of your legal representative: you are under 18.")),
        ("representative_phone", _("Please give the phone of your legal representative: you are under 18.")),
    ):
        if not values[name]:
            found[name] = message
    if values["representative_email"] and values["representative_email"] in (actor.email, values["email"]):
        found["representative_email"] = OWN_ADDRESS
    return found


def _weeks(offer, numbers) -> tuple[list[date], list[str]]:
    """The Mondays of these weeks, with what is wrong with them but for seats."""
    if not numbers:
        return [], [_("Please choose at least one week.")]
    offered = {week.number: week for week in weeks_of(offer)}
    mondays, wrong = [], []
    for number in dict.fromkeys(numbers):
        week = offered.get(number)
        if week is None:
            wrong.append(_("A week you chose is not one of this internship."))
        elif not week.is_future:
            wrong.append(_("This week has begun or is past: %(week)s.") % {"week": week.label})
        else:
            mondays.append(week.monday)
    return sorted(mondays), list(dict.fromkeys(wrong))


def refuse_full(offer, mondays) -> None:
    """Raises WeekFull when one of these weeks has no seat left. The caller holds the publication's lock."""
    free = {week.monday for week in weeks_of(offer) if week.left > 0}
    full = [weeks.label(monday) for monday in sorted(mondays) if monday not in free]
    if full:
        message = _("No seat is left for: %(weeks)s.") % {"weeks": ", ".join(full)}
        raise errors.WeekFull(message, fields={"weeks": [message]})


def refuse_flooding(request: Request) -> None:
    """Counts the mail that is about to leave for a minor's representative. Raises TooMany."""
    if is_minor(request.details["birth_date"]):
        _count_mail_to(request.details["representative_email"])


def _count_mail_to(address: str) -> None:
    limits.keep_pace("mailbox", limits.mailbox(address), message=FLOODED)


def refuse_reopening(application) -> None:
    """The seats of an answered application may have gone to others. Raises WeekFull."""
    mondays = list(application.weeks.values_list("monday", flat=True))
    if not mondays:
        return
    Publication.objects.select_for_update(of=("self",)).get(pk=application.publication_id)
    seats = dict(OfferWeek.objects.filter(offer_id=application.publication_id).values_list("monday", "seats"))
    held = taken([application.publication_id]).get(application.publication_id, {})
    if any(held.get(monday, 0) >= seats.get(monday, 0) for monday in mondays):
        raise errors.WeekFull(_("The seats of this application have gone to others: it cannot be opened again."))


def why_no_week(offer) -> errors.NoWeekLeft | None:
    return None if any(week.is_open for week in coming_weeks(offer)) else errors.NoWeekLeft()


def keep(application, request: Request) -> None:
    """Write the details and the weeks of an application that is being sent, or sent anew; tell the representative."""
    minor = is_minor(request.details["birth_date"])
    secret = _secret() if minor else ""
    consent = {
        "consent": Consent.ASKED if minor else Consent.NOT_NEEDED,
        "consent_at": None,
        "consent_hash": _hash(secret) if minor else "",
    }
    StudentDetails.objects.update_or_create(application=application, defaults={**request.details, **consent})
    application.weeks.all().delete()
    ApplicationWeek.objects.bulk_create(
        ApplicationWeek(application=application, monday=monday) for monday in request.mondays
    )
    if minor:
        notifications.consent_asked(application, secret)


@transaction.atomic
def ask_consent_again(actor, application) -> None:
    """Another mail to the representative who has not answered; the link of the earlier one no longer works.

    Raises Forbidden for anybody but the pupil, ConsentAnswered, TooMany.
    """
    if not permissions.is_applicant(actor, application):
        raise Forbidden
    row = Application.objects.select_for_update(of=("self",)).select_related("candidate").get(pk=application.pk)
    details = getattr(row, "student_details", None)
    if details is None or not can_answer(row):
        raise errors.ConsentAnswered
    limits.keep_pace("consent", f"p{row.pk}", message=ASKED_OFTEN)
    _count_mail_to(details.representative_email)
    secret = _secret()
    details.consent_hash = _hash(secret)
    details.save(update_fields=["consent_hash"])
    notifications.consent_asked(row, secret, again=True)


def refuse_without_consent(application) -> None:
    """Accepting waits for nobody, but never goes against a representative who has refused. Raises ConsentRefused."""
    details = getattr(application, "student_details", None)
    if details is not None and details.consent == Consent.REFUSED:
        raise errors.ConsentRefused


def by_secret(secret: str) -> Application | None:
    """The application that a representative's link is about; None when it is no such link, or an older one."""
    found = Application.objects.select_related("student_details", "publication__company", "candidate")
    return found.filter(student_details__consent_hash=_hash(secret), student_details__consent_hash__gt="").first()


def can_answer(application) -> bool:
    """The representative may still say yes or no: the application waits for an answer, or was accepted."""
    return application.student_details.consent == Consent.ASKED and application.holds_seats


@transaction.atomic
def answer_consent(secret: str, *, consents: bool) -> Application:
    """The representative says yes or no, once; the pupil and the recruiters are told. Raises ConsentAnswered.

    The state of the application does not change. Raises Invalid for a link that leads nowhere.
    """
    application = by_secret(secret)
    if application is None:
        raise Invalid
    Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    application = by_secret(secret)
    if application is None or not can_answer(application):
        raise errors.ConsentAnswered
    details = application.student_details
    details.consent = Consent.GIVEN if consents else Consent.REFUSED
    details.consent_at = timezone.now()
    details.save(update_fields=["consent", "consent_at"])
    AuditLog.record(None, "application.consent", application, consents=consents)
    notifications.consent_answered(application)
    return application


def _secret() -> str:
    return secrets.token_urlsafe(32)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
