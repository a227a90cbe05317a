"""The editors' desk: the queue, the page of one publication, decisions on several."""

import pytest
from django.urls import reverse

from portal.accounts.models import Role
from portal.jobs.models import Status

from . import build
from .conftest import signed_in

pytestmark = pytest.mark.django_db
QUEUE = "/admin/moderation/"


def review(publication):
    return reverse("moderation_review", args=[publication.pk])


def messages_of(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def decision(publication, action, **values):
    return {"action": action, "revision": publication.latest_revision_id, **values}


# --- The queue ------------------------------------------------------------------------------------------------------
def test_the_queue_shows_the_oldest_first_over_the_four_kinds(desk):
    made = [build.submitted(kind, days=days) for days, kind in ((1, "offer"), (4, "bourse"), (2, "consultation"))]
    lines = desk.get(QUEUE).context["table"].data
    assert [line.pk for line in lines] == [made[1].pk, made[2].pk, made[0].pk]


def test_the_queue_leaves_out_what_does_not_wait(desk):
    build.draft(), build.published(), build.refused()
    assert not desk.get(QUEUE).context["object_list"]


def test_an_edit_of_a_published_one_shows_its_new_title_and_a_link_to_compare(desk):
    publication = build.edited(build.published(title="Ancien titre"), "Nouveau titre")
    page = desk.get(QUEUE).content.decode()
    assert "Nouveau titre" in page
    assert f"/history/{publication.pk}/revisions/compare/live...latest/" in page


def test_the_queue_counts_earlier_refusals(desk):
    publication = build.refused()
    build.send(publication)
    (line,) = desk.get(QUEUE).context["table"].data
    assert line.refusals == 1


def test_the_queue_is_filtered_by_kind(desk):
    build.submitted("offer")
    bourse = build.submitted("bourse")
    lines = desk.get(QUEUE, {"kind": "bourse"}).context["table"].data
    assert [line.pk for line in lines] == [bourse.pk]


def test_the_queue_is_cut_into_pages(desk):
    for _number in range(21):
        build.submitted()
    response = desk.get(QUEUE, {"p": 2})
    assert len(response.context["object_list"]) == 1


@pytest.mark.parametrize(("path", "most"), [(QUEUE, 15), ("/admin/", 16), ("/admin/snippets/jobs/offer/", 15)])
def test_the_number_of_queries_does_not_grow_with_what_waits(desk, django_assert_max_num_queries, path, most):
    by = build.recruiter()
    build.submitted(by=by), build.edited(build.published(by=by), "Autre")
    desk.get(path)
    with django_assert_max_num_queries(most):
        desk.get(path)
    for _number in range(12):
        build.submitted()
    with django_assert_max_num_queries(most):
        desk.get(path)


# --- One publication ------------------------------------------------------------------------------------------------
def test_the_review_page_shows_the_submitted_text(desk):
    publication = build.edited(build.published(), "Titre relu")
    assert "Titre relu" in desk.get(review(publication)).content.decode()


def test_approving_publishes(desk):
    publication = build.submitted()
    response = desk.post(review(publication), decision(publication, "approve"))
    assert response.status_code == 302
    assert build.status_of(publication) == Status.VALIDATED


def test_refusing_keeps_the_code_and_the_words(desk):
    publication = build.submitted()
    desk.post(review(publication), decision(publication, "reject", code="unclear", comment=build.WORDS))
    publication = build.again(publication)
    assert (publication.status, publication.refusal_code) == (Status.REFUSED, "unclear")
    assert publication.refusal_reason == build.WORDS


@pytest.mark.parametrize("words", ["", "   ", "non"])
def test_refusing_without_words_changes_nothing_and_says_so(desk, words):
    publication = build.submitted()
    response = desk.post(review(publication), decision(publication, "reject", code="other", comment=words))
    assert response.status_code == 200
    assert response.context["refusal"].errors["comment"]
    assert build.status_of(publication) == Status.PENDING


def test_a_text_changed_since_it_was_read_is_not_decided(desk):
    publication = build.submitted()
    read = publication.latest_revision_id
    latest = publication.get_latest_revision_as_object()
    latest.title = "Changé entre-temps"
    latest.save_revision(user=publication.recruiter, clean=False)
    response = desk.post(review(publication), {"action": "approve", "revision": read})
    assert response.status_code == 409
    assert build.status_of(publication) == Status.PENDING


def test_a_second_decision_is_a_conflict(desk):
    publication = build.submitted()
    desk.post(review(publication), decision(publication, "approve"))
    response = desk.post(
        review(publication), decision(publication, "reject", code="other", comment="Finalement non, merci.")
    )
    assert response.status_code == 409
    assert build.status_of(publication) == Status.VALIDATED


@pytest.mark.parametrize("revision", ["", "abc", "99999999999999999999999"])
def test_a_decision_that_names_no_revision_is_a_conflict(desk, revision):
    publication = build.submitted()
    response = desk.post(review(publication), {"action": "approve", "revision": revision})
    assert response.status_code == 409
    assert build.status_of(publication) == Status.PENDING


def test_an_unknown_publication_is_not_found(desk):
    assert desk.get("/admin/moderation/999999/").status_code == 404


# --- Several at once ------------------------------------------------------------------------------------------------
def bulk(action, publications, model="publication"):
    ids = "&".join(f"id={publication.pk}" for publication in publications)
    return f"/admin/bulk/jobs/{model}/{action}/?{ids}&next={QUEUE}"


def readings(publications):
    return [f"{publication.pk}:{publication.latest_revision_id}" for publication in publications]


def test_several_are_approved_at_once(desk):
    made = [build.submitted("offer"), build.submitted("bourse")]
    response = desk.post(bulk("approve", made), {"reading": readings(made)}, follow=True)
    assert "2 " in messages_of(response)
    assert {build.status_of(publication) for publication in made} == {Status.VALIDATED}


def test_one_that_somebody_else_decided_stops_nothing_else_and_is_named(desk):
    made = [build.submitted(title="Décidée ailleurs"), build.submitted()]
    page = desk.get(bulk("approve", made))
    assert page.content.decode().count('name="reading"') == 2
    build.decide(made[0], "reject", comment=build.WORDS)
    response = desk.post(bulk("approve", made), {"reading": readings(made)}, follow=True)
    assert "Décidée ailleurs" in messages_of(response)
    assert [build.status_of(publication) for publication in made] == [Status.REFUSED, Status.VALIDATED]


def test_several_are_refused_with_one_reason(desk):
    made = [build.submitted(), build.submitted("consultation")]
    values = {"reading": readings(made), "code": "duplicate", "comment": build.WORDS}
    desk.post(bulk("reject", made), values)
    assert {build.status_of(publication) for publication in made} == {Status.REFUSED}


def test_refusing_several_without_words_changes_nothing(desk):
    made = [build.submitted(), build.submitted()]
    response = desk.post(bulk("reject", made), {"reading": readings(made), "code": "other", "comment": ""})
    assert response.context["form"].errors["comment"]
    assert {build.status_of(publication) for publication in made} == {Status.PENDING}


def test_the_listing_of_a_kind_has_the_same_bulk_actions(desk):
    made = [build.submitted()]
    desk.post(bulk("approve", made, "offer"), {"reading": readings(made)})
    assert build.status_of(made[0]) == Status.VALIDATED


def test_selecting_everything_takes_what_waits(desk):
    build.published()
    waiting = build.submitted("bourse")
    response = desk.get(f"/admin/bulk/jobs/publication/approve/?id=all&next={QUEUE}")
    assert [entry["item"].pk for entry in response.context["items"]] == [waiting.pk]


def test_what_does_not_wait_is_listed_apart(desk):
    made = [build.published()]
    response = desk.get(bulk("approve", made))
    assert not response.context["items"]
    assert [found.pk for found in response.context["items_with_no_access"]] == [made[0].pk]


# --- Who ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.EDITOR, Role.ADMIN)])
def test_nobody_else_decides(db, role):
    publication = build.submitted()
    client = signed_in(build.person(role))
    client.post(review(publication), decision(publication, "approve"))
    client.post(bulk("approve", [publication]), {"reading": readings([publication])})
    assert build.status_of(publication) == Status.PENDING


def test_the_menu_counts_what_waits(desk):
    build.submitted(), build.submitted()
    page = desk.get("/admin/").content.decode()
    assert "(2)" in page


def test_the_dashboard_shows_the_oldest_and_not_wagtails_panels(desk):
    publication = build.submitted(title="La plus ancienne", days=9)
    for _number in range(6):
        build.submitted()
    response = desk.get("/admin/")
    names = [type(panel).__name__ for panel in response.context["panels"]]
    assert names[:2] == ["ToReviewPanel", "ToVerifyPanel"]
    assert "WorkflowObjectsToModeratePanel" not in names
    page = response.content.decode()
    assert publication.title in page
    assert page.count("/admin/moderation/") >= 6
