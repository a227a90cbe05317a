"""The page of a publication: who may read it, what it says, what machines read in it."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.jobs.models import Publication
from portal.pages import kept
from portal.pages.jsonld import as_json, structured_data
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_publication
from tests.factories.search import published
from tests.pages.conftest import ROLES, as_role

pytestmark = pytest.mark.django_db

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
KINDS = ("offer", "bourse", "financement", "consultation")


def structured(response) -> dict | None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.text, re.DOTALL)
    return json.loads(found[1]) if found else None


def complete_offer(**values):
    defaults = {"contract": "cdi", "working_time": "full", "places": ["Lyon", "Grenoble"], "openings": 2}
    defaults |= {"amount_min": 2400, "amount_max": 2750, "period": "month"}
    return published("Infirmière", **{**defaults, "deadline": timezone.now() + timedelta(days=9), **values})


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_page(client, kind):
    row = published("Une publication", kind=kind, skills=["Soudure"])
    response = client.get(row.get_absolute_url())
    assert response.status_code == 200
    assert "Une publication" in response.text
    assert "noindex" not in response.text
    assert f'rel="canonical" href="http://127.0.0.1:8000{row.get_absolute_url()}"' in response.text
    assert 'property="og:title"' in response.text


@pytest.mark.parametrize("address", ["/offres/{pk}/", "/offres/{pk}-autre/", "/bourses/{pk}-x/", "/bourses/{pk}/"])
def test_any_address_leads_to_the_one_there_is(client, address):
    row = published("Infirmière")
    response = client.get(address.format(pk=row.pk))
    assert (response.status_code, response["Location"]) == (301, row.get_absolute_url())


@pytest.mark.parametrize("trait", ["pending", "refused", "withdrawn", "draft"])
def test_what_was_never_public_or_was_withdrawn_is_a_404_with_a_search_box(client, trait):
    row = make_publication(**({} if trait == "draft" else {trait: True}))
    for path in (row.get_absolute_url(), f"/offres/{row.pk}/", f"/offres/{row.pk}/postuler/"):
        response = client.get(path)
        assert response.status_code == 404
        assert 'role="search" action="/recherche/"' in response.text


@pytest.mark.parametrize("path", ["/offres/999999-x/", "/offres/999999999999999999-x/", "/offres/0/", "/offres/12x/"])
def test_an_unknown_one_is_a_404(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("trait", ["expired", "closed"])
def test_one_that_is_over_stays_labelled_and_without_apply(client, trait):
    row = make_publication(**{trait: True}, contract="cdi", places=["Lyon"])
    response = client.get(row.get_absolute_url())
    assert response.status_code == 200
    assert 'class="banner"' in response.text
    assert '<meta name="robots" content="noindex">' in response.text
    assert "postuler" not in response.text
    assert structured(response) is None


def test_one_whose_deadline_has_passed_needs_no_job_to_be_over(client):
    row = complete_offer(deadline=timezone.now() - timedelta(minutes=1))
    response = client.get(row.get_absolute_url())
    assert 'class="banner"' in response.text
    assert structured(response) is None


def test_the_pages_agree_with_the_querysets(client):
    rows = [
        make_publication(**{trait: True})
        for trait in ("pending", "validated", "refused", "closed", "withdrawn", "expired")
    ]
    readable = set(Publication.objects.readable().values_list("pk", flat=True))
    visible = set(Publication.objects.visible().values_list("pk", flat=True))
    for row in rows:
        response = client.get(row.get_absolute_url())
        assert (response.status_code == 200) == (row.pk in readable)
        assert ("/postuler/" in response.text) == (row.pk in visible)


def test_the_facts_of_a_bourse_are_shown(client):
    row = published(
        "Bourse", kind="bourse", level="master", age_limit=30, residence="Résidence dans la région", renewals=0,
        covers="Frais de scolarité", eligibility="<p>Ressources modestes.</p>", documents_asked=["Avis d'imposition"],
    )  # fmt: skip
    text = client.get(row.get_absolute_url()).text
    for shown in (
        "30 ans au plus",
        "Résidence dans la région",
        "Frais de scolarité",
        "Ressources modestes",
        "imposition",
    ):
        assert shown in text


def test_similar_ones_are_of_the_same_kind_and_at_most_four(client):
    row = published("Infirmière de nuit", sector="Sante")
    for number in range(5):
        published(f"Infirmier numéro {number}", sector="Sante")
    published("Soudeur", sector="Industrie")
    published("Infirmière de nuit", kind="bourse", sector="Sante")
    similar = client.get(row.get_absolute_url()).context["similar"]
    assert len(similar) == 4
    assert all(each.title.startswith("Infirmier numéro") for each in similar)


def test_a_similar_one_that_is_over_makes_room_for_another(client):
    row = published("Infirmière de nuit")
    others = [published(f"Infirmier {number}") for number in range(5)]
    shown = client.get(row.get_absolute_url()).context["similar"]
    Publication.objects.filter(pk=shown[0].pk).update(closed_at=timezone.now(), status="closed")
    kept.forget()
    again = client.get(row.get_absolute_url()).context["similar"]
    assert {each.pk for each in again} == {each.pk for each in others} - {shown[0].pk}


def test_the_way_back_leads_to_the_results_the_reader_comes_from(client):
    row = published("Infirmière")
    response = client.get(row.get_absolute_url(), HTTP_REFERER="http://testserver/offres/?q=soins&lieu=Lyon")
    assert response.context["back_url"] == "/offres/?q=soins&lieu=Lyon"
    response = client.get(row.get_absolute_url(), HTTP_REFERER="https://evil.example/offres/?q=soins")
    assert response.context["back_url"] == ""


def test_who_has_applied_sees_it(client):
    row = make_publication(validated=True)
    person = UserFactory()
    make_application(publication=row, applicant=person)
    client.force_login(person)
    text = client.get(row.get_absolute_url()).text
    assert "Suivre ma candidature" in text
    assert "/postuler/" not in text


@pytest.mark.parametrize(
    ("role", "offered"), [("visitor", True), ("candidate", True), ("student", False), ("recruiter", False)]
)
def test_the_button_is_for_those_who_may_apply(role, offered):
    row = published("Infirmière")
    assert ("/postuler/" in as_role(role).get(row.get_absolute_url()).text) == offered


# --- What machines read ---------------------------------------------------------------------------------------------
def test_an_offer_is_a_complete_job_posting(client):
    data = structured(client.get(complete_offer(apply_by="here").get_absolute_url()))
    assert data["@type"] == "JobPosting"
    assert data["title"] == "Infirmière"
    assert data["description"].startswith("<p>")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", data["datePosted"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", data["validThrough"])
    assert data["employmentType"] == ["FULL_TIME"]
    assert data["hiringOrganization"] == {"@type": "Organization", "name": "Clinique des Lilas"}
    assert data["jobLocation"][0]["address"]["addressCountry"] == "FR"
    assert data["jobLocation"][0]["address"]["addressLocality"] == "Lyon"
    assert data["baseSalary"]["value"] == {
        "@type": "QuantitativeValue", "unitText": "MONTH", "minValue": 2400.0, "maxValue": 2750.0
    }  # fmt: skip
    assert data["directApply"] is True
    assert data["identifier"]["value"]
    assert "jobLocationType" not in data


def test_remote_work_says_from_where():
    data = structured_data(complete_offer(remote="full", places=[]))
    assert data["jobLocationType"] == "TELECOMMUTE"
    assert data["applicantLocationRequirements"] == [{"@type": "Country", "name": "FR"}]
    assert "jobLocation" not in data


@pytest.mark.parametrize("values", [{"places": []}, {"places": [], "remote": "partial"}])
def test_without_a_place_there_is_no_job_posting(values):
    assert structured_data(complete_offer(**values)) is None


@pytest.mark.parametrize("values", [{"amount_min": None, "amount_max": None}, {"period": "total"}, {"period": ""}])
def test_a_pay_without_figures_or_period_is_left_out(values):
    assert "baseSalary" not in structured_data(complete_offer(**values))


@pytest.mark.parametrize(
    ("contract", "expected"), [("cdd", "TEMPORARY"), ("stage", "INTERN"), ("freelance", "CONTRACTOR")]
)
def test_contracts_become_employment_types(contract, expected):
    assert structured_data(complete_offer(contract=contract))["employmentType"] == [expected, "FULL_TIME"]


@pytest.mark.parametrize(
    ("kind", "type_"), [("bourse", "MonetaryGrant"), ("financement", "Grant"), ("consultation", "Demand")]
)
def test_other_kinds_are_what_they_are(client, kind, type_):
    data = structured(client.get(published("X", kind=kind, places=["Lyon"]).get_absolute_url()))
    assert data["@type"] == type_
    assert data["name"] == "X"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_over_carries_no_structured_data(client, kind):
    row = published("X", kind=kind, places=["Lyon"], deadline=timezone.now() - timedelta(minutes=1))
    assert structured(client.get(row.get_absolute_url())) is None
    assert structured_data(row) is None


def test_no_text_breaks_out_of_the_data():
    text = as_json({"title": HOSTILE + "\u2028<!--&amp;"})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text)["title"] == HOSTILE + "\u2028<!--&amp;"


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_becomes_markup(client, kind):
    own = {
        "offer": {"contract": "cdi"},
        "bourse": {"residence": HOSTILE, "covers": HOSTILE, "eligibility": HOSTILE, "documents_asked": [HOSTILE]},
        "financement": {"audiences": HOSTILE, "territory": HOSTILE, "recurrence": HOSTILE, "eligibility": HOSTILE},
        "consultation": {"duration": HOSTILE},
    }[kind]
    row = published(
        HOSTILE, kind=kind, company=HOSTILE, description=f"<p>{HOSTILE}</p>", sector="Sante", places=["Lyon"], **own
    )
    row.company.description, row.company.website = HOSTILE, "javascript:alert(1)"
    row.company.save()
    for path in (row.get_absolute_url(), f"/{row.plural}/{row.pk}/postuler/"):
        text = client.get(path).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert 'href="javascript' not in text


# --- Previews -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
def test_a_preview_shows_an_object_that_was_never_saved(rf, kind):
    from django.contrib.auth.models import AnonymousUser
    from django.template.loader import render_to_string

    from portal.jobs.models import KINDS as MODELS

    request = rf.get("/")
    request.user = AnonymousUser()
    row = MODELS[kind](kind=kind, title="Brouillon", description="<p>Texte</p>", company=published("X").company)
    text = render_to_string("pages/publication_preview.html", {"publication": row, "preview": True}, request)
    assert "Brouillon" in text
    assert "/postuler/" not in text


# --- Cost -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["visitor", *ROLES])
@pytest.mark.parametrize("kind", ["offer", "consultation"])
def test_a_detail_costs_ten_queries(count_queries, role, kind):
    row = published("Une", kind=kind, sector="Sante", skills=["A", "B"], places=["Lyon", "Paris"])
    for number in range(3):
        published(f"Semblable {number}", kind=kind, sector="Sante", places=["Lyon"])
    client = as_role(role)
    # Session and person are not the page's.
    assert len(count_queries(client, row.get_absolute_url())) <= 10


def test_a_404_costs_nothing_for_a_visitor(count_queries, client):
    assert len(count_queries(client, "/api-inconnue/", status=404)) <= 6
