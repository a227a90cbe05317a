"""Skills, languages, certificates and projects out of rows of text."""

import re

from portal.core.text import fold

from .entries import _PARTS, Entry, entries_of, paragraphs
from .levels import LEVELS

_ITEMS = re.compile(r"[,;•|·\t\n](?![^()]{0,60}\))")
_GROUP = re.compile(r"^([^,;:()]{2,60}?)(?:\s?:\s| [–—-] )(?=.*\S)")
_LEVEL = re.compile(r"^(.{2,80}?)[\s,:–—-]*\(?\b(" + "|".join(sorted(LEVELS, key=len, reverse=True)) + r")\)?$")
_URL = re.compile(r"(?:https?://|www\.)\S{1,300}|\b[\w.-]{2,60}\.[a-z]{2,10}/\S{1,200}")
_LANGUAGES = (
    "francais anglais espagnol allemand italien portugais arabe chinois mandarin cantonais japonais coreen "
    "russe neerlandais polonais turc grec roumain ukrainien hebreu hindi vietnamien suedois danois norvegien "
    "finnois tcheque hongrois bulgare serbe croate catalan breton basque occitan creole wolof bambara kabyle "
    "tamazight persan farsi ourdou bengali tamoul thai malgache swahili lingala albanais armenien french "
    "english spanish german italian portuguese arabic chinese japanese korean russian dutch polish turkish "
    "greek romanian ukrainian hebrew swedish danish norwegian finnish czech hungarian catalan latin esperanto "
    "lsf "
).split()
_LANGUAGE = re.compile(rf"^(?:langue des signes.{{0,20}}|(?:{'|'.join(_LANGUAGES)})\b)")


def joined(rows: list[dict]) -> list[dict]:
    """Rows without the line ends within an item."""
    found: list[dict] = []
    for row in rows:
        last = found[-1]["text"].rstrip() if found else ""
        goes_on = (
            last and not row["bullet"] and not row["bold"] and (row["text"][:1] == "(" or last.endswith((",", ";")))
        )
        if goes_on or (last.count("(") > last.count(")") and not row["bullet"]):
            found[-1] = {**found[-1], "text": f"{last} {row['text']}"}
        else:
            found.append(dict(row))
    return found


def skills_of(rows: list[dict]) -> list[dict]:
    rows = joined(rows)
    mixed = len({row["bold"] for row in rows}) > 1
    category, found = "", []
    for row in rows:
        text = row["text"].strip()
        if (mixed and row["bold"] and not _ITEMS.search(text)) or text.endswith(":"):
            category = text.rstrip(" :")
            continue
        group = _GROUP.match(text)
        own = group[1] if group and (_ITEMS.search(text) or not _LEVEL.match(fold(text))) else ""
        for item in _ITEMS.split(text[group.end() :] if own else text):
            if skill := _skill(item, own or category):
                found.append(skill)
    return found


def _skill(item: str, category: str) -> dict | None:
    item = item.strip(" .-–—")
    if not 1 <= len(item) <= 80:
        # A sentence is no skill.
        return None
    match = _LEVEL.match(fold(item))
    # `fold` may change the length: the level is then left in the name.
    if match and len(fold(item)) == len(item) and match[1].strip(" (:–-"):
        return {"name": item[: len(match[1])].strip(" (:–-"), "level": LEVELS[match[2]], "category": category}
    return {"name": item, "level": "", "category": category}


def languages_of(rows: list[dict]) -> list[dict]:
    found: list[dict] = []
    for row in joined(rows):
        text = row["text"]
        cells = re.split(r"\t| {1,2}[·•|] {1,2}|;", text)
        if len(cells) == 1 and sum(bool(_LANGUAGE.match(fold(cell))) for cell in text.split(",")) > 1:
            cells = text.split(",")
        for cell in filter(None, (cell.strip(" ,.") for cell in cells)):
            match = _LANGUAGE.match(fold(cell))
            if match:
                level = cell[match.end() :].strip(" :–—-,()")
                level = f"{level})" if level.count("(") > level.count(")") else level
                found.append({"language": cell[: match.end()].strip(), "level": level})
            elif found and not found[-1]["level"]:
                found[-1]["level"] = cell
            else:
                name, _colon, level = cell.partition(":")
                found.append({"language": name.strip()[:80], "level": level.strip()})
    return found


def certificates_of(rows: list[dict]) -> list[dict]:
    entries = entries_of(rows) or [Entry(None, [row["text"]]) for row in rows]
    found = []
    for entry in entries:
        parts = entry.parts + [row["text"] for row in entry.body]
        if not parts:
            continue
        day = entry.span and (entry.span.start or entry.span.end)
        found.append(
            {"name": parts[0], "issuer": " ".join(parts[1:])[:200], "date": day.isoformat()[:7] if day else ""}
        )
    return found


def projects_of(rows: list[dict]) -> list[dict]:
    """A row that stands out begins one; else each paragraph does."""
    heads = [place for place, row in enumerate(rows) if row["bold"] or row["heading"]]
    heads = [place for place in heads if not _URL.fullmatch(rows[place]["text"].strip())]
    if not heads or heads[0]:
        heads = [place for place, row in enumerate(rows) if place == 0 or (row["gap"] > 0.9 and not row["bullet"])]
    found = []
    for number, place in enumerate(heads):
        body = rows[place + 1 : heads[number + 1] if number + 1 < len(heads) else len(rows)]
        name, *rest = _PARTS.split(rows[place]["text"])
        url = next((match[0] for row in [rows[place], *body] if (match := _URL.search(row["text"]))), "")
        told = [row for row in body if row["text"].strip() != url]
        description = "\n".join(filter(None, (" ".join(rest), paragraphs(told))))
        found.append({"name": name, "url": url.rstrip(".,)"), "description": description})
    return found
