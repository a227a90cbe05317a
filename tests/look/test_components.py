"""Components written by themselves, with what their comment promises."""

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from portal.accounts.models import Verification
from portal.jobs.models import ApplicationStatus, Status


def render(name, context, request=None):
    return render_to_string(f"components/{name}.html", context, request)


def pages(rf, number, total=400):
    page = Paginator(range(total), 10).page(number)
    return render("pagination", {"page_obj": page}, rf.get("/offres/", {"q": "nuit", "page": number}))


def test_pagination_keeps_the_question(rf):
    assert 'href="?q=nuit&amp;page=7"' in pages(rf, 6)


def test_pagination_shows_the_ends_and_the_neighbours(rf):
    html = pages(rf, 6)
    for number in (1, 5, 7, 40):
        assert f"page={number}" in html
    assert "page=3" not in html
    assert html.count('class="gap"') == 4


def test_pagination_of_one_page_is_empty(rf):
    assert not pages(rf, 1, total=3).strip()


@pytest.mark.parametrize(("number", "absent"), [(1, 'rel="prev"'), (40, 'rel="next"')])
def test_pagination_ends_where_the_list_ends(rf, number, absent):
    assert absent not in pages(rf, number)


@pytest.mark.parametrize("number", [1, 2, 39, 40])
def test_pagination_names_no_page_twice(rf, number):
    html = pages(rf, number)
    assert html.count("</span>1</a>") == 1
    assert html.count("</span>40</a>") == 1


@pytest.mark.parametrize("state", [*Status.values, *ApplicationStatus.values, *Verification.values])
def test_every_state_is_a_word_with_a_mark(state):
    html = render("status", {"status": state, "label": "Mot"})
    assert "Mot</span>" in html
    assert "<svg" in html


def test_states_that_end_well_or_badly_look_it():
    assert "status ok" in render("status", {"status": "validated", "label": ""})
    assert "status bad" in render("status", {"status": "refused", "label": ""})
    assert "status wait" in render("status", {"status": Status.PENDING, "label": ""})
    assert "status off" in render("status", {"status": Status.EXPIRED, "label": ""})


def test_text_of_people_is_escaped():
    assert "&lt;b&gt;" in render("empty", {"title": "<b>"})
    assert "&lt;b&gt;" in render("breadcrumbs", {"crumbs": [{"label": "<b>", "url": "/"}]})


def test_kind_has_its_class_and_its_word():
    html = render("kind", {"kind": "bourse", "label": "Bourse", "detail": "licence"})
    assert 'class="kind bourse"' in html
    assert "Bourse · licence" in html
