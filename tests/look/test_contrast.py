"""Colours that are read together hold WCAG 2.2 AA, in light and in dark."""

import re

import pytest
from django.conf import settings

TOKENS = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
SCHEMES = {"light": 0, "dark": 1}
PAIR = re.compile(r"--([\w-]+):\s*light-dark\(\s*(#[0-9a-f]{6})\s*,\s*(#[0-9a-f]{6})\s*\)")
COLOURS = {name: (light, dark) for name, light, dark in PAIR.findall(TOKENS)}

#: What is written, and on which surfaces.
TEXT = {
    "ink": ("paper", "card", "sunken", "tint", "mark", "danger-tint", "warn-tint", "ok-tint", "info-tint"),
    "soft": ("paper", "card", "sunken", "tint"),
    "brand": ("paper", "card", "tint", "sunken"),
    "brand-strong": ("paper", "card", "tint"),
    "offer": ("paper", "card"),
    "bourse": ("paper", "card"),
    "financement": ("paper", "card"),
    "consultation": ("paper", "card"),
    "ok": ("paper", "card", "ok-tint"),
    "warn": ("paper", "card", "warn-tint"),
    "danger": ("paper", "card", "danger-tint"),
    "info": ("paper", "card", "info-tint"),
    "brand-ink": ("brand", "brand-strong"),
    "danger-ink": ("danger",),
}
#: Edges without which a control could not be seen: 3 to 1.
EDGES = {"field-line": ("paper", "card"), "brand": ("paper", "card", "tint"), "danger": ("card", "danger-tint")}


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG's ratio, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def pairs(table):
    return [(name, surface, scheme) for name, surfaces in table.items() for surface in surfaces for scheme in SCHEMES]


@pytest.mark.parametrize(("ink", "surface", "scheme"), pairs(TEXT))
def test_text_is_read_on_its_surface(ink, surface, scheme):
    at = SCHEMES[scheme]
    assert contrast(COLOURS[ink][at], COLOURS[surface][at]) >= 4.5


@pytest.mark.parametrize(("edge", "surface", "scheme"), pairs(EDGES))
def test_edges_of_controls_are_seen(edge, surface, scheme):
    at = SCHEMES[scheme]
    assert contrast(COLOURS[edge][at], COLOURS[surface][at]) >= 3


def test_every_colour_that_is_written_with_is_held_to_a_surface():
    surfaces = {"paper", "card", "sunken", "line", "tint", "mark"}
    assert set(COLOURS) - {name for name in COLOURS if name.endswith("-tint")} - surfaces == {*TEXT, *EDGES}


def test_black_on_white_has_the_known_ratio():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_colours_live_in_the_tokens_only():
    for path in (settings.BASE_DIR / "static" / "css").glob("*.css"):
        if path.name not in {"tokens.css", "print.css"}:
            css = re.sub(r'url\(".*?"\)', "", path.read_text(encoding="utf-8"))
            assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", css), path.name
