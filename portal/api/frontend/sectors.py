"""Sectors as clients write them: the vocabulary is closed, their words are not."""

from django.utils.text import slugify
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from portal.vocabulary.models import Sector

#: Words that no name of a sector begins with.
ALIASES = {
    "it": "informatique",
    "tech": "informatique",
    "technologie": "informatique",
    "technologies": "informatique",
    "technology": "informatique",
    "logiciel": "informatique",
    "btp": "batiment",
    "construction": "batiment",
    "education": "enseignement",
    "medical": "sante",
    "marketing": "communication",
    "juridique": "droit",
    "rh": "ressources",
    "social": "sante",
}


def find_sector(text, name: str = "secteur") -> Sector | None:
    """A sector by its id, slug, name, or the first word of it people use; None for no text. Raises ValidationError."""
    if text in (None, ""):
        return None
    if isinstance(text, bool) or not isinstance(text, str | int):
        raise ValidationError({name: [_("A text is expected here.")]})
    text = str(text)[:150].strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        found = Sector.objects.filter(pk=int(text)).first()
    else:
        found = _by_words(slugify(text))
    if found is None:
        known = ", ".join(Sector.objects.values_list("name", flat=True)[:60])
        raise ValidationError({name: [_("This sector is not known. Known: %(known)s.") % {"known": known}]})
    return found


def _by_words(slug: str) -> Sector | None:
    if not slug:
        return None
    sectors = list(Sector.objects.all())
    first = slug.split("-")[0]
    for wanted in (slug, ALIASES.get(slug, ""), first, ALIASES.get(first, "")):
        for sector in sectors:
            if wanted and (sector.slug == wanted or wanted in sector.slug.split("-")):
                return sector
    return None
