"""Messages in the personal space: inbox, conversation, writing, many at once, blocking, reporting."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from portal.conversations import services
from portal.conversations.display import linked
from portal.conversations.models import Block, BulkMessage, Message, Report
from portal.jobs import services as jobs
from tests.factories.accounts import UserFactory
from tests.factories.conversations import make_talk
from tests.factories.jobs import make_application, make_publication, verified_recruiter

pytestmark = pytest.mark.django_db

INBOX = "/mon-espace/messages/"
BULK = "/mon-espace/messages/envoi-groupe/"


@pytest.fixture
def talk(db):
    return make_talk()


@pytest.fixture
def applicant(client, talk):
    client.force_login(talk.applicant)
    return talk.applicant


@pytest.fixture
def recruiter(client, talk):
    client.force_login(talk.recruiter)
    return talk.recruiter


def url(name, row):
    return reverse(name, args=[row.pk])


def text(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


# --- The inbox ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", [{"recruiter": True}, {}, {"prestataire": True}, {"student": True}])
def test_an_empty_inbox_says_what_to_do_next(client, who):
    client.force_login(UserFactory(**who))
    assert "Aucun message pour l’instant" in text(client, INBOX)


@pytest.mark.parametrize("role", ["editor", "admin", "reader", "consultant"])
def test_staff_have_no_messages_here(client, talk, role):
    client.force_login(UserFactory(**{role: True}))
    assert client.get(INBOX).status_code == 403
    assert INBOX not in text(client, "/mon-espace/")
    assert client.get(url("message_thread", talk.conversation)).status_code == 403


def test_the_menu_counts_what_is_unread(client, applicant):
    menu = client.get(INBOX).context["space_menu"]
    assert [entry["count"] for entry in menu if entry["url"] == INBOX] == [1]


def test_unread_conversations_are_marked_and_have_a_tab(client, talk, applicant):
    read = make_talk(applicant=applicant)
    services.messages.mark_conversation_read(applicant, read.conversation)
    response = client.get(INBOX)
    assert [row.unread for row in response.context["page_obj"]] == [0, 1]
    assert response.content.decode().count('class="unread"') == 1
    assert len(client.get(INBOX, {"onglet": "non-lus"}).context["page_obj"]) == 1


def test_everything_read_has_words_of_its_own(client, talk, applicant):
    services.messages.mark_conversation_read(applicant, talk.conversation)
    assert "Tout est lu" in text(client, INBOX, onglet="non-lus")


def test_the_company_is_beside_the_recruiters_name(client, talk, applicant):
    assert escape(f"{talk.recruiter}, {talk.recruiter.recruiter.company}") in text(client, INBOX)


def test_the_inbox_asks_as_much_for_many(client, talk, recruiter, django_assert_max_num_queries):
    client.get(INBOX)
    with django_assert_max_num_queries(16) as few:
        client.get(INBOX)
    asked = len(few)
    for _number in range(8):
        make_talk(recruiter=recruiter, publication=talk.application.publication)
    client.get(INBOX)  # counts again what the bell shows
    with django_assert_max_num_queries(asked):
        assert len(client.get(INBOX).context["page_obj"]) == 9


@pytest.mark.parametrize("query", [{"page": "abc"}, {"page": "999"}, {"onglet": "zzz"}, {"page": "\x00"}])
def test_an_address_that_means_nothing_still_shows_the_inbox(client, applicant, query):
    text(client, INBOX, **query)


# --- A conversation -------------------------------------------------------------------------------------------------
def test_opening_is_told_by_a_post_and_reading_writes_nothing(client, talk, applicant):
    address = url("message_read", talk.conversation)
    assert f'hx-post="{address}"' in text(client, url("message_thread", talk.conversation))
    assert services.messages.unread_count(applicant) == 1
    assert client.post(address, headers={"hx-request": "true"}).status_code == 204
    assert services.messages.unread_count(applicant) == 0
    assert f'hx-post="{address}"' not in text(client, url("message_thread", talk.conversation))


def test_answering(client, talk, applicant):
    response = client.post(url("message_thread", talk.conversation), {"body": "Oui, après 14 h."}, follow=True)
    assert "Oui, après 14 h." in response.content.decode()
    assert services.messages.unread_count(talk.recruiter) == 1


@pytest.mark.parametrize("body", ["", "   ", "a" * 5001])
def test_a_bad_answer_is_shown_in_the_form(client, talk, applicant, body):
    response = client.post(url("message_thread", talk.conversation), {"body": body})
    assert response.context["form"].errors["body"]
    assert Message.objects.count() == 1


def test_text_is_plain_and_only_web_addresses_become_links(client, applicant, talk):
    services.messages.reply(
        talk.recruiter, talk.conversation, body='<script>x</script> https://a.example/?x=1&y="> javascript:alert(1)'
    )
    shown = text(client, url("message_thread", talk.conversation))
    assert "<script>x" not in shown
    assert 'href="https://a.example/?x=1&amp;y="' in shown
    assert 'href="javascript' not in shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Voir https://a.example/b.", 'href="https://a.example/b"'),
        ("(http://a.example)", 'href="http://a.example"'),
        ("HTTPS://A.example", 'href="HTTPS://A.example"'),
        ("ftp://a.example a@b.example www.a.example data:text/html,x", None),
        ("xhttps:/a javascript:https", None),
        ("https://", None),
        ("&lt; <b>", None),
    ],
)
def test_links(written, shown):
    html = linked(written)
    assert (shown in html) if shown else ("href" not in html)
    assert "<b>" not in html


def test_a_conversation_of_others_is_404(client, talk):
    client.force_login(UserFactory())
    for name in ("message_thread", "message_hide_thread", "message_block"):
        assert client.get(url(name, talk.conversation)).status_code == 404
    for name in ("message_read", "message_unblock", "message_thread", "message_block", "message_hide_thread"):
        assert client.post(url(name, talk.conversation), {"body": "x"}).status_code == 404
    for name in ("message_hide", "message_report"):
        assert client.get(url(name, talk.message)).status_code == 404
        assert client.post(url(name, talk.message), {"reason": "spam"}).status_code == 404
    assert Message.objects.count() == 1


def test_visitors_are_asked_to_sign_in(client, talk):
    assert client.get(url("message_thread", talk.conversation)).status_code == 302
    assert client.post(url("message_thread", talk.conversation), {"body": "x"}).status_code == 302


def test_long_conversations_have_pages_and_as_many_queries(client, talk, applicant, django_assert_max_num_queries):
    services.messages.mark_conversation_read(applicant, talk.conversation)
    address = url("message_thread", talk.conversation)
    services.messages.reply(applicant, talk.conversation, body="Mot")
    client.get(address)
    with django_assert_max_num_queries(22) as few:
        client.get(address)
    asked = len(few)
    for number in range(35):
        services.messages.reply(applicant, talk.conversation, body=f"Mot {number}")
    with django_assert_max_num_queries(asked):
        response = client.get(address)
    assert [copy.message.body for copy in response.context["copies"]][-1] == "Mot 34"
    assert "Messages plus anciens" in response.content.decode()
    assert "Messages plus récents" in text(client, address, page=2)


def test_the_other_who_left_leaves_a_readable_conversation(client, talk, applicant):
    talk.recruiter.delete()
    shown = text(client, url("message_thread", talk.conversation))
    assert "dont le compte est fermé" in shown
    assert "Compte fermé" in shown
    assert '<textarea name="body"' not in shown
    assert "Compte fermé" in text(client, INBOX)


def test_a_withdrawn_publication_is_named_without_a_link(client, talk, applicant):
    publication = talk.application.publication
    assert publication.get_absolute_url() in text(client, url("message_thread", talk.conversation))
    jobs.publications.withdraw(talk.recruiter, publication)
    shown = text(client, url("message_thread", talk.conversation))
    assert escape(publication.title) in shown
    assert publication.get_absolute_url() not in shown


def test_a_message_of_the_portal_shows_no_form(client, applicant):
    message = services.messages.system(applicant, subject="Bienvenue", body="Bonjour.")
    shown = text(client, url("message_thread", message.conversation))
    assert "il n’attend pas de réponse" in shown
    assert "Signaler" not in shown
    assert client.get(url("message_report", message)).status_code == 404


def test_deleting_asks_first_and_is_for_oneself(client, talk, applicant):
    for name, row in (("message_hide", talk.message), ("message_hide_thread", talk.conversation)):
        assert "Supprimer" in text(client, url(name, row))
    client.post(url("message_hide", talk.message))
    assert "Aucun message" in text(client, INBOX)
    assert client.get(url("message_hide", talk.message)).status_code == 404
    services.messages.reply(talk.recruiter, talk.conversation, body="Alors ?")
    client.post(url("message_hide_thread", talk.conversation))
    assert "Aucun message" in text(client, INBOX)
    client.force_login(talk.recruiter)
    assert "Alors ?" in text(client, url("message_thread", talk.conversation))


# --- Writing from an application ------------------------------------------------------------------------------------
@pytest.mark.parametrize("by", ["recruiter", "applicant"])
def test_both_write_from_the_application(client, by):
    application = make_application()
    author = application.publication.recruiter if by == "recruiter" else application.candidate.user
    client.force_login(author)
    page = url("application_received" if by == "recruiter" else "application_sent", application)
    address = url("message_from_application", application)
    assert address in text(client, page)
    assert escape(application.title) in text(client, address)
    response = client.post(address, {"subject": "Une question", "body": "Quel jour ?"})
    message = Message.objects.get()
    assert response.url == url("message_thread", message.conversation)
    assert (message.sender, message.conversation.publication_id) == (author, application.publication_id)
    assert client.get(address).url == f"{url('message_thread', message.conversation)}#repondre"


def test_the_application_of_somebody_else_is_404(client):
    application = make_application()
    for user in (verified_recruiter(), UserFactory()):
        client.force_login(user)
        assert client.get(url("message_from_application", application)).status_code == 404


def test_a_withdrawn_application_shows_why_nobody_writes(client):
    application = make_application()
    jobs.applications.withdraw(application.candidate.user, application)
    client.force_login(application.publication.recruiter)
    assert "Vous ne pouvez pas écrire ici" in text(client, url("message_from_application", application))
    response = client.post(url("message_from_application", application), {"subject": "A", "body": "B"})
    assert response.context["form"].non_field_errors()
    assert not Message.objects.exists()


def test_somebody_who_left_the_company_is_replaced(client):
    application = make_application()
    first = application.publication.recruiter
    colleague = verified_recruiter(company=first.recruiter.company)
    first.is_active = False
    first.save()
    client.force_login(application.candidate.user)
    client.post(url("message_from_application", application), {"subject": "A", "body": "B"})
    assert services.messages.unread_count(colleague) == 1


# --- Many at once ---------------------------------------------------------------------------------------------------
def test_the_number_of_people_is_shown_before_anything_is_sent(client, talk, recruiter):
    make_application(publication=talk.application.publication)
    response = client.post(BULK, {"subject": "Réunion", "body": "Jeudi.", "publication": ""})
    assert "Envoyer à 2 personnes" in response.content.decode()
    assert not BulkMessage.objects.exists()
    edited = client.post(BULK, {"subject": "Réunion", "body": "Jeudi.", "publication": "", "edit": "1"})
    assert 'value="Réunion"' in edited.content.decode()
    sent = client.post(BULK, {"subject": "Réunion", "body": "Jeudi.", "publication": "", "confirmed": "1"})
    bulk = BulkMessage.objects.get()
    assert sent.url == url("message_bulk_progress", bulk)
    shown = text(client, sent.url)
    assert "2 / 2" in shown
    assert "every 3s" not in shown


def test_the_second_click_leads_to_the_same_progress(client, recruiter):
    data = {"subject": "Réunion", "body": "Jeudi.", "publication": "", "confirmed": "1"}
    first, second = client.post(BULK, data), client.post(BULK, data)
    assert first.url == second.url
    assert BulkMessage.objects.count() == 1


def test_progress_is_asked_again_while_people_wait(client, monkeypatch, recruiter):
    monkeypatch.setattr("portal.core.outbox._after_commit", lambda pk: None)
    sent = client.post(BULK, {"subject": "Réunion", "body": "Jeudi.", "publication": "", "confirmed": "1"})
    assert 'hx-trigger="every 3s"' in text(client, sent.url)


def test_the_progress_of_another_recruiter_is_404(client, recruiter):
    sent = client.post(BULK, {"subject": "Réunion", "body": "Jeudi.", "publication": "", "confirmed": "1"})
    client.force_login(verified_recruiter())
    assert client.get(sent.url).status_code == 404


def test_only_ones_own_publications_can_be_chosen(client, recruiter):
    foreign = make_application().publication
    response = client.post(BULK, {"subject": "A", "body": "B", "publication": foreign.pk, "confirmed": "1"})
    assert response.context["form"].errors["publication"]
    assert not BulkMessage.objects.exists()


@pytest.mark.parametrize("who", [{}, {"editor": True}, {"prestataire": True}])
def test_only_recruiters_write_to_many(client, who):
    client.force_login(UserFactory(**who))
    assert client.get(BULK).status_code == 403
    assert client.post(BULK, {"subject": "A", "body": "B", "confirmed": "1"}).status_code == 403


def test_without_applicants_the_page_says_so(client):
    client.force_login(verified_recruiter())
    assert "Personne à qui écrire" in text(client, BULK)


@pytest.mark.parametrize("query", ["publication=abc", "publication=" + "9" * 30, "publication=%00"])
def test_an_odd_address_still_shows_the_form(client, recruiter, query):
    text(client, f"{BULK}?{query}")


def test_the_page_of_many_asks_as_much_for_many(client, talk, recruiter, django_assert_max_num_queries):
    services.bulk.queue(recruiter, subject="Un", body="Texte")
    client.get(BULK)
    with django_assert_max_num_queries(18) as few:
        client.get(BULK)
    asked = len(few)
    for number in range(5):
        publication = make_publication(recruiter=recruiter, validated=True)
        make_application(publication=publication)
        services.bulk.queue(recruiter, subject=f"Deux {number}", body="Texte", publication=publication)
    client.get(BULK)
    with django_assert_max_num_queries(asked):
        client.get(BULK)


# --- Blocking and reporting -----------------------------------------------------------------------------------------
def test_blocking_asks_first_and_can_be_undone(client, talk, applicant):
    address = url("message_block", talk.conversation)
    assert "Bloquer" in text(client, address)
    assert not Block.objects.exists()
    shown = client.post(address, follow=True).content.decode()
    assert "Vous avez bloqué cette personne" in shown
    assert '<textarea name="body"' not in shown
    client.post(url("message_unblock", talk.conversation))
    assert not Block.objects.exists()


def test_the_blocked_one_reads_what_strangers_read(client, talk, recruiter):
    services.blocks.block(talk.applicant, recruiter)
    shown = text(client, url("message_thread", talk.conversation))
    assert "Vous ne pouvez pas répondre ici" in shown
    assert "bloqué" not in shown.lower()
    response = client.post(url("message_thread", talk.conversation), {"body": "Alors ?"})
    assert "bloqué" not in response.content.decode().lower()
    assert Message.objects.count() == 1


def test_unblocking_is_a_post(client, talk, applicant):
    assert client.get(url("message_unblock", talk.conversation)).status_code == 405


def test_reporting_shows_the_message_and_asks_why(client, talk, applicant):
    address = url("message_report", talk.message)
    assert talk.message.body in text(client, address)
    assert client.post(address, {"reason": "other"}).context["form"].errors["text"]
    assert client.post(address, {"reason": "zzz"}).context["form"].errors["reason"]
    shown = client.post(address, {"reason": "fraud", "text": "On me demande un virement."}, follow=True)
    assert "Signalé" in shown.content.decode()
    assert Report.objects.get().reporter == applicant
    again = client.post(address, {"reason": "fraud"})
    assert again.context["form"].non_field_errors()


def test_ones_own_message_cannot_be_reported(client, talk, recruiter):
    assert client.get(url("message_report", talk.message)).status_code == 404


@pytest.mark.parametrize("end", ["", "lu/", "masquer/", "bloquer/", "debloquer/"])
def test_a_number_no_conversation_can_have_is_404(client, applicant, end):
    assert client.post(f"{INBOX}{'9' * 30}/{end}", {"body": "x"}).status_code == 404


@pytest.mark.parametrize("path", ["message/{}/masquer/", "message/{}/signaler/", "candidature/{}/"])
def test_a_number_no_message_can_have_is_404(client, applicant, path):
    assert client.post(INBOX + path.format("9" * 30), {"reason": "spam"}).status_code == 404


# --- Whom one has blocked -------------------------------------------------------------------------------------------
BLOCKED = f"{INBOX}bloques/"


def test_people_one_blocked_are_listed_and_unblocked_when_the_conversation_is_gone(client, talk, applicant):
    assert BLOCKED not in text(client, INBOX)
    assert "Vous n’avez bloqué personne" in text(client, BLOCKED)
    services.blocks.block(applicant, talk.recruiter)
    services.messages.hide_conversation(applicant, talk.conversation)
    assert BLOCKED in text(client, INBOX)
    assert escape(talk.recruiter.recruiter.company.name) in text(client, BLOCKED)
    row = Block.objects.get()
    assert client.get(url("message_unblock_listed", row)).status_code == 405
    assert client.post(url("message_unblock_listed", row)).headers["Location"] == BLOCKED
    assert not Block.objects.exists()


def test_nobody_sees_or_lifts_the_blocks_of_another(client, talk, recruiter):
    services.blocks.block(talk.applicant, talk.recruiter)
    row = Block.objects.get()
    assert str(talk.applicant) not in text(client, BLOCKED)
    assert client.post(url("message_unblock_listed", row)).status_code == 404
    assert Block.objects.exists()


def test_the_list_of_blocked_people_takes_the_same_statements_for_many(
    client, talk, applicant, django_assert_max_num_queries
):
    services.blocks.block(applicant, talk.recruiter)
    text(client, BLOCKED)
    with django_assert_max_num_queries(15) as few:
        text(client, BLOCKED)
    asked = len(few)
    for _number in range(5):
        services.blocks.block(applicant, make_talk(applicant=applicant).recruiter)
    text(client, BLOCKED)
    with django_assert_max_num_queries(asked):
        text(client, BLOCKED)
