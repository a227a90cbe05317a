"""What a reader asks for, with everything that means the same: every backend reads a query's words here."""

import re
from collections.abc import Iterable
from functools import lru_cache

from portal.vocabulary.synonyms import groups, version

from .analysis import Term, fold, terms
from .lexicon import PREAMBLE

Tokens = tuple[str, ...]
_PREAMBLE = re.compile(PREAMBLE)


def wanted_terms(text: str) -> list[Term]:
    """The terms of a query (`search.analysis.terms`) with their synonyms among the alternatives.

    An expression of a group ("ressources humaines") is one term, whatever its writing; the longest goes first. The
    first alternative of a term is what the reader typed. "Emploi" and the like before what is looked for are left out.
    """
    found = _asked_for(text)
    return _thesaurus(version()).expand(found) if found else []


def loosened(text: str) -> list[Term]:
    """The same, and each word of an expression by itself: for who would rather have some of the words than nothing."""
    found = _asked_for(text)
    if not found:
        return []
    thesaurus = _thesaurus(version())
    words = [term for each in found for term in thesaurus.expand([each])]
    return [*(term for term in thesaurus.expand(found) if term not in words), *words]


def _asked_for(text: str) -> list[Term]:
    found = terms(text)
    if found and (subject := terms(_subject(text))) and not _thesaurus(version()).begins(found):
        return subject
    return found


def _subject(text: str) -> str:
    """What is looked for, where somebody types "emploi" before it; nothing where they do not."""
    written = " ".join(fold(text.replace("’", "'")).split())
    preamble = _PREAMBLE.match(written)
    return written[preamble.end() :] if preamble else ""


def is_synonym(tokens: Tokens) -> bool:
    """Whether these tokens are an expression of a group."""
    return tokens in _thesaurus(version()).same


class Thesaurus:
    """Groups of words as tokens, by each way to write one of their words."""

    def __init__(self, groups: Iterable[Iterable[str]]):
        self.same: dict[Tokens, list[Tokens]] = {}
        for words in groups:
            written = list(dict.fromkeys(way for word in words for way in _ways(terms(word))))
            for way in written:
                known = self.same.setdefault(way, [])
                known += [other for other in written if other not in known]
        self.longest = max(map(len, self.same), default=0)

    def begins(self, asked: list[Term]) -> bool:
        """Whether an expression of several words comes first."""
        return self._expression(asked[: self.longest])[0] > 1

    def expand(self, asked: list[Term]) -> list[Term]:
        found, position = [], 0
        while position < len(asked):
            size, term = self._expression(asked[position : position + self.longest])
            found.append(term)
            position += size
        once: dict[frozenset, Term] = {}
        for term in found:
            once.setdefault(frozenset(term.alternatives), term)
        return list(once.values())

    def _expression(self, ahead: list[Term]) -> tuple[int, Term]:
        """How many of the terms the longest expression takes, and the term that it becomes."""
        for size in range(len(ahead), 0, -1):
            ways = _ways(ahead[:size])
            if others := [other for way in ways for other in self.same.get(way, ())]:
                own = ahead[0].alternatives if size == 1 else ways
                return size, Term(_apart(own, others), ahead[0].prefix if size == 1 else "")
        return 1, ahead[0]


def _apart(own: tuple[Tokens, ...], others: list[Tokens]) -> tuple[Tokens, ...]:
    """What was typed, and the others that find more than it does.

    "infirmier diplômé d'État" finds nothing that "infirmier" does not: its rarer words would only weigh more.
    """
    ways = tuple(dict.fromkeys((*own, *others)))
    sets = [set(way) for way in ways]
    needed = [way in own or not any(less < found for less in sets) for way, found in zip(ways, sets, strict=True)]
    return tuple(way for way, keep in zip(ways, needed, strict=True) if keep)


def _ways(written: list[Term]) -> tuple[Tokens, ...]:
    """Tokens of an expression with its compounds in parts, then in one word: "aide-soignant" has two ways."""
    if not written:
        return ()
    parts = tuple(token for term in written for token in term.alternatives[0])
    whole = tuple(token for term in written for token in term.alternatives[-1])
    return (parts,) if parts == whole else (parts, whole)


@lru_cache(maxsize=1)
def _thesaurus(of: int) -> Thesaurus:
    return Thesaurus(groups())
