"""What people choose of the look of a resume, and the order of sections that follows from it."""

import pytest
from django.core.exceptions import ValidationError

from portal.cv.layout import SECTIONS, Layout, check, custom_item
from portal.cv.models import Resume
from portal.cv.sections import custom

GOOD = {
    "color": "#1A5276",
    "font": "inter",
    "font_size": "small",
    "spacing": "airy",
    "page_size": "Letter",
    "photo": False,
    "order": ["skills", "custom:b3", "summary"],
    "titles": {"experiences": "Parcours", "custom:b3": "Engagement"},
    "hidden": ["projects"],
}
OWN = [{"title": "Bénévolat", "id": "b3"}, {"title": "Loisirs"}, {"title": "Permis", "id": "p"}]


@pytest.mark.parametrize("chosen", [{}, GOOD, *({key: value} for key, value in GOOD.items()), dict.fromkeys(GOOD)])
def test_each_choice_may_be_made_alone_or_not_at_all(chosen):
    check(chosen)


@pytest.mark.parametrize(
    "chosen",
    [
        None,
        [],
        "A4",
        {"colour": "#000000"},
        {1: 2},
        {"color": "red"},
        {"color": "#12345"},
        {"color": "#123456; } body { display: none"},
        {"color": "#123456\n"},
        {"color": 123456},
        {"font": "Comic Sans"},
        {"font": ["inter"]},
        {"page_size": "a4"},
        {"photo": 1},
        {"order": "skills"},
        {"order": ["skills", "skills"]},
        {"order": [["skills"]]},
        {"order": ["custom:"]},
        {"order": ["custom:é"]},
        {"order": ["unknown"]},
        {"order": [f"custom:{number}" for number in range(61)]},
        {"titles": ["experiences"]},
        {"titles": {"experiences": ""}},
        {"titles": {"experiences": " "}},
        {"titles": {"experiences": None}},
        {"titles": {"experiences": "a" * 81}},
        {"titles": {"experiences": "a\x00"}},
        {"hidden": {"projects": True}},
    ],
)
def test_whatever_else_is_refused(chosen):
    with pytest.raises(ValidationError):
        check(chosen)


def test_what_nobody_chose_is_left_to_the_template():
    layout = Layout.of(Resume(layout={"color": None, "font": "lato"}))
    assert (layout.color, layout.page_size, layout.order, layout.photo) == (None, None, (), True)
    assert layout.font_family == "Lato"
    assert layout.sections([]) == [key for key in SECTIONS if key != "custom"]


def test_sections_follow_the_choice_then_the_template():
    layout = Layout.of(Resume(layout=GOOD))
    assert layout.sections(OWN, ("experiences", "custom", "projects")) == [
        "skills",
        "custom:b3",
        "summary",
        "experiences",
        "custom#1",
        "custom:p",
        "education",
        "languages",
        "certifications",
    ]
    assert custom_item(OWN, "custom#1") == {"title": "Loisirs"}
    assert custom_item(OWN, "custom:p")["title"] == "Permis"
    assert custom_item(OWN, "skills") is None


def test_a_section_that_is_gone_is_passed_over_and_hidden_ones_stay_hidden():
    layout = Layout.of(Resume(layout={"order": ["custom:gone", "custom:p"], "hidden": ["custom", "skills"]}))
    found = layout.sections(OWN)
    assert found[:2] == ["custom:p", "summary"]
    assert not {"custom:gone", "custom:b3", "custom#1", "skills"} & set(found)


@pytest.mark.parametrize("ids", [["a", "a"], ["é"], ["a b"], [""], ["a" * 33]])
def test_the_id_of_an_own_section_is_a_short_word_of_its_own(ids):
    items = [{"title": "Loisirs", "id": identity} for identity in ids]
    with pytest.raises(ValidationError):
        custom(items)
