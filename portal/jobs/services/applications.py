"""Applying, answering, withdrawing (003 §3.2, §4)."""

from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.services import candidate_of, must_confirm_email
from portal.core.errors import DomainError, Forbidden, Invalid
from portal.core.files import DOCUMENTS, EXTENSIONS, BadFile, check_file
from portal.core.text import clean_text

from .. import errors, notifications, permissions, transitions
from ..models import Application, ApplicationNote, ApplicationStatus, ApplicationTransition, Publication

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
    return None


def apply(actor, publication, *, letter: str, answers=(), cv=None) -> Application:
    """Send an application: a snapshot of the letter, the answers and the CV (the profile's when `cv` is None).

    A withdrawn one may be sent again: it starts anew. Raises NotOpen, WrongAudience, AlreadyApplied,
    EmailNotConfirmed, Invalid (fields letter, answers, cv). Source: 003 §3.2 postuler, §4.
    """
    with transaction.atomic():
        row = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
        refusal = why_not_apply(actor, row)
        if refusal is not None:
            raise refusal
        values = _checked(row, letter, answers)
        candidate = candidate_of(actor)
        application = Application.objects.filter(candidate=candidate, publication=row).first()
        source = application.status if application else ""
        application = application or Application(candidate=candidate, publication=row)
        for name, value in {**values, "status": ApplicationStatus.SUBMITTED, "title": row.title}.items():
            setattr(application, name, value)
        application.sent_at, application.read_at = timezone.now(), None
        _attach_cv(application, candidate, cv)
        try:
            with transaction.atomic():
                application.save()
        except IntegrityError as error:
            raise errors.AlreadyApplied from error
        _log(application, source, actor)
        Publication.objects.filter(pk=row.pk).update(applications_count=F("applications_count") + 1)
        notifications.application_sent(application)
    return application


def transition(actor, application, target: str, *, reason: str = "", message: str = "") -> Application:
    """Change the state as the table allows. Raises IllegalTransition (with what is allowed), ReasonRequired.

    `reason` is for the record; `message` is sent to the applicant. The same state again changes nothing.
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
        source, row.status = row.status, target
        row.save(update_fields=["status", "updated_at"])
        _log(row, source, actor, reason=reason, message=message)
        if found.name != "withdraw":
            notifications.application_changed(row, message)
        elif row.publication.recruiter_id:
            notifications.application_withdrawn(row)
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


def _checked(publication, letter: str, answers) -> dict:
    """The letter and the answers, cleaned. Raises Invalid."""
    fields = {}
    letter = clean_text(letter)
    if len(letter) > MAX_LETTER:
        fields["letter"] = [_("The letter is longer than %(max)s characters.") % {"max": MAX_LETTER}]
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
    pairs = zip(questions, given, strict=True)
    return {"letter": letter, "answers": [{"question": q.text, "answer": answer} for q, answer in pairs]}


def _attach_cv(application, candidate, cv) -> None:
    """Copy the CV into the application, so that it stays as it was sent. Raises Invalid."""
    if cv is not None:
        try:
            checked = check_file(cv, allowed=DOCUMENTS)
        except BadFile as error:
            error.fields = {"cv": [error.message]}
            raise
        content, name, content_type = cv.read(), checked.name, checked.content_type
    elif candidate.cv:
        with candidate.cv.open("rb") as file:
            content = file.read()
        name, content_type = candidate.cv_name, candidate.cv_type
    else:
        application.cv, application.cv_name, application.cv_type = "", "", ""
        return
    extension = EXTENSIONS.get(content_type, PurePath(name).suffix.lstrip("."))
    application.cv.save(f"cv.{extension}", ContentFile(content), save=False)
    application.cv_name, application.cv_type = name, content_type


def _log(application, source: str, actor, *, reason: str = "", message: str = "") -> None:
    ApplicationTransition.objects.create(
        application=application, source=source, target=application.status, actor=actor, reason=reason, message=message
    )
