"""003 §8.1, §8.2: messages, and bulk messages through the API."""

import pytest
from django.conf import settings
from django.core import mail

from portal.conversations import services
from portal.conversations.models import Block, BulkMessage, Message, Report
from portal.jobs import services as jobs
from tests.api.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.conversations import make_talk
from tests.factories.jobs import make_application, make_publication, verified_recruiter

pytestmark = pytest.mark.django_db

FIELDS = {
    *("id", "expediteur", "destinataire", "sujet", "contenu"),
    *("type_message", "date_envoi", "lu", "offre_liee"),
    *("nom_expediteur", "nom_destinataire"),
}
BULK = "recruteur/messages/envoi-masse/"


@pytest.fixture
def talk(db):
    return make_talk()


def body(recipient, **values):
    return {"destinataire": recipient.pk, "sujet": "Entretien", "contenu": "Mardi à 14 h ?", **values}


def test_a_message_has_the_documents_fields(talk):
    publication = talk.application.publication
    answer = Api(talk.recruiter).post("messages/", body(talk.applicant, offre_liee=publication.pk))
    assert answer.status_code == 201
    sent = answer.json()
    assert set(sent) == FIELDS
    assert (sent["expediteur"], sent["destinataire"]) == (talk.recruiter.pk, talk.applicant.pk)
    assert (sent["type_message"], sent["lu"], sent["offre_liee"]) == ("individuel", False, publication.pk)
    assert Api(talk.applicant).get("messages/").json()["results"][0] == sent


def test_a_message_names_both_people(talk):
    company = talk.recruiter.recruiter.company
    received = Api(talk.applicant).get("messages/").json()["results"][0]
    assert received["nom_expediteur"] == f"{talk.recruiter}, {company}"
    assert received["nom_destinataire"] == str(talk.applicant)
    services.messages.system(talk.applicant, subject="Bienvenue", body="Bonjour.")
    assert Api(talk.applicant).get("messages/").json()["results"][0]["nom_expediteur"] == settings.SITE_NAME


def test_boxes_and_filters(talk):
    services.messages.system(talk.applicant, subject="Bienvenue", body="Bonjour.")
    services.messages.reply(talk.applicant, talk.conversation, body="Oui.")
    mine, theirs = Api(talk.applicant), Api(talk.recruiter)
    assert [row["type_message"] for row in mine.get("messages/").json()["results"]] == ["systeme", "individuel"]
    assert [row["contenu"] for row in mine.get("messages/", boite="envoyes").json()["results"]] == ["Oui."]
    assert mine.get("messages/", type_message="systeme").json()["count"] == 1
    assert mine.get("messages/", type="individuel").json()["count"] == 1
    assert mine.get("messages/", lu="false").json()["count"] == 2
    first = mine.get("messages/").json()["results"][1]["id"]
    assert mine.put(f"messages/{first}/lu/").json()["lu"] is True
    assert mine.put(f"messages/{first}/lu/").status_code == 200
    assert mine.get("messages/", lu="true").json()["count"] == 1
    assert mine.get("messages/non-lus/").json() == {"non_lus": 1}
    assert theirs.get("messages/", boite="envoyes", lu="true").json()["count"] == 1
    assert theirs.get("messages/", boite="envoyes", lu="false").json()["count"] == 0


@pytest.mark.parametrize("query", [{"boite": "zzz"}, {"lu": "peut-etre"}, {"type_message": "\x00"}, {"page_size": 101}])
def test_a_bad_filter_is_400(talk, query):
    assert Api(talk.applicant).get("messages/", **query).status_code == 400


def test_an_answer_keeps_the_subject(talk):
    answer = Api(talk.applicant).post(
        "messages/",
        {
            "destinataire": talk.recruiter.pk,
            "contenu": "Oui.",
            "offre_liee": talk.application.publication_id,
            "type_message": "individuel",
        },
    )
    assert (answer.status_code, answer.json()["sujet"]) == (201, talk.message.subject)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"contenu": " "}, "contenu"),
        ({"contenu": "a" * 5001}, "contenu"),
        ({"sujet": ""}, "sujet"),
        ({"sujet": "a" * 151}, "sujet"),
        ({"destinataire": 0}, "destinataire"),
        ({"destinataire": 10**30}, "destinataire"),
        ({"destinataire": [1]}, "destinataire"),
        ({"type_message": "masse"}, "type_message"),
        ({"type_message": "systeme"}, "type_message"),
    ],
)
def test_what_cannot_be_a_message_is_400(talk, values, field):
    answer = Api(talk.recruiter).post("messages/", body(talk.applicant, **values))
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert Message.objects.count() == 1


def test_those_one_may_not_write_to_are_403_alike(talk):
    api = Api(talk.recruiter)
    blocked = make_talk(recruiter=talk.recruiter)
    services.blocks.block(blocked.applicant, blocked.recruiter)
    answers = [
        api.post("messages/", {**body(talk.applicant), "destinataire": pk})
        for pk in (UserFactory().pk, UserFactory(editor=True).pk, 10**17, talk.recruiter.pk, blocked.applicant.pk)
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("role", ["editor", "admin", "reader", "consultant"])
def test_staff_read_an_empty_box_and_write_nothing(talk, role):
    api = Api(UserFactory(**{role: True}))
    assert api.get("messages/").json()["count"] == 0
    assert api.post("messages/", body(talk.applicant)).status_code == 403
    assert api.post(BULK, {"sujet": "Bonjour", "contenu": "Bonjour"}).status_code == 403


def test_the_publication_must_be_between_the_two(talk):
    foreign = make_publication(validated=True)
    api = Api(talk.recruiter)
    assert list(api.post("messages/", body(talk.applicant, offre_liee=foreign.pk)).json()) == ["offre_liee"]
    assert api.post("messages/", body(talk.applicant, offre_liee=10**17)).status_code == 404


def test_what_nobody_may_know_of_is_as_unknown_as_none(talk):
    hidden = make_publication(pending=True)
    for person, other in ((talk.recruiter, talk.applicant), (talk.applicant, talk.recruiter)):
        assert Api(person).post("messages/", body(other, offre_liee=hidden.pk)).status_code == 404


def test_what_one_applied_to_is_known_though_it_is_closed(talk):
    publication = talk.application.publication
    jobs.publications.close(publication.recruiter, publication)
    answer = Api(talk.applicant).post("messages/", body(talk.recruiter, offre_liee=publication.pk))
    assert answer.status_code == 201


def test_an_unconfirmed_address_is_403_where_that_is_asked(settings, talk):
    settings.REQUIRE_CONFIRMED_EMAIL = True
    talk.applicant.email_confirmed_at = None
    talk.applicant.save()
    assert Api(talk.applicant).post("messages/", body(talk.recruiter)).status_code == 403


def test_too_many_is_429_with_a_time(settings, talk):
    settings.MESSAGES_PER_HOUR = 1
    answer = Api(talk.recruiter).post("messages/", body(talk.applicant))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")


def test_messages_of_others_are_404(talk):
    stranger = Api(UserFactory())
    for call in (
        lambda: stranger.put(f"messages/{talk.message.pk}/lu/"),
        lambda: stranger.delete(f"messages/{talk.message.pk}/"),
        lambda: stranger.post(f"messages/{talk.message.pk}/signaler/", {"motif": "fraude"}),
        lambda: stranger.put(f"messages/{talk.message.pk}/bloquer/"),
        lambda: Api(talk.recruiter).put(f"messages/{talk.message.pk}/lu/"),
        lambda: Api(talk.recruiter).post(f"messages/{talk.message.pk}/signaler/", {"motif": "fraude"}),
    ):
        assert call().status_code == 404
    assert services.messages.unread_count(talk.applicant) == 1


def test_without_a_token_it_is_401(talk):
    api = Api()
    assert api.get("messages/").status_code == 401
    assert api.post("messages/", body(talk.applicant)).status_code == 401
    assert api.delete(f"messages/{talk.message.pk}/").status_code == 401
    assert api.post(BULK, {}).status_code == 401


def test_deleting_hides_for_oneself(talk):
    api = Api(talk.applicant)
    deleted = api.delete(f"messages/{talk.message.pk}/")
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert api.delete(f"messages/{talk.message.pk}/").status_code == 404
    assert api.get("messages/").json()["count"] == 0
    assert Api(talk.recruiter).get("messages/", boite="envoyes").json()["count"] == 1


def test_the_list_asks_as_much_for_many(talk, django_assert_max_num_queries):
    api = Api(talk.recruiter)
    for box in ("recus", "envoyes"):
        services.messages.reply(talk.applicant, talk.conversation, body="Oui.")
        api.get("messages/", boite=box)
        with django_assert_max_num_queries(8) as few:
            api.get("messages/", boite=box)
        asked = len(few)
        for _number in range(8):
            other = make_talk(recruiter=talk.recruiter, publication=talk.application.publication)
            services.messages.reply(other.applicant, other.conversation, body="Oui.")
        with django_assert_max_num_queries(asked):
            assert api.get("messages/", boite=box).json()["count"] > 8


def test_a_message_outlives_its_sender(talk):
    talk.recruiter.delete()
    row = Api(talk.applicant).get("messages/").json()["results"][0]
    assert (row["expediteur"], row["contenu"]) == (None, talk.message.body)


# --- Blocking and reporting -----------------------------------------------------------------------------------------
def test_blocking_and_unblocking(talk):
    api = Api(talk.applicant)
    assert api.put(f"messages/{talk.message.pk}/bloquer/").status_code == 204
    assert Api(talk.recruiter).post("messages/", body(talk.applicant)).status_code == 403
    assert api.post("messages/", body(talk.recruiter)).status_code == 403
    assert api.delete(f"messages/{talk.message.pk}/bloquer/").status_code == 204
    assert not Block.objects.exists()
    assert api.post("messages/", body(talk.recruiter)).status_code == 201


def test_reporting_once(talk):
    api = Api(talk.applicant)
    address = f"messages/{talk.message.pk}/signaler/"
    assert list(api.post(address, {"motif": "zzz"}).json()) == ["motif"]
    assert list(api.post(address, {"motif": "autre"}).json()) == ["explication"]
    assert api.post(address, {"motif": "fraude"}).status_code == 201
    assert api.post(address, {"motif": "fraude"}).status_code == 409
    assert Report.objects.get().reason == "fraud"


# --- Bulk messages --------------------------------------------------------------------------------------------------
def test_a_bulk_message_reaches_each_applicant_once(talk):
    second = make_talk(recruiter=talk.recruiter)
    make_application(publication=second.application.publication, applicant=talk.applicant)
    withdrawn = make_application(publication=talk.application.publication)
    jobs.applications.withdraw(withdrawn.candidate.user, withdrawn)
    make_application()
    mail.outbox.clear()
    api = Api(talk.recruiter)
    answer = api.post(BULK, {"sujet": "Journée portes ouvertes", "contenu": "Venez !"})
    assert answer.status_code == 202
    assert set(answer.json()) == {"id", "destinataires", "suivi"}
    assert answer.json()["destinataires"] == 2
    progress = api.get(answer.json()["suivi"].removeprefix("http://testserver")).json()
    assert (progress["envoyes"], progress["statut"]) == (2, "termine")
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted([talk.applicant.email, second.applicant.email])
    received = Api(talk.applicant).get("messages/", type_message="masse").json()["results"]
    assert [row["sujet"] for row in received] == ["Journée portes ouvertes"]


def test_a_bulk_message_about_one_publication(talk):
    other = make_talk(recruiter=talk.recruiter)
    api = Api(talk.recruiter)
    sent = {"sujet": "Suite", "contenu": "Bientôt.", "publication": other.application.publication_id}
    answer = api.post(BULK, sent)
    assert answer.json()["destinataires"] == 1
    assert api.post(BULK, sent).status_code == 409
    assert api.post(BULK, {**sent, "publication": make_publication(validated=True).pk}).status_code == 404
    assert api.post(BULK, {**sent, "publication": "x"}).status_code == 400
    assert BulkMessage.objects.count() == 1


def test_a_bulk_message_to_nobody_is_409():
    assert Api(verified_recruiter()).post(BULK, {"sujet": "Bonjour", "contenu": "Bonjour"}).status_code == 409


def test_the_progress_is_its_senders(talk):
    answer = Api(talk.recruiter).post(BULK, {"sujet": "Suite", "contenu": "Bientôt."}).json()
    assert Api(verified_recruiter()).get(f"{BULK}{answer['id']}/").status_code == 404
    assert Api(talk.applicant).get(f"{BULK}{answer['id']}/").status_code == 403
