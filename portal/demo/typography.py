"""The demo texts as a French typographer would set them: from light markup to the HTML that forms send."""

import html
import re

NBSP, THIN = "\u00a0", "\u202f"
_RULES = (
    (re.compile(r"'"), "’"),
    (re.compile(r" ([;?!])"), THIN + r"\1"),
    (re.compile(r" (:)"), NBSP + r"\1"),
    (re.compile(r"« "), "«" + NBSP),
    (re.compile(r" »"), NBSP + "»"),
    (re.compile(r"(\d) (\d{3})(?!\d)"), r"\1" + THIN + r"\2"),
    (re.compile(r"(\d) (€|%|km|m²|kilos|h\b|ans\b|euros)"), r"\1" + NBSP + r"\2"),
    (re.compile(r"\bn° (\d)"), "n°" + NBSP + r"\1"),
)


def typeset(text: str) -> str:
    """Curly apostrophes, and the spaces that must not break."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def to_html(lines: list[str]) -> str:
    """A line is a paragraph; "## " begins a heading, "- " an item of a list."""
    blocks, items = [], []
    for line in [*(typeset(html.escape(line.strip(), quote=False)) for line in lines), ""]:
        if line.startswith("- "):
            items.append(f"<li>{line[2:]}</li>")
            continue
        if items:
            blocks.append(f"<ul>{''.join(items)}</ul>")
            items = []
        if line.startswith("## "):
            blocks.append(f"<h2>{line[3:]}</h2>")
        elif line:
            blocks.append(f"<p>{line}</p>")
    return "".join(blocks)
