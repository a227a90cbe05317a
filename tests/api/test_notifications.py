"""003 §8.3 and §15: what one was told, and by which channels."""

import pytest
from django.core import mail

from portal.core.models import AuditLog
from portal.notifications import services
from portal.notifications.models import Notification, NotificationPreference
from tests.api.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_publication

pytestmark = pytest.mark.django_db

ROLES = ["recruiter", "prestataire", "student", "editor", "consultant", "reader"]


@pytest.fixture
def user():
    return UserFactory()


def told(user, count=1, type_name="compte_decision"):
    for number in range(count):
        services.notify([user], type_name, title=f"Nouvelle {number}", message="Lisez.", link="/mon-espace/")
    mail.outbox.clear()


def test_one_reads_what_one_was_told_newest_first(user):
    told(user, 2)
    told(UserFactory())
    body = Api(user).get("notifications/").json()
    assert (body["count"], body["non_lues"], body["next"], body["previous"]) == (2, 2, None, None)
    assert [row["titre"] for row in body["results"]] == ["Nouvelle 1", "Nouvelle 0"]
    first = body["results"][0]
    assert set(first) == {"id", "type", "titre", "message", "lien", "lu", "date_creation"}
    assert (first["type"], first["lien"], first["lu"]) == ("compte_decision", "/mon-espace/", False)


def test_the_list_has_pages(user):
    told(user, 3)
    body = Api(user).get("notifications/", page_size=2).json()
    assert (body["count"], len(body["results"]), "page=2" in body["next"]) == (3, 2, True)
    assert len(Api(user).get("notifications/", page_size=2, page=2).json()["results"]) == 1
    assert Api(user).get("notifications/", page=9).status_code == 404


def test_what_was_read_and_what_type_it_has_narrow_the_list(user):
    told(user, 2)
    told(user, 1, "candidature_statut")
    api = Api(user)
    pk = api.get("notifications/", type="candidature_statut").json()["results"][0]["id"]
    api.put(f"notifications/{pk}/lu/")
    assert api.get("notifications/", lu="true").json()["count"] == 1
    unread = api.get("notifications/", lu="false", type="candidature_statut").json()
    assert (unread["count"], unread["non_lues"]) == (0, 2)


@pytest.mark.parametrize("query", [{"lu": "peut-être"}, {"type": "inconnu"}, {"page": "0"}, {"page_size": "101"}])
def test_a_filter_that_means_nothing_is_400(user, query):
    answer = Api(user).get("notifications/", **query)
    assert (answer.status_code, set(answer.json())) == (400, set(query))


def test_marking_as_read_twice_is_the_same(user):
    told(user)
    pk = Notification.objects.get().pk
    for _attempt in range(2):
        answer = Api(user).put(f"notifications/{pk}/lu/")
        assert (answer.status_code, answer.json()["lu"], answer.json()["id"]) == (200, True, pk)
    read_at = Notification.objects.get().read_at
    Api(user).put(f"notifications/{pk}/lu/")
    assert Notification.objects.get().read_at == read_at
    assert services.unread_count(user) == 0


def test_somebody_elses_is_404_and_stays_unread(user):
    told(user)
    pk = Notification.objects.get().pk
    assert Api(UserFactory(admin=True)).put(f"notifications/{pk}/lu/").status_code == 404
    assert Notification.objects.get().read_at is None


def test_nobody_without_a_token():
    for answer in (
        Api().get("notifications/"),
        Api().post("notifications/", {}),
        Api().put("notifications/1/lu/"),
        Api().get("notifications/preferences/"),
        Api().put("notifications/preferences/", {}),
    ):
        assert answer.status_code == 401


@pytest.mark.parametrize("role", ["candidate", *ROLES])
def test_only_administrators_tell_others(role):
    actor = UserFactory(**({role: True} if role != "candidate" else {}))
    body = {"destinataire": actor.pk, "type": "compte_decision", "titre": "Bonjour"}
    assert Api(actor).post("notifications/", body).status_code == 403
    assert not Notification.objects.exists()


def test_an_administrator_tells_one_person_and_it_is_audited(user):
    admin = UserFactory(admin=True)
    body = {"destinataire": user.pk, "type": "compte_decision", "titre": "Votre demande", "lien": "/mon-espace/profil/"}
    answer = Api(admin).post("notifications/", {**body, "message": "Elle est traitée."})
    assert answer.status_code == 201
    row = Notification.objects.get()
    assert (row.user, row.title, row.link) == (user, "Votre demande", "/mon-espace/profil/")
    assert answer.json()["id"] == row.pk
    assert [message.to for message in mail.outbox] == [[user.email]]
    entry = AuditLog.objects.get(action="notification.create")
    assert (entry.actor, entry.target_id, entry.details["user"]) == (admin, str(row.pk), user.pk)
    assert Api(admin).post("notifications/", {**body, "destinataire": None, "utilisateur": user.pk}).status_code == 400
    del body["destinataire"]
    assert Api(admin).post("notifications/", {**body, "utilisateur": user.pk}).status_code == 201


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"titre": ""}, "titre"),
        ({"titre": "   "}, "titre"),
        ({"titre": "\u0000"}, "titre"),
        ({"titre": "x" * 201}, "titre"),
        ({"titre": ["a"]}, "titre"),
        ({"type": "inconnu"}, "type"),
        ({"type": "publication_a_valider"}, "type"),
        ({"type": None}, "type"),
        ({"lien": "https://mechant.example/"}, "lien"),
        ({"lien": "//mechant.example/"}, "lien"),
        ({"lien": "/" + "x" * 300}, "lien"),
        ({"message": "x" * 5001}, "message"),
        ({"destinataire": "a"}, "destinataire"),
        ({"destinataire": 10**19}, "destinataire"),
    ],
)
def test_what_cannot_be_told_is_400_and_tells_nothing(user, wrong, field):
    body = {"destinataire": user.pk, "type": "compte_decision", "titre": "Bonjour", **wrong}
    answer = Api(UserFactory(admin=True)).post("notifications/", body)
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert not Notification.objects.exists()
    assert not AuditLog.objects.filter(action="notification.create").exists()


def test_whom_nobody_knows_or_who_left_is_404():
    gone = UserFactory(is_active=False)
    for pk in (gone.pk, 10**17):
        body = {"destinataire": pk, "type": "compte_decision", "titre": "Bonjour"}
        assert Api(UserFactory(admin=True)).post("notifications/", body).status_code == 404


@pytest.mark.parametrize("raw", [b"{", b'{"titre": "\\ud800"}', b"[]", b'"x"', b"\xff"])
def test_what_cannot_be_read_is_400(raw):
    api = Api(UserFactory(admin=True))
    assert api.post("notifications/", raw=raw).status_code == 400
    assert api.put("notifications/preferences/", raw=raw).status_code == 400


def test_preferences_are_read_and_changed_one_by_one(user):
    api = Api(user)
    rows = {(row["type"], row["canal"]): row for row in api.get("notifications/preferences/").json()["preferences"]}
    assert {canal for _type, canal in rows} == {"in_app", "email"}
    assert rows["compte_decision", "email"]["obligatoire"]
    assert not rows["candidature_statut", "email"]["obligatoire"]
    body = {"preferences": [{"type": "candidature_statut", "canal": "email", "actif": False}]}
    changed = api.put("notifications/preferences/", body).json()["preferences"]
    off = [(row["type"], row["canal"]) for row in changed if not row["actif"]]
    assert off == [("candidature_statut", "email")]
    make_application(publication=make_publication(validated=True), applicant=user)
    assert [message.to for message in mail.outbox if message.to == [user.email]] == []


@pytest.mark.parametrize(
    "wish",
    [
        {"type": "compte_decision", "canal": "email", "actif": False},
        {"type": "publication_a_valider", "canal": "email", "actif": False},
        {"type": "candidature_statut", "canal": "sms", "actif": True},
        {"type": "candidature_statut", "canal": "pigeon", "actif": True},
        {"type": "candidature_statut", "canal": "email", "actif": None},
        {"type": "candidature_statut", "canal": "email"},
        "candidature_statut",
    ],
)
def test_what_cannot_be_chosen_is_400_and_changes_nothing(user, wish):
    good = {"type": "candidature_statut", "canal": "email", "actif": False}
    answer = Api(user).put("notifications/preferences/", {"preferences": [good, wish]})
    assert answer.status_code == 400
    assert not NotificationPreference.objects.exists()


def test_the_list_asks_the_same_number_of_questions_whatever_its_length(user, django_assert_num_queries):
    told(user, 1)
    api = Api(user)
    api.get("notifications/")
    with django_assert_num_queries(4):
        api.get("notifications/")
    told(user, 18)
    with django_assert_num_queries(4):
        api.get("notifications/")


def test_preferences_ask_the_same_number_of_questions_whatever_was_chosen(user, django_assert_num_queries):
    api = Api(user)
    with django_assert_num_queries(2):
        api.get("notifications/preferences/")
    NotificationPreference.objects.create(user=user, type="candidature_statut")
    with django_assert_num_queries(2):
        api.get("notifications/preferences/")
