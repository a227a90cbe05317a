"""compose.yaml, Dockerfile and what is in front of the portal agree with the code. No container engine is needed."""

import re
from pathlib import Path

import yaml
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = (ROOT / "compose.yaml").read_text()
SERVICES = yaml.safe_load(COMPOSE)["services"]
OURS = [service for service in SERVICES.values() if service["image"] == "portal"]
NGINX = (ROOT / "docker" / "nginx.conf").read_text()


def test_every_variable_is_explained():
    explained = (ROOT / "docs" / "operations.md").read_text()
    given = {name for service in OURS for name in service["environment"]}
    assert given >= {"SECRET_KEY", "DATABASE_URL", "CACHE_URL", "CELERY_BROKER_URL", "ELASTICSEARCH_URL"}
    assert [name for name in sorted(given) if f"`{name}`" not in explained] == []


def test_the_example_names_what_is_asked_for_and_no_secret():
    lines = [line for line in (ROOT / ".env.example").read_text().splitlines() if line and line[0] != "#"]
    example = dict(line.split("=", 1) for line in lines)
    assert set(re.findall(r"\$\{(\w+)", COMPOSE)) == set(example)
    assert example["SECRET_KEY"] == example["POSTGRES_PASSWORD"] == ""
    assert ".env" in (ROOT / ".gitignore").read_text().splitlines()


def test_only_the_proxy_is_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_tasks_are_worked_off_and_one_beat_starts_them():
    commands = [service.get("command", "") for service in OURS]
    assert sum("celery -A portal worker" in command for command in commands) == 1
    assert sum("celery -A portal beat" in command for command in commands) == 1


def test_versions_are_fixed():
    images = [service["image"] for service in SERVICES.values() if service["image"] != "portal"]
    images += re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert [image for image in images if not re.search(r":\d", image)] == []


def test_what_may_be_sent_fits_through_the_proxy():
    megabytes = int(re.search(r"client_max_body_size (\d+)m;", NGINX)[1])
    assert megabytes * 1024 * 1024 > settings.FEED_MAX_BYTES


def test_private_files_are_not_the_proxys():
    assert re.findall(r"alias (\S+);", NGINX) == ["/data/media/"]
    assert settings.PRIVATE_ROOT.name == "private"
