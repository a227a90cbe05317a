"""Who asks and what there is to ask for: built once, as people would through the services.

Pairs of strangers make the second half of the proof: `rival` is a verified recruiter like `recruiter`, and `other` a
candidate like `candidate`, but nothing here is theirs; `colleague` shares the recruiter's company and so everything.
"""

import re
from dataclasses import dataclass

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model

from portal.accounts import services as accounts
from portal.accounts.models import Upload, User
from portal.api.frontend.auth.tokens import pair
from portal.conversations import services as conversations
from portal.conversations.models import Block
from portal.cv import services as cv
from portal.cv.models import ResumeExport
from portal.cv.photos import photo_name
from portal.discovery import links
from portal.feeds import services as feeds
from portal.jobs.models import Publication
from portal.notifications.models import Notification
from portal.payments.gateways import local
from portal.payments.models import Invoice
from portal.payments.services import checkouts, recovery
from tests.factories.accounts import UploadFactory, UserFactory, VerificationPaperFactory, pdf, picture
from tests.factories.discovery import AlertFactory
from tests.factories.jobs import (
    make_application,
    make_internship,
    make_interview,
    make_publication,
    make_student,
    numbers,
    send_internship,
)

ACTORS = (
    "visitor",
    "candidate",
    "other",
    "recruiter",
    "colleague",
    "rival",
    "waiting",
    "prestataire",
    "student",
    "consultant",
    "editor",
    "reader",
    "admin",
)
#: Names of several, for the tables. `all` and `rest` are the reader's (see table.py).
GROUPS = {
    "recruiters": ("recruiter", "colleague", "rival", "waiting"),
    "verified": ("recruiter", "colleague", "rival"),
    "company": ("recruiter", "colleague"),
    "strangers": ("rival", "waiting"),
    "applicants": ("candidate", "other", "student", "prestataire"),
    "desk": ("editor", "admin"),
    "staff": ("consultant", "editor", "reader", "admin"),
}

_CONSENT = re.compile(r"/stages/accord/([^/\s]+)/")


@dataclass
class World:
    """`people` by the names above; `objects` by the words in braces of the tables, as text for a path."""

    people: dict[str, User]
    objects: dict[str, str]
    tokens: dict[str, str]
    sessions: dict[str, str]


def build() -> World:
    people = _people()
    objects = {**_publications(people), **_files(people), **_words(people), **_career(people["candidate"])}
    objects |= _talk(people, objects["offer"]) | _internships(people)
    objects |= _discovery(people) | _feed(people["recruiter"])
    objects |= _payments(people["candidate"])
    objects |= {name: str(user.pk) for name, user in people.items()}
    return World(
        people,
        {name: str(value) for name, value in objects.items()},
        {name: pair(user)["access"] for name, user in people.items()},
        {name: _session(user) for name, user in people.items()},
    )


def _people() -> dict[str, User]:
    recruiter = UserFactory(recruiter=True, verified=True)
    people = {
        "candidate": UserFactory(email="candidate@exemple.example"),
        "other": UserFactory(),
        "recruiter": recruiter,
        "colleague": UserFactory(recruiter=True, verified=True, company=recruiter.recruiter.company),
        "rival": UserFactory(recruiter=True, verified=True),
        "waiting": UserFactory(recruiter=True),
        "prestataire": UserFactory(prestataire=True),
        "student": make_student(),
        **{role: UserFactory(**{role: True}) for role in ("consultant", "editor", "reader", "admin")},
    }
    accounts.update_profile(people["candidate"], {"cv": pdf("Mon CV.pdf")})
    for user in people.values():
        EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return people


def _publications(people) -> dict:
    """The recruiter's, one of each kind that readers see and that nobody answered, and `offer`, to which `candidate`
    has applied; and the application of `prestataire` to `consultation`, who is invited to an interview."""
    by = {"recruiter": people["recruiter"], "editor": people["editor"]}
    found = {name: make_publication(name, **by, validated=True) for name in ("bourse", "financement")}
    found |= {
        "offer": make_publication(**by, validated=True),
        "consultation": make_publication("consultation", **by, validated=True),
        "draft": make_publication(**by),
        "pending": make_publication(**by, pending=True),
        "refused": make_publication(**by, refused=True),
        "closed": make_publication(**by, closed=True),
        "waiting_draft": make_publication(recruiter=people["waiting"]),
    }
    found |= {f"{kind}_draft": make_publication(kind, **by) for kind in ("bourse", "financement", "consultation")}
    sent = make_application(
        publication=found["offer"],
        applicant=people["candidate"],
        letter_file=pdf("Lettre.pdf"),
        documents=[pdf("Diplôme.pdf")],
    )
    answer = make_application(publication=found["consultation"], applicant=people["prestataire"])
    slugs = {f"{name}_slug": row.slug for name, row in found.items()}
    return {
        **{name: row.pk for name, row in found.items()},
        **slugs,
        "application": sent.pk,
        "answer": answer.pk,
        "interview": make_interview(application=answer).pk,
        "sent_file": sent.files.order_by("pk").first().pk,
    }


def _files(people) -> dict:
    document = get_document_model().objects.create(title="Guide", file=pdf("guide.pdf"))
    return {
        "upload": UploadFactory(user=people["candidate"]).pk,
        "letter_upload": UploadFactory(user=people["candidate"], purpose=Upload.Purpose.LETTER).pk,
        "paper": VerificationPaperFactory(user=people["waiting"]).pk,
        "document": document.pk,
        "document_name": document.filename,
    }


def _words(people) -> dict:
    """Notifications and what is mailed."""
    candidate = people["candidate"]
    told = Notification.objects.create(
        user=candidate, type="message_recu", title="Un message", link="/mon-espace/", key="of the matrix"
    )
    unconfirmed = EmailAddress.objects.create(user=candidate, email="autre@exemple.example")
    return {
        "notification": told.pk,
        "uid": user_pk_to_url_str(candidate),
        "reset_token": default_token_generator.make_token(candidate),
        "confirmation": EmailConfirmationHMAC(unconfirmed).key,
    }


def _internships(people) -> dict:
    """`internship` waits for pupils; the student applied to `taken`, and `consent` is the secret of that."""
    by = {"recruiter": people["recruiter"], "editor": people["editor"]}
    internship, taken = make_internship(**by), make_internship(**by)
    sent = send_internship(taken, people["student"])
    return {
        "internship": internship.pk,
        "week": numbers(internship)[0],
        "taken": taken.pk,
        "internship_application": sent.pk,
        "consent": next(found[1] for letter in mail.outbox if (found := _CONSENT.search(letter.body))),
    }


def _career(candidate) -> dict:
    resume = cv.main_resume(candidate)
    job = {"position": "Maçonne", "company": "Bâtir"}
    cv.set_photo(candidate, resume, picture())
    resume.refresh_from_db()
    share = cv.share(candidate, resume)
    made = ResumeExport(resume=resume, name="maconne_cv_20261121.pdf", has_watermark=False)
    made.file.save("resume.pdf", pdf("cv.pdf"))
    return {
        "template": resume.template_id,
        "resume": resume.pk,
        "photo_name": photo_name(resume),
        "share": share.pk,
        "share_token": share.token,
        "export_token": made.token,
        "export_name": made.name,
        "experience": cv.add_experience(candidate, resume, job).pk,
        "education": cv.add_education(candidate, resume, {"institution": "Lycée des métiers", "degree": "CAP"}).pk,
        "skill": cv.add_skill(candidate, resume, {"name": "Maçonnerie"}).pk,
        "version": resume.versions.get().revision,
    }


def _payments(candidate) -> dict:
    """The candidate has a subscription with an invoice; `checkout` is still open."""
    bought, _url = checkouts.start(candidate, "monthly")
    local.pay(bought, candidate.email)
    waiting, _url = checkouts.start(AnonymousUser(), "yearly")
    number = Invoice.objects.get(payment__checkout=bought).number
    return {
        "checkout": waiting.token,
        "recovery": recovery.token_of(bought),
        "invoice": number,
        "recovered_invoice": number,
    }


def _discovery(people) -> dict:
    """`alert` is the candidate's; the others are of addresses without an account, by their links."""
    asked, kept = AlertFactory(email="lea@exemple.example", confirmed=False), AlertFactory(email="leo@exemple.example")
    return {
        "alert": AlertFactory(user=people["candidate"]).pk,
        "alert_confirm": links.token(links.CONFIRM, asked.key),
        "alert_stop": links.token(links.STOP, kept.key),
        "alert_manage": links.token(links.MANAGE, kept.subscriber.key),
        "alert_known": kept.pk,
    }


def _talk(people, offer: int) -> dict:
    """`message` is the recruiter's to the candidate, `bulk` to all who applied; the candidate blocked somebody else."""
    recruiter, publication = people["recruiter"], Publication.objects.get(pk=offer)
    message = conversations.messages.send(
        recruiter, people["candidate"], subject="Votre candidature", body="Mardi ?", publication=publication
    )
    bulk = conversations.bulk.queue(recruiter, subject="À tous", body="Merci.", publication=publication)
    block = Block.objects.create(blocker=people["candidate"], blocked=people["prestataire"])
    return {"message": message.pk, "conversation": message.conversation_id, "bulk": bulk.pk, "block": block.pk}


def _feed(recruiter) -> dict:
    """`feed` brought one publication, and `import` says that another one could not be read."""
    data = b"id;title;description\nA1;Soudeuse;Souder.\nA2;;Sans titre.\n"
    feed = feeds.feeds.create(recruiter, name="Notre site", kind="offer", file=SimpleUploadedFile("offres.csv", data))
    feed = feeds.feeds.change(recruiter, feed, mapping=feed.mapping)
    return {"feed": feed.pk, "import": feeds.runs.start(recruiter, feed).pk}


def _session(user) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key
