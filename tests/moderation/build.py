"""People and publications as the editors' desk meets them, made without the recruiters' forms."""

from datetime import timedelta
from itertools import count

from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from portal.accounts.models import Company, PrestataireProfile, RecruiterProfile, Role, User, Verification
from portal.jobs import projection
from portal.jobs.models import KINDS, Publication, Status

_numbers = count(1)
WORDS = "Le salaire n'est pas indiqué."


def person(role=Role.CANDIDATE, **fields) -> User:
    number = next(_numbers)
    if role == Role.ADMIN:
        fields = {"is_staff": True, "is_superuser": True, **fields}
    return User.objects.create(email=f"p{number}@demo.example", username=f"p{number}", role=role, **fields)


def recruiter(verification=Verification.VERIFIED, **company) -> User:
    user = person(Role.RECRUITER)
    company = Company.objects.create(**{"name": f"Société {user.pk}", "siret": "73282932000074", **company})
    RecruiterProfile.objects.create(user=user, company=company, verification=verification)
    return user


def prestataire(verification=Verification.PENDING, **fields) -> User:
    user = person(Role.PRESTATAIRE)
    PrestataireProfile.objects.create(user=user, verification=verification, **fields)
    return user


def draft(kind="offer", by=None, **fields) -> Publication:
    by = by or recruiter()
    values = {"title": f"Maçon {next(_numbers)}", "description": "<p>Bâtir des murs.</p>", **fields}
    publication = KINDS[kind](
        company=by.recruiter.company, recruiter=by, live=False, has_unpublished_changes=True, **values
    )
    publication.save()
    publication.save_revision(user=by, clean=False)
    return again(publication)


def submitted(kind="offer", by=None, days=0, **fields) -> Publication:
    publication = draft(kind, by, **fields)
    send(publication)
    if days:
        TaskState.objects.filter(workflow_state__object_id=str(publication.pk)).update(
            started_at=timezone.now() - timedelta(days=days)
        )
        projection.refresh(publication)
    return again(publication)


def published(kind="offer", by=None, **fields) -> Publication:
    publication = submitted(kind, by, **fields)
    decide(publication, "approve")
    return again(publication)


def edited(publication: Publication, title: str) -> Publication:
    """The recruiter changes a published text: the edit waits, the public keeps the other."""
    latest = publication.get_latest_revision_as_object()
    latest.title = title
    latest.save_revision(user=publication.recruiter, clean=False)
    send(again(publication))
    return again(publication)


def send(publication: Publication) -> None:
    state = publication.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=publication.recruiter)
    else:
        publication.get_workflow().start(publication, publication.recruiter)
    projection.refresh(publication)


def decide(publication: Publication, action: str, by=None, **words) -> None:
    state = again(publication).current_workflow_task_state
    state.task.specific.on_action(state, by or person(Role.EDITOR), action, **words)


def refused(kind="offer", by=None, **fields) -> Publication:
    publication = submitted(kind, by, **fields)
    decide(publication, "reject", code="incomplete", comment=WORDS)
    return again(publication)


def again(publication: Publication) -> Publication:
    """As it is in the database now, with nothing remembered."""
    return Publication.objects.get(pk=publication.pk).specific


def status_of(publication: Publication) -> Status:
    return Publication.objects.get(pk=publication.pk).status
