"""Listings: what is found, said, counted and refused."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.search import published
from tests.pages.conftest import ROLES, as_role

pytestmark = pytest.mark.django_db

#: Wagtail's own: site and page tree for a visitor; session, user and notifications for the others.
EMPTY_PAGE = "/mentions-legales/"
HTMX = {"HTTP_HX_REQUEST": "true"}
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def titles(response) -> list[str]:
    return [publication.title for publication in response.context["publications"]]


def ids(response) -> list[int]:
    """From the HTML: an answer from the page cache has no context."""
    return [int(pk) for pk in re.findall(r'<h2[^>]*><a[^>]* href="/[a-z]+/(\d+)-', response.text)]


def test_only_what_is_visible_is_listed(client):
    published("Boulanger")
    published("Caché", status="pending", live=False)
    published("Passé", deadline=timezone.now() - timedelta(hours=1))
    assert titles(client.get("/offres/")) == ["Boulanger"]


def test_each_listing_shows_its_kind(client):
    published("Emploi")
    published("Bourse d'études", kind="bourse")
    assert titles(client.get("/bourses/")) == ["Bourse d'études"]
    assert set(titles(client.get("/recherche/"))) == {"Emploi", "Bourse d'études"}


def test_the_title_says_what_is_shown(client):
    published("Boulanger", places=["Lyon"])
    response = client.get("/offres/?q=boulangère&lieu=Lyon&rayon=20")
    assert "<h1" in response.text
    assert "1 offre d’emploi pour «\xa0boulangère\xa0» près de Lyon (69)" in response.text


def test_other_towns_of_the_name_typed_are_offered(client):
    published("Aude", places=["Montréal (11)"])
    published("Québec", places=["Montréal (CA)"])
    response = client.get("/offres/?lieu=montreal&rayon=20")
    assert titles(response) == ["Québec"]
    assert "Ici, Montréal (CA)" in response.text
    offered = {each["label"]: each["url"] for each in response.context["namesakes"]}
    assert titles(client.get(offered["Montréal (11)"])) == ["Aude"]
    assert "Ici," not in client.get(offered["Montréal (11)"]).text
    assert "Ici," not in client.get("/offres/?lieu=Alsace").text


@pytest.mark.parametrize(("place", "said"), [("Le Havre", "au Havre"), ("Orléans", "à Orléans")])
def test_places_are_named_as_french_people_do(client, place, said):
    published("Boulanger", places=[place])
    assert said in client.get("/offres/", {"lieu": place}).text


def test_words_found_are_marked(client):
    published("Infirmière de nuit")
    assert "<mark>Infirmière</mark>" in client.get("/offres/?q=infirmier").text


def test_filters_narrow_and_have_counts(client):
    published("A", contract="cdi")
    published("B", contract="cdi")
    published("C", contract="cdd")
    response = client.get("/offres/?contrat=cdi")
    assert sorted(titles(response)) == ["A", "B"]
    contract = next(group for group in response.context["filters"] if group.name == "contrat")
    assert {choice.value: choice.count for choice in contract.first} == {"cdi": 2, "cdd": 1}


@pytest.mark.parametrize(
    ("kind", "query", "values"),
    [
        ("offres", "experience=5%2B", {"experience": "5+"}),
        ("offres", "teletravail=full", {"remote": "full"}),
        ("offres", "secteur=sante", {"sector": "Sante"}),
        ("offres", "departement=69", {"places": ["Lyon"]}),
        ("offres", "region=bretagne", {"places": ["Rennes"]}),
        ("offres", "montant=30000", {"amount_max": 40000, "period": "year"}),
        ("offres", "competence=soudure", {"skills": ["Soudure"]}),
        ("offres", "entreprise=lilas", {"company": "Clinique des Lilas"}),
        ("bourses", "niveau=master", {"kind": "bourse", "level": "master"}),
        ("bourses", "type=merite", {"kind": "bourse", "bourse_type": "merite"}),
        ("financements", "type=pret", {"kind": "financement", "financement_type": "pret"}),
        ("consultations", "type=audit", {"kind": "consultation", "consultation_type": "audit"}),
        ("recherche", "genre=offres", {}),
    ],
)
def test_every_filter_finds_what_it_names(client, kind, query, values):
    published("Voulue", **values)
    published("Autre", company="Autre maison", kind="bourse" if kind == "recherche" else values.get("kind", "offer"))
    response = client.get(f"/{kind}/?{query}")
    assert titles(response) == ["Voulue"]
    assert response.context["asked"].problems == ()
    assert response.context["chips"]


def test_each_chip_removes_its_filter_alone(client):
    published("A", contract="cdi", places=["Lyon"])
    chips = client.get("/offres/?contrat=cdi&contrat=cdd&lieu=Lyon&q=a").context["chips"]
    assert [(chip.label, chip.url) for chip in chips] == [
        ("Lyon", "/offres/?q=a&contrat=cdi&contrat=cdd"),
        ("CDI", "/offres/?q=a&lieu=Lyon&contrat=cdd"),
        ("CDD", "/offres/?q=a&lieu=Lyon&contrat=cdi"),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "contrat=rien", "experience=9", "teletravail=oui", "secteur=inconnu", "region=Atlantide", "departement=999",
        "tri=prix", "page=0", "page=-1", "page=abc", "page=999999", "page=1e3", "page=²", "page=٣",
        "lieu=Lyon&rayon=abc", "lieu=Lyon&rayon=7", "lieu=Nullepart&rayon=20", "lieu=Lyon&rayon=²",
        "montant=beaucoup", "montant=-5", "montant=99999999999999999999", "montant=1e9", "page=3",
    ],
)  # fmt: skip
def test_a_bad_value_is_ignored_with_a_word_about_it(client, query):
    published("Boulanger", places=["Lyon"])
    response = client.get(f"/offres/?{query}")
    assert response.status_code == 200
    assert response.context["asked"].problems
    if "Nullepart" not in query:
        assert titles(response) == ["Boulanger"]


@pytest.mark.parametrize(
    "query",
    [
        "q=%00%01", "q=%ff%fe", "q=" + "a" * 5000, "q=%27%22%29%28*%3A%26%7C%21", "q=AND OR NOT NEAR", "lieu=%00",
        "lieu=%25%5F", "contrat=%00", "competence=" + "x" * 300, "entreprise=%25", "q=%F0%9F%98%80", "page=&tri=&q=",
        "&".join(f"contrat=x{number}" for number in range(200)), "lieu=75056&rayon=5", "rayon=20", "q=%ED%A0%80",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/offres/", "/recherche/"])
def test_nothing_typed_is_an_error(client, path, query):
    assert client.get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize("name", ["q", "lieu", "contrat", "competence", "entreprise", "tri", "rayon", "montant"])
def test_what_is_typed_never_becomes_markup(client, name):
    for extra in ({}, HTMX):
        text = client.get("/offres/", {name: HOSTILE, "lieu" if name == "rayon" else "x": "Lyon"}, **extra).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_fields_of_a_publication_never_become_markup_in_a_card(client):
    published(
        HOSTILE, company=HOSTILE, amount_note=HOSTILE[:60], skills=[HOSTILE[:70]], description=f"<p>{HOSTILE}</p>"
    )
    for path in ("/offres/", "/offres/?q=script", "/recherche/", "/"):
        text = client.get(path).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_a_word_typed_wrong_shows_what_was_meant_and_says_so(client):
    published("Infirmière de nuit", places=["Lyon"])
    response = client.get("/offres/?q=infrimière&lieu=Lyon", **HTMX)
    assert titles(response) == ["Infirmière de nuit"]
    assert "voici les résultats pour <strong>infirmière</strong>" in response.text
    assert "offre d’emploi pour «\xa0infirmière\xa0»" in response.text
    assert "<mark>Infirmière</mark>" in response.text


def test_what_finds_much_more_is_offered_beside_the_little_that_was_found(client):
    published("Contrôle", description="<p>Un dessein.</p>")
    for number in range(4):
        published(f"Dessin {number}")
    response = client.get("/offres/?q=dessein&contrat=")
    assert titles(response) == ["Contrôle"]
    assert 'Vouliez-vous dire <a href="/offres/?q=dessin">dessin</a>' in response.text


def test_a_suggestion_never_becomes_markup(client):
    published("Infirmière")
    assert "<b>x" not in client.get("/offres/", {"q": "infrimière <b>x</b>"}).text


def test_an_empty_listing_suggests_what_to_do(client):
    response = client.get("/offres/?q=zzz&lieu=Lyon&contrat=cdi")
    for name in ("without_filters", "everything_url", "elsewhere", "wider", "anywhere"):
        assert response.context[name].replace("&", "&amp;") in response.text


def test_an_empty_listing_knows_the_place_that_was_meant(client):
    published("Soudeur", places=["Grenoble"])
    response = client.get("/offres/?q=soudeur&lieu=grenobel")
    assert "chercher à Grenoble (38)" in response.text
    assert titles(client.get(response.context["meant_place_url"])) == ["Soudeur"]
    assert "nous ne connaissons pas" in client.get("/offres/?q=soudeur&lieu=xyzzyxq").text


def test_a_filtered_listing_is_not_for_search_engines(client):
    text = client.get("/offres/?contrat=cdi").text
    assert '<meta name="robots" content="noindex, follow">' in text
    assert re.search(r'rel="canonical" href="[^"?]+/offres/"', text)


def test_the_plain_listing_is_for_search_engines(client):
    text = client.get("/offres/").text
    assert "noindex" not in text
    assert re.search(r'rel="canonical" href="[^"?]+/offres/"', text)


def test_pages_hold_each_publication_once_in_a_stable_order(client):
    moment = timezone.now() - timedelta(days=1)
    expected = {published(f"Offre {number}", first_published_at=moment).pk for number in range(45)}
    pages = [
        [each.pk for each in client.get(f"/offres/?page={number}").context["publications"]] for number in (1, 2, 3)
    ]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert set().union(*pages) == expected
    assert pages[1] == ids(client.get("/offres/?page=2"))


def test_the_form_works_without_script(client):
    text = client.get("/offres/?contrat=cdi&lieu=Lyon").text
    assert '<form class="search" role="search" id="search-form" action="/offres/"' in text
    assert text.count('form="search-form"') > 3
    assert "only-without-js" in text


def test_links_to_other_pages_keep_the_filters(client):
    for number in range(21):
        published(f"Offre {number}", contract="cdi")
    assert "?contrat=cdi&amp;page=2" in client.get("/offres/?contrat=cdi").text


# --- htmx -----------------------------------------------------------------------------------------------------------
def test_htmx_gets_the_parts_that_change(client):
    published("Boulanger", contract="cdi")
    response = client.get("/offres/?contrat=cdi&q=", **HTMX)
    assert "<html" not in response.text
    assert 'id="results"' in response.text
    assert response.text.count("hx-swap-oob") == 3
    assert response["HX-Push-Url"] == "/offres/?contrat=cdi"
    assert 'data-announce="1 offre d’emploi"' in response.text


def test_a_link_that_removes_words_changes_the_boxes_too(client):
    response = client.get("/offres/", **HTMX, HTTP_HX_BOOSTED="true")
    assert response.text.count("hx-swap-oob") == 5


def test_going_back_gets_a_whole_page(client):
    response = client.get("/offres/?contrat=cdi", **HTMX, HTTP_HX_HISTORY_RESTORE_REQUEST="true")
    assert "<html" in response.text


def test_caches_know_that_answers_differ(client):
    assert "HX-Request" in client.get("/offres/")["Vary"]


def test_places_are_completed(client):
    assert "Lyon (69)" in client.get("/recherche/lieux/?lieu=lyo").text
    assert client.get("/recherche/lieux/?lieu=%00").status_code == 200


# --- Cost -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def many(db):
    for number in range(6):
        published(f"Offre {number}", contract="cdi", places=["Lyon", "Paris"], skills=["Soudure"], sector="Sante")
        published(f"Bourse {number}", kind="bourse", places=["Lyon"], sector="Sante")


@pytest.mark.parametrize("role", ["visitor", *ROLES])
@pytest.mark.parametrize("path", ["/offres/", "/offres/?q=offre&lieu=Lyon&rayon=20&contrat=cdi&secteur=sante"])
def test_a_listing_costs_six_queries_beyond_routing(count_queries, many, role, path):
    client = as_role(role)
    routing = len(count_queries(client, EMPTY_PAGE))
    assert len(count_queries(client, path)) - routing <= 6


@pytest.mark.parametrize("role", ["visitor", "candidate"])
def test_the_search_of_the_whole_site_costs_six_queries(count_queries, many, role):
    client = as_role(role)
    # No page of Wagtail's is looked for: only who is asking comes on top.
    assert len(count_queries(client, "/recherche/?q=offre")) <= 6 + (0 if role == "visitor" else 3)


def test_a_listing_costs_the_same_for_more_rows(count_queries, client, many):
    before = len(count_queries(client, "/offres/"))
    for number in range(8):
        published(f"Autre {number}", places=["Lille"])
    assert len(count_queries(client, "/offres/")) == before


@pytest.mark.parametrize(("role", "most"), [("visitor", 6), *((role, 10) for role in ROLES)])
def test_routing_costs_what_wagtail_asks(count_queries, role, most):
    assert len(count_queries(as_role(role), EMPTY_PAGE)) <= most


def test_home_costs_three_queries_beyond_routing(count_queries, client, many):
    assert len(count_queries(client, "/")) - len(count_queries(client, EMPTY_PAGE)) <= 3
