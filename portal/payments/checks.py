"""For `manage.py check`: what would take no money, or only pretend to."""

from django.conf import settings
from django.core.checks import Error, Warning


def local_checkout(app_configs, **kwargs) -> list:
    """The local page gives away what it should sell: it stays in development and tests."""
    if not settings.PAYMENTS_LOCAL_CHECKOUT or settings.DEBUG or settings.ENVIRONMENT in ("development", "test"):
        return []
    return [Error("PAYMENTS_LOCAL_CHECKOUT plays payments that nobody makes: not in production", id="payments.E001")]


def webhook_secret(app_configs, **kwargs) -> list:
    if not settings.STRIPE_SECRET_KEY or any(secret.strip() for secret in settings.STRIPE_WEBHOOK_SECRETS):
        return []
    return [
        Error("STRIPE_SECRET_KEY is set without STRIPE_WEBHOOK_SECRET: no payment would arrive", id="payments.E002")
    ]


def seller(app_configs, **kwargs) -> list:
    """An invoice without its seller is none."""
    missing = [name for name in ("name", "address", "siret") if not settings.INVOICE_SELLER[name]]
    if not settings.STRIPE_SECRET_KEY.startswith(("sk_live", "rk_live")) or not missing:
        return []
    names = ", ".join(f"INVOICE_SELLER_{name.upper()}" for name in missing)
    return [Warning(f"invoices would not say who sells: set {names}", id="payments.W001")]
