"""Wagtail's own edit view, modals and confirmations: every way there obeys the rules of the desk."""

import json

import pytest
from django.urls import reverse
from wagtail.models import TaskState

from portal.jobs.models import Publication, Status

from . import build

pytestmark = pytest.mark.django_db
XHR = {"x-requested-with": "XMLHttpRequest"}


def url(publication, name, *args):
    return reverse(f"wagtailsnippets_jobs_{publication.kind}:{name}", args=[publication.pk, *args])


def state(publication):
    return build.again(publication).current_workflow_task_state


def typed(publication, **changes):
    """What a browser sends from the edit form of an offer."""
    latest = build.again(publication).get_latest_revision_as_object()
    values = {
        "title": latest.title,
        "company_name": latest.company_name,
        "description": json.dumps(DRAFTAIL | {"blocks": [{**DRAFTAIL["blocks"][0], "text": "Bâtir des murs."}]}),
        "skills": "",
        "currency": "EUR",
        "remote": "none",
        "apply_by": "here",
        "openings": "1",
        "loaded_revision_id": latest.latest_revision_id,
    }
    for prefix in ("places", "questions"):
        values |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0, f"{prefix}-MAX_NUM_FORMS": 1000}
    return {**values, **changes}


DRAFTAIL = {
    "entityMap": {},
    "blocks": [{"key": "a", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}],
}


def edit(client, publication, **changes):
    return client.post(url(publication, "edit"), typed(publication, **changes))


def action(name, **data):
    return {
        "action-workflow-action": "1",
        "workflow-action-name": name,
        "workflow-action-extra-data": json.dumps(data),
    }


def messages_of(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def latest_title(publication) -> str:
    return build.again(publication).get_latest_revision_as_object().title


# --- Editing --------------------------------------------------------------------------------------------------------
def test_the_edit_page_opens(desk):
    assert desk.get(url(build.submitted(), "edit")).status_code == 200


@pytest.mark.parametrize("kind", ["offer", "bourse", "financement", "consultation"])
@pytest.mark.parametrize("name", ["edit", "inspect", "history", "usage", "workflow_history"])
def test_every_page_of_every_kind_opens(desk, kind, name):
    publication = build.submitted(kind)
    assert desk.get(url(publication, name)).status_code == 200


def test_a_save_during_the_review_restarts_it_with_the_new_text(desk):
    publication = build.submitted(days=3)
    before, waiting = state(publication), publication.review_since
    edit(desk, publication, title="Corrigé")
    after = state(publication)
    publication = build.again(publication)
    assert after.pk != before.pk
    assert after.revision_id == publication.latest_revision_id
    assert (publication.status, publication.review_since) == (Status.PENDING, waiting)


def test_who_read_the_text_before_the_save_cannot_decide_on_it(desk):
    publication = build.submitted()
    old = state(publication)
    edit(desk, publication, title="Corrigé")
    desk.post(url(publication, "workflow_action", "approve", old.pk), {"comment": ""})
    assert build.status_of(publication) == Status.PENDING


def test_what_an_editor_types_is_cleaned(desk):
    publication = build.submitted()
    text = {**DRAFTAIL, "blocks": [{**DRAFTAIL["blocks"][0], "text": "Bonjour"}]}
    edit(desk, publication, title="<script>x</script>Maçon", description=json.dumps(text))
    latest = build.again(publication).get_latest_revision_as_object()
    assert latest.description == "<p>Bonjour</p>"


def test_a_save_of_a_published_text_does_not_change_what_the_public_sees(desk):
    publication = build.published(title="En ligne")
    edit(desk, publication, title="Brouillon d'éditeur")
    assert Publication.objects.get(pk=publication.pk).title == "En ligne"


def test_a_text_changed_since_the_form_was_opened_is_not_overwritten(desk):
    publication = build.submitted()
    values = typed(publication, title="Trop tard")
    latest = publication.get_latest_revision_as_object()
    latest.title = "Plus récent"
    latest.save_revision(user=publication.recruiter, clean=False)
    response = desk.post(url(publication, "edit"), values)
    assert response.status_code == 200
    assert "Trop tard" in response.content.decode()
    assert latest_title(publication) == "Plus récent"


def test_a_revision_is_never_rewritten_in_place(desk, editor):
    publication = build.submitted()
    edit(desk, publication, title="Une fois")
    first = build.again(publication).latest_revision_id
    edit(desk, publication, title="Deux fois", overwrite_revision_id=first)
    assert build.again(publication).latest_revision_id != first


def test_an_incomplete_form_is_shown_again(desk):
    publication = build.submitted(title="Complète")
    response = edit(desk, publication, title="")
    assert response.status_code == 200
    assert latest_title(publication) == "Complète"


def test_a_withdrawn_publication_is_not_edited(desk):
    publication = build.published()
    Publication.objects.filter(pk=publication.pk).update(withdrawn_at=publication.created_at)
    edit(desk, publication, title="Revenue")
    assert latest_title(publication) != "Revenue"


# --- Deciding from the edit form ------------------------------------------------------------------------------------
def test_approving_from_the_form_publishes_what_was_typed(desk):
    publication = build.submitted()
    edit(desk, publication, title="Relu et corrigé", **action("approve"))
    publication = build.again(publication)
    assert (publication.status, publication.title) == (Status.VALIDATED, "Relu et corrigé")


def test_refusing_from_the_form_with_a_reason(desk):
    publication = build.submitted()
    edit(desk, publication, **action("reject", code="unclear", comment=build.WORDS))
    publication = build.again(publication)
    assert (publication.status, publication.refusal_reason) == (Status.REFUSED, build.WORDS)


@pytest.mark.parametrize("data", ["{}", "", "nonsense", "[]", '{"code": "other", "comment": "  "}', '{"comment": 3}'])
def test_refusing_from_the_form_without_words_keeps_nothing(desk, data):
    publication = build.submitted(title="Avant")
    values = {**action("reject"), "workflow-action-extra-data": data}
    response = edit(desk, publication, title="Typé par l'éditeur", **values)
    assert response.status_code == 200
    assert "Typé par l&#x27;éditeur" in response.content.decode()
    assert latest_title(publication) == "Avant"
    assert build.status_of(publication) == Status.PENDING


def test_an_unknown_action_of_the_task_changes_nothing(desk):
    publication = build.submitted(title="Avant")
    edit(desk, publication, title="Après", **action("publish"))
    assert (build.status_of(publication), latest_title(publication)) == (Status.PENDING, "Avant")


def test_approving_what_was_decided_meanwhile_saves_nothing(desk):
    publication = build.submitted(title="Avant")
    values = typed(publication, title="Après", **action("approve"))
    build.decide(publication, "reject", comment=build.WORDS)
    response = desk.post(url(publication, "edit"), values)
    assert response.status_code == 200
    assert (build.status_of(publication), latest_title(publication)) == (Status.REFUSED, "Avant")


# --- Publish, submit, cancel ----------------------------------------------------------------------------------------
def test_an_editor_publishes_a_correction_of_what_is_online(desk):
    publication = build.published(title="Avec une faute")
    edit(desk, publication, title="Sans faute", **{"action-publish": "1"})
    publication = build.again(publication)
    assert (publication.title, publication.status) == ("Sans faute", Status.VALIDATED)


@pytest.mark.parametrize("make", [build.draft, build.refused])
def test_what_was_never_approved_is_not_published_around_the_review(desk, make):
    publication = make()
    before = build.status_of(publication)
    response = edit(desk, publication, **{"action-publish": "1"})
    assert response.status_code == 200
    assert build.status_of(publication) == before


def test_publishing_during_the_review_is_approving(desk):
    publication = build.submitted()
    edit(desk, publication, **{"action-publish": "1"})
    assert build.status_of(publication) == Status.VALIDATED
    approved = TaskState.objects.for_instance(publication).filter(status=TaskState.STATUS_APPROVED)
    assert approved.count() == 1


@pytest.mark.parametrize("name", ["submit", "cancel-workflow", "restart-workflow"])
@pytest.mark.parametrize("make", [build.draft, build.submitted, build.refused])
def test_an_editor_does_not_submit_nor_cancel_for_the_recruiter(desk, make, name):
    publication = make(title="Avant")
    before = build.status_of(publication)
    edit(desk, publication, title="Après", **{f"action-{name}": "1"})
    assert (build.status_of(publication), latest_title(publication)) == (before, "Avant")


def test_the_menu_of_the_form_holds_only_what_an_editor_does(desk):
    page = desk.get(url(build.submitted(), "edit")).content.decode()
    for name in ("action-submit", "action-cancel-workflow", "action-restart-workflow", "action-publish"):
        assert f'name="{name}"' not in page


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
    from datetime import timedelta

    from django.utils import timezone

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
