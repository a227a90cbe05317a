"""allauth's pages in the site's own frame, whatever their views give them."""

import pytest
from django.template.loader import render_to_string

CHOICES = [
    {"label": "Candidat", "text": "Je cherche.", "icon": "user", "url": "/candidat/", "current": True},
    {"label": "Recruteur", "text": "Je publie.", "icon": "building", "url": "/recruteur/", "current": False},
]

pytestmark = pytest.mark.django_db


def signup(rf, **context):
    return render_to_string("account/signup.html", {"login_url": "/connexion/", **context}, rf.get("/"))


def test_sign_up_first_asks_who_one_is(rf):
    html = signup(rf, role_choices=CHOICES)
    assert "Je publie." in html
    assert 'type="submit">Cr' not in html


def test_sign_up_shows_the_choice_made_and_the_way_back(rf):
    html = signup(rf, role_choices=CHOICES, form="<p>formulaire</p>", redirect_field_value="/offres/?q=a&b")
    assert "Je publie." not in html
    assert "?next=%2Foffres%2F%3Fq%3Da%26b" in html


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "405", "409", "429"])
def test_error_page_is_in_the_frame_and_leads_home(rf, code):
    html = render_to_string(f"{code}.html", {}, rf.get("/"))
    assert "site-header" in html
    assert 'href="/"' in html


def test_refusal_says_its_own_words(rf):
    html = render_to_string("409.html", {"message": "Déjà <décidée>."}, rf.get("/"))
    assert "Déjà &lt;décidée&gt;." in html


def test_not_found_offers_a_search(rf):
    html = render_to_string("404.html", {}, rf.get("/"))
    assert 'role="search"' in html
    assert 'action="/offres/"' in html
