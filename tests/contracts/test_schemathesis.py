"""Requests that schemathesis invents from each schema, as each role, with ids that exist: all answers are documented.

Seeded and bounded. Each request is undone, so that the demo content stays what every request finds. `Api` holds every
answer against the schema (status and body); an exception in the portal fails the test by itself.
"""

import json
import re
from collections import defaultdict
from itertools import repeat

import pytest
import schemathesis
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from portal.accounts.models import User
from portal.api.frontend.auth.tokens import pair
from portal.conversations.models import MessageCopy
from portal.cv import services as cv
from portal.cv.models import Experience
from portal.jobs.models import KINDS, Application, ApplicationFile, Offer, Publication
from portal.jobs.models.publication import PLURALS
from tests.api.client import STAGES_PREFIX, Api, schema
from tests.cv_exchange.files import archive, upload
from tests.factories.accounts import pdf, picture
from tests.payments import build

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: Of each operation, for each role and each of "as documented" and "not as documented".
EXAMPLES = 2
SEED = 20261121
HUGE = [0, 2**31, 2**63 - 1, 10**17]
#: What JSON may hold and few people type.
ODD = ["\u0000", "a\u0000b", "\ud800", "\u202e", "9" * 400, "é" * 70_000]
ACCOUNTS = ("candidat", "recruteur", "recruteur-attente", "prestataire", "eleve", "consultant", "editeur", "lecteur")
CONTRACTS = ("", STAGES_PREFIX)
INTERNSHIP = "/api/v3/internship_offers/{internship_offer_id}/internship_applications/"
#: Words before an id → what it is of, and the way from there to the account it belongs to.
MEANS = {
    "candidatures/fichiers": ("jobs.ApplicationFile", "application__candidate__user"),
    "candidatures": ("jobs.Application", "candidate__user"),
    "entretiens": ("jobs.Interview", "application__candidate__user"),
    "experience": ("cv.Experience", "resume__user"),
    "experiences": ("cv.Experience", "resume__user"),
    "envoi-masse": ("conversations.BulkMessage", "sender"),
    "messages": ("conversations.Message", "copies__user"),
    "notifications": ("notifications.Notification", "user"),
    "upload": ("accounts.Upload", "user"),
    "internship_offers": ("jobs.Offer", "recruiter"),
    "templates": ("cv.ResumeTemplate", "resumes__user"),
    "resumes": ("cv.Resume", "user"),
    "recruteurs": ("accounts.User", "pk"),
    "utilisateurs": ("accounts.User", "pk"),
    "publications": ("jobs.Publication", "recruiter"),
    **{plural: (f"jobs.{KINDS[kind].__name__}", "recruiter") for kind, plural in PLURALS.items()},
}
QUIET = settings(
    max_examples=EXAMPLES,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def callers(db):
    call_command("load_demo", verbosity=0)
    with connection.cursor() as cursor:
        # Rows that are not committed have no figures for PostgreSQL's planner, and thousands of requests are undone:
        # joins by nested loops took minutes.
        cursor.execute("ANALYZE")
    emails = {f"{name}@demo.example": name for name in (*ACCOUNTS, "admin")}
    people = {emails[user.email]: user for user in User.objects.filter(email__in=emails)}
    assert set(people) == set(emails.values())
    return {None: None, **people}


def pool(path: str, user: User | None) -> list[int]:
    """Ids that mean something at this address: first those of the caller, then others that exist."""
    label, owner = MEANS[_word_before_id(path)]
    rows = apps.get_model(label)._default_manager.order_by("-pk")
    kinds = [rows.filter(**{owner: user.pk})] if user else []
    if issubclass(rows.model, Application):
        kinds += [rows.filter(publication__recruiter=user)]
    if issubclass(rows.model, Publication):
        kinds += [rows.filter(pk__in=Publication.objects.visible().values("pk"))]
        kinds += [rows.filter(pk__in=Publication.objects.pending().values("pk"))]
    found = [pk for queryset in [*kinds, rows] for pk in queryset.values_list("pk", flat=True)[:4]]
    return found or [1]


def _word_before_id(path: str) -> str | None:
    return next((word for word in MEANS if f"/{word}/{{" in path), None)


def test_every_id_has_a_meaning():
    assert [path for path in paths() if "{" in path and not _word_before_id(path)] == []


def paths() -> list[str]:
    return [path for prefix in CONTRACTS for path in schema(prefix)["paths"]]


def operations() -> list:
    schemas = (schemathesis.openapi.from_dict(schema(prefix)) for prefix in CONTRACTS)
    return [result.ok() for each in schemas for result in each.get_all_operations()]


def send(api: Api, case, pk: int):
    """The case as a request, at an id of ours; undone afterwards."""
    method, path = case.method.lower(), _with_id(case.path, pk)
    query = {name: value for name, value in (case.query or {}).items() if value is not None}
    multipart = (case.media_type or "").startswith("multipart")
    body = {}
    if multipart and isinstance(case.body, dict):
        # A form has no way to write half of a character.
        sent = {name: _whole(value) for name, value in case.body.items() if isinstance(value, str | bytes | int)}
        body = {"form": sent}
    elif isinstance(case.body, bytes):
        body = {"raw": case.body}
    elif type(case.body).__name__ != "NotSet":
        body = {"raw": json.dumps(case.body, default=str).encode()}
    with transaction.atomic():
        answer = api.request(method, path, **body, **{name: _text(value) for name, value in query.items()})
        transaction.set_rollback(True)
    return answer


def _with_id(path: str, pk: int | tuple[int, ...]) -> str:
    """The ids in their order; one stands for all."""
    ids = iter(pk) if isinstance(pk, tuple) else repeat(pk)
    return re.sub(r"\{\w+\}", lambda _found: str(next(ids)), path)


def _whole(value):
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _text(value):
    if isinstance(value, list | tuple):
        return [_text(each) for each in value]
    return value if isinstance(value, str) else json.dumps(value)


def ask(api: Api, cases, ids: list[int]) -> list[int]:
    """Send a few of the cases; returns the statuses."""
    seen = []

    @seed(SEED)
    @QUIET
    @given(case=cases, pk=st.sampled_from(ids), odd=st.none() | st.sampled_from(ODD))
    def one(case, pk, odd):
        if odd is not None and isinstance(case.body, dict) and case.body:
            case.body[min(case.body)] = odd
        seen.append(send(api, case, pk).status_code)

    one()
    return seen


def known_good(people: dict) -> dict:
    """What chance does not find: operation → who asks, at which id, with what."""
    candidate, recruiter, waiting = people["candidat"], people["recruteur"], people["recruteur-attente"]
    pending = Publication.objects.pending().first().pk
    received = Application.objects.received_by(recruiter).active().filter(status="submitted").first()
    message = MessageCopy.objects.filter(user=candidate, incoming=True).first().message_id
    experience = Experience.objects.filter(resume__user=candidate).first().pk
    resume = cv.main_resume(candidate)
    cv.change(candidate, resume, {"title": "Maçonne"})
    version, share = resume.versions.first().revision, cv.share(candidate, resume).pk
    sent_file = ApplicationFile.objects.create(
        application=received, kind="letter", name="lettre.pdf", file=pdf(), content_type="application/pdf", size=47
    )
    password = {"old_password": "Demo-portail-2026", "new_password": "Un-autre-mot-2027"}
    login = {"email": candidate.email, "password": "Demo-portail-2026"}
    reset = {"uid": user_pk_to_url_str(candidate), "token": default_token_generator.make_token(candidate)}
    refresh = pair(candidate)["refresh"]
    interview = {"date": "2027-03-01T09:00:00Z", "lieu": "12 rue des Lilas, Lyon"}
    taken = Application.objects.sent_by(people["eleve"]).values("publication")
    internships = Offer.objects.visible().filter(weeks__isnull=False).exclude(pk__in=taken).order_by("pk")
    internship = internships.first().pk
    form = Api(people["eleve"]).get(f"/api/v3/internship_offers/{internship}/internship_applications/new").json()
    student = {
        "student_phone": "06 11 22 33 44",
        "student_email": "eleve@exemple.fr",
        "week_ids": [week["id"] for week in form["weeks"][:1]],
        "motivation": "Je suis très motivée.",
        "student_address": "10 rue de Paris, 91000 Évry",
        "student_legal_representative_full_name": "Jean Dupont",
        "student_legal_representative_email": "parent@exemple.fr",
        "student_legal_representative_phone": "06 12 34 56 78",
    }
    letter = {"lettre_motivation": "Votre annonce décrit le poste que je cherche.", "cv": None}
    told = {"destinataire": candidate.pk, "type": "message_recu", "titre": "Bienvenue", "message": "Bonjour"}
    open_to = {
        kind: (name, _not_applied_to(model, people[name]))
        for kind, name, model in (
            ("bourses", "candidat", KINDS["bourse"]),
            ("consultations", "prestataire", KINDS["consultation"]),
            ("financements", "candidat", KINDS["financement"]),
            ("offres", "candidat", Offer),
        )
    }
    return {
        "POST /api/candidat/candidatures/": ("candidat", 0, {**letter, "offre": open_to["offres"][1]}),
        **{f"POST /api/{kind}/{{id}}/postuler/": (*asked, letter) for kind, asked in open_to.items()},
        "POST /api/notifications/": ("admin", 0, told),
        "PUT /api/admin/publications/{id}/refuser/": ("editeur", pending, {"motif": "Le salaire manque."}),
        "PUT /api/admin/publications/{id}/valider/": ("editeur", pending, {}),
        "PUT /api/admin/recruteurs/{id}/refuser/": ("editeur", waiting.pk, {"motif": "Le Kbis est illisible."}),
        "PUT /api/admin/recruteurs/{id}/valider/": ("editeur", waiting.pk, {}),
        "POST /api/auth/change-password/": ("candidat", 0, password),
        "POST /api/auth/login/": (None, 0, login),
        "POST /api/auth/logout/": ("candidat", 0, {"refresh": refresh}),
        "POST /api/auth/refresh/": (None, 0, {"refresh": refresh}),
        "POST /api/auth/register/": (None, 0, {"email": "neuf@exemple.fr", "password": "Un-autre-mot-2027"}),
        "POST /api/auth/reset-password/confirm/": (None, 0, {**reset, "new_password": "Un-autre-mot-2027"}),
        "GET /api/candidatures/fichiers/{id}/": ("recruteur", sent_file.pk, None),
        "PATCH /api/experience/{id}/update/": ("candidat", experience, {"poste_occupe": "Cheffe de projet"}),
        "DELETE /api/experiences/{id}/delete/": ("candidat", experience, None),
        "POST /api/resumes/": ("candidat", 0, {"template": 1, "full_name": "Léa", "email": "lea@exemple.fr"}),
        "POST /api/resumes/import_linkedin/": ("candidat", 0, {"linkedin_url": "https://www.linkedin.com/in/lea"}),
        "POST /api/resumes/read_file/": ("candidat", 0, {"file": upload(archive())}),
        "POST /api/payments/create-checkout/": ("candidat", 0, {"payment_type": "single", "resume_id": resume.pk}),
        "POST /api/payments/webhook/": (None, 0, build.event("customer.created", {"id": "cus_1"})),
        "PUT /api/resumes/{id}/photo/": ("candidat", resume.pk, {"file": picture()}),
        "GET /api/resumes/{id}/versions/{version}/": ("candidat", (resume.pk, version), None),
        "POST /api/resumes/{id}/versions/{version}/restore/": ("candidat", (resume.pk, version), None),
        "DELETE /api/resumes/{id}/shares/{share}/": ("candidat", (resume.pk, share), None),
        "POST /api/messages/": (
            "recruteur",
            0,
            {"destinataire": received.candidate.user_id, "sujet": "Votre candidature", "contenu": "Bonjour"},
        ),
        "POST /api/messages/{id}/signaler/": ("candidat", message, {"motif": "autre", "explication": "Hors sujet"}),
        "PUT /api/messages/{id}/bloquer/": ("candidat", message, {}),
        "POST /api/recruteur/candidatures/{id}/entretiens/": ("recruteur", received.pk, interview),
        "PUT /api/recruteur/candidatures/{id}/statut/": ("recruteur", received.pk, {"statut": "en_cours"}),
        "POST /api/v3/auth/login/": (None, 0, login),
        f"POST {INTERNSHIP}": ("eleve", internship, student),
        f"GET {INTERNSHIP}new/": ("eleve", internship, None),
        f"GET {INTERNSHIP}nouveau/": ("eleve", internship, None),
        **{
            f"POST /api/upload/{what}/": (name, 0, {"file": pdf()})
            for what, name in {"cv": "candidat", "lettre": "candidat", "document": "recruteur"}.items()
        },
    }


def _not_applied_to(model, user: User) -> int:
    """An id to apply to: public, no internship, and without an application of theirs."""
    rows = model.objects.visible().exclude(applications__candidate__user=user)
    if model is Offer:
        rows = rows.filter(weeks__isnull=True)
    return rows.order_by("pk").first().pk


def ask_well(people: dict, where: str, who: str | None, pk: int | tuple[int, ...], body: dict | None) -> int:
    method, path = where.split()
    if path.endswith("/webhook/"):
        return build.send(body).status_code
    sent = {"form": body} if any(word in path for word in ("/upload/", "/photo/", "/read_file/")) else {"body": body}
    with transaction.atomic():
        answer = Api(people[who]).request(method.lower(), _with_id(path, pk), **sent)
        transaction.set_rollback(True)
    return answer.status_code


def test_what_chance_does_not_find_is_answered_well(callers):
    statuses = {where: ask_well(callers, where, *asked) for where, asked in known_good(callers).items()}
    assert {where: status for where, status in statuses.items() if not 200 <= status < 300} == {}


@override_settings(API_RATES=defaultdict(lambda: "100000000/min"), AXES_ENABLED=False)
def test_no_invented_request_is_answered_outside_the_schema(callers):
    problems, seen = [], defaultdict(set)
    for operation in operations():
        where = f"{operation.method.upper()} {operation.path}"
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            cases = operation.as_strategy(generation_mode=mode)
            for name, user in callers.items():
                ids = [*pool(operation.path, user), *HUGE] if "{" in operation.path else [1]
                try:
                    seen[where].update(ask(Api(user), cases, ids))
                except Unsatisfiable:
                    assert mode == GenerationMode.NEGATIVE, where
                except Exception as error:
                    problems.append(f"{where} as {name}: {error!r:.600}")
    assert not problems, "\n".join(problems)
    never = {where: sorted(statuses) for where, statuses in seen.items() if not any(200 <= s < 300 for s in statuses)}
    for where in known_good(callers):
        never.pop(where, None)
    assert not never, f"never answered well, say how in known_good: {never}"
