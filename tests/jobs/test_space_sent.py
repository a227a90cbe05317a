"""A person's own applications, and the cards of the space's first page."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from portal.jobs import services
from portal.jobs.models import Application, ApplicationStatus, Publication
from portal.jobs.views.sent import is_readable
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_publication, verified_recruiter

pytestmark = pytest.mark.django_db

LIST = "/mon-espace/candidatures/"


@pytest.fixture
def recruiter():
    return verified_recruiter()


@pytest.fixture
def publication(recruiter):
    return make_publication(recruiter=recruiter, validated=True)


@pytest.fixture
def application(client, publication):
    applicant = UserFactory()
    client.force_login(applicant)
    return make_application(publication=publication, applicant=applicant)


def url(name: str, application) -> str:
    return reverse(name, args=[application.pk])


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("role", "where"), [("candidate", "/offres/"), ("prestataire", "/consultations/")])
def test_without_any_the_page_says_where_to_look(client, role, where):
    client.force_login(UserFactory(role=role))
    text = page(client, LIST)
    assert "pas encore postulé" in text
    assert f'class="button" href="{where}"' in text


@pytest.mark.parametrize("status", ApplicationStatus.values)
def test_every_state_is_shown_in_words(client, application, status):
    Application.objects.filter(pk=application.pk).update(status=status)
    label = escape(str(ApplicationStatus(status).label))
    assert label in page(client, LIST)
    assert label in page(client, url("application_sent", application))
    shown = "en-cours" if status in ApplicationStatus.active() else "terminees"
    assert len(client.get(LIST, {"onglet": shown}).context["page_obj"]) == 1


def test_the_answer_of_the_recruiter_is_there_and_the_reason_is_not(client, recruiter, application):
    services.applications.transition(recruiter, application, "offered", message="Nous vous proposons le poste.")
    services.applications.transition(recruiter, application, "interview", reason="Secret", message="Revoyons-nous.")
    for address in (LIST, url("application_sent", application)):
        text = page(client, address)
        assert "Revoyons-nous." in text
        assert "Secret" not in text
    assert "Nous vous proposons le poste." in page(client, url("application_sent", application))


def test_withdrawing_asks_first_and_tells_the_recruiter(client, recruiter, application):
    address = url("application_withdraw", application)
    assert application.title in page(client, address)
    application.refresh_from_db()
    assert application.status == "submitted"
    response = client.post(address, follow=True)
    assert "Votre candidature est retirée" in response.content.decode()
    application.refresh_from_db()
    assert application.status == "withdrawn"
    assert recruiter.notifications.filter(title__startswith="Candidature retirée").exists()


def test_a_withdrawn_one_can_be_sent_again_while_the_publication_is_open(client, application, publication, recruiter):
    services.applications.withdraw(application.candidate.user, application)
    again = f"/offres/{publication.pk}/postuler/"
    assert again in page(client, url("application_sent", application))
    services.publications.close(recruiter, publication)
    assert again not in page(client, url("application_sent", application))


def test_what_is_over_cannot_be_withdrawn(client, recruiter, application):
    services.applications.transition(recruiter, application, "rejected")
    assert url("application_withdraw", application) not in page(client, url("application_sent", application))
    assert client.get(url("application_withdraw", application)).status_code == 302
    client.post(url("application_withdraw", application))
    application.refresh_from_db()
    assert application.status == "rejected"


def test_the_publication_is_linked_while_it_can_be_read(client, application, publication, recruiter):
    assert publication.get_absolute_url() in page(client, url("application_sent", application))
    services.publications.withdraw(recruiter, publication)
    text = page(client, url("application_sent", application))
    assert publication.get_absolute_url() not in text
    assert "plus en ligne" in text


@pytest.mark.parametrize("trait", ["draft", "pending", "refused", "validated", "expired", "closed", "withdrawn"])
def test_what_can_be_read_is_what_the_queryset_says(recruiter, trait):
    row = make_publication(recruiter=recruiter, **({} if trait == "draft" else {trait: True}))
    assert is_readable(row) == Publication.objects.readable().filter(pk=row.pk).exists()


def test_a_hostile_letter_is_shown_as_text(client, publication):
    applicant = UserFactory()
    client.force_login(applicant)
    application = make_application(
        publication=publication, applicant=applicant, letter="<img src=x onerror=alert(1)>\x00🎓" + "W" * 300
    )
    text = page(client, url("application_sent", application))
    assert "&lt;img src=x onerror=alert(1)&gt;🎓" in text


def test_the_list_asks_the_same_number_of_questions_whatever_its_length(
    client, recruiter, application, django_assert_max_num_queries
):
    client.get(LIST)
    with django_assert_max_num_queries(10) as few:
        client.get(LIST)
    asked = len(few)
    for number in range(4):
        other = make_publication(title=f"Poste {number}", recruiter=recruiter, validated=True)
        make_application(publication=other, applicant=application.candidate.user)
    client.get(LIST)  # the count beside the bell is asked again after something new
    with django_assert_max_num_queries(asked):
        assert len(client.get(LIST).context["page_obj"]) == 5


# --- The space's first page -----------------------------------------------------------------------------------------
def test_the_recruiters_desk_counts_what_waits(client, recruiter, publication):
    make_application(publication=publication, applicant=UserFactory(first_name="Léo", last_name="Marchand"))
    make_publication(recruiter=recruiter, refused=True)
    client.force_login(recruiter)
    text = page(client, reverse("space_home"))
    assert "Léo Marchand" in text
    assert "Ce qui vous attend" in text
    assert f"{reverse('publication_list_mine')}?onglet=refusees" in text


def test_the_first_page_tells_what_recruiters_answered(client, recruiter, application):
    services.applications.transition(recruiter, application, "interview", message="Mardi à 10 h ?")
    text = page(client, reverse("space_home"))
    assert "Mardi à 10 h ?" in text
    assert url("application_sent", application) in text


def test_the_menu_counts_unread_applications(client, recruiter, publication):
    make_application(publication=publication, applicant=UserFactory())
    client.force_login(recruiter)
    menu = {item["url"]: item["count"] for item in client.get(reverse("space_home")).context["space_menu"]}
    assert menu["/mon-espace/candidatures-recues/"] == 1


@pytest.mark.parametrize("role", ["editor", "admin", "reader", "consultant"])
def test_staff_have_neither_cards_nor_entries_of_ours(client, role):
    client.force_login(UserFactory(role=role))
    text = page(client, reverse("space_home"))
    assert "/mon-espace/publications/" not in text
    assert "/mon-espace/candidatures" not in text


def test_the_figures_of_the_desk_are_the_rows_of_the_tabs_they_lead_to(client, recruiter):
    edited = make_publication(recruiter=recruiter, validated=True)
    services.publications.edit(recruiter, edited, {"title": "Un autre titre"})
    late = make_publication(recruiter=recruiter, validated=True)
    type(late).objects.filter(pk=late.pk).update(deadline=timezone.now() - timedelta(hours=1))
    for traits in ({"pending": True}, {"refused": True}, {}, {}):
        make_publication(recruiter=recruiter, **traits)
    client.force_login(recruiter)
    text = page(client, reverse("space_home"))
    shown = dict(re.findall(r"onglet=(\w+)\"><b>(\d+)</b>", text))
    rows = {
        tab: str(len(client.get(reverse("publication_list_mine"), {"onglet": tab}).context["page_obj"]))
        for tab in shown
    }
    assert shown == rows == {"brouillons": "2", "refusees": "1", "attente": "1", "publiees": "1"}
