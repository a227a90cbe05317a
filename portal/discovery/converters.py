"""The listing at the beginning of an address: `offres/flux.rss`, `recherche/alerte/`."""

from portal.jobs.models.publication import PLURALS

EVERYTHING = "recherche"
_KINDS = {EVERYTHING: "", **{plural: kind.value for kind, plural in PLURALS.items()}}


class ListingConverter:
    """ "offres" in an address, the kind's code in the view; "" for the search through all kinds."""

    regex = "|".join(_KINDS)

    def to_python(self, value: str) -> str:
        return _KINDS[value]

    def to_url(self, value: str) -> str:
        return PLURALS[value] if value else EVERYTHING
