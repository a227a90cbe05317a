"""Beginning to pay. What it costs is ours to say: callers choose a plan, and a resume of theirs."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.errors import Forbidden, Invalid
from portal.cv.models import Resume
from portal.cv.visitors import visitor_of

from .. import gateways, redirects
from ..errors import AlreadySubscribed, ProviderDown
from ..models import Checkout, Payment, PaymentStatus, Subscription
from ..permissions import may_subscribe
from ..plans import CURRENCY, PLANS, PlanName
from ..waiver import VERSION


def start(
    actor,
    plan_name: str,
    *,
    resume: Resume | None = None,
    email: str = "",
    success_url: str = "",
    cancel_url: str = "",
    waived: bool = False,
) -> tuple[Checkout, str]:
    """Begin a checkout; returns it and the address where it is paid (002 §4.1).

    `actor` may be anonymous. `resume` is one that the caller may see (`payable_resume`); it is needed for what is paid
    once. `waived`: the payer has given up the right of withdrawal on our own page; otherwise Stripe's page asks.
    Raises Invalid (fields payment_type, resume_id, success_url, cancel_url), Forbidden (accounts that have no resumes),
    AlreadySubscribed, PaymentsOff, ProviderDown: nothing is charged in any of these.
    """
    gateway = gateways.current()
    user = actor if actor is not None and actor.is_authenticated else None
    plan = PLANS.get(plan_name)
    _check(plan, resume, success_url, cancel_url)
    if user is not None and not may_subscribe(user):
        raise Forbidden(_("Resumes are for those who apply."))
    if plan.recurs and user is not None:
        _one_subscription(user, gateway)
    elif not plan.recurs:
        _close(gateway, Checkout.objects.filter(resume=resume))
    with transaction.atomic():
        checkout = Checkout(
            plan=plan.name,
            amount=plan.amount,
            currency=CURRENCY,
            user=user,
            email=(user.email if user else email).lower(),
            resume=None if plan.recurs else resume,
            waived_at=timezone.now() if waived else None,
            waiver_version=VERSION if waived else "",
        )
        checkout.success_url = success_url or own_url("payment_done", checkout)
        checkout.cancel_url = cancel_url or own_url("payment_given_up", checkout)
        checkout.save()
        Payment.objects.create(
            user=user,
            checkout=checkout,
            resume=checkout.resume,
            email=checkout.email,
            plan=plan.name,
            amount=plan.amount,
            currency=CURRENCY,
        )
    # Outside the transaction: no lock is held while Stripe thinks.
    session, url = _opened(gateway, checkout)
    Checkout.objects.filter(pk=checkout.pk, stripe_session__isnull=True).update(stripe_session=session)
    checkout.stripe_session = session
    return checkout, url


def _opened(gateway, checkout: Checkout) -> tuple[str, str]:
    try:
        session, url = gateway.open_checkout(checkout)
        if not session or not url:
            raise ProviderDown
    except ProviderDown:
        with transaction.atomic():
            Checkout.objects.filter(pk=checkout.pk).update(state=Checkout.State.EXPIRED)
            waiting = Payment.objects.filter(checkout=checkout, status=PaymentStatus.PENDING)
            waiting.update(status=PaymentStatus.FAILED)
        raise
    return session, url


def own_url(name: str, checkout: Checkout) -> str:
    return settings.SITE_URL + reverse(name, args=[checkout.token])


def _check(plan, resume, success_url: str, cancel_url: str) -> None:
    fields = {}
    if plan is None:
        fields["payment_type"] = [_("This is not a valid choice.")]
    elif plan.name == PlanName.SINGLE and resume is None:
        fields["resume_id"] = [_("This field is required.")]
    elif plan.name == PlanName.SINGLE and resume.is_paid:
        fields["resume_id"] = [_("This resume is paid already.")]
    for name, url in (("success_url", success_url), ("cancel_url", cancel_url)):
        if url and not redirects.is_allowed(url):
            fields[name] = [_("This address is not allowed here.")]
    if fields:
        raise Invalid(fields=fields)


def _one_subscription(user, gateway) -> None:
    """Nobody pays two: not while one runs, nor what was begun in another tab."""
    if Subscription.objects.owned_by(user).running().exists():
        raise AlreadySubscribed
    recurring = [name for name, plan in PLANS.items() if plan.recurs]
    _close(gateway, Checkout.objects.filter(user=user, plan__in=recurring))


def _close(gateway, rows) -> None:
    """What was begun of these in another tab can no longer be paid."""
    begun = rows.filter(state=Checkout.State.OPEN, stripe_session__isnull=False)
    for checkout in begun.order_by("-id")[:5]:
        try:
            gateway.expire_checkout(checkout)
        except ProviderDown:
            # Paid or over in the meantime: its event says which.
            continue


def payable_resume(user, session, pk: int) -> Resume | None:
    """The resume of this number if it is the caller's own: the account's, or the visitor's of this session."""
    return _own_resumes(user, session).filter(pk=pk).first()


def payable_resumes(user, session) -> list[Resume]:
    """The caller's resumes that nobody paid for, those with a premium template first."""
    rows = _own_resumes(user, session).filter(is_paid=False).select_related("template")
    return list(rows.order_by("-template__is_premium", "-updated_at", "id")[:50])


def has_resumes(user, session) -> bool:
    return _own_resumes(user, session).exists()


def _own_resumes(user, session):
    known = user is not None and user.is_authenticated
    return Resume.objects.of(user if known else visitor_of(session))
