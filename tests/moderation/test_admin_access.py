"""Who reaches what in the Wagtail admin: every address there is, against a list of what editors may open."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, TaskState

from portal.accounts.models import Role
from portal.jobs.models import KINDS, Publication, Status

from . import build
from .admin_addresses import EDITORS, LEFT_OUT, PUBLIC, addresses
from .conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def every_address():
    samples = {f"wagtailsnippets_jobs_{kind}": str(build.submitted(kind).pk) for kind in KINDS}
    samples[""] = samples["wagtailsnippets_jobs_offer"]  # the desk's own addresses have no namespace
    return [(name, path) for name, path in addresses(samples) if name not in LEFT_OUT]


def opened(client, found) -> set[str]:
    return {name for name, path in found if client.get(path).status_code == 200}


@pytest.mark.slow
def test_editors_open_nothing_but_their_own(desk, every_address):
    strangers = {name for name in opened(desk, every_address) if not EDITORS.fullmatch(name)}
    assert not strangers


def test_editors_open_their_own(desk, every_address):
    mine = {
        "wagtailadmin_home",
        "moderation_queue",
        "moderation_review",
        "verification_list",
        "wagtailadmin_reports:site_history",
        *(f"wagtailsnippets_jobs_{kind}:{page}" for kind in KINDS for page in ("list", "edit", "history", "inspect")),
    }
    assert opened(desk, [(name, path) for name, path in every_address if name in mine]) == mine


@pytest.mark.slow
@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.EDITOR, Role.ADMIN)])
def test_other_roles_open_nothing(every_address, role):
    assert opened(signed_in(build.person(role)), every_address) <= PUBLIC


def test_a_visitor_opens_nothing(every_address):
    assert opened(Client(), every_address) <= PUBLIC


@pytest.mark.parametrize("path", ["/admin/users/", "/admin/groups/", "/admin/sites/", "/admin/collections/"])
def test_settings_of_people_and_sites_are_closed_to_editors(desk, path):
    assert desk.get(path).status_code in (302, 404)


@pytest.mark.parametrize("name", ["workflow", "workflow_tasks"])
def test_the_workflow_reports_open_for_administrators(admin, name):
    assert signed_in(admin).get(reverse(f"wagtailadmin_reports:{name}")).status_code == 200


@pytest.fixture
def with_pages(editor):
    """The editor also edits pages, as `portal.pages` gives it."""
    group, page = editor.groups.get(), Page.objects.get(depth=1)
    for name in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=name)
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


@pytest.mark.parametrize("name", ["workflow", "workflow_tasks", "site_history"])
def test_editors_of_pages_read_the_workflow_reports(desk, with_pages, name):
    publication = build.submitted(title="Dans le rapport")
    page = desk.get(reverse(f"wagtailadmin_reports:{name}"))
    assert page.status_code == 200
    assert publication.title in page.content.decode()


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/moderation/", "/admin/snippets/jobs/offer/", "/admin/verifications/"]
)
def test_editors_of_pages_cost_no_more_than_fifteen_queries(desk, with_pages, django_assert_max_num_queries, path):
    for _number in range(8):
        build.submitted(), build.prestataire()
    desk.get(path)
    with django_assert_max_num_queries(15):
        desk.get(path)


# --- What nobody does -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_deletes_copies_or_creates_a_publication(role, kind):
    publication = build.submitted(kind)
    client = signed_in(build.person(role))
    root = f"/admin/snippets/jobs/{kind}/"
    for path in (f"{root}delete/{publication.pk}/", f"{root}copy/{publication.pk}/", f"{root}add/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"title": "Encore", "description": "x"}).status_code == 404
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
@pytest.mark.parametrize("model", [*KINDS, "publication"])
def test_there_is_no_bulk_delete(role, model):
    publication = build.submitted(model if model in KINDS else "offer")
    client = signed_in(build.person(role))
    assert client.post(f"/admin/bulk/jobs/{model}/delete/?id={publication.pk}&id=all").status_code == 404
    assert Publication.objects.filter(pk=publication.pk).exists()


def test_the_listing_offers_neither_delete_nor_add(admin):
    build.submitted()
    page = signed_in(admin).get("/admin/snippets/jobs/offer/").content.decode()
    assert "/offer/add/" not in page
    assert "/offer/delete/" not in page
    assert "/jobs/offer/delete/" not in page


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.EDITOR, Role.ADMIN)])
def test_wagtails_own_actions_are_closed_to_others(role):
    publication = build.submitted()
    state = publication.current_workflow_task_state
    client = signed_in(build.person(role))
    root = "wagtailsnippets_jobs_offer"
    client.post(reverse(f"{root}:workflow_action", args=[publication.pk, "approve", state.pk]), {"comment": ""})
    client.post(reverse(f"{root}:edit", args=[publication.pk]), {"action-publish": "1", "title": "x"})
    client.post(reverse(f"{root}:lock", args=[publication.pk]))
    client.post(reverse(f"{root}:unpublish", args=[publication.pk]), {"code": "other", "comment": build.WORDS})
    publication = build.again(publication)
    assert (publication.status, publication.locked) == (Status.PENDING, False)
    assert TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_IN_PROGRESS


def test_the_listing_is_searched_and_filtered(desk):
    by = build.recruiter(name="Boulangerie Test")
    wanted = build.submitted(by=by, title="Boulangère à Nantes")
    build.submitted(title="Maçon à Lyon")
    root = "/admin/snippets/jobs/offer/"
    for query in ({"q": "boulang"}, {"company": by.recruiter.company_id}, {"q": "nantes", "status": "pending"}):
        assert [row.pk for row in desk.get(root, query).context["object_list"]] == [wanted.pk]
    assert not desk.get(root, {"status": "draft"}).context["object_list"]
    assert len(desk.get(root, {"waiting": "true"}).context["object_list"]) == 2


def test_the_company_is_chosen_by_name_or_siret(desk):
    company = build.recruiter(name="Les Forges").recruiter.company
    build.recruiter(name="Autre", siret="55208131766522")
    for words in ("forge", "732 829 320 00074"):
        results = desk.get("/admin/company_chooser/results/", {"q": words})
        assert [found.pk for found in results.context["results"]] == [company.pk]


def test_the_listing_says_what_is_scheduled_and_what_is_over(desk):
    scheduled, late = build.published(title="À venir"), build.published(title="Passée")
    type(scheduled).objects.filter(pk=scheduled.pk).update(live=False)
    type(late).objects.filter(pk=late.pk).update(deadline=timezone.now() - timedelta(days=1))
    page = desk.get("/admin/snippets/jobs/offer/").content.decode()
    assert "Programmée" in page
    assert "Date limite passée" in page
    assert "w-status--primary" not in page
