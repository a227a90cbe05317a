"""What runs without anybody: Wagtail's mails stay silent, old revisions go."""

from datetime import timedelta
from weakref import ReferenceType

import pytest
from django.utils import timezone
from wagtail.admin import signal_handlers
from wagtail.models import Revision

from portal.moderation import mail
from portal.moderation.tasks import purge_revisions

from . import build

pytestmark = pytest.mark.django_db
OLD = timezone.now() - timedelta(days=400)


def receivers_of_wagtail():
    names = {type(getattr(signal_handlers, name)) for name in dir(signal_handlers) if name.endswith("_notifier")}
    for signal, _sender, _uid in mail._RECEIVERS:
        for _key, receiver, *_rest in signal.receivers:
            found = receiver() if isinstance(receiver, ReferenceType) else receiver
            if type(found) in names:
                yield found


def test_wagtails_receivers_of_the_workflow_are_disconnected():
    assert not list(receivers_of_wagtail())


def test_they_stay_out_when_wagtail_connects_again():
    signal_handlers.register_signal_handlers()
    assert not list(receivers_of_wagtail())


def test_no_mail_of_wagtail_leaves_with_a_submission_and_a_decision(mailoutbox, editor):
    publication = build.submitted()
    build.decide(publication, "approve")
    assert not [sent for sent in mailoutbox if "/admin/" in sent.body and sent.to == [publication.recruiter.email]]


def older(publication):
    Revision.objects.for_instance(publication).update(created_at=OLD)


def test_old_revisions_go_and_the_live_and_latest_stay():
    publication = build.published(title="En ligne")
    build.edited(publication, "Deuxième")
    build.decide(publication, "approve")
    publication = build.edited(build.again(publication), "En relecture")
    older(publication)
    assert purge_revisions() == 1
    publication = build.again(publication)
    kept = set(Revision.objects.for_instance(publication).values_list("pk", flat=True))
    assert kept == {publication.live_revision_id, publication.latest_revision_id}


def test_what_is_in_moderation_stays():
    publication = build.submitted()
    latest = publication.get_latest_revision_as_object()
    latest.save_revision(user=publication.recruiter, clean=False)
    older(publication)
    assert purge_revisions() == 0


def test_young_revisions_stay():
    publication = build.draft()
    publication.get_latest_revision_as_object().save_revision(clean=False)
    assert purge_revisions() == 0
