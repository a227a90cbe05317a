import pytest

from portal.vocabulary.places import complete, departments, find_department, find_place, find_region, within


@pytest.mark.parametrize("text", ["Lyon", "LYON", " lyon ", "Lyon (69)", "Lyon, France"])
def test_a_town_is_found_in_any_writing(text):
    place = find_place(text)
    assert (place.name, place.department, place.region) == ("Lyon", "69", "Auvergne-Rhône-Alpes")
    assert (round(place.latitude, 1), round(place.longitude, 1)) == (45.7, 4.8)


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
