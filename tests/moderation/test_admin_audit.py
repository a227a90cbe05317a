"""What staff does in the Wagtail admin joins the audit log, once."""

import pytest
from wagtail.models import Page

from portal.core.models import AuditLog
from portal.moderation import offline

from . import build

pytestmark = pytest.mark.django_db


def rows() -> list[tuple]:
    return list(AuditLog.objects.order_by("pk").values_list("action", "actor_id", "target_type", "target_id"))


def test_a_page_that_is_published_and_taken_away(admin):
    page = Page.objects.filter(depth__gt=2).first().specific
    page.save_revision(user=admin, log_action=True).publish(user=admin)
    assert ("admin.publish", admin.pk, page._meta.label_lower, str(page.pk)) in rows()


def test_what_the_portal_does_by_itself_is_no_act_of_anybody():
    page = Page.objects.filter(depth__gt=2).first().specific
    page.save_revision(log_action=True).publish()
    assert rows() == []


def test_a_decision_is_written_once(editor):
    publication = build.decide(build.submitted(), "approve", by=editor)
    label = ("publication.approve", editor.pk)
    assert [row[:2] for row in rows()] == [label], publication


def test_taking_offline_is_written(editor):
    publication = build.published()
    offline.take_offline(publication, editor, "illegal", "Le texte est discriminant.")
    assert "publication.taken_offline" in [row[0] for row in rows()]


def test_a_correction_is_written(desk, editor):
    publication = build.published()
    latest = publication.get_latest_revision_as_object()
    latest.title = "Titre corrigé"
    offline.publish_edit(publication, latest.save_revision(user=editor, clean=False), editor)
    assert [row[:2] for row in rows()][-1] == ("publication.corrected", editor.pk)
