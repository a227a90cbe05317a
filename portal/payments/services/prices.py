"""What Stripe charges is what our plans cost: making it so, and checking it."""

from django.conf import settings
from django.urls import reverse

from .. import handlers
from ..gateways import stripe_api
from ..models import StripePrice
from ..plans import CURRENCY, PLANS, Plan


def sync() -> list[str]:
    """Make the prices that Stripe lacks, and note what they are called. Twice is once. Raises ProviderDown.

    A price at Stripe never changes: one of another amount is replaced, and who pays the old one goes on doing so.
    """
    done = []
    for plan in PLANS.values():
        found, made = stripe_api.price_of(plan), False
        if found is None or _differences(plan, found):
            found, made = stripe_api.create_price(plan), True
        values = {"stripe_id": found["id"], "amount": plan.amount, "currency": CURRENCY}
        StripePrice.objects.update_or_create(plan=plan.name, defaults=values)
        done.append(f"{plan.name.value}: {plan.amount} {CURRENCY}, {found['id']}{' (made)' if made else ''}")
    return done


def check() -> list[str]:
    """What is not as it should be; nothing when all is well. Changes nothing. Raises ProviderDown."""
    wrong = []
    for plan in PLANS.values():
        found = stripe_api.price_of(plan)
        if found is None:
            wrong.append(f"{plan.name.value}: Stripe has no active price {plan.lookup_key}: run sync_stripe_prices")
            continue
        wrong += [f"{plan.name.value}: {difference}" for difference in _differences(plan, found)]
        if not StripePrice.objects.filter(plan=plan.name, stripe_id=found["id"], amount=plan.amount).exists():
            wrong.append(f"{plan.name.value}: {found['id']} is not noted here: run sync_stripe_prices")
    return wrong + _webhook_problems()


def _differences(plan: Plan, found: dict) -> list[str]:
    recurring = found.get("recurring") or {}
    wanted = {
        "amount": (found.get("unit_amount"), plan.amount),
        "currency": (found.get("currency"), CURRENCY),
        "interval": (recurring.get("interval") or "", plan.interval),
        "interval count": (recurring.get("interval_count") or 1, 1),
        "tax": (found.get("tax_behavior"), "inclusive"),
    }
    return [f"{name} is {has!r}, not {ours!r}" for name, (has, ours) in wanted.items() if has != ours]


def webhook_url() -> str:
    return f"{settings.SITE_URL}{reverse('payment_webhook')}/"


def _webhook_problems() -> list[str]:
    """Stripe has to send every type of event that does something here to our address."""
    url = webhook_url()
    ours = [found for found in stripe_api.webhook_endpoints() if found["url"].rstrip("/") == url.rstrip("/")]
    if not ours:
        return [f"webhook: Stripe has no endpoint {url}"]
    sent = {name for found in ours if found.get("status") == "enabled" for name in found["enabled_events"]}
    missing = [] if "*" in sent else sorted(set(handlers.HANDLERS) - sent)
    return [f"webhook: {url} is not sent {', '.join(missing)}"] if missing else []
