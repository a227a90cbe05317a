"""Payments (docs/payments.md). Starting needs no network: nothing here is checked with Stripe."""

from decimal import Decimal

import environ

env = environ.Env()

#: sk_live_… or sk_test_…; empty: nothing can be bought, or the local page stands in (PAYMENTS_LOCAL_CHECKOUT).
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", default="")
#: whsec_…; two separated by a comma while one is exchanged for the other.
STRIPE_WEBHOOK_SECRETS = env.list("STRIPE_WEBHOOK_SECRET", default=[])
#: Empty: Stripe's own. For stripe-mock.
STRIPE_API_BASE = env.str("STRIPE_API_BASE", default="")
#: Seconds one call to Stripe may take.
STRIPE_TIMEOUT = env.float("STRIPE_TIMEOUT", default=10)
#: Seconds by which a webhook's signature may be old.
STRIPE_TOLERANCE = env.int("STRIPE_TOLERANCE", default=300)
#: A page of ours that plays Stripe's part and signs the same webhooks. A system check refuses it in production.
PAYMENTS_LOCAL_CHECKOUT = env.bool("PAYMENTS_LOCAL_CHECKOUT", default=False)
#: Days a subscriber keeps their access after a payment that failed or did not come.
PAYMENT_GRACE_DAYS = env.int("PAYMENT_GRACE_DAYS", default=7)
#: Days the link works that an anonymous payer gets by mail.
PAYMENT_LINK_DAYS = env.int("PAYMENT_LINK_DAYS", default=30)
#: Origins of front ends to which a checkout may lead back, beside our own (SITE_URL).
PAYMENT_RETURN_ORIGINS = env.list("PAYMENT_RETURN_ORIGINS", default=[])
#: Percent.
VAT_RATE = Decimal(env.str("VAT_RATE", default="20"))
#: What the law wants on an invoice: name, address (lines separated by "|"), SIRET, VAT number.
INVOICE_SELLER = {
    "name": env.str("INVOICE_SELLER_NAME", default=""),
    "address": env.str("INVOICE_SELLER_ADDRESS", default=""),
    "siret": env.str("INVOICE_SELLER_SIRET", default=""),
    "vat_number": env.str("INVOICE_SELLER_VAT_NUMBER", default=""),
}
