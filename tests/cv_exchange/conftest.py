import copy

import pytest

from portal.cv import services
from portal.cv.rendering import worker
from portal.cv.rendering.sample import SAMPLE
from tests.factories.accounts import UserFactory


@pytest.fixture(scope="session", autouse=True)
def no_process_is_left_behind():
    yield
    worker.end()


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def values():
    """A resume with everything there is, as `services.create` takes it."""
    said = copy.deepcopy(SAMPLE)
    said |= {f"{name}_data": said.pop(name + "s" if name != "education" else name) for name in ("experience", "skill")}
    said["skills_data"], said["education_data"] = said.pop("skill_data"), said.pop("education")
    said["github_url"] = "https://github.com/camille-exemple"
    said["certifications_data"].append({"name": "CACES", "issuer": "", "date": "printemps 2019"})
    said["custom_sections"] = [{**said["custom_sections"][0], "id": "b1"}]
    said["layout"] = {"order": ["skills", "custom:b1"], "color": "#1a5276", "titles": {"skills": "Outils"}}
    return said


@pytest.fixture
def resume(person, values):
    return services.create(person, values)
