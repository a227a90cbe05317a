"""What the lines of the tables send: JSON to the API, forms to the site, multipart where there is a file."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.cv.models import Resume
from tests.access.world import World
from tests.factories.accounts import PASSWORD, pdf, picture

NEW_PASSWORD = "Un-autre-mot-2027"
TEXT = {"titre": "Infirmière de jour", "description": "Vous veillez sur trente patients."}
FORM = {
    "title": "Infirmière de jour",
    "description": "Vous veillez sur trente patients.",
    "currency": "EUR",
    "apply_by": "here",
    "remote": "none",
    "openings": "1",
}


def body(name: str, world: World) -> dict:
    """A fresh one each time: a file can be read once."""
    made = BODIES[name]
    return made(world) if callable(made) else dict(made)


def _message(world: World, to: str) -> dict:
    return {"destinataire": world.people[to].pk, "sujet": "Entretien", "contenu": "Mardi à 14 h ?"}


def _next_week():
    """At noon, UTC."""
    return (timezone.now() + timedelta(days=7)).replace(hour=12, minute=0, second=0, microsecond=0)


def _refresh(world: World) -> dict:
    return {"refresh": world.objects["refresh"]}


BODIES = {
    "nothing": {},
    # What Wagtail's forms and dialogs ask for, so that a view that forgot to refuse would do something.
    "anything": {
        "title": "Piraté",
        "name": "Piraté",
        "email": "pirate@exemple.example",
        "comment": "x",
        "code": "other",
    },
    # --- accounts
    "account": {"email": "nouvelle@exemple.example", "password": PASSWORD},
    "staff_account": {"email": "nouvelle@exemple.example", "password": PASSWORD, "type_compte": "admin"},
    "login": {"email": "candidate@exemple.example", "password": PASSWORD},
    "wrong_login": {"email": "candidate@exemple.example", "password": "Un-autre-mot-2027"},
    "refresh": _refresh,
    "wrong_refresh": {"refresh": "aucun.vrai.jeton"},
    "name": {"prenom": "Nadia"},
    "passwords": {"old_password": PASSWORD, "new_password": NEW_PASSWORD, "new_password2": NEW_PASSWORD},
    "wrong_passwords": {"old_password": "Pas-celui-la-2026", "new_password": NEW_PASSWORD},
    "email": {"email": "candidate@exemple.example"},
    "unknown_email": {"email": "personne@exemple.example"},
    "new_password": lambda world: {
        "uid": world.objects["uid"],
        "token": world.objects["reset_token"],
        "new_password": NEW_PASSWORD,
    },
    "wrong_token": lambda world: {"uid": world.objects["uid"], "token": "abc-def", "new_password": NEW_PASSWORD},
    "disable": {"is_active": False},
    # --- decisions and publications
    "reason": {"motif": "Le Kbis est illisible."},
    "text": TEXT,
    "draft": {**TEXT, "brouillon": True},
    "title": {"titre": "Infirmière de jour"},
    "publish": {"brouillon": False},
    "close": {"statut": "fermee"},
    # --- applications
    "letter": {"lettre_motivation": "Je suis disponible dès lundi."},
    "to_offer": lambda world: {"offre": int(world.objects["offer"]), "lettre_motivation": "Je suis disponible."},
    "to_draft": lambda world: {"offre": int(world.objects["draft"]), "lettre_motivation": "Je suis disponible."},
    "with_upload": lambda world: {"lettre_motivation": "Voici.", "cv": int(world.objects["upload"])},
    "screening": {"statut": "en_cours"},
    "new_state": {"statut": "nouvelle"},
    "interview": lambda world: {"date": _next_week().isoformat(), "lieu": "12 rue des Lilas, Lyon"},
    "place": {"lieu": "14 rue des Lilas, Lyon"},
    "site_interview": lambda world: {
        "starts_at_0": _next_week().date().isoformat(),
        "starts_at_1": "14:00",
        "duration": "45",
        "place": "12 rue des Lilas",
    },
    # --- files and notifications
    "file": lambda world: {"file": pdf()},
    "notification": lambda world: {
        "destinataire": world.people["candidate"].pk,
        "type": "candidature_statut",
        "titre": "Un mot de la rédaction",
    },
    "preferences": {"preferences": [{"type": "candidature_statut", "canal": "email", "actif": False}]},
    "internship": lambda world: {
        "student_phone": "06 11 22 33 44",
        "student_email": "eleve@example.com",
        "week_ids": [int(world.objects["week"])],
        "motivation": "Je suis très motivé pour ce stage.",
        "student_address": "10 rue de Paris, 91000 Évry",
        "student_legal_representative_full_name": "Jean Dupont",
        "student_legal_representative_email": "parent@example.com",
        "student_legal_representative_phone": "06 12 34 56 78",
    },
    "source": lambda world: {
        "name": "Notre site",
        "kind": "offer",
        "every": "0",
        "file": SimpleUploadedFile("offres.csv", b"id;title;description\nB1;Soudeuse;Souder.\n"),
    },
    "named": {"name": "Un autre nom"},
    # --- careers and messages
    "experience": {
        "poste_occupe": "Architecte Logiciel",
        "date_de_debut": "2023-08-01",
        "toujours_a_ce_poste": True,
        "entreprise": "Global Solutions Group",
    },
    "resume": {"template": 1, "full_name": "Marie Dubois", "email": "marie.dubois@exemple.example"},
    "linkedin": {"linkedin_url": "https://www.linkedin.com/in/johndoe"},
    "cv_template": {"template": "1"},
    "cv_values": lambda world: {
        "revision": Resume.objects.get(pk=world.objects["resume"]).revision,
        "values": '{"title": "Maçonne"}',
    },
    "resume_title": {"title": "Maçonne"},
    "resume_file": lambda world: {"file": SimpleUploadedFile("cv.json", b'{"basics": {"name": "Zo\\u00e9"}}')},
    "picture": lambda world: {"file": picture()},
    "position": {"poste_occupe": "Architecte"},
    "to_candidate": lambda world: _message(world, "candidate"),
    "to_recruiter": lambda world: _message(world, "recruiter"),
    "to_nobody": {"destinataire": 999_999_999, "sujet": "Entretien", "contenu": "Mardi à 14 h ?"},
    "to_all": {"sujet": "Entretiens", "contenu": "Nous vous répondrons cette semaine."},
    "report": {"motif": "indesirable"},
    "subscribe": {"payment_type": "monthly", "success_url": "http://localhost:3000/merci"},
    "buy": lambda world: {"payment_type": "single", "resume_id": int(world.objects["resume"])},
    # --- the site's forms
    "site_subscribe": {"email": "lea@exemple.example", "waiver": "on"},
    "pay": {"action": "pay", "email": "lea@exemple.example"},
    "consent": {"reponse": "oui"},
    "site_experience": {"position": "Maçonne", "company": "Bâtir", "start_date": "2020-01-01", "is_current": "on"},
    "site_skill": {"name": "Chaux"},
    "alert_asked": {"email": "lea@exemple.example", "frequency": "daily"},
    "alert_form": {"name": "Mes offres", "frequency": "weekly"},
    "keep": {"garder": "1"},
    "drop": {"garder": "0"},
    "alert_pause": {"action": "pause"},
    "answer": {"body": "Oui, mardi."},
    "site_message": {"subject": "Votre candidature", "body": "Mardi ?"},
    "site_bulk": {"subject": "Entretiens", "body": "Cette semaine.", "confirmed": "1"},
    "no_words": {"message": ""},
    "site_report": {"reason": "spam"},
    "site_letter": {"letter": "Je suis disponible dès lundi."},
    "site_login": {"login": "candidate@exemple.example", "password": PASSWORD},
    "wrong_site_login": {"login": "candidate@exemple.example", "password": NEW_PASSWORD},
    "sign_up": {
        "first_name": "Nadia",
        "last_name": "Benali",
        "email": "nadia@exemple.example",
        "password": PASSWORD,
    },
    "new_address": {"action_add": "1", "email": "nouvelle@exemple.example"},
    "site_passwords": {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    "two_passwords": {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    "person": {"first_name": "Nadia", "last_name": "Benali", "company_name": "Ateliers", "company_size": "10-49"},
    "paper": lambda world: {"kind": "kbis", "file": pdf("kbis.pdf")},
    "site_file": lambda world: {"purpose": "letter", "file": pdf("lettre.pdf")},
    "draft_form": {**FORM, "action": "draft"},
    "submit_form": {**FORM, "action": "submit"},
    "target": {"target": "screening"},
    "note": {"text": "À rappeler lundi."},
}
