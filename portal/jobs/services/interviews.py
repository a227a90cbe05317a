"""Planning, moving and cancelling interviews, and the reminder of each (003 §15.1 "Rappel entretien").

A recruiter of the company plans one while the table of transitions lets them bring the application to "interview"
without a reason, or when it is there already: planning brings it there. A planned interview is moved while the
application is under way, and cancelled at any time; when the application ends, what was planned is cancelled. Every
change takes the lock of the application first, so that they happen one after the other.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.errors import DomainError, Forbidden, Invalid
from portal.core.text import clean_text

from .. import errors, interview_notifications, permissions, transitions
from ..models import Application, ApplicationStatus, Interview
from ..models.interview import LONGEST
from . import applications

WRITABLE = ("starts_at", "duration", "place", "link", "note")
#: How long before it begins both sides are reminded, and how far ahead one is planned at most.
REMINDER = timedelta(hours=24)
FARTHEST = timedelta(days=366)
LONGEST_NOTE = 2_000


def why_not_schedule(actor, application) -> DomainError | None:
    """What keeps this person from planning an interview about this application, or None."""
    if not permissions.is_recruiter_of(actor, application):
        return Forbidden()
    if application.status == ApplicationStatus.INTERVIEW:
        return None
    found = transitions.find(application.status, ApplicationStatus.INTERVIEW, actor, application)
    return errors.NoInterview() if found is None or found.needs_reason else None


def schedule(actor, application, **values) -> Interview:
    """Plan one: `starts_at`, `duration` (minutes), `place` or `link`, `note`. Both sides get a calendar file.

    Raises Forbidden, NoInterview, TimeTaken, TooManyChanges, Invalid (by field).
    """
    with transaction.atomic():
        row = _locked(application.pk)
        refusal = why_not_schedule(actor, row)
        if refusal is not None:
            raise refusal
        interview = Interview(application=row, organiser=actor)
        _assign(interview, values)
        applications.hold_to_pace(row)
        interview.save()
        if row.status != ApplicationStatus.INTERVIEW:
            interview.application = applications.transition(actor, row, ApplicationStatus.INTERVIEW, told=True)
        interview_notifications.planned(interview)
    return interview


def move(actor, interview, **values) -> Interview:
    """Change what is given of it; both sides are told. The same again changes nothing.

    Raises Forbidden, InterviewOver, NoInterview, TimeTaken, TooManyChanges, Invalid (by field).
    """
    with transaction.atomic():
        row = _locked_interview(actor, interview)
        if not row.application.is_active:
            raise errors.NoInterview
        before = {name: getattr(row, name) for name in WRITABLE}
        _assign(row, values)
        if before == {name: getattr(row, name) for name in WRITABLE}:
            return row
        applications.hold_to_pace(row.application)
        row.sequence += 1
        row.save()
        interview_notifications.moved(row, before["starts_at"])
    return row


def cancel(actor, interview, message: str = "") -> Interview:
    """Call it off; both sides are told, with `message`. Raises Forbidden, InterviewOver."""
    with transaction.atomic():
        row = _locked_interview(actor, interview)
        _call_off(row, clean_text(message)[:2000])
    return row


def cancel_planned(application) -> None:
    """The application has ended: nobody meets about it any more. The caller holds its lock."""
    for interview in application.interviews.planned():
        interview.application = application
        _call_off(interview, "")


def remind(now=None) -> int:
    """Remind both sides of what begins within a day, once for each date; returns of how many. Safe to run twice."""
    due = list(Interview.objects.to_remind(now or timezone.now(), REMINDER).values_list("pk", "application_id"))
    return sum(_remind_of(pk, application, now or timezone.now()) for pk, application in due)


def _remind_of(pk: int, application: int, now) -> bool:
    with transaction.atomic():
        row = _locked(application)
        interview = Interview.objects.to_remind(now, REMINDER).filter(pk=pk).first()
        if interview is None:  # reminded of, moved or cancelled since
            return False
        interview.application, interview.reminded_of = row, interview.starts_at
        interview.save(update_fields=["reminded_of"])
        interview_notifications.near(interview)
    return True


def _locked(pk: int) -> Application:
    rows = Application.objects.select_related("publication", "candidate__user").select_for_update(of=("self",))
    return rows.get(pk=pk)


def _locked_interview(actor, interview) -> Interview:
    """The row as it is now, its application locked. Raises Forbidden, InterviewOver."""
    application = _locked(interview.application_id)
    if not permissions.is_recruiter_of(actor, application):
        raise Forbidden
    row = Interview.objects.get(pk=interview.pk)
    if not row.is_planned():
        raise errors.InterviewOver
    row.application = application
    return row


def _call_off(row: Interview, message: str) -> None:
    row.cancelled_at = timezone.now()
    row.sequence += 1
    row.save()
    interview_notifications.cancelled(row, message)


def _assign(row: Interview, values: dict) -> None:
    """Set these values, and check the whole. Raises Invalid, TimeTaken."""
    before = row.starts_at
    for name, value in values.items():
        if name not in WRITABLE:
            raise TypeError(name)
        setattr(row, name, _clean(name, value))
    fields = {}
    if row.starts_at != before or row.starts_at is None:
        fields |= _check_date(row)
    if len(row.note) > LONGEST_NOTE:
        fields["note"] = [_("The note is longer than %(max)s characters.") % {"max": LONGEST_NOTE}]
    if not row.place and not row.link:
        fields["place"] = [_("Please give a place or a link.")]
    try:
        row.clean_fields(exclude=["application", "organiser", *fields])
    except ValidationError as error:
        fields |= error.message_dict
    if fields:
        raise Invalid(fields=fields)
    _check_free(row)


def _clean(name: str, value):
    if name == "starts_at":
        return value and value.replace(second=0, microsecond=0)
    if not isinstance(value, str):
        return value
    return " ".join(clean_text(value).split()) if name == "place" else clean_text(value)


def _check_date(row: Interview) -> dict[str, list]:
    now = timezone.now()
    if row.starts_at is None:
        return {"starts_at": [_("Please give the date and the time.")]}
    if row.starts_at <= now:
        return {"starts_at": [_("This date is past.")]}
    if row.starts_at > now + FARTHEST:
        return {"starts_at": [_("This date is more than a year away.")]}
    if row.starts_at <= now + REMINDER:
        # Told less than a day before, people need no reminder.
        row.reminded_of = row.starts_at
    return {}


def _check_free(row: Interview) -> None:
    """One person is not at two interviews about one application at once. Raises TimeTaken."""
    near = row.application.interviews.filter(
        cancelled_at__isnull=True,
        starts_at__lt=row.ends_at,
        starts_at__gt=row.starts_at - timedelta(minutes=LONGEST),
    ).exclude(pk=row.pk)
    if any(other.ends_at > row.starts_at for other in near):
        raise errors.TimeTaken
