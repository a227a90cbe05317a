"""Wagtail's own edit view: every way there obeys the rules of the desk."""

import json

import pytest
from wagtail.models import TaskState

from portal.jobs.models import Publication, Status

from . import build
from .forms import DRAFTAIL, action, edit, latest_title, state, typed, url

pytestmark = pytest.mark.django_db


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
