"""What both readers answer.

A row is {"text", "size" (points), "bold", "bullet", "heading" (level or 0), "gap" (free height above it, in lines)};
cells that stand side by side are separated by a tab. Rows come in reading order, a column after the other; the first
of a second column has "column": true.
"""

MOST_ROWS = 4_000
BULLETS = "-–—•*·▪‣◦○●►➤✓✔■□"


class Scan(Exception):
    """Pages without text."""


def row_of(text: str, size: float, bold: bool, *, heading: int = 0, gap: float = 0, bullet: bool = False) -> dict:
    text = text.replace("\n", " ").strip()
    if text[:1] in BULLETS and text[1:2] in (" ", "\t", "\u00a0"):
        bullet, text = True, text[1:].strip()
    return {"text": text, "size": size, "bold": bold, "bullet": bullet, "heading": heading, "gap": gap}


def has_year(text: str) -> bool:
    digits = "".join(letter if letter.isdigit() else " " for letter in text).split()
    return any(len(number) == 4 and number[:2] in ("19", "20") for number in digits)
