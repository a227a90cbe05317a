"""Document 001 under /api/v3/: its own examples as it writes them, its table of errors, the order of checks."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from rest_framework_simplejwt.tokens import AccessToken

from portal.jobs import services, weeks
from portal.jobs.models import Application, ApplicationStatus
from tests.api.client import Api
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.jobs import make_internship, make_publication, make_student, numbers, send_internship

pytestmark = pytest.mark.django_db

#: 001 "Créer une candidature", as it is written there; `week_ids` are those of an offer.
BODY = json.loads("""{
  "student_phone": "06 11 22 33 44",
  "student_email": "eleve@example.com",
  "week_ids": [168, 169],
  "motivation": "Je suis très motivé pour ce stage.",
  "student_address": "10 rue de Paris, 91000 Évry",
  "student_legal_representative_full_name": "Jean Dupont",
  "student_legal_representative_email": "parent@example.com",
  "student_legal_representative_phone": "06 12 34 56 78"
}""")
#: 001 GET /me.
ME = json.loads("""{
  "type": "user",
  "id": "123",
  "email": "student@example.com",
  "first_name": "Camille",
  "last_name": "Martin",
  "role": "student",
  "phone": "+33601020304",
  "school_id": 87
}""")
#: 001 "Formulaire de candidature".
FORM = json.loads("""{
  "student_phone": null,
  "student_email": "yvan@email.fr",
  "representative_full_name": null,
  "representative_email": null,
  "representative_phone": null,
  "motivation": "",
  "weeks": [
    {
        "id": 168,
        "label": "Semaine du 16 mars au 20 mars",
        "selected": false
    },
    {
        "id": 169,
        "label": "Semaine du 23 mars au 27 mars",
        "selected": false
    }
  ]
}""")
#: 001 "Récupérer les candidatures d'un élève": one of the array; its representative's phone is E.164 here.
LISTED = json.loads("""{
  "uuid": "550e8400-e29b-41d4-a716-446655440000",
  "student_id": 456,
  "internship_offer_id": 789,
  "employer_name": "Ministère de l'Éducation Nationale",
  "internship_offer_title": "Stage en communication",
  "internship_offer_address": "110 rue de Grenelle, 75007 Paris",
  "state": "submitted",
  "submitted_at": "2025-03-15T10:30:00Z",
  "motivation": "Je suis très motivé pour ce stage...",
  "student_phone": "+33601020304",
  "student_email": "student@example.com",
  "student_address": "123 rue de la République, 75001 Paris",
  "student_legal_representative_full_name": "Jean Dupont",
  "student_legal_representative_email": "parent@example.com",
  "student_legal_representative_phone": "0612345678",
  "weeks": [
    {
      "id": 168,
      "label": "Semaine du 16 juin au 20 juin",
      "selected": true
    },
    {
      "id": 169,
      "label": "Semaine du 23 juin au 27 juin",
      "selected": true
    }
  ],
  "createdAt": "2025-03-15T10:30:00Z",
  "updatedAt": "2025-03-15T10:30:00Z"
}""")
WRONG_TOKEN = json.loads('[{"status":"401","code":"UNAUTHORIZED","detail":"wrong api token"}]')
NO_WEEKS = json.loads('[{"status":"400","code":"MISSING_PARAMETER","detail":"Missing required parameter: week_ids"}]')
NOT_A_STUDENT = json.loads(
    '[{"status":"403","code":"FORBIDDEN","detail":"Only students can apply for internship offers"}]'
)
NO_OFFER = json.loads('[{"status":"404","code":"NOT_FOUND","detail":"Internship offer not found"}]')
BAD_PHONE = json.loads('[{"status":"422","code":"VALIDATION_ERROR","detail":"Student phone is invalid"}]')


def address(internship, end: str = "") -> str:
    pk = getattr(internship, "pk", internship)
    return f"/api/v3/internship_offers/{pk}/internship_applications{end}"


def body(internship, **changes) -> dict:
    return {**BODY, "week_ids": numbers(internship), **changes}


@pytest.fixture
def internship():
    return make_internship(seats=(3, 3), address="110 rue de Grenelle, 75007 Paris")


@pytest.fixture
def student():
    return make_student()


# --- Logging in -----------------------------------------------------------------------------------------------------
def test_a_login_answers_a_token_for_24_hours_that_works_everywhere():
    user = make_student()
    user.set_password("SuperSecret42$")
    user.save()
    sent = {"email": user.email, "password": "SuperSecret42$"}
    with time_machine.travel("2031-03-01T09:30:00Z", tick=False):
        answer = Api().post("/api/v3/auth/login", sent)
        assert answer.status_code == 200
        assert answer.json() == {
            "token": answer.json()["token"],
            "user_id": user.pk,
            "issued_at": "2031-03-01T09:30:00Z",
        }
        token = AccessToken(answer.json()["token"])
        assert token["exp"] - token["iat"] == 24 * 3600
    with time_machine.travel("2031-03-02T09:29:00Z"):
        api = Api(token=answer.json()["token"])
        assert api.get("/api/v3/me").status_code == 200
        assert api.get("auth/profile/").json()["email"] == user.email
    with time_machine.travel("2031-03-02T09:31:00Z"):
        assert api.get("/api/v3/me").json() == WRONG_TOKEN


def test_a_token_of_the_other_contract_works_here():
    user = UserFactory()
    tokens = Api().post("auth/login/", {"email": user.email, "password": PASSWORD}).json()
    assert Api(token=tokens["access"]).get("/api/v3/me").status_code == 200
    assert Api(token=tokens["refresh"]).get("/api/v3/me").json() == WRONG_TOKEN


@pytest.mark.parametrize(
    "sent",
    [
        {},
        [],
        None,
        {"email": "personne@exemple.example"},
        {"password": PASSWORD},
        {"email": "personne@exemple.example", "password": "faux"},
        {"email": None, "password": PASSWORD},
        {"email": ["personne@exemple.example"], "password": {"a": 1}},
        {"email": "x" * 300, "password": "y" * 900},
        {"email": "\u0000", "password": "\u0000"},
    ],
)
def test_whatever_is_wrong_with_a_login_is_401(sent):
    UserFactory(email="personne@exemple.example")
    answer = Api().post("/api/v3/auth/login", sent)
    assert answer.status_code == 401
    assert answer.json() == [{"status": "401", "code": "UNAUTHORIZED", "detail": "wrong email or password"}]


def test_a_disabled_account_stops_at_once(student):
    api = Api(student)
    student.is_active = False
    student.save()
    assert api.get("/api/v3/me").json() == WRONG_TOKEN
    assert Api().post("/api/v3/auth/login", {"email": student.email, "password": PASSWORD}).status_code == 401


def test_too_many_failures_are_429_in_the_words_of_this_contract(settings):
    settings.AXES_FAILURE_LIMIT = 2
    user = UserFactory()
    answers = [Api().post("/api/v3/auth/login", {"email": user.email, "password": "faux"}) for _number in range(3)]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
    assert [item["code"] for item in answers[-1].json()] == ["TOO_MANY_REQUESTS"]


def test_too_many_requests_are_429_with_the_time_to_wait(settings, student):
    settings.API_RATES = {**settings.API_RATES, "caller": "2/min"}
    api = Api(student)
    answers = [api.get("/api/v3/me") for _number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert answers[-1].json()[0]["status"] == "429"


# --- Knowing oneself ------------------------------------------------------------------------------------------------
def test_me_has_the_documents_keys(student):
    found = Api(student).get("/api/v3/me").json()
    assert list(found) == list(ME)
    assert found == {
        **ME,
        "id": str(student.pk),
        "email": student.email,
        "first_name": student.first_name,
        "last_name": student.last_name,
        "phone": "+33611223344",
        "school_id": student.student.school_id,
    }


@pytest.mark.parametrize(
    ("role", "word"),
    [
        ("candidate", "candidate"),
        ("recruiter", "employer"),
        ("consultant", "user_operator"),
        ("prestataire", "prestataire"),
        ("editor", "editor"),
        ("admin", "admin"),
    ],
)
def test_me_names_the_role_and_leaves_out_what_is_not_known(role, word):
    user = UserFactory(**({} if role == "candidate" else {role: True}))
    found = Api(user).get("/api/v3/me").json()
    assert found["role"] == word
    assert not {"phone", "school_id", "operator_id"} & set(found)


# --- The form -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("word", ["/new", "/nouveau"])
def test_the_form_has_the_documents_keys_and_the_weeks_to_come(word, internship):
    bare = UserFactory(student=True)
    answer = Api(bare).get(address(internship, word))
    assert answer.status_code == 200
    found = answer.json()
    assert list(found) == list(FORM)
    assert {name: found[name] for name in found if name != "weeks"} == {
        **{name: FORM[name] for name in FORM if name != "weeks"},
        "student_email": bare.email,
    }
    first = weeks.coming()[0]
    assert found["weeks"][0] == {"id": weeks.number_of(first), "label": weeks.label(first), "selected": False}
    assert [list(week) for week in found["weeks"]] == [list(week) for week in FORM["weeks"]]


def test_the_form_is_filled_from_the_profile(internship, student):
    found = Api(student).get(address(internship, "/new")).json()
    assert found["student_phone"] == "+33611223344"
    assert found["representative_full_name"] == "Jean Dupont"
    assert found["representative_email"] == "parent@exemple.example"
    assert found["representative_phone"] == "+33612345678"


@time_machine.travel("2031-03-12T09:30:00Z", tick=False)
def test_labels_are_the_documents_own(student):
    found = Api(student).get(address(make_internship(), "/nouveau")).json()["weeks"]
    assert [week["label"] for week in found] == ["Semaine du 17 mars au 21 mars", "Semaine du 24 mars au 28 mars"]
    assert found[1]["id"] == found[0]["id"] + 1


def test_the_form_shows_no_full_week_but_the_pupils_own(student):
    internship = make_internship(seats=(1, 1, 1))
    first, second, third = numbers(internship)
    send_internship(internship, weeks=[first])
    send_internship(internship, student, weeks=[second])
    found = Api(student).get(address(internship, "/new")).json()["weeks"]
    assert [(week["id"], week["selected"]) for week in found] == [(second, True), (third, False)]


# --- Applying -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("nested", [False, True])
def test_the_documents_own_body_is_accepted(internship, student, nested):
    sent = body(internship)
    answer = Api(student).post(address(internship), {"internship_application": sent} if nested else sent)
    assert answer.status_code == 201
    found = answer.json()
    row = Application.objects.get()
    assert found == {
        "uuid": str(row.student_details.uuid),
        "internship_offer_id": internship.pk,
        "student_id": student.pk,
        "state": "submitted",
        "submitted_at": found["createdAt"],
        "motivation": "Je suis très motivé pour ce stage.",
        "student_phone": "+33611223344",
        "student_email": "eleve@example.com",
        "student_address": "10 rue de Paris, 91000 Évry",
        "student_legal_representative_full_name": "Jean Dupont",
        "student_legal_representative_email": "parent@example.com",
        "student_legal_representative_phone": "+33612345678",
        "weeks": [{"id": week.number, "label": weeks.label(week.monday), "selected": True} for week in row.weeks.all()],
        "createdAt": found["createdAt"],
        "updatedAt": found["updatedAt"],
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", found["createdAt"])


@pytest.mark.parametrize("blank", ["absent", None, "", "   ", [], {}])
@pytest.mark.parametrize("name", list(BODY))
def test_a_missing_parameter_is_named(internship, student, name, blank):
    sent = body(internship, **{name: blank})
    if blank == "absent":
        del sent[name]
    answer = Api(student).post(address(internship), sent)
    assert answer.status_code == 400
    assert answer.json() == [
        {"status": "400", "code": "MISSING_PARAMETER", "detail": f"Missing required parameter: {name}"}
    ]


def test_of_several_the_first_missing_in_the_documents_order_is_named(internship, student):
    api = Api(student)
    sent = body(internship)
    del sent["student_legal_representative_phone"], sent["week_ids"]
    assert api.post(address(internship), sent).json() == NO_WEEKS
    for nothing in ({}, [], "x", 3, None, {"internship_application": {}}):
        assert api.post(address(internship), nothing).json()[0]["detail"].endswith("student_phone")


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"student_phone": "12"}, "Student phone is invalid"),
        ({"student_phone": "allô"}, "Student phone is invalid"),
        ({"student_phone": 611223344}, "Student phone is invalid"),
        ({"student_phone": {"a": 1}}, "Student phone is invalid"),
        ({"student_email": "eleve"}, "Student email is invalid"),
        ({"student_email": ["eleve@example.com"]}, "Student email is invalid"),
        ({"student_email": f"{'e' * 250}@example.com"}, "Student email is invalid"),
        ({"week_ids": "168"}, "Week ids are invalid"),
        ({"week_ids": [True]}, "Week ids are invalid"),
        ({"week_ids": [[1]]}, "Week ids are invalid"),
        ({"week_ids": [1.5]}, "Week ids are invalid"),
        ({"week_ids": [10**30]}, "Week ids are invalid"),
        ({"week_ids": list(range(1, 200))}, "Week ids are invalid"),
        ({"week_ids": [1]}, "A week you chose is not one of this internship."),
        ({"week_ids": [10**17]}, "A week you chose is not one of this internship."),
        ({"motivation": "x" * 1501}, "Motivation is too long (maximum is 1500 characters)"),
        ({"motivation": 12}, "Motivation is invalid"),
        ({"student_address": "x" * 501}, "Student address is too long (maximum is 500 characters)"),
        ({"student_legal_representative_full_name": "x" * 151},
         "Student legal representative full name is too long (maximum is 150 characters)"),
        ({"student_legal_representative_email": "parent"}, "Student legal representative email is invalid"),
        ({"student_legal_representative_phone": "0"}, "Student legal representative phone is invalid"),
        ({"student_legal_representative_email": "eleve@example.com"},
         "This is your own address: the consent is asked of your representative."),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_accepted_is_422(internship, student, changes, detail):
    answer = Api(student).post(address(internship), body(internship, **changes))
    assert answer.status_code == 422
    assert answer.json() == [{"status": "422", "code": "VALIDATION_ERROR", "detail": detail}]
    assert not Application.objects.exists()


def test_several_values_are_refused_at_once_in_the_documents_order(internship, student):
    sent = body(internship, student_phone="12", motivation="x" * 1501, student_legal_representative_email="parent")
    answer = Api(student).post(address(internship), sent)
    assert [item["detail"] for item in answer.json()] == [
        "Student phone is invalid",
        "Motivation is too long (maximum is 1500 characters)",
        "Student legal representative email is invalid",
    ]


def test_the_limits_are_accepted(internship, student):
    sent = body(internship, motivation="x" * 1500, student_address="y" * 500, week_ids=[str(numbers(internship)[0])])
    assert Api(student).post(address(internship), sent).status_code == 201


def test_weeks_of_another_offer_past_ones_and_full_ones_are_422(student):
    internship = make_internship(seats=(1, 1))
    other = make_internship(weeks=[{"monday": weeks.coming()[9], "seats": 1}])
    api = Api(student)
    assert api.post(address(internship), body(other)).status_code == 422
    send_internship(internship, weeks=numbers(internship)[:1])
    answer = api.post(address(internship), body(internship))
    assert answer.status_code == 422
    assert answer.json()[0]["detail"] == f"No seat is left for: {weeks.label(weeks.coming()[0])}."
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        answer = Api(student).post(address(internship), body(internship))
        assert answer.json()[0]["detail"].startswith("This week has begun or is past")
    assert api.post(address(internship), body(internship, week_ids=numbers(internship)[1:])).status_code == 201


def test_when_every_week_is_taken_it_is_422(student):
    internship = make_internship(seats=(1,))
    send_internship(internship)
    answer = Api(student).post(address(internship), body(internship))
    assert answer.status_code == 422


def test_a_second_application_is_422_and_one_after_a_withdrawal_is_not(internship, student):
    api = Api(student)
    first = api.post(address(internship), body(internship)).json()
    answer = api.post(address(internship), body(internship))
    assert answer.status_code == 422
    assert answer.json() == [{"status": "422", "code": "VALIDATION_ERROR", "detail": "You have already applied."}]
    services.applications.withdraw(student, Application.objects.get())
    again = api.post(address(internship), body(internship))
    assert again.status_code == 201
    assert again.json()["uuid"] == first["uuid"]


def test_messages_are_french_when_that_is_preferred(internship, student):
    api = Api(student, **{"accept-language": "fr"})
    answer = api.post(address(internship), body(internship, student_phone="12"))
    assert answer.json() == [
        {"status": "422", "code": "VALIDATION_ERROR", "detail": "Le téléphone de l’élève n’est pas valable"}
    ]


def test_an_address_that_must_be_confirmed_is_403_before_the_body_is_read(settings, internship):
    settings.REQUIRE_CONFIRMED_EMAIL = True
    unconfirmed = UserFactory(student=True, unconfirmed=True)
    answer = Api(unconfirmed).post(address(internship), {})
    assert (answer.status_code, answer.json()[0]["code"]) == (403, "FORBIDDEN")


# --- The order of checks: 401, 404, 403, 400, 422 -------------------------------------------------------------------
OFFERED = [("get", "/new"), ("get", "/nouveau"), ("post", "")]


@pytest.mark.parametrize(("method", "end"), OFFERED)
def test_without_a_token_it_is_401_even_for_an_offer_that_is_not_there(method, end):
    for headers in ({}, {"authorization": "Bearer faux"}, {"authorization": "Basic eDp5"}):
        answer = Api(**headers).request(method, address(999_999, end), {})
        assert (answer.status_code, answer.json()) == (401, WRONG_TOKEN)


@pytest.mark.parametrize("other", [999_999, 10**17, 10**30, 0, "abc", "-1", "1e3", "%00", "١"])
@pytest.mark.parametrize(("method", "end"), OFFERED)
def test_an_unknown_offer_is_404_before_403(method, end, other):
    answer = Api(UserFactory()).request(method, address(other, end), raw=b"{")
    assert (answer.status_code, answer.json()) == (404, NO_OFFER)


@pytest.mark.parametrize("trait", ["pending", "refused", "closed", "expired", "withdrawn"])
def test_an_offer_that_is_not_public_is_404(trait, student):
    hidden = make_internship(validated=False, **{trait: True})
    assert Api(student).get(address(hidden, "/new")).json() == NO_OFFER
    assert Api(student).post(address(hidden), body(hidden)).json() == NO_OFFER


def test_an_offer_that_is_no_internship_is_404(student):
    for kind in ("offer", "bourse"):
        assert Api(student).get(address(make_publication(kind, validated=True), "/new")).json() == NO_OFFER


@pytest.mark.parametrize("role", ["candidate", "recruiter", "prestataire", "consultant", "editor", "reader", "admin"])
def test_others_than_students_are_403_before_400(role, internship):
    api = Api(UserFactory(**({} if role == "candidate" else {role: True})))
    for method, end in OFFERED:
        answer = api.request(method, address(internship, end), raw=b"{")
        assert (answer.status_code, answer.json()) == (403, NOT_A_STUDENT)
    assert api.get("/api/v3/internship_applications").status_code == 403


def test_unreadable_json_is_400_and_missing_is_400_before_422(internship, student):
    api = Api(student)
    answer = api.post(address(internship), raw=b"{")
    assert (answer.status_code, answer.json()[0]["code"]) == (400, "BAD_REQUEST")
    sent = body(internship, student_phone="12")
    del sent["student_address"]
    assert api.post(address(internship), sent).json()[0]["code"] == "MISSING_PARAMETER"
    assert api.post(address(internship), body(internship, student_phone="12")).json() == BAD_PHONE


# --- The list -------------------------------------------------------------------------------------------------------
def test_the_list_has_the_documents_keys_newest_first(internship, student):
    other = make_internship(title="Une semaine au théâtre")
    with time_machine.travel(timezone.now() - timedelta(hours=3)):
        send_internship(other, student)
    send_internship(internship, student)
    send_internship(internship)
    found = Api(student).get("/api/v3/internship_applications")
    assert found.status_code == 200
    assert [set(item) for item in found.json()] == [set(LISTED), set(LISTED)]
    first, second = found.json()
    assert (first["internship_offer_id"], second["internship_offer_id"]) == (internship.pk, other.pk)
    assert first["internship_offer_address"] == LISTED["internship_offer_address"]
    assert first["employer_name"] == internship.company_name
    assert first["student_legal_representative_phone"] == "+33612345678"
    assert second["internship_offer_title"] == "Une semaine au théâtre"


def test_an_empty_list_is_an_empty_array(student):
    assert Api(student).get("/api/v3/internship_applications").json() == []


STATES = {
    "submitted": [],
    "read_by_employer": [ApplicationStatus.SCREENING],
    "validated_by_employer": [ApplicationStatus.OFFERED],
    "approved": [ApplicationStatus.ACCEPTED],
    "rejected": [ApplicationStatus.REJECTED],
    "canceled_by_student": [ApplicationStatus.WITHDRAWN],
    "expired": [ApplicationStatus.EXPIRED],
}


@pytest.mark.parametrize("state", STATES)
def test_each_state_has_its_word(internship, student, state):
    application = send_internship(internship, student)
    for target in STATES[state]:
        actor = {"withdrawn": student, "expired": None}.get(target, internship.recruiter)
        services.applications.transition(actor, application, target)
    assert [item["state"] for item in Api(student).get("/api/v3/internship_applications").json()] == [state]


def test_the_list_takes_the_same_statements_for_one_and_for_many(student, django_assert_num_queries):
    api = Api(student)
    send_internship(make_internship(places=["Lyon"]), student)
    with django_assert_num_queries(4):
        assert len(api.get("/api/v3/internship_applications").json()) == 1
    for _number in range(4):
        send_internship(make_internship(places=["Lyon"]), student)
    with django_assert_num_queries(4):
        assert len(api.get("/api/v3/internship_applications").json()) == 5


# --- The form of the contract ---------------------------------------------------------------------------------------
def test_with_and_without_a_slash_it_answers_directly(internship, student):
    for end in ("", "/"):
        api = Api(student)
        assert api.get(f"/api/v3/me{end}").status_code == 200
        assert api.get(f"/api/v3/internship_applications{end}").status_code == 200
        assert api.get(address(internship, f"/new{end}")).status_code == 200
        assert api.get(address(internship, f"/nouveau{end}")).status_code == 200
        assert api.post(address(internship, end), {}).status_code == 400
        assert Api().post(f"/api/v3/auth/login{end}", {}).status_code == 401
        assert Client().get(f"/api/v3/schema{end}").status_code == 200
        assert Client().get(f"/api/v3/docs{end}").status_code == 200


@pytest.mark.parametrize("accept", ["application/vnd.api+json", "application/json", "text/html", "*/*", "x/y"])
def test_json_is_served_whatever_is_accepted(accept, student):
    answer = Api(student, accept=accept).get("/api/v3/me")
    assert answer.json()["type"] == "user"


def test_a_body_of_json_api_is_read(internship, student):
    answer = Api(student).client.post(
        address(internship),
        json.dumps(body(internship)),
        content_type="application/vnd.api+json",
        headers=Api(student).headers,
    )
    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "nothing", 404),
        ("get", "", 404),
        ("delete", "me", 405),
        ("put", "internship_applications", 405),
        ("get", "auth/login", 405),
    ],
)
def test_every_refusal_is_an_array(method, path, status, student):
    answer = Api(student).request(method, f"/api/v3/{path}")
    assert answer.status_code == status
    (item,) = answer.json()
    assert item["status"] == str(status)
    assert set(item) == {"status", "code", "detail"}
    assert all(isinstance(value, str) for value in item.values())


def test_nothing_that_is_sent_breaks_it(internship, student):
    api = Api(student)
    hostile = [b"\xff\xfe", b'{"student_phone": "\\ud800"}', b'{"week_ids": [1e400]}', b"[" * 5000, b'{"a": NaN}']
    for raw in hostile:
        assert api.post(address(internship), raw=raw).status_code == 400
    for value in ("\u0000", "\ud83d", "'; DROP TABLE", "x" * 100_000, -1, 1e10, True, [None], {"a": [1]}):
        for name in BODY:
            answer = api.post(address(internship), body(internship, **{name: value}))
            assert answer.status_code in (201, 400, 422)


def test_the_schema_is_openapi_31_with_this_contract_alone():
    found = Client().get("/api/v3/schema?format=json").json()
    assert found["openapi"].startswith("3.1")
    assert {path.rstrip("/") for path in found["paths"]} == {
        "/api/v3/auth/login",
        "/api/v3/me",
        "/api/v3/internship_applications",
        "/api/v3/internship_offers/{internship_offer_id}/internship_applications",
        "/api/v3/internship_offers/{internship_offer_id}/internship_applications/new",
        "/api/v3/internship_offers/{internship_offer_id}/internship_applications/nouveau",
    }
    assert "v3" in found["info"]["title"]


def test_the_other_contract_does_not_describe_this_one():
    assert not [path for path in Client().get("/api/schema/?format=json").json()["paths"] if "/v3/" in path]
