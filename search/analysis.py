"""From French text to the tokens that every database indexes and looks up.

One analysis in Python, so that PostgreSQL, SQLite and the highlights agree to the letter: neither database's own
French joins infirmier with infirmière. Tokens are lower-case letters and digits only: no database parses them again.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.lexicon import ABBREVIATIONS, ELISIONS, INCLUSIVE_ENDINGS, STOP_WORDS
from search.stemming import stem

#: A word longer than this is no word (base64, a URL): it is cut.
LONGEST_TOKEN = 40
#: A query longer than this is cut: nobody types more, and each term costs the database.
LONGEST_QUERY = 400
MOST_TERMS = 16

#: Names that punctuation would break, as the token they become.
SYMBOLS = {"c++": "cplusplus", "c#": "csharp", "f#": "fsharp", ".net": "dotnet", "r&d": "recherchedeveloppement"}

_APOSTROPHES = "'’ʼ‘`´′"
_DASHES = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}-"
_GLUE = _APOSTROPHES + _DASHES
_ENDINGS = "|".join(sorted((ending.replace("e", "[eéè]") for ending in INCLUSIVE_ENDINGS), key=len, reverse=True))
_DOTS = "·•‧∙⋅"
_INCLUSIVE = (
    rf"(?:[{_DOTS}./-](?:{_ENDINGS})(?:[{_DOTS}./-]?s)?(?![^\W_])"
    rf"|[{_DOTS}](?:s|x)(?![^\W_])|\((?:{_ENDINGS}|s)\)(?:s(?![^\W_]))?)"
)
#: A word with what its writer glued to it; the groups say what it is.
_CHUNK = re.compile(
    rf"(?P<gender>(?<![^\W_])[hfm](?:\s?/\s?[hfmdx]|-[hfmdx]){{1,2}}(?![^\W_]))"
    rf"|(?P<symbol>(?<![^\W_])(?:c\+\+|[cf]\#|r&d(?![^\W_]))|\.net(?![^\W_]))"
    rf"|(?P<level>(?<![^\W_])bac\s?\+\s?\d)"
    rf"|(?P<word>(?:[^\W_]+[{_GLUE}])*?[^\W_]{{3,}}){_INCLUSIVE}+"
    rf"|[^\W_]+(?:[{_GLUE}][^\W_]+)*",
    re.IGNORECASE,
)
#: The two forms of _CHUNK that hold spaces.
_SPACED = re.compile(
    r"(?<![^\W_])(?:bac\s?\+\s?\d|[hfm]\s/\s?[hfmdx](?![^\W_])|[hfm]/\s[hfmdx](?![^\W_]))", re.IGNORECASE
)
_PIECE = re.compile(r"\S+")
_SPLIT = re.compile(rf"[{_APOSTROPHES}]")
_HYPHENS = re.compile(f"[{_DASHES}]")
_ORDINAL = re.compile(r"(\d+)(?:er|ere|e|eme|nd|nde)$")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l"})


@dataclass(frozen=True, slots=True)
class Term:
    """One thing the reader typed: any of the alternatives will do, all tokens of an alternative are needed."""

    alternatives: tuple[tuple[str, ...], ...]
    #: The word as typed, folded: the beginning of other words when the reader has not finished.
    prefix: str = ""


def fold(text: str) -> str:
    """Lower case without accents, ligatures opened: "Œuvre d'Été" becomes "oeuvre d'ete"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(character for character in decomposed if not unicodedata.combining(character)).lower()


def tokens(text: str) -> list[str]:
    """Return the tokens of a text in its order, stop words left out; a compound gives its parts and the whole."""
    text = unicodedata.normalize("NFC", text)
    if "+" in text or "/" in text:
        text = _SPACED.sub(lambda match: "".join(match.group().split()), text)
    # Whole texts repeat their words: each is analysed once, which makes this ten times faster than a pass of _CHUNK.
    return [token for word in text.split() for token in _cached(word)]


@lru_cache(maxsize=50_000)
def _cached(word: str) -> tuple[str, ...]:
    return tuple(token for match in _CHUNK.finditer(word) for token in _analysed(match))


def spans(text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Yield (tokens, start, end) for each word of a text, as offsets in that very text; used to mark what was found."""
    if ("+" in text or "/" in text) and _SPACED.search(text):
        yield from _placed(text)
        return
    # Each word is analysed once, however many texts of a page of hits say it.
    for piece in _PIECE.finditer(text):
        start = piece.start()
        for found, first, last in _placed_in_word(piece.group()):
            yield found, start + first, start + last


def _placed(text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    return ((_analysed(match), match.start(), match.end()) for match in _CHUNK.finditer(text))


@lru_cache(maxsize=50_000)
def _placed_in_word(word: str) -> tuple[tuple[tuple[str, ...], int, int], ...]:
    return tuple(_placed(word))


def terms(text: str) -> list[Term]:
    """Return what a reader asked for: at most 16 terms, doubles and stop words left out."""
    text = unicodedata.normalize("NFC", text[:LONGEST_QUERY])
    found: dict[tuple, Term] = {}
    for match in _CHUNK.finditer(text):
        parts = _analysed(match)
        if parts:
            term = _term(parts, fold(match.group()))
            found[term.alternatives] = term
    return list(found.values())[:MOST_TERMS]


def _term(parts: tuple[str, ...], typed: str) -> Term:
    *rest, whole = parts
    alternatives = (tuple(rest), (whole,)) if len(rest) > 1 else ((whole,),)
    return Term(alternatives, typed if typed.isalnum() else "")


def _analysed(match: re.Match) -> tuple[str, ...]:
    kind = match.lastgroup
    if kind is None:
        return _chunk_tokens(match.group())
    if kind == "gender":
        return ()
    if kind == "symbol":
        return (SYMBOLS[match.group().lower()],)
    if kind == "level":
        return ("bac", "bac" + match.group()[-1])
    return _chunk_tokens(match.group("word"))


@lru_cache(maxsize=32_768)
def _chunk_tokens(chunk: str) -> tuple[str, ...]:
    """Tokens of a word without spaces: each part between hyphens, then all of them in one when there are several."""
    parts = [word for word in map(_without_elision, _HYPHENS.split(fold(chunk))) if word]
    kept = tuple(filter(None, map(_word_token, parts)))
    if len(parts) < 2 or not kept:
        return kept
    return (*kept, _clean("".join(stem(ABBREVIATIONS.get(part, part)) for part in parts)))


def _without_elision(word: str) -> str:
    pieces = _SPLIT.split(word)
    while len(pieces) > 1 and pieces[0] in ELISIONS:
        pieces = pieces[1:]
    return "".join(pieces)


def _word_token(word: str) -> str:
    if word in STOP_WORDS:
        return ""
    ordinal = _ORDINAL.match(word)
    if ordinal:
        return ordinal.group(1)
    return _clean(stem(ABBREVIATIONS.get(word, word)))


def _clean(token: str) -> str:
    return "".join(filter(str.isalnum, token))[:LONGEST_TOKEN]
