"""`visible()` and `is_visible`, `project` and `status`: two ways of saying one thing give one answer."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from portal.jobs import projection, services
from portal.jobs.models import Publication, Status
from portal.jobs.tasks import publish_scheduled
from portal.moderation import services as moderation
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_publication

pytestmark = pytest.mark.django_db
TRAITS = ("draft", "pending", "validated", "refused", "closed", "withdrawn", "expired")


def in_every_state():
    return {trait: make_publication(**({trait: True} if trait != "draft" else {})) for trait in TRAITS}


def test_only_the_validated_is_visible():
    found = in_every_state()
    assert [row.pk for row in Publication.objects.visible()] == [found["validated"].pk]


def test_readable_adds_the_expired_and_the_closed():
    found = in_every_state()
    readable = set(Publication.objects.readable().values_list("pk", flat=True))
    assert readable == {found[name].pk for name in ("validated", "expired", "closed")}


@pytest.mark.parametrize("field", ["deadline", "expire_at"])
@pytest.mark.parametrize("minutes", [-1, 0, 1, None])
def test_queryset_and_instance_agree_about_dates(field, minutes):
    publication, now = make_publication(validated=True), timezone.now()
    value = None if minutes is None else now + timedelta(minutes=minutes)
    Publication.objects.filter(pk=publication.pk).update(**{field: value})
    row = Publication.objects.get(pk=publication.pk)
    assert row.is_visible(now) == Publication.objects.visible(now).filter(pk=row.pk).exists()
    assert row.is_visible(now) == (minutes is None or minutes > 0)


def test_queryset_and_instance_agree_in_every_state():
    visible = set(Publication.objects.visible().values_list("pk", flat=True))
    for trait, publication in in_every_state().items():
        visible = set(Publication.objects.visible().values_list("pk", flat=True))
        assert publication.is_visible() == (publication.pk in visible), trait


def test_the_projection_is_what_wagtails_rows_say():
    found = in_every_state()
    published = make_publication(validated=True)
    found["edited"] = services.publications.edit(published.recruiter, published, {"title": "Après"})
    refused = make_publication(refused=True)
    found["resubmitted"] = services.publications.submit(refused.recruiter, refused)
    for trait, publication in found.items():
        row = Publication.objects.get(pk=publication.pk)
        assert projection.project(row) == {"status": row.status, "review_since": row.review_since}, trait


def test_a_resumed_review_waits_from_its_resumption():
    refused = make_publication(refused=True)
    before = timezone.now()
    assert services.publications.submit(refused.recruiter, refused).review_since >= before


def test_a_scheduled_publication_is_validated_and_not_visible_until_its_time():
    pending = make_publication(pending=True)
    pending.go_live_at = timezone.now() + timedelta(days=1)
    Publication.objects.filter(pk=pending.pk).update(go_live_at=pending.go_live_at)
    revision = pending.latest_revision
    revision.content["go_live_at"] = pending.go_live_at.isoformat()
    revision.save()
    scheduled = moderation.approve(UserFactory(editor=True), pending)
    assert (scheduled.status, scheduled.is_visible()) == (Status.VALIDATED, False)

    past = timezone.now() - timedelta(minutes=1)
    revision = Revision.objects.get(pk=revision.pk)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    publish_scheduled()
    assert Publication.objects.visible().filter(pk=pending.pk).exists()


def test_the_periodic_job_takes_the_expired_offline_as_their_kind():
    publication = make_publication(validated=True)
    Publication.objects.filter(pk=publication.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    publish_scheduled()
    publication.refresh_from_db()
    assert (publication.live, publication.status) == (False, Status.EXPIRED)
