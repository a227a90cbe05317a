"""Papers and decisions: who sends, who decides, who is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.core import mail
from django.db import connection

from portal.accounts import services
from portal.accounts.models import RecruiterProfile, Role, User, Verification, VerificationDecision, VerificationPaper
from portal.core.errors import Conflict, DomainError, Forbidden, Invalid
from portal.core.models import AuditLog
from portal.notifications.models import Notification, NotificationPreference
from tests.factories.accounts import UserFactory, VerificationPaperFactory, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def recruiter():
    return UserFactory(recruiter=True)


@pytest.fixture
def editor():
    return UserFactory(editor=True)


def state(user) -> str:
    return RecruiterProfile.objects.get(user=user).verification


def test_a_paper_is_kept_apart_from_its_name(recruiter):
    paper = services.send_paper(recruiter, "kbis", pdf("../../Kbis été.pdf"))
    assert (paper.name, paper.content_type) == ("Kbis été.pdf", "application/pdf")
    assert "Kbis" not in paper.file.name


def test_editors_are_told_once_however_many_papers_come(recruiter, editor):
    for _number in range(3):
        services.send_paper(recruiter, "kbis", pdf())
    told = Notification.objects.of(editor).get()
    assert told.type == "compte_a_verifier"
    assert told.link.endswith(f"/verifications/{recruiter.pk}/")
    assert [message.to for message in mail.outbox] == [[editor.email]]


@pytest.mark.parametrize("role", [Role.CANDIDATE, Role.STUDENT, Role.EDITOR, Role.ADMIN, Role.CONSULTANT, Role.READER])
def test_only_recruiters_and_prestataires_send_papers(role):
    with pytest.raises(Forbidden):
        services.send_paper(UserFactory(role=role), "kbis", pdf())


def test_an_unknown_kind_of_paper_is_refused(recruiter):
    with pytest.raises(Invalid) as refusal:
        services.send_paper(recruiter, "passeport", pdf())
    assert set(refusal.value.fields) == {"kind"}


def test_the_number_of_papers_has_an_end(recruiter):
    for _number in range(services.MAX_PAPERS):
        services.send_paper(recruiter, "other", pdf())
    with pytest.raises(Invalid):
        services.send_paper(recruiter, "other", pdf())
    assert recruiter.papers.count() == services.MAX_PAPERS


def test_an_editor_verifies(recruiter, editor):
    services.verify(editor, recruiter)
    assert state(recruiter) == Verification.VERIFIED
    assert VerificationDecision.objects.get(user=recruiter).decided_by == editor
    assert AuditLog.objects.filter(action="verification.verified", actor=editor).exists()


def test_the_person_is_told_of_a_decision_with_a_link(recruiter, editor):
    services.refuse(editor, recruiter, "Le Kbis est illisible.")
    told = Notification.objects.of(recruiter).get()
    assert (told.type, told.link) == ("compte_decision", "/mon-espace/verification/")
    assert "illisible" in told.message
    [message] = mail.outbox
    assert message.to == [recruiter.email]
    assert "http://127.0.0.1:8000/mon-espace/verification/" in message.body
    assert message.alternatives[0].mimetype == "text/html"


def test_the_mail_about_a_decision_cannot_be_switched_off(recruiter, editor):
    NotificationPreference.objects.create(user=recruiter, type="compte_decision")
    services.verify(editor, recruiter)
    assert len(mail.outbox) == 1


def test_a_refusal_needs_words(recruiter, editor):
    for reason in ("", "  ", None):
        with pytest.raises(Invalid) as refusal:
            services.refuse(editor, recruiter, reason)
        assert set(refusal.value.fields) == {"reason"}
    assert state(recruiter) == Verification.PENDING


@pytest.mark.parametrize("first", ["verify", "refuse"])
@pytest.mark.parametrize("second", ["verify", "refuse"])
def test_a_second_decision_is_a_conflict(recruiter, editor, first, second):
    decisions = {
        "verify": lambda: services.verify(editor, recruiter),
        "refuse": lambda: services.refuse(editor, recruiter, "Non."),
    }
    decisions[first]()
    decided = state(recruiter)
    with pytest.raises(Conflict):
        decisions[second]()
    assert state(recruiter) == decided
    assert recruiter.verification_decisions.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.EDITOR, Role.ADMIN)])
def test_only_editors_and_admins_decide(recruiter, role):
    with pytest.raises(Forbidden):
        services.verify(UserFactory(role=role), recruiter)
    assert state(recruiter) == Verification.PENDING


def test_nobody_verifies_themselves(recruiter):
    with pytest.raises(Forbidden):
        services.verify(recruiter, recruiter)


def test_a_disabled_editor_decides_nothing(recruiter):
    with pytest.raises(Forbidden):
        services.verify(UserFactory(editor=True, is_active=False), recruiter)


def test_a_candidate_is_nothing_to_decide_on(editor):
    with pytest.raises(Conflict):
        services.verify(editor, UserFactory())


def test_a_new_paper_after_a_refusal_puts_the_person_back_in_the_queue(recruiter, editor):
    services.refuse(editor, recruiter, "Illisible.")
    mail.outbox.clear()
    with time_machine.travel("2030-05-01T10:00:00Z", tick=False):
        services.send_paper(recruiter, "kbis", pdf())
    profile = RecruiterProfile.objects.get(user=recruiter)
    assert (profile.verification, profile.waiting_since.year) == (Verification.PENDING, 2030)
    assert [message.to for message in mail.outbox] == [[editor.email]]
    services.verify(editor, recruiter)
    assert recruiter.verification_decisions.count() == 2


def test_a_prestataire_is_verified_the_same_way(editor):
    user = UserFactory(prestataire=True)
    assert services.verify(editor, user).verification == Verification.VERIFIED


def test_an_own_paper_is_taken_back_with_its_file(recruiter):
    paper = services.send_paper(recruiter, "kbis", pdf())
    storage, name = paper.file.storage, paper.file.name
    services.delete_paper(recruiter, paper)
    assert not VerificationPaper.objects.exists()
    assert not storage.exists(name)


def test_somebody_elses_paper_is_not(recruiter):
    with pytest.raises(Forbidden):
        services.delete_paper(recruiter, VerificationPaperFactory())


def test_papers_stay_with_a_decision(recruiter, editor):
    paper = services.send_paper(recruiter, "kbis", pdf())
    services.verify(editor, recruiter)
    recruiter.refresh_from_db()
    with pytest.raises(Conflict):
        services.delete_paper(recruiter, paper)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_make_one_decision(recruiter):
    """Threads on PostgreSQL: the second waits for the first and finds the account decided."""
    editors = [UserFactory(editor=True).pk, UserFactory(admin=True).pk]
    barrier = Barrier(2)

    def decide(pk):
        try:
            barrier.wait(timeout=10)
            actor, user = User.objects.get(pk=pk), User.objects.get(pk=recruiter.pk)
            services.verify(actor, user) if pk == editors[0] else services.refuse(actor, user, "Non, illisible.")
            return "decided"
        except DomainError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, editors)) == ["already_decided", "decided"]
    decision = VerificationDecision.objects.get(user=recruiter)
    assert state(recruiter) == decision.decision
