"""Applying, answering, withdrawing (003 §3.2, §4), and the one table of transitions."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.core.errors import Forbidden, Invalid
from portal.core.files import BadFile, FileTooLarge
from portal.jobs import errors, services, transitions
from portal.jobs.models import Application, ApplicationStatus, Publication
from portal.jobs.tasks import expire_applications
from tests.factories.accounts import UserFactory, docx, pdf
from tests.factories.jobs import make_application, make_publication, verified_recruiter

pytestmark = pytest.mark.django_db
S = ApplicationStatus
apply, transition = services.applications.apply, services.applications.transition


def recruiter_of(application):
    return application.publication.recruiter


def test_both_sides_are_told():
    mail.outbox.clear()
    application = make_application()
    recipients = {address for message in mail.outbox for address in message.to}
    assert {application.candidate.user.email, recruiter_of(application).email} <= recipients
    assert Publication.objects.get(pk=application.publication_id).applications_count == 1


def test_a_second_one_is_refused():
    application = make_application()
    with pytest.raises(errors.AlreadyApplied):
        apply(application.candidate.user, application.publication, letter="Encore")
    assert Application.objects.count() == 1


def test_a_withdrawn_one_may_be_sent_again_and_starts_anew():
    application = make_application()
    services.applications.withdraw(application.candidate.user, application)
    again = apply(application.candidate.user, application.publication, letter="Encore")
    assert (again.pk, again.status, again.letter) == (application.pk, S.SUBMITTED, "Encore")
    assert Publication.objects.get(pk=application.publication_id).applications_count == 1
    assert [row.target for row in again.transitions.all()] == [S.SUBMITTED, S.WITHDRAWN, S.SUBMITTED]


@pytest.mark.parametrize("state", ["pending", "refused", "closed", "withdrawn", "expired"])
def test_nobody_applies_to_what_is_not_open(state):
    publication = make_publication(**{state: True})
    with pytest.raises(errors.NotOpen):
        apply(UserFactory(), publication, letter="Bonjour")


def test_nobody_applies_after_the_deadline():
    publication = make_publication(validated=True)
    Publication.objects.filter(pk=publication.pk).update(deadline=timezone.now() - timedelta(seconds=1))
    with pytest.raises(errors.NotOpen):
        apply(UserFactory(), publication, letter="Bonjour")


@pytest.mark.parametrize(
    ("kind", "trait"),
    [
        ("offer", "prestataire"),
        ("offer", "recruiter"),
        ("offer", "editor"),
        ("offer", "admin"),
        ("consultation", "student"),
        ("bourse", "prestataire"),
    ],
)
def test_each_kind_is_for_its_audience(kind, trait):
    publication = make_publication(kind, validated=True)
    with pytest.raises(errors.WrongAudience):
        apply(UserFactory(**{trait: True}), publication, letter="Bonjour")


def test_consultations_are_for_prestataires():
    publication = make_publication("consultation", validated=True)
    assert apply(UserFactory(prestataire=True), publication, letter="Bonjour").status == S.SUBMITTED
    with pytest.raises(errors.WrongAudience):
        apply(UserFactory(), publication, letter="Bonjour")


def test_required_questions_are_answered():
    publication = make_publication(
        validated=True, questions=[{"text": "Permis B ?"}, {"text": "Autre ?", "required": 0}]
    )
    with pytest.raises(Invalid) as refusal:
        apply(UserFactory(), publication, letter="Bonjour", answers=["  "])
    assert "answers" in refusal.value.fields
    sent = apply(UserFactory(), publication, letter="Bonjour", answers=["Oui", "", "en trop"])
    assert sent.answers == [{"question": "Permis B ?", "answer": "Oui"}, {"question": "Autre ?", "answer": ""}]


def test_the_profiles_cv_is_copied_so_that_it_stays_as_sent():
    person = UserFactory()
    person.candidate.cv.save("cv.pdf", pdf(), save=False)
    person.candidate.cv_name, person.candidate.cv_type = "Mon CV.pdf", "application/pdf"
    person.candidate.save()
    application = make_application(applicant=person)
    assert application.cv_name == "Mon CV.pdf"
    assert application.cv.name != person.candidate.cv.name
    person.candidate.cv.delete()
    assert application.cv.read().startswith(b"%PDF-")


@pytest.mark.parametrize("file", [pdf, docx])
def test_a_cv_is_taken_by_its_content(file):
    application = make_application(cv=file("../../etc/passwd\x00.exe"))
    assert "/" not in application.cv_name
    assert application.cv_name.endswith((".pdf", ".docx"))


@pytest.mark.parametrize(
    ("file", "error"),
    [
        (lambda: SimpleUploadedFile("cv.pdf", b"MZ\x90\x00 a program"), BadFile),
        (lambda: SimpleUploadedFile("cv.pdf", b""), BadFile),
        (lambda: SimpleUploadedFile("cv.docx", b"PK\x03\x04 not a zip"), BadFile),
        (lambda: docx(parts={"word/vbaProject.bin": b"macro"}), BadFile),
        (lambda: SimpleUploadedFile("cv.pdf", b"\x89PNG\r\n\x1a\n"), BadFile),
        (lambda: pdf(size=5 * 1024 * 1024 + 1), FileTooLarge),
    ],
)
def test_a_bad_cv_is_refused_and_nothing_is_sent(file, error):
    with pytest.raises(error) as refusal:
        make_application(cv=file())
    assert "cv" in refusal.value.fields
    assert not Application.objects.exists()


def test_a_message_reaches_the_applicant_and_a_reason_does_not():
    application = make_application()
    mail.outbox.clear()
    recruiter = recruiter_of(application)
    transition(recruiter, application, S.INTERVIEW, message="Venez mardi à 10 h.", reason="interne")
    (message,) = mail.outbox
    assert "Venez mardi" in message.body
    assert "interne" not in message.body + message.alternatives[0][0]


def test_the_same_state_again_changes_nothing():
    application = make_application()
    recruiter = recruiter_of(application)
    transition(recruiter, application, S.SCREENING)
    mail.outbox.clear()
    transition(recruiter, application, S.SCREENING)
    assert application.transitions.count() == 2
    assert mail.outbox == []


def test_a_step_back_needs_its_reason():
    application = make_application()
    recruiter = recruiter_of(application)
    transition(recruiter, application, S.INTERVIEW)
    with pytest.raises(errors.ReasonRequired):
        transition(recruiter, application, S.SCREENING)
    assert transition(recruiter, application, S.SCREENING, reason="Erreur").status == S.SCREENING


ACTORS = ("recruiter", "colleague", "stranger", "applicant", "other_candidate", "editor")


def actor_of(name, application):
    company = application.publication.company
    return {
        "recruiter": lambda: recruiter_of(application),
        "colleague": lambda: verified_recruiter(company=company),
        "stranger": verified_recruiter,
        "applicant": lambda: application.candidate.user,
        "other_candidate": UserFactory,
        "editor": lambda: UserFactory(editor=True),
    }[name]()


@pytest.mark.parametrize("name", ACTORS)
def test_the_table_is_all_that_anyone_can_do(name):
    """Every actor, every state, every target: the service obeys the table."""
    application = make_application()
    actor = actor_of(name, application)
    for source in S.values:
        for target in S.values:
            Application.objects.filter(pk=application.pk).update(status=source)
            application.refresh_from_db()
            legal = transitions.find(source, target, actor, application) is not None
            again = source == target and name in ("recruiter", "colleague")
            try:
                transition(actor, application, target, reason="Parce que", message="")
                done = True
            except errors.IllegalTransition:
                done = False
            assert done == (legal or again), (name, source, target)


def test_outsiders_can_do_nothing_at_all():
    application = make_application()
    for name in ("stranger", "other_candidate", "editor"):
        actor = actor_of(name, application)
        for target in S.values:
            with pytest.raises(errors.IllegalTransition):
                transition(actor, application, target, reason="Parce que")
        with pytest.raises(Forbidden):
            services.applications.add_note(actor, application, "note")
        with pytest.raises(Forbidden):
            services.applications.open_by_recruiter(actor, application)


def test_what_was_never_answered_expires_90_days_after_the_end():
    old, recent, answered = (make_application() for _ in range(3))
    now = timezone.now()
    for application, days in ((old, 91), (recent, 89), (answered, 91)):
        Publication.objects.filter(pk=application.publication_id).update(closed_at=now - timedelta(days=days))
    transition(recruiter_of(answered), answered, S.REJECTED)
    assert expire_applications() == 1
    assert [Application.objects.get(pk=row.pk).status for row in (old, recent, answered)] == [
        S.EXPIRED,
        S.SUBMITTED,
        S.REJECTED,
    ]
