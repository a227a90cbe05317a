"""Extracts of a publication with what was found marked, made with the analysis that found it."""

from html import escape

from portal.core.html import plain_text

from .analysis import Term, spans

#: Length of an extract of the description, in characters.
EXTRACT = 240
#: No more of a description is read for its extract.
LONGEST_READ = 20_000


def extracts(title: str, description: str, terms: list[Term]) -> dict[str, str]:
    """Return {"title", "description"} as safe HTML with <mark>; a field where nothing was found is left out.

    The description's extract is where most of the terms are, cut between words.
    """
    if not terms:
        return {}
    text = plain_text(description)[:LONGEST_READ]
    found = {"title": _marked(title, _found(title, terms), 0, len(title))}
    found["description"] = _passage(text, _found(text, terms))
    return {name: extract for name, extract in found.items() if extract}


def _found(text: str, terms: list[Term]) -> list[tuple[int, int, str]]:
    """(start, end, token) of the words that were looked for; an expression only where all of it is there."""
    words = list(spans(text))
    there = {token for tokens, _, _ in words for token in tokens}
    wanted = {token for term in terms for option in term.alternatives if there.issuperset(option) for token in option}
    hits = []
    for tokens, start, end in words if wanted else ():
        matching = next((token for token in tokens if token in wanted), None)
        if matching:
            hits.append((start, end, matching))
    return hits


def _passage(text: str, hits: list[tuple[int, int, str]]) -> str:
    if not hits:
        return ""
    best = max(hits, key=lambda hit: (len({h[2] for h in hits if hit[0] <= h[0] < hit[0] + EXTRACT - 40}), -hit[0]))
    start = max(0, best[0] - 40)
    end = min(len(text), start + EXTRACT)
    start = text.find(" ", start, best[0]) + 1 if start else 0
    last = text.rfind(" ", best[1], end) if end < len(text) else end
    end = last if last > 0 else end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return before + _marked(text, hits, start, end) + after


def _marked(text: str, hits: list[tuple[int, int, str]], start: int, end: int) -> str:
    inside = [(first, last) for first, last, _ in hits if first >= start and last <= end]
    if not inside:
        return ""
    pieces, position = [], start
    for first, last in inside:
        pieces += [escape(text[position:first]), "<mark>", escape(text[first:last]), "</mark>"]
        position = last
    return "".join([*pieces, escape(text[position:end])])
