"""Issuing invoices and credit notes: a number is taken under a lock, in the transaction that uses it."""

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.core.dates import PARIS

from ..models import Invoice, InvoiceCounter, Payment
from ..plans import without_vat


@transaction.atomic
def issue(payment: Payment) -> Invoice | None:
    """The invoice of a payment that came; the same when there is one. None where nothing was paid."""
    found = Invoice.objects.filter(payment=payment, corrects__isnull=True).first()
    if found or not payment.amount:
        return found
    return _write("F", payment, payment.amount, settings.VAT_RATE, label=_label(payment))


@transaction.atomic
def credit(payment: Payment, cents: int) -> Invoice | None:
    """A credit note over `cents` that went back. None where there is no invoice to correct."""
    invoice = Invoice.objects.filter(payment=payment, corrects__isnull=True).first()
    if invoice is None or not cents:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        label = _("Credit note on invoice %(number)s") % {"number": invoice.number}
    return _write("A", payment, -cents, invoice.vat_rate, label=label, corrects=invoice)


def _write(letter: str, payment: Payment, total: int, rate: Decimal, **values) -> Invoice:
    """`rate` in percent: a credit note has its invoice's, whatever it is by now."""
    now = timezone.now()
    net = without_vat(total, rate)
    return Invoice.objects.create(
        number=_next_number(letter, now),
        payment=payment,
        issued_at=now,
        buyer_name=payment.payer_name or (payment.user.get_full_name() if payment.user else ""),
        buyer_address=payment.payer_address,
        buyer_email=payment.email,
        seller=dict(settings.INVOICE_SELLER, site=settings.SITE_NAME),
        total=total,
        net=net,
        vat=total - net,
        vat_rate=rate,
        currency=payment.currency,
        **values,
    )


def _next_number(letter: str, now: datetime) -> str:
    """F2026-000001: without a gap in a year of Paris. The counter's row stays locked until the transaction ends."""
    series = f"{letter}{now.astimezone(PARIS).year}"
    InvoiceCounter.objects.get_or_create(series=series)
    counter = InvoiceCounter.objects.select_for_update().get(series=series)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{series}-{counter.last:06d}"


def _label(payment: Payment) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        words = {"single": _("One resume without watermark"), "monthly": _("Subscription of one month")}
        return str(words.get(payment.plan, _("Subscription of one year")))
