"""What an autosave costs, through the API and on the site: six statements at most, whatever one thing it changes.

Counted is the request; what follows it is a task of its own (portal.cv.services.settling).
"""

import json

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.accounts.services import update_profile
from portal.cv import services
from portal.cv.models import Resume, ResumeSkill
from portal.cv.visitors import Visitor, visitor_of
from portal.vocabulary.models import Skill
from tests.api.client import Api
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

MOST = 6
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
TEXT = {"template": 1, "full_name": "Marie Dubois", "email": "marie.dubois@example.com"}
STAYS = [{"start_date": "2020-01-15", "is_current": True}, {"end_date": "2019-12-31"}]
JOBS = [{"company": f"Bâtir {number}", "position": "Maçonne", **stay} for number, stay in enumerate(STAYS)]
SCHOOLS = [{"institution": f"Lycée {number}", "degree": "CAP", **stay} for number, stay in enumerate(STAYS)]
SKILLS = [{"name": "Chaux"}, {"name": "Pierre", "level": "expert"}, {"name": "Bois"}]


def all_three(items: list[dict], new: dict, **change) -> list[dict]:
    """The second of the items changed, the first lost, one gained."""
    return [new, {**items[1], **change}, *items[2:]]


ONE_THING = {
    "title": {"title": "Lead"},
    "no title": {"title": ""},
    "template": {"template": 2},
    "languages": {"languages_data": [{"language": "Français", "level": "Natif"}]},
    "certifications": {"certifications_data": [{"name": "CQP", "issuer": "CCCA"}]},
    "projects": {"projects_data": [{"name": "Un four", "url": "https://four.example"}]},
    "sections": {"custom_sections": [{"title": "Chantiers", "content": "Un mur"}]},
    "layout": {"layout": {"font": "lato", "order": ["skills", "experiences"]}},
    "experiences": {"experience_data": all_three(JOBS, {"company": "C", "position": "D"}, location="Lyon")},
    "no experiences": {"experience_data": []},
    "education": {"education_data": all_three(SCHOOLS, {"institution": "CFA"}, grade="Bien")},
    "unknown skills": {"skills_data": all_three(SKILLS, {"name": "Torchis"}, level="beginner")},
    "known skills": {"skills_data": all_three(SKILLS, {"name": "postgres"}, name="PIERRE")},
    "another name for a skill": {"skills_data": [{**SKILLS[0], "id": 0}, SKILLS[1], {"name": "Charpente"}]},
    "no skills": {"skills_data": []},
    "skills in another order": {"skills_data": SKILLS[::-1]},
}


class ByApi:
    """PATCH with a token, or of a visitor's session."""

    def __init__(self, person):
        self.api = Api(person) if person else Api()
        self.made = self.api.post("resumes/", {**TEXT, "title": "Un"}).json()
        self.actor = person or Visitor(self.made["session_id"])
        self.pk = self.made["id"]

    def save(self, values, revision):
        return self.api.patch(f"resumes/{self.pk}/", values)


class OnSite:
    """The editor."""

    def __init__(self, person):
        self.client = Client()
        if person:
            self.client.force_login(person)
        self.client.post(reverse("cv_new"), {"template": 1})
        self.actor = person or visitor_of(self.client.session)
        self.pk = Resume.objects.of(self.actor).last().pk

    def save(self, values, revision, **more):
        sent = {"revision": revision, "values": json.dumps(values), **more}
        return self.client.post(reverse("cv_save", args=[self.pk]), sent)


@pytest.fixture
def no_task(monkeypatch):
    """What follows waits: as with a broker, whose worker has not come to it."""
    monkeypatch.setattr("portal.cv.services.resumes._settle_soon", lambda pk: None)


@pytest.fixture(params=["account", "its second resume", "visitor"])
def person(request):
    if request.param == "visitor":
        return None
    person = UserFactory()
    update_profile(person, {"skills": ["Enduit", "Chaux"]})
    services.main_resume(person)
    if request.param == "account":
        Resume.objects.all().delete()
    return person


def prepared(way, person):
    """With everything in its lists, and a change a moment ago."""
    edge = way(person)
    filled = {"title": "Un", "experience_data": JOBS, "education_data": SCHOOLS, "skills_data": SKILLS}
    services.change(edge.actor, edge.pk, filled, always_keep=True)
    return edge


def cost(edge, values, **more) -> list[str]:
    """The statements of the request, with those that read its session and its account."""
    before = Resume.objects.get(pk=edge.pk).revision
    cache.clear()
    with CaptureQueriesContext(connection) as found:
        answer = edge.save(values, before, **more)
    assert answer.status_code == 200, answer.content
    assert Resume.objects.get(pk=edge.pk).revision == before + 1
    return [query["sql"] for query in found.captured_queries if not query["sql"].startswith(CONTROL)]


@pytest.mark.parametrize("later", [0, 600], ids=["a moment later", "after ten minutes"])
@pytest.mark.parametrize("way", [ByApi, OnSite])
@pytest.mark.parametrize("thing", ONE_THING)
def test_one_change_costs_at_most_six_statements(person, thing, way, later, no_task):
    edge = prepared(way, person)
    with time_machine.travel(timezone.now().timestamp() + later, tick=False):
        statements = cost(edge, ONE_THING[thing])
    assert len(statements) <= MOST, "\n".join(statements)


@pytest.mark.parametrize("thing", ONE_THING)
def test_what_a_tab_writes_over_anothers_text_costs_no_more(person, thing, no_task):
    edge = prepared(OnSite, person)
    statements = cost(edge, ONE_THING[thing], keep=1)
    assert len(statements) <= MOST, "\n".join(statements)


# --- what a list's statement writes
def test_new_changed_and_lost_rows_are_what_was_sent():
    person = UserFactory()
    resume = services.create(person, {**TEXT, "experience_data": JOBS, "skills_data": SKILLS})
    lost, kept = resume.experiences.all()
    changed = services.change(person, resume, ONE_THING["experiences"])
    new, same = changed.experiences.all()
    assert (same.pk, same.location) == (kept.pk, "Lyon")
    assert new.pk not in (None, lost.pk, kept.pk)
    fresh = list(Resume.objects.get().experiences.values_list("pk", "company", "order"))
    assert fresh == [(new.pk, "C", 0), (kept.pk, "Bâtir 1", 1)]
    again = services.change(person, resume, {"experience_data": [{"id": new.pk, "company": "C", "position": "E"}]})
    assert [(row.pk, row.position) for row in again.experiences.all()] == [(new.pk, "E")]


def test_a_skill_that_only_changes_its_spelling_or_level_stays_linked(no_task):
    person = UserFactory()
    resume = services.create(person, {**TEXT, "skills_data": SKILLS})
    services.settle(resume.pk)
    linked = dict(ResumeSkill.objects.values_list("pk", "skill"))
    sent = [{**SKILLS[0], "name": "CHAUX"}, {**SKILLS[1], "level": ""}, SKILLS[2]]
    services.change(person, resume, {"skills_data": sent})
    assert dict(ResumeSkill.objects.values_list("pk", "skill")) == linked
    assert Resume.objects.get().skills_told


def test_a_lost_skill_of_the_vocabulary_is_named_again_with_the_next_change():
    person = UserFactory()
    resume = services.create(person, {**TEXT, "skills_data": SKILLS})
    Skill.objects.filter(name="Chaux").delete()
    services.change(person, resume, {"skills_data": [{**SKILLS[0], "level": "expert"}, *SKILLS[1:]]})
    assert sorted(person.candidate.skills.values_list("name", flat=True)) == ["Bois", "Chaux", "Pierre"]
