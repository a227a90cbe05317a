"""Invoices and credit notes, numbered without a gap (CGI, annexe II, art. 242 nonies A)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.models import AppendOnly

from ..querysets import InvoiceQuerySet


class InvoiceCounter(models.Model):
    """The last number of a series ("F2026", "A2026"); its row is the lock under which the next one is taken."""

    series = models.CharField(max_length=10, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["series"]

    def __str__(self):
        return f"{self.series} {self.last}"


class Invoice(AppendOnly):
    """An invoice, or with `corrects` a credit note: what it says on the day it is issued, never changed.

    Amounts in cents: `total` = `net` + `vat`, negative for a credit note.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    payment = models.ForeignKey("payments.Payment", on_delete=models.PROTECT, related_name="invoices")
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="credit_notes")
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    label = models.CharField(_("what for"), max_length=200)
    buyer_name = models.CharField(max_length=200, blank=True)
    buyer_address = models.CharField(max_length=300, blank=True)
    buyer_email = models.EmailField(blank=True)
    seller = models.JSONField(default=dict)
    total = models.IntegerField(_("total in cents"))
    net = models.IntegerField()
    vat = models.IntegerField()
    vat_rate = models.DecimalField(max_digits=4, decimal_places=2)
    currency = models.CharField(max_length=3)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["payment"], condition=models.Q(corrects__isnull=True), name="one_invoice_a_payment"
            ),
            models.CheckConstraint(condition=models.Q(total=models.F("net") + models.F("vat")), name="invoice_adds_up"),
        ]

    def __str__(self):
        return self.number

    @property
    def is_credit_note(self) -> bool:
        return self.corrects_id is not None
