"""Publications made through the services, as a recruiter and an editor would: Wagtail's rows are real.

`make_publication(pending=True)`, `make_publication("bourse", validated=True)`; traits: pending, validated, refused,
closed, withdrawn, expired. Applications: `make_application(publication=…)`, and `make_interview(application=…)`.
Student internships: `make_internship()`, `make_student()`, `send_internship(internship, student)`.
"""

from datetime import timedelta

from django.utils import timezone

from portal.accounts.services import update_profile
from portal.jobs import services
from portal.jobs.internships import weeks_of
from portal.jobs.models import Publication
from portal.jobs.weeks import coming
from portal.moderation import services as moderation
from tests.factories.accounts import UserFactory

TEXT = "<p>Au sein d'une équipe de quatre personnes, vous assurez la continuité des soins.</p>"


def verified_recruiter(**fields):
    return UserFactory(recruiter=True, verified=True, **fields)


def make_publication(kind: str = "offer", *, recruiter=None, editor=None, **values):
    traits = {
        name: values.pop(name, False) for name in ("pending", "validated", "refused", "closed", "withdrawn", "expired")
    }
    recruiter = recruiter or verified_recruiter()
    values = {"title": "Infirmière ou infirmier de nuit", "description": TEXT, **values}
    publication = services.publications.create(recruiter, kind, values)
    if any(traits.values()):
        publication = services.publications.submit(recruiter, publication)
    if traits["refused"]:
        editor = editor or UserFactory(editor=True)
        return moderation.refuse(editor, publication, "incomplete", "Il manque le salaire et le lieu.")
    if traits["validated"] or traits["closed"] or traits["expired"]:
        publication = moderation.approve(editor or UserFactory(editor=True), publication)
    if traits["closed"]:
        publication = services.publications.close(recruiter, publication)
    if traits["expired"]:
        past = timezone.now() - timedelta(days=1)
        Publication.objects.filter(pk=publication.pk).update(expire_at=past)
        revision = publication.latest_revision
        revision.content["expire_at"] = past.isoformat()
        revision.save(update_fields=["content"])
        publication.refresh_from_db()
        publication.unpublish(set_expired=True)
    if traits["withdrawn"]:
        services.publications.withdraw(recruiter, publication)
    return Publication.objects.get(pk=publication.pk).specific


def make_application(*, publication=None, applicant=None, letter: str = "Je suis disponible dès lundi.", **kwargs):
    publication = publication or make_publication(validated=True)
    applicant = applicant or UserFactory()
    return services.applications.apply(applicant, publication, letter=letter, **kwargs)


def make_interview(*, application=None, days: float = 3, **values):
    """An interview planned by the recruiter, in so many days from now."""
    application = application or make_application()
    values = {"starts_at": timezone.now() + timedelta(days=days), "place": "12 rue des Lilas, Lyon", **values}
    return services.interviews.schedule(application.publication.recruiter, application, **values)


def make_internship(*, seats=(2, 2), **values):
    """A validated student internship whose next weeks have these seats; traits as of `make_publication`."""
    proposed = [{"monday": monday, "seats": number} for monday, number in zip(coming(), seats, strict=False)]
    state = {"validated": True} if "validated" not in values else {}
    values = {"title": "Une semaine à la menuiserie", "contract": "stage_eleve", "weeks": proposed, **state, **values}
    return make_publication(**values)


def make_student(**profile):
    """A pupil of fourteen who has told everything an application asks for."""
    user = UserFactory(student=True, phone="+33611223344")
    known = {
        "school": "Collège Jean-Macé, Villeurbanne",
        "class_name": "3e B",
        "birth_date": timezone.localdate() - timedelta(days=14 * 366),
        "address": "10 rue de Paris, 91000 Évry",
        "representative_name": "Jean Dupont",
        "representative_email": "parent@exemple.example",
        "representative_phone": "06 12 34 56 78",
    }
    return update_profile(user, {**known, **profile})


def numbers(internship) -> list[int]:
    """The numbers of its weeks, as contracts name them."""
    return [week.number for week in weeks_of(internship)]


def send_internship(internship, student=None, *, weeks=None, **given):
    """A pupil applies, for every week unless told otherwise."""
    given["weeks"] = numbers(internship) if weeks is None else weeks
    letter = given.pop("letter", "Je voudrais voir un atelier de près.")
    return services.applications.apply(student or make_student(), internship, letter=letter, student=given)
