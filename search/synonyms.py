"""What a reader asks for, with everything that means the same: every backend reads a query's words here."""

from collections.abc import Iterable
from functools import lru_cache

from portal.vocabulary.synonyms import groups, version

from .analysis import Term, terms

Tokens = tuple[str, ...]


def wanted_terms(text: str) -> list[Term]:
    """The terms of a query (`search.analysis.terms`) with their synonyms among the alternatives.

    An expression of a group ("ressources humaines") is one term, whatever its writing; the longest goes first. The
    first alternative of a term is what the reader typed.
    """
    found = terms(text)
    return _thesaurus(version()).expand(found) if found else []


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
                return size, Term(tuple(dict.fromkeys((*own, *others))), ahead[0].prefix if size == 1 else "")
        return 1, ahead[0]


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
