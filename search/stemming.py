"""A French stemmer for titles of work: it joins plurals and feminines, and nothing else.

Snowball keeps infirmier and infirmière, directeur and directrice apart, and joins words that readers keep apart
(bourse, boursier). Here derivations stay apart: someone who searches "cuisinier" does not mean "cuisine".
"""

from search.lexicon import IRREGULAR, PLAIN_FEMININES, PLURALS_OF_EU, UNTOUCHED

#: (ending, shortest word it applies to, replacement), tried in order on the singular; the first that fits wins.
FEMININES = (
    ("trice", 6, "teur"),
    ("euse", 6, "eur"),
    ("eure", 6, "eur"),
    ("eux", 6, "eur"),
    ("iere", 6, "ier"),
    ("ere", 6, "er"),
    ("enne", 6, "en"),
    ("onne", 6, "on"),
    ("elle", 6, "el"),
    ("aise", 6, "ai"),
    ("oise", 6, "oi"),
    ("aine", 6, "ain"),
    ("ante", 6, "ant"),
    ("ente", 6, "ent"),
    ("ale", 5, "al"),
    ("ive", 5, "if"),
    ("iee", 5, "i"),
    ("ee", 4, "e"),
    ("ie", 6, "i"),
)


def stem(word: str) -> str:
    """Return what a folded word shares with its plural and its feminine; not always a word itself."""
    if len(word) < 4 or not word.isalpha():
        return word
    if word in UNTOUCHED:
        return word
    return _masculine(_singular(word))


def _singular(word: str) -> str:
    if word.endswith("s"):
        return word if word.endswith("ss") else word[:-1]
    if not word.endswith("x") or word in IRREGULAR:
        return word
    if word.endswith(("eaux", "oux")) or word in PLURALS_OF_EU:
        return word[:-1] if word not in ("doux", "roux", "jaloux") else word
    if word.endswith("aux") and len(word) > 4:
        return word[:-3] + "al"
    return word


def _masculine(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word in UNTOUCHED:
        return word
    if word in PLAIN_FEMININES:
        return word[:-1].removesuffix("s")
    for ending, shortest, replacement in FEMININES:
        if word.endswith(ending) and len(word) >= shortest:
            return word[: -len(ending)] + replacement
    if word.endswith("ue") and len(word) > 4 and word[-3] not in "qg":
        return word[:-1]
    return word
