"""Publications made through the services, as a recruiter and an editor would: Wagtail's rows are real.

`make_publication(pending=True)`, `make_publication("bourse", validated=True)`; traits: pending, validated, refused,
closed, withdrawn, expired. Applications: `make_application(publication=…)`.
"""

from datetime import timedelta

from django.utils import timezone

from portal.jobs import services
from portal.jobs.models import Publication
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
