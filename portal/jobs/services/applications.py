"""Applying, answering, withdrawing (003 §3.2, §4)."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.services import candidate_of, must_confirm_email
from portal.core import limits
from portal.core.errors import DomainError, Forbidden, Invalid
from portal.core.text import clean_text

from .. import errors, notifications, permissions, scoring, transitions
from ..models import Application, ApplicationNote, ApplicationStatus, ApplicationTransition, Publication
from . import attachments, internships, interviews

MAX_LETTER = 10_000
MAX_ANSWER = 2_000


def why_not_apply(actor, publication, now=None) -> DomainError | None:
    """What keeps this signed-in person from applying, or None."""
    if not publication.is_visible(now):
        return errors.NotOpen()
    if not permissions.may_apply(actor, publication):
        return errors.WrongAudience()
    sent = Application.objects.filter(candidate__user=actor, publication_id=publication.pk)
    if sent.exclude(status=ApplicationStatus.WITHDRAWN).exists():
        return errors.AlreadyApplied()
    if must_confirm_email(actor):
        return errors.EmailNotConfirmed()
    return internships.why_no_week(publication.specific) if publication.is_student_internship else None


def apply(
    actor,
    publication,
    *,
    letter: str,
    answers=(),
    cv=None,
    resume=None,
    letter_file=None,
    documents=(),
    student: dict | None = None,
) -> Application:
    """Send an application: a snapshot of the letter, the answers and the files (the profile's CV when `cv` is None).

    Each file is one of this request or an Upload of the actor's; a `resume` of theirs is printed as it is now. To a
    student internship also the weeks, a seat in each, and what `student` says (`internships.read`); the profile
    says the rest. A withdrawn one may be sent again: it starts anew. Raises NotOpen, WrongAudience, AlreadyApplied,
    EmailNotConfirmed, NoWeekLeft, WeekFull, TooMany, Invalid (fields letter, answers, cv, resume, letter_file,
    documents, those of `student`), CannotScan, and what the
    printing refuses (portal.cv.rendering.errors). Source: 003 §3.2
    postuler, §4; 001 "Créer une candidature".
    """
    refusal = why_not_apply(actor, publication)
    if refusal is not None:
        raise refusal
    files = attachments.prepare(actor, cv=cv, resume=resume, letter_file=letter_file, documents=documents)
    with transaction.atomic():
        row = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
        refusal = why_not_apply(actor, row)
        if refusal is not None:
            raise refusal
        values, request = _checked(actor, row, letter, answers, student)
        candidate = candidate_of(actor)
        application = Application.objects.filter(candidate=candidate, publication=row).first()
        source = application.status if application else ""
        if application is not None:
            hold_to_pace(application)
        application = application or Application(candidate=candidate, publication=row)
        for name, value in {**values, "status": ApplicationStatus.SUBMITTED, "title": row.title}.items():
            setattr(application, name, value)
        application.sent_at, application.read_at = timezone.now(), None
        scoring.set_score(application, scoring.asked_of(row))
        attachments.attach_cv(application, files)
        try:
            with transaction.atomic():
                application.save()
        except IntegrityError as error:
            raise errors.AlreadyApplied from error
        attachments.attach_files(application, files)
        if request is not None:
            internships.keep(application, request)
        _log(application, source, actor)
        Publication.objects.filter(pk=row.pk).update(applications_count=F("applications_count") + 1)
        notifications.application_sent(application)
    return application


def transition(
    actor, application, target: str, *, reason: str = "", message: str = "", told: bool = False
) -> Application:
    """Change the state as the table allows. Raises IllegalTransition (with what is allowed), ReasonRequired.

    `reason` is for the record; `message` is sent to the applicant, unless the caller has `told` them in words of its
    own. The same state again changes nothing. What was planned about an application that ends is cancelled.

    Raises TooManyChanges too, for recruiters. Of a student internship also ConsentRefused (to accept against the
    representative) and WeekFull (to open again what was rejected, when its seats have gone to others).
    """
    with transaction.atomic():
        row = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
        if row.status == target and permissions.is_recruiter_of(actor, row):
            return row
        found = transitions.find(row.status, target, actor, row)
        if found is None:
            raise errors.IllegalTransition(transitions.targets(actor, row))
        reason, message = clean_text(reason)[:2000], clean_text(message)[:5000]
        if found.needs_reason and not reason:
            raise errors.ReasonRequired(fields={"reason": [errors.ReasonRequired.message]})
        if actor is not None and not told and permissions.is_recruiter_of(actor, row):
            hold_to_pace(row)
        if target == ApplicationStatus.ACCEPTED:
            internships.refuse_without_consent(row)
        if row.status not in ApplicationStatus.holding() and target in ApplicationStatus.holding():
            internships.refuse_reopening(row)
        source, row.status = row.status, target
        row.save(update_fields=["status", "updated_at"])
        _log(row, source, actor, reason=reason, message=message)
        if told:
            pass
        elif found.name != "withdraw":
            notifications.application_changed(row, message)
        elif row.publication.recruiter_id:
            notifications.application_withdrawn(row)
        if not row.is_active:
            interviews.cancel_planned(row)
        if target == ApplicationStatus.WITHDRAWN:
            Publication.objects.filter(pk=row.publication_id, applications_count__gt=0).update(
                applications_count=F("applications_count") - 1
            )
    return row


def withdraw(actor, application) -> Application:
    """The applicant takes it back; the row stays, and may be sent again. Raises IllegalTransition."""
    return transition(actor, application, ApplicationStatus.WITHDRAWN)


def allowed_targets(actor, application) -> list[str]:
    return transitions.targets(actor, application)


def open_by_recruiter(actor, application) -> None:
    """A recruiter of the company reads it for the first time."""
    if not permissions.is_recruiter_of(actor, application):
        raise Forbidden
    Application.objects.filter(pk=application.pk, read_at__isnull=True).update(read_at=timezone.now())


def add_note(actor, application, text: str) -> ApplicationNote:
    """A note for the recruiters of the company. Raises Forbidden, Invalid."""
    if not permissions.is_recruiter_of(actor, application):
        raise Forbidden
    text = clean_text(text)[:5000]
    if not text:
        raise Invalid(fields={"text": [_("Please write the note.")]})
    return ApplicationNote.objects.create(application=application, author=actor, text=text)


def hold_to_pace(application) -> None:
    """Raises TooManyChanges: each change is a mail to the other side, who cannot stop it.

    Taking back, cancelling and what the portal does by itself are not held up, and are no more than what was.
    """
    if wait := limits.too_often("application", f"p{application.pk}"):
        raise errors.TooManyChanges(retry_after=int(wait))


def _checked(actor, publication, letter: str, answers, student: dict | None) -> tuple[dict, internships.Request | None]:
    """The letter and the answers, cleaned, and what an internship asks of a pupil. Raises Invalid, WeekFull."""
    fields, request = {}, None
    letter, most = clean_text(letter), MAX_LETTER
    if publication.is_student_internship:
        request, fields = internships.read(actor, publication.specific, student)
        most = internships.MAX_MOTIVATION
        if not letter:
            fields["letter"] = [_("Please say in a few lines why you would like this internship.")]
    if len(letter) > most:
        fields["letter"] = [_("The letter is longer than %(max)s characters.") % {"max": most}]
    questions = list(publication.questions.all())
    given = [clean_text(str(answer))[:MAX_ANSWER] for answer in answers][: len(questions)]
    given += [""] * (len(questions) - len(given))
    missing = [
        question.text for question, answer in zip(questions, given, strict=True) if question.required and not answer
    ]
    if missing:
        fields["answers"] = [_("Please answer: %(question)s") % {"question": question} for question in missing]
    if fields:
        raise Invalid(fields=fields)
    if request is not None:
        internships.refuse_full(publication.specific, request.mondays)
        internships.refuse_flooding(request)
    pairs = zip(questions, given, strict=True)
    return {"letter": letter, "answers": [{"question": q.text, "answer": answer} for q, answer in pairs]}, request


def _log(application, source: str, actor, *, reason: str = "", message: str = "") -> None:
    ApplicationTransition.objects.create(
        application=application, source=source, target=application.status, actor=actor, reason=reason, message=message
    )
