"""How well somebody does something, in the words people write for it."""

import re

from portal.core.text import fold

from ..models import Level

_WORDS = {
    Level.BEGINNER: "beginner debutant debutante notions novice basic basique bases elementary elementaire",
    Level.INTERMEDIATE: "intermediate intermediaire moyen moyenne competent bon bonne good",
    Level.ADVANCED: "advanced avance avancee confirme confirmee proficient courant tres-bon professionnel",
    Level.EXPERT: "expert experte master mastery maitrise senior excellent excellente",
}
LEVELS = {word: level.value for level, words in _WORDS.items() for word in words.split()}


def read_level(text) -> str:
    """A level of 002 annex A, or an empty text: "Confirmé" is "advanced"."""
    words = re.findall(r"[a-z-]+", fold(str(text or ""))[:60])
    return next((LEVELS[word] for word in words if word in LEVELS), "")
