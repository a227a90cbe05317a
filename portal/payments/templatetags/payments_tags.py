"""Amounts, rates and days of invoices: `{% load payments_tags %}{{ invoice.total|money }}`."""

from decimal import Decimal

from django import template
from django.utils.formats import number_format

from portal.core.days import day

from .. import display

register = template.Library()
register.filter("money", display.money)


@register.filter
def percentage(rate: Decimal) -> str:
    """20.00 → "20 %", 5.50 → "5,5 %" in French."""
    decimals = 0 if rate == rate.to_integral_value() else 1
    return f"{number_format(rate, decimals, use_l10n=True)}{display.NBSP}%"


@register.filter
def full_day(value) -> str:
    """With its year, as papers have it."""
    return day(value, year=True)


@register.filter
def split_lines(text: str) -> list[str]:
    """An address of the settings: "12 rue des Lilas|69003 Lyon"."""
    return [line.strip() for line in (text or "").split("|") if line.strip()]
