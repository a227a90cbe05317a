"""Parts of public addresses."""

from portal.jobs.models.publication import PLURALS

_KINDS = {plural: kind.value for kind, plural in PLURALS.items()}


class PluralConverter:
    """ "offres" in an address, the kind's code in the view."""

    regex = "|".join(_KINDS)

    def to_python(self, value: str) -> str:
        return _KINDS[value]

    def to_url(self, value: str) -> str:
        return PLURALS.get(value, value)


class IdConverter:
    """A positive number that every database can hold."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)
