"""Rooms keep to their order and their size."""

import tomllib
import warnings

from django.apps import apps
from django.conf import settings

ROOT = settings.BASE_DIR
#: A longer file holds two things; a warning says so before the test does.
WARN_LINES, MOST_LINES = 300, 400


def room_order():
    """Rooms from the highest to the lowest, as import-linter reads them: `["portal.demo", …, "portal.core"]`."""
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return configuration["tool"]["importlinter"]["contracts"][0]["layers"]


def room_of(model):
    return next((room for room in room_order() if f"{model.__module__}.".startswith(f"{room}.")), None)


def own_relations():
    """`(model, field, target)` of every relation from one room's model to another's, many-to-many tables included."""
    for model in apps.get_models(include_auto_created=True):
        if room_of(model):
            for field in model._meta.get_fields():
                if field.is_relation and field.concrete and field.related_model and room_of(field.related_model):
                    yield model, field, field.related_model


def test_relations_point_to_the_same_room_or_a_lower_one():
    order = room_order()
    upward = [
        f"{model._meta.label}.{field.name} -> {target._meta.label}"
        for model, field, target in own_relations()
        if target._meta.label != settings.AUTH_USER_MODEL and order.index(room_of(target)) < order.index(room_of(model))
    ]
    assert upward == []


def test_every_room_of_ours_is_in_the_order():
    rooms = {config.name for config in apps.get_app_configs() if config.path.startswith(str(ROOT / "portal"))}
    assert rooms <= set(room_order())


def lengths():
    """Lines of every Python file of the rooms: `{"portal/urls.py": 31}`."""
    return {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for folder in ("portal", "search")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    }


def test_a_file_holds_one_thing():
    for name, lines in lengths().items():
        if lines > WARN_LINES:
            warnings.warn(f"{name} has {lines} lines: does it hold two things?", stacklevel=1)
    assert {name: lines for name, lines in lengths().items() if lines > MOST_LINES} == {}
