"""Text that comes from outside: control characters and lone surrogates never reach the database."""

import re
import unicodedata

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean_text(text: str) -> str:
    """One normal form (NFC), no control character, no space at the ends."""
    return unicodedata.normalize("NFC", CONTROL.sub("", text or "")).strip()


def fold(text: str) -> str:
    """The text without case or accents, for comparisons: "Hôpital" and "hopital" are one."""
    decomposed = unicodedata.normalize("NFKD", text or "")
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold().strip()
