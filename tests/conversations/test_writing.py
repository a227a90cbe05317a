"""Who may write to whom, and what a message leaves behind."""

import pytest
from django.core import mail

from portal.conversations import errors, permissions, services
from portal.conversations.models import MAX_BODY, MAX_SUBJECT, Conversation, Message, MessageCopy, Participant
from portal.core.errors import Invalid
from portal.core.models import OutboxMessage
from portal.jobs import services as jobs
from portal.jobs.errors import EmailNotConfirmed
from portal.notifications.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.conversations import make_talk
from tests.factories.jobs import (
    make_application,
    make_internship,
    make_publication,
    send_internship,
    verified_recruiter,
)

pytestmark = pytest.mark.django_db


def send(actor, other, **kwargs):
    return services.messages.send(actor, other, **{"subject": "Bonjour", "body": "Un mot.", **kwargs})


def refused(actor, other):
    return type(permissions.why_not_write(actor, other))


@pytest.fixture
def application(db):
    return make_application()


@pytest.fixture
def recruiter(application):
    return application.publication.recruiter


@pytest.fixture
def applicant(application):
    return application.candidate.user


def test_a_recruiter_writes_to_somebody_who_applied(recruiter, applicant):
    message = send(recruiter, applicant)
    assert MessageCopy.objects.of(applicant).received().get().message == message
    assert services.messages.unread_count(applicant) == 1
    assert services.messages.unread_count(recruiter) == 0


def test_every_recruiter_of_the_company_may(recruiter, applicant):
    colleague = verified_recruiter(company=recruiter.recruiter.company)
    assert permissions.why_not_write(colleague, applicant) is None


def test_an_applicant_writes_to_the_recruiter_first(recruiter, applicant):
    assert permissions.why_not_write(applicant, recruiter) is None


@pytest.mark.parametrize("trait", ["student", "prestataire"])
def test_students_and_prestataires_are_applicants_too(trait):
    if trait == "student":
        application = send_internship(make_internship())
    else:
        application = make_application(
            publication=make_publication("consultation", validated=True), applicant=UserFactory(prestataire=True)
        )
    publication, person = application.publication, application.candidate.user
    assert permissions.why_not_write(publication.recruiter, person) is None
    assert permissions.why_not_write(person, publication.recruiter) is None


def test_strangers_cannot_be_written_to(recruiter, applicant):
    stranger, other_recruiter = UserFactory(), verified_recruiter()
    assert refused(recruiter, stranger) == errors.NotReachable
    assert refused(stranger, recruiter) == errors.NotReachable
    assert refused(applicant, stranger) == errors.NotReachable
    assert refused(recruiter, other_recruiter) == errors.NotReachable
    assert refused(other_recruiter, applicant) == errors.NotReachable
    assert refused(recruiter, recruiter) == errors.NotReachable
    assert refused(recruiter, None) == errors.NotReachable


@pytest.mark.parametrize("role", ["editor", "admin", "reader", "consultant"])
def test_staff_neither_write_nor_receive_here(recruiter, role):
    staff = UserFactory(**{role: True})
    assert refused(staff, recruiter) == errors.NotForYou
    assert refused(recruiter, staff) == errors.NotReachable


def test_a_disabled_account_is_not_written_to(recruiter, applicant):
    applicant.is_active = False
    applicant.save()
    assert refused(recruiter, applicant) == errors.NotReachable


def test_who_withdrew_is_not_written_to_any_more(recruiter, applicant, application):
    jobs.applications.withdraw(applicant, application)
    assert refused(recruiter, applicant) == errors.NotReachable
    assert refused(applicant, recruiter) == errors.NotReachable


def test_who_was_written_to_may_still_answer(recruiter, applicant, application):
    message = send(recruiter, applicant)
    jobs.applications.withdraw(applicant, application)
    services.messages.reply(applicant, message.conversation, body="J'ai trouvé ailleurs, merci.")
    assert permissions.why_not_write(recruiter, applicant) is None


def test_the_address_is_confirmed_first_where_that_is_asked(settings, recruiter, applicant):
    settings.REQUIRE_CONFIRMED_EMAIL = True
    applicant.email_confirmed_at = None
    applicant.save()
    assert refused(applicant, recruiter) == EmailNotConfirmed
    assert refused(recruiter, applicant) is type(None)


def test_two_people_and_a_publication_have_one_conversation(recruiter, applicant, application):
    first = send(recruiter, applicant, publication=application.publication)
    second = send(applicant, recruiter, publication=application.publication, subject="")
    other = send(recruiter, applicant)
    assert first.conversation == second.conversation != other.conversation
    assert second.subject == "Bonjour"
    assert Participant.objects.filter(conversation=first.conversation).count() == 2


def test_a_first_message_needs_a_subject(recruiter, applicant):
    with pytest.raises(Invalid) as error:
        send(recruiter, applicant, subject=" ")
    assert list(error.value.fields) == ["subject"]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"body": " \x00 "}, "body"), ({"body": "a" * (MAX_BODY + 1)}, "body"), ({"subject": "a" * 151}, "subject")],
)
def test_what_is_empty_or_too_long_is_refused(recruiter, applicant, values, field):
    with pytest.raises(Invalid) as error:
        send(recruiter, applicant, **values)
    assert list(error.value.fields) == [field]
    assert not Message.objects.exists()
    assert not Conversation.objects.exists()


def test_the_longest_is_kept_whole_and_without_control_characters(recruiter, applicant):
    message = send(recruiter, applicant, subject="é" * MAX_SUBJECT, body="\x00" + "ù" * MAX_BODY + "\ud800")
    message.refresh_from_db()
    assert (len(message.subject), message.body) == (MAX_SUBJECT, "ù" * MAX_BODY)


def test_spaces_that_do_not_break_are_kept(recruiter, applicant):
    assert send(recruiter, applicant, subject="Entretien\u00a0:  mardi\n").subject == "Entretien\u00a0: mardi"


def test_the_publication_is_one_between_the_two(recruiter, applicant):
    foreign, hidden = make_publication(validated=True), make_publication(recruiter=recruiter)
    for publication in (foreign, hidden):
        with pytest.raises(Invalid) as error:
            send(recruiter, applicant, publication=publication)
        assert list(error.value.fields) == ["publication"]
    shown = make_publication(recruiter=recruiter, validated=True)
    assert send(applicant, recruiter, publication=shown).conversation.publication_id == shown.pk


def test_the_receiver_is_told_once_in_the_site_and_by_mail(recruiter, applicant):
    mail.outbox.clear()
    message = send(recruiter, applicant, subject="Entretien", body="Mardi à 14 h ?")
    told = Notification.objects.get(user=applicant, type="message_recu")
    assert told.link == f"/mon-espace/messages/{message.conversation_id}/"
    assert "Entretien" in told.message
    assert [sent.to for sent in mail.outbox] == [[applicant.email]]
    assert "Mardi à 14 h" in mail.outbox[0].body
    assert not Notification.objects.filter(user=recruiter, type="message_recu").exists()
    assert not OutboxMessage.objects.filter(done_at__isnull=True).exists()


def test_a_percent_sign_is_only_a_percent_sign(recruiter, applicant):
    send(recruiter, applicant, subject="100 % télétravail %(name)s", body="20 %d")
    assert "100 % télétravail %(name)s" in Notification.objects.get(user=applicant, type="message_recu").message


def test_a_pace_is_held(settings, recruiter, applicant):
    settings.MESSAGES_PER_HOUR = 2
    message = send(recruiter, applicant)
    services.messages.reply(recruiter, message.conversation, body="Encore un mot.")
    with pytest.raises(errors.TooManyMessages):
        services.messages.reply(recruiter, message.conversation, body="Et un autre.")
    services.messages.reply(applicant, message.conversation, body="Moi, je peux.")


# --- Reading and hiding ---------------------------------------------------------------------------------------------
def test_reading_is_for_oneself():
    talk = make_talk()
    services.messages.mark_conversation_read(talk.recruiter, talk.conversation)
    assert services.messages.unread_count(talk.applicant) == 1
    services.messages.mark_conversation_read(talk.applicant, talk.conversation)
    assert services.messages.unread_count(talk.applicant) == 0


def test_reading_a_message_reads_its_notification_and_no_other():
    talk = make_talk()
    other = make_talk(applicant=talk.applicant)
    unread = Notification.objects.of(talk.applicant).unread().filter(type="message_recu")
    services.messages.mark_conversation_read(talk.applicant, talk.conversation)
    assert [row.link for row in unread] == [f"/mon-espace/messages/{other.conversation.pk}/"]
    services.messages.mark_read(talk.applicant, MessageCopy.objects.get(user=talk.applicant, message=other.message))
    assert not unread.all().exists()


def test_hiding_is_for_oneself_and_a_new_message_brings_the_conversation_back():
    talk = make_talk()
    services.messages.hide_conversation(talk.applicant, talk.conversation)
    assert not Participant.objects.inbox_of(talk.applicant).exists()
    assert services.messages.unread_count(talk.applicant) == 0
    assert Participant.objects.inbox_of(talk.recruiter).get().last_message == talk.message
    again = services.messages.reply(talk.recruiter, talk.conversation, body="Toujours là ?")
    assert Participant.objects.inbox_of(talk.applicant).get().last_message == again
    assert MessageCopy.objects.of(talk.applicant).count() == 1


def test_hiding_the_newest_shows_the_one_before():
    talk = make_talk()
    newest = services.messages.reply(talk.applicant, talk.conversation, body="Oui.")
    services.messages.hide(talk.recruiter, MessageCopy.objects.get(user=talk.recruiter, message=newest))
    assert Participant.objects.inbox_of(talk.recruiter).get().last_message == talk.message
    assert Participant.objects.inbox_of(talk.applicant).get().last_message == newest


# --- What is gone ---------------------------------------------------------------------------------------------------
def test_a_conversation_outlives_the_account_of_the_other():
    talk = make_talk()
    services.messages.reply(talk.applicant, talk.conversation, body="Oui.")
    talk.applicant.delete()
    copies = MessageCopy.objects.of(talk.recruiter).filter(message__conversation=talk.conversation)
    assert [copy.message.sender_id for copy in copies] == [None, talk.recruiter.pk]
    assert type(services.messages.why_not_reply(talk.recruiter, talk.conversation)) is errors.NotReachable


def test_a_conversation_outlives_its_publication():
    talk = make_talk()
    jobs.publications.withdraw(talk.recruiter, talk.application.publication)
    services.messages.reply(talk.applicant, talk.conversation, body="Dommage.")
    assert services.messages.unread_count(talk.recruiter) == 1


def test_a_message_of_the_portal_takes_no_answer(applicant):
    message = services.messages.system(applicant, subject="Bienvenue", body="Bonjour.")
    again = services.messages.system(applicant, subject="À savoir", body="Une nouveauté.")
    assert message.conversation == again.conversation
    assert services.messages.unread_count(applicant) == 2
    with pytest.raises(errors.NotReachable):
        services.messages.reply(applicant, message.conversation, body="Merci.")
