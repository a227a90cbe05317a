"""Text that comes from outside: control characters and lone surrogates never reach the database."""

import re
import unicodedata

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean_text(text: str) -> str:
    """One normal form (NFC), no control character, no space at the ends."""
    return unicodedata.normalize("NFC", CONTROL.sub("", text or "")).strip()


#: What is not one space already: most texts hold nothing of it.
_BREAKING = re.compile(r"[^\S\u00a0\u202f]{2,}|[^\S\u00a0\u202f ]")


def one_line(text: str) -> str:
    """Runs of spaces and line ends as one space; the spaces that French keeps from breaking stay as they are."""
    return _BREAKING.sub(" ", text or "").strip()


#: Every repetition has an end: a text made for it must not keep a search busy.
_CONTACTS = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\[at\]|\(at\))\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
    r"|(?:https?://|www\.)\S{1,500}"
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,6}(?:com|fr|org|io|eu|me|dev|net|be|ch)/\S{1,500}"
    r"|(?<![\w+])(?:(?:\+|00)33[\s.-]?(?:\(0\)\s?)?[1-9]|0[1-9])(?:[\s.-]?\d{2}){4}(?!\d)"
    r"|\+\d(?:[\s.()-]?\d){7,14}(?!\d)",
    re.IGNORECASE,
)


def without_contacts(text: str) -> str:
    """The text with "[…]" for what looks like an email address, a telephone number or an address of the web."""
    return _CONTACTS.sub("[…]", text or "")


#: Of European languages; there are rarer ones.
_ACCENTS = re.compile("[\u0300-\u036f]+")


def fold(text: str) -> str:
    """The text without case or accents, for comparisons: "Hôpital" and "hopital" are one."""
    decomposed = _ACCENTS.sub("", unicodedata.normalize("NFKD", text or ""))
    if decomposed.isascii():
        return decomposed.casefold().strip()
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold().strip()
