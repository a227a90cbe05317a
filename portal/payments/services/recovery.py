"""The link that an anonymous payer gets by mail: signed, for a time, it leads back to what was paid."""

from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, Forbidden

from .. import effects
from ..errors import NotCancellable
from ..models import Checkout, Invoice, Payment, Subscription
from . import subscriptions

_signer = TimestampSigner(salt="portal.payments.recovery", sep="~")


class TakenAlready(Conflict):
    code = "taken_already"
    message = _("Somebody has taken this purchase into their account already.")


def token_of(checkout: Checkout) -> str:
    return _signer.sign(checkout.token)


def url_of(checkout: Checkout) -> str:
    return settings.SITE_URL + reverse("payment_recover", args=[token_of(checkout)])


def find(token: str) -> Checkout | None:
    """The checkout of a link; None for a false link, an old one, or a purchase that is gone."""
    try:
        reference = _signer.unsign(token, max_age=timedelta(days=settings.PAYMENT_LINK_DAYS))
    except BadSignature:
        return None
    return Checkout.objects.select_related("user", "resume").filter(token=reference).first()


@transaction.atomic
def take(actor, checkout: Checkout) -> None:
    """Put what was paid into the account of whoever holds the link: it went to the payer's mailbox alone.

    Raises Forbidden (nobody is signed in), TakenAlready. Twice by the same account is once.
    """
    if not actor.is_authenticated:
        raise Forbidden
    checkout = Checkout.objects.select_for_update(of=("self",)).select_related("resume").get(pk=checkout.pk)
    owners = {owner for owner in (checkout.user_id, *_owners(checkout)) if owner}
    if owners - {actor.pk}:
        raise TakenAlready
    checkout.user = actor
    checkout.save(update_fields=["user", "updated_at"])
    rows = list(Subscription.objects.select_for_update().filter(checkout=checkout, user__isnull=True))
    mine = Payment.objects.filter(user__isnull=True)
    subscriptions.give(actor, rows, mine.filter(checkout=checkout) | mine.filter(subscription__in=rows))
    effects.hand_over(checkout.resume, actor)


def subscription_of(checkout: Checkout) -> Subscription | None:
    """The subscription of this purchase while it is in nobody's account: its owner has pages of their own."""
    return Subscription.objects.filter(checkout=checkout, user__isnull=True).order_by("-id").first()


def cancel(actor, checkout: Checkout) -> Subscription:
    """End it with its period, for the payer without an account. Raises NotCancellable, ProviderDown."""
    row = subscription_of(checkout)
    if row is None:
        raise NotCancellable
    return subscriptions.end(actor, row)


def invoices_of(checkout: Checkout) -> QuerySet:
    """The invoices and credit notes of this purchase and of its renewals, the newest first."""
    paid = Q(payment__checkout=checkout) | Q(payment__subscription__checkout=checkout)
    return Invoice.objects.filter(paid).for_list()


def _owners(checkout: Checkout) -> list[int]:
    found = list(Subscription.objects.filter(checkout=checkout).values_list("user", flat=True))
    return [*found, checkout.resume.user_id] if checkout.resume else found
