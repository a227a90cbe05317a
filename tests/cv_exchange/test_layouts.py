"""Pages such as people bring them, in one column or with their dates beside (portal.cv.exchange.text)."""

import pytest

from portal.cv.exchange.reading import read_file

from .files import page, upload

pytestmark = pytest.mark.django_db

STYLE = "<style>@page{margin:15mm} body{font:10.5pt sans-serif} td{vertical-align:top}</style>"


def read(html: str) -> dict:
    return read_file(upload(page(STYLE + html))).values


def jobs(said: dict) -> list[tuple]:
    return [(job["position"], job["company"], job["start_date"], job["end_date"]) for job in said["experience_data"]]


def test_dates_in_a_column_of_their_own():
    said = read(
        """<h1>Jean DUPONT</h1>
        <p>12 rue des Lilas, 75011 Paris — 06 39 98 01 42 — jean@courriel.example</p>
        <p><b>Comptable confirmé</b></p><h2>Expériences professionnelles</h2><table>
        <tr><td width=110>2019 - 2022</td><td><b>Comptable unique</b>, Garage Martin, Lyon
        <br>Tenue des comptes.</td></tr>
        <tr><td>01/2015 - 12/2018</td><td><b>Aide-comptable</b>, Cabinet Durand<br>Saisie des pièces.</td></tr></table>
        <h2>Formation</h2><table><tr><td width=110>2014</td><td>BTS Comptabilité, Lycée Turgot, Paris</td></tr></table>
        <h2>Centres d'intérêt</h2><p>Football, lecture</p>"""
    )
    assert (said["full_name"], said["title"]) == ("Jean DUPONT", "Comptable confirmé")
    assert (said["phone"], said["address"]) == ("+33639980142", "12 rue des Lilas, 75011 Paris")
    assert jobs(said) == [
        ("Comptable unique", "Garage Martin", "2019-01-01", "2022-12-01"),
        ("Aide-comptable", "Cabinet Durand", "2015-01-01", "2018-12-01"),
    ]
    assert said["experience_data"][0]["location"] == "Lyon"
    assert said["education_data"][0]["institution"] == "Lycée Turgot"
    assert said["custom_sections"] == [{"title": "Centres d'intérêt", "content": "Football, lecture"}]


def test_a_page_typed_line_by_line():
    said = read(
        """<p>CURRICULUM VITAE</p><p style='font-size:16pt'>Amélie Rousseau</p><p>Infirmière diplômée d'État</p>
        <p>Tél. : 06 39 98 01 42</p><p>amelie@courriel.example</p><p>44000 Nantes</p>
        <p><b>EXPÉRIENCE PROFESSIONNELLE</b></p><p>Depuis septembre 2018 : Infirmière en réanimation, CHU de Nantes</p>
        <p>- Encadrement d'étudiants</p><p>Juin 2015 - août 2018 : Infirmière, Clinique Jules Verne</p><p>- Bloc</p>
        <p><b>DIPLÔMES</b></p><p>2011 : Baccalauréat S, mention bien</p>
        <p><b>LANGUES</b></p><p>Anglais : courant ; Allemand : notions</p>"""
    )
    assert (said["full_name"], said["title"]) == ("Amélie Rousseau", "Infirmière diplômée d'État")
    assert jobs(said) == [
        ("Infirmière en réanimation", "CHU de Nantes", "2018-09-01", None),
        ("Infirmière", "Clinique Jules Verne", "2015-06-01", "2018-08-01"),
    ]
    assert said["experience_data"][0]["is_current"]
    assert said["experience_data"][0]["description"] == "- Encadrement d'étudiants"
    assert (said["education_data"][0]["degree"], said["education_data"][0]["grade"]) == (
        "Baccalauréat S",
        "mention bien",
    )
    assert [one["language"] for one in said["languages_data"]] == ["Anglais", "Allemand"]


def test_a_page_in_english_whose_dates_come_last():
    said = read(
        """<h1>John Smith</h1><p>Software Engineer | London, UK | john@mail.example | github.com/jsmith</p>
        <h2>Work Experience</h2><h3>Acme Ltd</h3><p><i>Senior Engineer</i></p><p>Jan 2020 – Present</p>
        <ul><li>Built</li></ul>
        <h3>Foo Inc</h3><p><i>Engineer</i></p><p>Mar 2015 – Dec 2019</p><ul><li>Fixed things in 2017 and later</li></ul>
        <h2>Education</h2><h3>University of Leeds</h3><p>BSc Computer Science, 2011 - 2014</p>
        <h2>Skills</h2><p>Languages: Python, Go</p>"""
    )
    assert (said["title"], said["github_url"]) == ("Software Engineer", "https://github.com/jsmith")
    assert jobs(said) == [
        ("Senior Engineer", "Acme Ltd", "2020-01-01", None),
        ("Engineer", "Foo Inc", "2015-03-01", "2019-12-01"),
    ]
    assert said["education_data"][0]["degree"] == "BSc Computer Science"
    assert said["skills_data"][0] == {"name": "Python", "level": "", "category": "Languages"}
