"""What payers are told, in French, after the commit: in their space and by mail, without an account by mail alone."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import Role, User
from portal.core import mail
from portal.core.days import day
from portal.notifications.registry import NotificationType, register
from portal.notifications.services import notify

from .display import money
from .models import Payment, PaymentStatus, Subscription
from .permissions import may_subscribe
from .plans import PLANS

PAYMENT = register(
    NotificationType(
        "paiement",
        gettext_lazy("Payments and subscription"),
        "notification",
        action_label=gettext_lazy("See my subscription"),
        mandatory=True,
        audience=may_subscribe,
    )
)


def paid(payment: Payment) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Your payment of %(amount)s") % {"amount": money(payment.amount)}
        words = {"plan": PLANS[payment.plan].label}
        if payment.checkout and payment.checkout.waived_at:
            message = _(
                "Thank you. %(plan)s: paid. It begins at once, as you asked: you gave up your right of withdrawal."
            )
        else:
            message = _("Thank you. %(plan)s: paid.")
        message = f"{message % words} {_('Your invoice is ready.')}" if payment.amount else message % words
        if payment.user is None:
            _write_to_stranger(payment, title, message)
        else:
            _tell(payment.user, title, message, link=reverse("invoice_list"), key=f"paid-{payment.pk}")


def _write_to_stranger(payment: Payment, title: str, message: str) -> None:
    """Who has no account finds the purchase again by a link of this mail, and no other way."""
    from .services import recovery

    checkout = payment.checkout or (payment.subscription and payment.subscription.checkout)
    if not payment.email or checkout is None:
        return
    recover = _("Keep this mail: its button leads back to your purchase for %(days)s days, and puts it in an account.")
    context = {
        "title": title,
        "message": f"{message}\n\n{recover % {'days': settings.PAYMENT_LINK_DAYS}}",
        "action_url": recovery.url_of(checkout),
        "action_label": _("Find my purchase"),
    }
    _mail(payment.email, context)


def failed(payment: Payment, row: Subscription, attempt: int) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Your payment of %(amount)s failed") % {"amount": money(payment.amount)}
        if row.is_running:
            message = _("Your bank refused it. Please check your card: you keep your access until %(day)s.") % {
                "day": day(row.access_until)
            }
        else:
            message = _("Your bank refused it. Nothing was charged: please check your card and try again.")
        _reach(row, title, message, key=f"failed-{payment.pk}-{attempt}")


def refunded(payment: Payment, cents: int) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        title = _("We give you back %(amount)s") % {"amount": money(cents)}
        message = _("The money is on your account within five to ten days. The credit note is with your invoices.")
        key = f"refunded-{payment.pk}-{payment.refunded_amount}"
        if payment.user:
            _tell(payment.user, title, message, link=reverse("invoice_list"), key=key)
        elif payment.email:
            _mail(payment.email, {"title": title, "message": message})


def subscription_changed(row: Subscription, status: str, cancelling: bool) -> None:
    """`status` and `cancelling` are what it was before. Failed payments and ends have mails of their own."""
    if row.status in Subscription.ENDED or row.cancel_at_period_end == cancelling:
        return
    with translation.override(settings.LANGUAGE_CODE):
        if row.cancel_at_period_end:
            title = _("Your subscription is cancelled")
            message = _("Nothing more will be charged. You keep your access until %(day)s.") % {
                "day": day(row.current_period_end)
            }
        else:
            title = _("Your subscription goes on")
            message = _("Your cancellation is taken back. The next payment is on %(day)s.") % {
                "day": day(row.current_period_end)
            }
        _reach(row, title, message, key=f"cancel-{row.pk}-{row.cancel_at_period_end}-{row.state_at:%Y%m%d%H%M%S}")


def cancelled_at_once(row: Subscription) -> None:
    """A late subscription has no period that was paid: it ends with the click."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Your subscription is cancelled")
        message = _("It is over, and nothing more will be charged: the payment that failed is not tried again.")
        _reach(row, title, message, key=f"ended-{row.pk}-{row.state_at:%Y%m%d%H%M%S}")


def paid_twice(row: Subscription) -> None:
    """Somebody has two that run (two tabs, or one paid without an account): people decide which to end."""
    others = Subscription.objects.owned_by(row.user).running().exclude(pk=row.pk)
    if row.user is None or not row.is_running or not others.exists():
        return
    with translation.override(settings.LANGUAGE_CODE):
        title = _("%(person)s pays two subscriptions") % {"person": row.user.email}
        message = _("End one of them at Stripe and give its payment back.")
        _tell_admins(title, message, link=reverse("payments_desk_subscriptions"), key=f"twice-{row.pk}")


def paid_in_vain(payment: Payment) -> None:
    """A resume was deleted while it was paid, or two tabs paid for the same one: people give the money back."""
    others = Payment.objects.filter(resume_id=payment.resume_id, status=PaymentStatus.SUCCEEDED).exclude(pk=payment.pk)
    if payment.resume_id is not None and not others.exists():
        return
    with translation.override(settings.LANGUAGE_CODE):
        person = {"person": payment.user.email if payment.user else payment.email}
        if payment.resume_id is None:
            title, message = _("%(person)s has paid for a deleted resume") % person, _("Give the payment back.")
        else:
            title = _("%(person)s has paid for one resume twice") % person
            message = _("Give one of the two payments back.")
        _tell_admins(title, message, link=reverse("payments_desk_one", args=[payment.pk]), key=f"both-{payment.pk}")


def _tell_admins(title: str, message: str, *, link: str, key: str) -> None:
    for admin in User.objects.active().filter(role=Role.ADMIN):
        _tell(admin, title, message, link=link, key=key)


def lapsed(row: Subscription) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Your subscription has ended")
        message = _(
            "You have no access to the premium templates any more. Your resumes stay, and you can subscribe again."
        )
        _reach(row, title, message, key=f"lapsed-{row.pk}-{row.access_until:%Y%m%d%H%M%S}")


def claimed(row: Subscription) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Your subscription is in your account")
        message = _("You had paid it with this address before you had an account.")
        _reach(row, title, message, key=f"claimed-{row.pk}")


def renews_soon(row: Subscription) -> None:
    """Code de la consommation, L215-1: between three months and one before a tacit renewal."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Your subscription renews itself on %(day)s") % {"day": day(row.current_period_end)}
        message = _(
            "%(amount)s will be charged then. If you do not want that, cancel it in your space before that day."
        )
        message %= {"amount": money(row.amount)}
        _reach(row, title, message, key=f"renews-{row.pk}-{row.current_period_end:%Y%m%d}")


def _reach(row: Subscription, title: str, message: str, *, key: str) -> None:
    if row.user:
        _tell(row.user, title, message, link=reverse("subscription"), key=key)
    elif row.email:
        from .services import recovery

        link = {"action_url": recovery.url_of(row.checkout), "action_label": _("Find my purchase")}
        _mail(row.email, {"title": title, "message": message, **(link if row.checkout else {})})


def _tell(user, title: str, message: str, *, link: str, key: str) -> None:
    notify([user], PAYMENT.name, title=title, message=message, link=link, key=key)


def _mail(address: str, context: dict) -> None:
    context = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, "mandatory": False, **context}
    text = render_to_string("mail/payer.txt", context)
    mail.enqueue([address], context["title"], text, render_to_string("mail/payer.html", context))
