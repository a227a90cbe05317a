"""Amounts as people write them."""

from django.utils.formats import number_format

from .plans import euros

NBSP = "\u00a0"


def money(cents: int) -> str:
    """999 → "9,99 €" in French."""
    return f"{number_format(euros(cents), 2, use_l10n=True, force_grouping=True)}{NBSP}€"
