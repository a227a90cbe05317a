"""The colours of a sheet, from the one that its owner chose."""

import colorsys

INK, PAPER = "#1c2530", "#ffffff"
#: WCAG 2.2 AA for text; the accent is text on paper in some places and the ground of white text in others.
CONTRAST = 4.5


def palette(accent: str) -> dict[str, str]:
    """Names of CSS variables and their colours, each readable where the templates use it. `accent` is #rrggbb."""
    readable = readable_on_paper(accent)
    return {
        "accent": readable,
        "deep": _mix(readable, "#000000", 0.35),
        "line": _mix(readable, PAPER, 0.65),
        "soft": _mix(readable, PAPER, 0.82),
        "tint": _mix(readable, PAPER, 0.92),
    }


def readable_on_paper(color: str) -> str:
    """The colour itself, or as dark a one of its hue as text on white needs."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(color))
    while contrast(color, PAPER) < CONTRAST:
        lightness -= 0.01
        color = _hex(colorsys.hls_to_rgb(hue, max(lightness, 0), saturation))
    return color


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white), as WCAG defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _mix(color: str, other: str, share: float) -> str:
    return _hex([a * (1 - share) + b * share for a, b in zip(_parts(color), _parts(other), strict=True)])


def _parts(color: str) -> tuple[float, ...]:
    return tuple(int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))


def _hex(parts) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
