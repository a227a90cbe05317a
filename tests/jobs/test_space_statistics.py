"""The space's pages of figures: whose they are, what they say, what they cost."""

import pytest
from django.urls import reverse

from portal.accounts.models import Role
from portal.jobs import services
from portal.jobs.models import Publication
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_publication, verified_recruiter

pytestmark = pytest.mark.django_db
URL = "/mon-espace/statistiques/"
ALLOWED = {Role.RECRUITER, Role.CANDIDATE, Role.STUDENT, Role.PRESTATAIRE}


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(URL)["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("role", Role)
def test_those_who_publish_or_apply_have_figures(client, role):
    client.force_login(UserFactory(role=role))
    assert client.get(URL).status_code == (200 if role in ALLOWED else 403)
    menu = client.get("/mon-espace/").text
    assert (f'href="{URL}"' in menu) == (role in ALLOWED)


@pytest.fixture
def recruiter(client):
    user = verified_recruiter()
    client.force_login(user)
    publication = make_publication(recruiter=user, validated=True, title="Boulangère ou boulanger")
    Publication.objects.filter(pk=publication.pk).update(views_count=400)
    applications = [make_application(publication=publication) for _number in range(3)]
    services.applications.transition(user, applications[0], "rejected", message="Merci.")
    make_application(publication=make_publication(validated=True, title="Publication d'ailleurs"))
    return user


def test_a_recruiter_reads_the_companys_figures(client, recruiter):
    page = client.get(URL)
    assert (page.context["found"]["total"], page.context["found"]["unread"]) == (3, 2)
    assert (page.context["publications"]["views"], page.context["publications"]["conversion"]) == (400, 0.0075)
    assert "Boulangère ou boulanger" in page.text
    assert "Publication d&#x27;ailleurs" not in page.text
    assert page.text.count('<svg class="pygal-chart"') == 6
    assert "33" in page.text


def test_a_colleague_reads_the_same(client, recruiter):
    client.force_login(verified_recruiter(company=recruiter.recruiter.company))
    assert client.get(URL).context["found"]["total"] == 3


def test_an_applicant_reads_their_own(client, recruiter):
    application = make_application()
    client.force_login(application.candidate.user)
    page = client.get(URL)
    assert page.context["found"]["total"] == 1
    assert page.text.count('<svg class="pygal-chart"') == 4


@pytest.mark.parametrize("trait", ["recruiter", "prestataire"])
def test_without_anything_it_says_what_to_do(client, trait):
    client.force_login(UserFactory(**{trait: True}))
    page = client.get(URL).text
    assert 'class="empty"' in page
    assert "pygal-chart" not in page


@pytest.mark.parametrize(
    "query",
    ["?periode=7j", "?periode=tout&groupement=jour", "?periode=hier&groupement=%00", "?periode=12m&groupement=jour"],
)
def test_every_choice_answers(client, recruiter, query):
    page = client.get(URL + query)
    assert page.status_code == 200
    assert page.context["found"]["total"] == 3


def test_the_number_of_queries_does_not_grow(client, recruiter, django_assert_max_num_queries):
    for _time in range(2):
        with django_assert_max_num_queries(22):
            client.get(URL)
        make_application(publication=make_publication(recruiter=recruiter, validated=True))
