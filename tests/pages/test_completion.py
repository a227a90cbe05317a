"""What the boxes propose."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.jobs.models import Publication
from portal.vocabulary.models import Skill
from tests.factories.search import published

pytestmark = pytest.mark.django_db
HOSTILE = '"><script>alert(1)</script>'


def proposed(client, **asked) -> list[tuple[str, str]]:
    return [(option["text"], option["type"]) for option in client.get("/recherche/mots/", asked).json()["options"]]


def test_titles_skills_and_companies_say_what_they_are(client):
    published("Soudeur", skills=["Soudure"], company="Soudage Express")
    assert proposed(client, q="soud") == [
        ("Soudeur", ""),
        ("Soudure", "Compétence"),
        ("Soudage Express", "Organisme"),
    ]


def test_a_listing_proposes_its_kind_alone(client):
    published("Aide-soignante", company="A")
    published("Aide au logement", kind="financement", company="B")
    assert proposed(client, q="aide", genre="offres") == [("Aide-soignante", "")]
    assert len(proposed(client, q="aide")) == len(proposed(client, q="aide", genre="inconnu")) == 2


def test_what_leaves_is_proposed_no_longer_than_a_minute(client, time_machine):
    row = published("Soudeur secret")
    assert proposed(client, q="secret")
    Publication.objects.filter(pk=row.pk).update(live=False)
    time_machine.move_to(timezone.now() + timedelta(seconds=61))
    assert proposed(client, q="secret") == []


def test_the_answer_may_be_kept_for_a_moment_and_says_how_many_there_are(client):
    published("Soudeur")
    response = client.get("/recherche/mots/?q=soud")
    assert response["Cache-Control"] == "public, max-age=60"
    assert response.json()["said"] == "1 suggestion"
    assert client.get("/recherche/lieux/?lieu=lyon")["Cache-Control"] == "public, max-age=86400"


def test_the_same_beginning_is_asked_once(client, count_queries):
    published("Soudeur")
    client.get("/recherche/mots/?q=soud")
    assert len(count_queries(client, "/recherche/mots/?q=SOUD")) == 0


def test_whoever_asks_too_often_waits(client, settings):
    settings.API_RATES = {**settings.API_RATES, "completion": "3/min"}
    answers = [client.get("/recherche/mots/?q=soud") for _ in range(5)]
    assert [answer.status_code for answer in answers][-1] == 429
    assert int(answers[-1]["Retry-After"]) >= 1
    assert answers[-1].json()["options"] == []


# --- Skills alone, for resumes
def skills(client, typed: str) -> list[str]:
    return [option["text"] for option in client.get("/recherche/competences/", {"q": typed}).json()["options"]]


def test_skills_are_those_that_are_asked_for_and_those_of_the_vocabulary_each_once(client):
    published("Développeur", skills=["JavaScript", "Java EE"], company="Javanais")
    found = skills(client, "java")
    assert {"JavaScript", "Java EE"} <= set(found)
    assert len(found) == len(set(found))
    assert "Javanais" not in found
    assert skills(client, "js")[0] == "JavaScript"


def test_accents_case_and_other_words_of_a_name_do_not_matter(client):
    published("Maçon", skills=["Étanchéité"])
    assert skills(client, "ETANCH") == ["Étanchéité"]
    assert "Amazon Web Services" in skills(client, "web serv")
    assert skills(client, "e") == []


def test_what_only_somebody_wrote_into_a_resume_is_nobody_elses_to_read(client):
    Skill.objects.named(["Zythologie de Jean Dupont"])
    assert skills(client, "zyth") == []


def test_skills_cost_one_statement_once_they_were_asked_for(client, count_queries):
    skills(client, "java")
    assert len(count_queries(client, "/recherche/competences/?q=java")) == 1


@pytest.mark.parametrize("path", ["/recherche/mots/", "/recherche/lieux/", "/recherche/competences/"])
@pytest.mark.parametrize("text", ["", "a", "\x00", "%", HOSTILE, "x" * 9_000, "😀😀", "\ud800"])
def test_nothing_typed_is_an_error(client, path, text):
    published(HOSTILE)
    response = client.get(
        path, {"q": text.encode("utf-8", "surrogatepass"), "lieu": text.encode("utf-8", "surrogatepass")}
    )
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"


def test_the_distance_is_said_on_the_card_and_can_be_sorted_by(client):
    published("Loin", places=["Saint-Étienne"])
    published("Ici", places=["Lyon"], age=3)
    response = client.get("/offres/?lieu=Lyon&rayon=100&tri=distance")
    assert [each.title for each in response.context["publications"]] == ["Ici", "Loin"]
    assert "à 50\xa0km" in response.text
    assert response.text.count("\xa0km</li>") == 1
    assert 'value="distance" selected' in response.text


def test_further_than_the_largest_distance_there_is_nothing_to_propose(client):
    assert "à 20 km à la ronde" in client.get("/offres/?lieu=Lyon").text
    assert "à la ronde" not in client.get("/offres/?lieu=Lyon&rayon=100").text
