import pytest

from portal.vocabulary.place_names import FORMER_REGIONS
from portal.vocabulary.places import (
    complete,
    departments,
    find_department,
    find_former_region,
    find_place,
    find_region,
    namesakes,
    nearest,
    within,
)


@pytest.mark.parametrize("text", ["Lyon", "LYON", " lyon ", "Lyon (69)", "Lyon, France"])
def test_a_town_is_found_in_any_writing(text):
    place = find_place(text)
    assert (place.name, place.department, place.region) == ("Lyon", "69", "Auvergne-Rhône-Alpes")
    assert (round(place.latitude, 1), round(place.longitude, 1)) == (45.7, 4.8)


@pytest.mark.parametrize(
    "typed", ["Montréal", "Alger", "Valence", "Saint-Denis", "Bruxelles", "Tripoli", "Barcelone", "Vienne", "Clermont"]
)
def test_each_place_that_is_proposed_is_the_one_that_is_found(typed):
    """Where two have one name, the brackets tell which: a department, abroad a country."""
    proposed = complete(typed, 20)
    assert proposed
    assert [find_place(place.label).label for place in proposed] == [place.label for place in proposed]


@pytest.mark.parametrize("text", ["Saint-Étienne", "st etienne", "SAINT ETIENNE", "Saint-Etienne"])
def test_accents_hyphens_and_abbreviations_do_not_matter(text):
    assert find_place(text).name == "Saint-Étienne"


@pytest.mark.parametrize("text", ["Lyon 6e", "Lyon 6", "lyon 6ème", "Lyon 06", "69006", "Lyon 6e arrondissement"])
def test_an_arrondissement_belongs_to_its_town(text):
    place = find_place(text)
    assert (place.name, place.city, place.postal_code) == ("Lyon 6e", "Lyon", "69006")


def test_the_first_arrondissement_is_written_er():
    assert find_place("Paris 1er") == find_place("75001") == find_place("Paris 01")


@pytest.mark.parametrize(
    ("text", "department", "region"),
    [
        ("Fort-de-France", "972", "Martinique"),
        ("Mamoudzou", "976", "Mayotte"),
        ("Cayenne", "973", "Guyane"),
        ("Nouméa", "988", "Nouvelle-Calédonie"),
        ("Ajaccio", "2A", "Corse"),
        ("Saint-Denis (93)", "93", "Île-de-France"),
        ("Saint-Denis (974)", "974", "La Réunion"),
    ],
)
def test_departments_overseas_and_towns_of_the_same_name(text, department, region):
    place = find_place(text)
    assert (place.department, place.region) == (department, region)


def test_a_french_town_goes_before_a_larger_one_abroad():
    assert find_place("Valence").country == "FR"
    assert find_place("Bruxelles").country == "BE"


@pytest.mark.parametrize(
    ("typed", "label"),
    [("Montréal", "Montréal (CA)"), ("berne", "Berne (CH)"), ("Mons", "Mons (BE)"), ("Lagos", "Lagos (NG)")],
)
def test_a_village_here_gives_way_to_a_city_abroad(typed, label):
    assert find_place(typed).label == label
    assert complete(typed)[0].label == label


@pytest.mark.parametrize("typed", ["Laval", "Saint-Louis", "Munster", "Trois-Rivières", "Beaumont", "Valence"])
def test_a_town_here_does_not(typed):
    assert find_place(typed).country == "FR"


def test_the_others_of_a_name_are_known_where_nothing_tells_which_is_meant():
    assert [place.label for place in namesakes("montreal")] == ["Montréal (11)", "Montréal (32)"]
    assert "Saint-Denis (93)" in [place.label for place in namesakes("Saint-Denis")]
    assert namesakes("Montréal (11)") == namesakes("Saint-Denis 93") == namesakes("Lyon") == namesakes("93200") == []
    assert namesakes("Nulle-Part-les-Oies") == namesakes("") == namesakes(None) == []


@pytest.mark.parametrize(
    ("typed", "label"),
    [("Grenobel", "Grenoble (38)"), ("marseile", "Marseille (13)"), ("Sant-Etienne", "Saint-Étienne (42)"),
     ("Bordaux", "Bordeaux (33)"), ("Monpellier", "Montpellier (34)"), ("Lylle", "Lille (59)")],
)  # fmt: skip
def test_a_name_with_a_mistake_in_it_is_like_another(typed, label):
    assert nearest(typed).label == label


@pytest.mark.parametrize("typed", ["", None, "ly", "xyzzyxq", "x" * 10_000, "😀😀😀😀", "12345"])
def test_what_is_like_no_place(typed):
    assert nearest(typed) is None


def test_the_largest_cities_abroad_are_proposed_beside_the_towns_here():
    for typed, label in (("montr", "Montréal (CA)"), ("lon", "Londres (GB)"), ("ber", "Berlin (DE)")):
        assert label in [place.label for place in complete(typed)]
    assert complete("ber")[0].label == "Bergerac (24)"
    assert len(complete("ber")) == 8


@pytest.mark.parametrize("text", ["", None, "   ", "Nulle-Part-les-Oies", "\x00", "'; DROP TABLE", "x" * 10_000, "😀"])
def test_what_is_no_place_is_none(text):
    assert find_place(text) is None


def test_departments_by_number_and_name():
    assert find_department("69").name == "Rhône"
    assert find_department("rhone").code == "69"
    assert find_department("2a").name == "Corse-du-Sud"
    assert find_department("1").name == "Ain"
    assert find_department("") is None
    assert find_region("ile de france") == "Île-de-France"


def test_every_french_place_is_in_a_known_department():
    places = [place for letter in "abcdefghijklmnopqrstuvwxyz" for place in complete(letter, limit=100_000)]
    french = [place for place in places if place.country == "FR"]
    assert len(french) > 15_000
    assert {place.department for place in french} <= set(departments())


def test_completion_gives_the_largest_french_towns_first():
    assert [place.name for place in complete("mars", 2)] == ["Marseille", "Marseille 13e"]
    assert complete("saint eti", 1)[0].name == "Saint-Étienne"
    assert complete("69006")[0].name == "Lyon 6e"
    assert complete("") == []


def test_a_box_holds_its_circle():
    box = within(45.75, 4.85, 10)
    assert (round(box.north - box.south, 2), round(box.east - box.west, 2)) == (0.18, 0.26)


# --- Other names ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Châlons-sur-Marne", "Châlons-en-Champagne (51)"),
        ("Cherbourg-en-Cotentin", "Cherbourg (50)"),
        ("Évry-Courcouronnes", "Évry (91)"),
        ("Saint-Denis de la Réunion", "Saint-Denis (974)"),
        ("saint denis 974", "Saint-Denis (974)"),
        ("Saint Denis 93", "Saint-Denis (93)"),
        ("havre", "Le Havre (76)"),
        ("rochelle", "La Rochelle (17)"),
        ("isle adam", "L'Isle-Adam (95)"),
        ("London", "Londres (GB)"),
        ("Brussels", "Bruxelles (BE)"),
        ("Monaco", "Monaco (MC)"),
        ("Luxembourg", "Luxembourg (LU)"),
        ("saint-ouen-sur-seine", "Saint-Ouen (93)"),
    ],
)
def test_other_names_mean_the_same_place(typed, label):
    assert find_place(typed).label == label


@pytest.mark.parametrize(
    ("typed", "first"),
    [("chalons sur", "Châlons-en-Champagne (51)"), ("roche", "La Roche-sur-Yon (85)"), ("lond", "Londres (GB)")],
)
def test_other_names_complete_to_the_place(typed, first):
    assert first in [place.label for place in complete(typed)]


def test_a_place_is_proposed_once_whatever_its_names():
    labels = [place.label for place in complete("saint denis", 20)]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize(
    ("typed", "region"),
    [("PACA", "Provence-Alpes-Côte d'Azur"), ("idf", "Île-de-France"), ("Région parisienne", "Île-de-France"),
     ("réunion", "La Réunion")],
)  # fmt: skip
def test_regions_by_what_people_call_them(typed, region):
    assert find_region(typed) == region


def test_former_regions_are_departments_of_today():
    assert find_former_region("Alsace") == ("67", "68")
    assert find_former_region("Nord-Pas-de-Calais") == ("59", "62")
    assert find_former_region("Bretagne") == find_former_region("") == ()
    assert all(code in departments() for codes in FORMER_REGIONS.values() for code in codes.split())
