"""The recruiter's publications: the list, one of them, submit, withdraw, close."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.jobs import services
from portal.jobs.models import Offer, Publication
from portal.moderation import services as moderation
from tests.factories.accounts import UserFactory
from tests.factories.jobs import TEXT, make_application, make_publication, verified_recruiter

pytestmark = pytest.mark.django_db

LIST = "/mon-espace/publications/"


@pytest.fixture
def recruiter(client):
    user = verified_recruiter()
    client.force_login(user)
    return user


def page(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def one(publication) -> str:
    return reverse("publication_mine", args=[publication.pk])


def plain_rows(recruiter, count: int, **values):
    """Publications without their workflow, to fill a list."""
    for number in range(count):
        row = Offer(
            title=f"Poste {number}",
            description=TEXT,
            company=recruiter.recruiter.company,
            recruiter=recruiter,
            **values,
        )
        row.save()


# --- The list -------------------------------------------------------------------------------------------------------
def test_a_new_recruiter_is_shown_where_to_begin(client, recruiter):
    text = page(client, LIST)
    assert "Vous n’avez encore rien écrit" in text
    assert reverse("publication_choose") in text


def test_the_list_holds_the_publications_of_the_whole_company_and_of_no_other(client, recruiter):
    colleague = UserFactory(recruiter=True, verified=True, company=recruiter.recruiter.company)
    make_publication(title="De ma collègue", recruiter=colleague)
    make_publication(title="D'une autre entreprise")
    text = page(client, LIST)
    assert "De ma collègue" in text
    assert "autre entreprise" not in text


@pytest.mark.parametrize(
    ("trait", "tab", "label"),
    [
        ("draft", "brouillons", "Brouillon"),
        ("pending", "attente", "En attente de validation"),
        ("refused", "refusees", "Refusée"),
        ("validated", "publiees", "Publiée"),
        ("expired", "terminees", "Expirée"),
        ("closed", "terminees", "Clôturée"),
    ],
)
def test_every_state_has_its_words_and_its_tab(client, recruiter, trait, tab, label):
    publication = make_publication(recruiter=recruiter, **({} if trait == "draft" else {trait: True}))
    rows = client.get(LIST, {"onglet": tab}).context["page_obj"].object_list
    assert [row.pk for row in rows] == [publication.pk]
    assert label in page(client, LIST)
    assert label in page(client, one(publication))
    others = {"brouillons", "attente", "refusees", "publiees", "terminees"} - {tab}
    assert not any(client.get(LIST, {"onglet": other}).context["page_obj"].object_list for other in others)


def test_a_withdrawn_publication_is_gone(client, recruiter):
    publication = make_publication(recruiter=recruiter, withdrawn=True)
    assert client.get(one(publication)).status_code == 404
    assert not client.get(LIST).context["page_obj"].object_list


def test_a_past_deadline_counts_as_ended(client, recruiter):
    plain_rows(recruiter, 1, status="validated", live=True, deadline=timezone.now() - timedelta(hours=1))
    assert len(client.get(LIST, {"onglet": "terminees"}).context["page_obj"]) == 1
    assert len(client.get(LIST, {"onglet": "publiees"}).context["page_obj"]) == 0
    assert "Date limite passée" in page(client, LIST)


def test_tabs_count_what_they_hold_under_the_filters(client, recruiter):
    plain_rows(recruiter, 3)
    plain_rows(recruiter, 2, status="validated", live=True)
    tabs = {tab["label"]: tab["count"] for tab in client.get(LIST, {"q": "Poste 1"}).context["tabs"]}
    assert tabs == {"Toutes": 2, "Brouillons": 1, "En attente": 0, "À corriger": 0, "En ligne": 1, "Terminées": 0}


def test_the_list_is_searched_by_title_and_kind(client, recruiter):
    make_publication("bourse", title="Bourse d'été", recruiter=recruiter)
    make_publication(title="Sage-femme", recruiter=recruiter)
    assert [row.title for row in client.get(LIST, {"q": "sage"}).context["page_obj"]] == ["Sage-femme"]
    assert [row.title for row in client.get(LIST, {"type": "bourse"}).context["page_obj"]] == ["Bourse d'été"]
    assert "Aucune publication ne correspond" in page(client, LIST + "?q=introuvable")


@pytest.mark.parametrize(
    "query", ["type=zzz", "page=abc", "page=-4", "page=99999999999999999999", "onglet=zzz", "q=%00", "q=%F0%9F%8E%93"]
)
def test_an_address_that_means_nothing_still_shows_a_page(client, recruiter, query):
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_the_list_says_how_many_applications_wait(client, recruiter):
    publication = make_publication(recruiter=recruiter, validated=True)
    read = make_application(publication=publication, applicant=UserFactory())
    make_application(publication=publication, applicant=UserFactory())
    services.applications.open_by_recruiter(recruiter, read)
    text = page(client, LIST)
    assert "2 candidatures" in text
    assert "1 non lue" in text


def test_the_list_asks_the_same_number_of_questions_whatever_its_length(
    client, recruiter, django_assert_max_num_queries
):
    plain_rows(recruiter, 1)
    client.get(LIST)
    with django_assert_max_num_queries(12) as few:
        client.get(LIST)
    asked = len(few)
    plain_rows(recruiter, 25)
    with django_assert_max_num_queries(asked):
        response = client.get(LIST)
    assert len(response.context["page_obj"]) == 20


# --- One ------------------------------------------------------------------------------------------------------------
def test_a_refusal_is_shown_with_its_reason_and_the_way_to_correct_it(client, recruiter):
    publication = make_publication(recruiter=recruiter, refused=True)
    text = page(client, one(publication))
    assert "Il manque des informations" in text
    assert "Il manque le salaire et le lieu." in text
    assert reverse("publication_edit", args=[publication.pk]) in text
    assert "Corriger et soumettre de nouveau" in text


def test_a_corrected_one_is_submitted_again(client, recruiter):
    publication = make_publication(recruiter=recruiter, refused=True)
    client.post(reverse("publication_submit", args=[publication.pk]))
    publication.refresh_from_db()
    assert publication.status == "pending"
    assert "Il manque le salaire" not in page(client, one(publication))


def test_an_edit_in_review_says_that_the_public_keeps_the_current_version(client, recruiter):
    publication = make_publication(recruiter=recruiter, validated=True)
    services.publications.edit(recruiter, publication, {"title": "Nouveau titre"})
    text = page(client, one(publication))
    assert "Le public garde la version actuelle" in text
    assert "Nouveau titre" in text
    assert "Modifications en attente" in text


def test_submitting_sends_a_draft_to_the_editors(client, recruiter):
    publication = make_publication(recruiter=recruiter)
    response = client.post(reverse("publication_submit", args=[publication.pk]), follow=True)
    publication.refresh_from_db()
    assert publication.status == "pending"
    assert "Envoyée à la rédaction" in response.content.decode()


def test_submitting_twice_is_told_and_changes_nothing(client, recruiter):
    publication = make_publication(recruiter=recruiter, pending=True)
    response = client.post(reverse("publication_submit", args=[publication.pk]), follow=True)
    assert "déjà en attente" in response.content.decode()
    assert Publication.objects.get(pk=publication.pk).status == "pending"


def test_someone_not_verified_is_shown_what_to_do_and_cannot_submit(client):
    user = UserFactory(recruiter=True)
    client.force_login(user)
    publication = make_publication(recruiter=user)
    text = page(client, one(publication))
    assert reverse("space_verification") in text
    assert "Soumettre à la rédaction" not in text
    client.post(reverse("publication_submit", args=[publication.pk]))
    publication.refresh_from_db()
    assert publication.status == "draft"


def test_the_quota_is_shown_and_keeps_a_draft_from_being_submitted(client, recruiter):
    recruiter.recruiter.monthly_quota = 1
    recruiter.recruiter.save()
    make_publication(recruiter=recruiter, pending=True)
    publication = make_publication(recruiter=recruiter)
    assert "1 sur 1 ce mois-ci" in page(client, one(publication))
    response = client.post(reverse("publication_submit", args=[publication.pk]), follow=True)
    assert "Vous avez atteint votre nombre de publications" in response.content.decode()
    publication.refresh_from_db()
    assert publication.status == "draft"


@pytest.mark.parametrize("name", ["publication_withdraw", "publication_close"])
def test_withdrawing_and_closing_ask_first(client, recruiter, name):
    publication = make_publication(recruiter=recruiter, validated=True)
    text = page(client, reverse(name, args=[publication.pk]))
    assert publication.title in text
    publication.refresh_from_db()
    assert publication.status == "validated"


def test_closing_and_withdrawing_are_done_after_the_question(client, recruiter):
    publication = make_publication(recruiter=recruiter, validated=True)
    client.post(reverse("publication_close", args=[publication.pk]))
    publication.refresh_from_db()
    assert publication.status == "closed"
    assert reverse("publication_close", args=[publication.pk]) not in page(client, one(publication))
    response = client.post(reverse("publication_withdraw", args=[publication.pk]))
    assert response["Location"] == LIST
    publication.refresh_from_db()
    assert publication.status == "withdrawn"


def test_closing_a_draft_is_refused_in_words(client, recruiter):
    publication = make_publication(recruiter=recruiter)
    response = client.post(reverse("publication_close", args=[publication.pk]), follow=True)
    assert "Seule une publication en ligne" in response.content.decode()


def test_an_approved_one_links_to_its_public_page(client, recruiter):
    publication = make_publication(recruiter=recruiter, pending=True)
    assert publication.get_absolute_url() not in page(client, one(publication))
    moderation.approve(UserFactory(editor=True), publication)
    publication.refresh_from_db()
    assert publication.get_absolute_url() in page(client, one(publication))


def test_a_hostile_title_is_shown_as_text(client, recruiter):
    publication = make_publication(title='<script>alert("x")</script>' + "W" * 90, recruiter=recruiter)
    for url in (LIST, one(publication), reverse("publication_edit", args=[publication.pk])):
        assert "<script>alert" not in page(client, url)


# --- Preview --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["offer", "bourse", "financement", "consultation"])
def test_a_draft_is_previewed_as_the_public_would_see_it(client, recruiter, kind):
    publication = make_publication(kind, recruiter=recruiter, title="Titre du brouillon")
    response = client.get(reverse("publication_preview", args=[publication.pk]))
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    assert "Titre du brouillon" in response.content.decode()
    assert "quipe de quatre personnes" in response.content.decode()


def test_the_preview_of_an_edit_shows_the_new_text(client, recruiter):
    publication = make_publication(recruiter=recruiter, validated=True)
    services.publications.edit(recruiter, publication, {"title": "Nouveau titre"})
    assert "Nouveau titre" in page(client, reverse("publication_preview", args=[publication.pk]))
