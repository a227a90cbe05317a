"""Amounts as people write them."""

from django.utils.formats import number_format

from .plans import euros

NBSP, MINUS = "\u00a0", "\u2212"


def money(cents: int) -> str:
    """999 → "9,99 €" in French; what went back has the sign of subtraction."""
    text = number_format(euros(cents), 2, use_l10n=True, force_grouping=True)
    return f"{text.replace('-', MINUS)}{NBSP}€"
