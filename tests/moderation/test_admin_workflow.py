"""Wagtail's modals and confirmations: stale and second decisions, offline, schedule, lock, compare."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.core.errors import Invalid
from portal.jobs.models import Status

from . import build
from .forms import XHR, edit, latest_title, state, typed, url

pytestmark = pytest.mark.django_db


# --- The modal ------------------------------------------------------------------------------------------------------
def test_the_modal_asks_for_code_and_words(desk):
    publication = build.submitted()
    response = desk.get(url(publication, "workflow_action", "reject", state(publication).pk))
    assert 'name="code"' in response.json()["html"]


@pytest.mark.parametrize("headers", [{}, XHR])
def test_refusing_without_words_in_the_modal_changes_nothing(desk, headers):
    publication = build.submitted()
    address = url(publication, "workflow_action", "reject", state(publication).pk)
    response = desk.post(address, {"code": "other", "comment": ""}, headers=headers)
    assert response.status_code in (200, 302)
    assert build.status_of(publication) == Status.PENDING


def test_refusing_in_the_modal(desk):
    publication = build.submitted()
    address = url(publication, "workflow_action", "reject", state(publication).pk)
    response = desk.post(address, {"code": "illegal", "comment": build.WORDS}, headers=XHR)
    assert response.json()["step"] == "success"
    assert build.again(publication).refusal_code == "illegal"


@pytest.mark.parametrize("headers", [{}, XHR])
def test_a_stale_review_in_the_modal_is_a_message(desk, headers):
    publication = build.submitted()
    address = url(publication, "workflow_action", "approve", state(publication).pk)
    latest = publication.get_latest_revision_as_object()
    latest.save_revision(user=publication.recruiter, clean=False)
    response = desk.post(address, {"comment": ""}, headers=headers)
    assert response.status_code in (200, 302)
    assert build.status_of(publication) == Status.PENDING


def test_a_second_decision_in_the_modal_changes_nothing(desk):
    publication = build.submitted()
    address = url(publication, "workflow_action", "reject", state(publication).pk)
    build.decide(publication, "approve")
    desk.post(address, {"code": "other", "comment": build.WORDS})
    assert build.status_of(publication) == Status.VALIDATED


@pytest.mark.parametrize("name", ["workflow_action", "collect_workflow_action_data"])
def test_the_task_of_another_publication_is_not_found(desk, name):
    publication, other = build.submitted(), build.submitted()
    response = desk.post(url(publication, name, "approve", state(other).pk), {"comment": ""})
    assert response.status_code == 404
    assert build.status_of(other) == Status.PENDING


# --- Offline, schedule, lock ----------------------------------------------------------------------------------------
def test_taking_offline_asks_for_a_reason(desk):
    publication = build.published()
    assert desk.get(url(publication, "unpublish")).status_code == 200
    response = desk.post(url(publication, "unpublish"), {"code": "illegal", "comment": ""})
    assert response.context["form"].errors["comment"]
    assert build.status_of(publication) == Status.VALIDATED


def test_what_is_taken_offline_can_be_corrected_by_its_recruiter(desk):
    publication = build.published()
    desk.post(url(publication, "unpublish"), {"code": "illegal", "comment": build.WORDS})
    publication = build.again(publication)
    assert (publication.live, publication.status, publication.refusal_code) == (False, Status.REFUSED, "illegal")
    build.send(publication)
    assert build.status_of(publication) == Status.PENDING


def test_an_edit_in_review_is_refused_with_what_is_taken_offline(desk):
    publication = build.edited(build.published(), "Nouveau")
    desk.post(url(publication, "unpublish"), {"code": "illegal", "comment": build.WORDS})
    publication = build.again(publication)
    assert (publication.live, publication.status, publication.in_review) == (False, Status.REFUSED, False)


def test_what_is_not_online_is_not_taken_offline(desk):
    publication = build.submitted()
    desk.post(url(publication, "unpublish"), {"code": "illegal", "comment": build.WORDS})
    assert build.status_of(publication) == Status.PENDING


def test_an_approval_for_later_is_unscheduled_with_its_status(desk):
    publication = build.published(go_live_at=timezone.now() + timedelta(days=2))
    assert (publication.live, publication.status) == (False, Status.VALIDATED)
    desk.post(url(publication, "revisions_unschedule", publication.latest_revision_id))
    assert build.status_of(publication) == Status.DRAFT


def test_an_editor_locks_and_unlocks(desk, editor):
    publication = build.submitted()
    desk.post(url(publication, "lock"))
    assert build.again(publication).locked_by == editor
    desk.post(url(publication, "unlock"))
    assert not build.again(publication).locked


def test_comparing_with_the_live_version_opens(desk):
    publication = build.edited(build.published(title="Ancien titre"), "Nouveau titre")
    response = desk.get(url(publication, "revisions_compare", "live", "latest"))
    assert "Nouveau" in response.content.decode()


def test_reverting_to_an_older_text_during_the_review_restarts_it(desk):
    publication = build.submitted(title="Premier")
    first = publication.latest_revision_id
    edit(desk, publication, title="Second")
    before = state(publication)
    values = typed(publication, title="Premier")
    desk.post(url(publication, "revisions_revert", first), values)
    assert state(publication).pk != before.pk
    assert latest_title(publication) == "Premier"


def test_the_task_knows_no_other_decision(editor):
    publication = build.submitted()
    with pytest.raises(Invalid):
        build.decide(publication, "escalate", by=editor)
    assert not publication.recruiter.notifications.exists()


@pytest.mark.parametrize("kind", ["offer", "bourse", "financement", "consultation"])
def test_the_preview_shows_the_submitted_text_as_the_public_would_see_it(desk, kind):
    publication = build.submitted(kind, title="Texte à relire")
    response = desk.get(url(publication, "revisions_view", publication.latest_revision_id))
    assert "Texte à relire" in response.content.decode()
