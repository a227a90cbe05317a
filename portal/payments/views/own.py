"""One's own subscription and invoices."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core.days import day

from ..models import Invoice, Payment, PaymentStatus, Subscription
from ..plans import PLANS, PlanName
from ..services import subscriptions
from .buying import offer

PER_PAGE = 20


def _own(request) -> Subscription:
    row = subscriptions.current(request.user)
    if row is None:
        raise Http404
    return row


@never_cache
@login_required
@require_safe
def subscription(request):
    row = subscriptions.current(request.user)
    context = {
        "subscription": row,
        "plan": PLANS[row.plan] if row else None,
        "offers": [offer(PLANS[name]) for name in (PlanName.MONTHLY, PlanName.YEARLY)],
        "may_cancel": bool(row and row.may_cancel),
        "may_resume": bool(row and row.is_running and row.cancel_at_period_end),
        "never_began": bool(row and row.paid_at is None and not row.is_running),
        "last_failed": row.payments.filter(status=PaymentStatus.FAILED).first() if row and row.past_due_since else None,
        "has_invoices": Invoice.objects.owned_by(request.user).exists(),
    }
    return render(request, "payments/subscription.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request):
    """The second of three clicks, and the third: my subscription, cancel, confirm. Two from the foot of any page."""
    row = subscriptions.current(request.user)
    if row is None:
        # The foot of every page leads here: the page of who has none says so.
        return redirect("subscription")
    if request.method == "POST":
        row = subscriptions.cancel(request.user, row)
        messages.success(request, cancelled_message(row))
        return redirect("subscription")
    if not row.may_cancel:
        return redirect("subscription")
    return ask_to_cancel(request, row, reverse("subscription"))


def cancelled_message(row: Subscription) -> str:
    if row.status in row.ENDED:
        return _("Your subscription is cancelled. Nothing more will be charged.")
    until = day(row.current_period_end)
    return _("Your subscription is cancelled. You keep your access until %(day)s.") % {"day": until}


def ask_to_cancel(request, row: Subscription, back: str):
    """The page before the last click; `back` is where one goes who keeps it."""
    question = _("You keep your access until %(day)s.") % {"day": day(row.current_period_end)}
    if row.status in row.LATE:
        question = _("Its last payment failed: it ends at once, and your bank is not asked again.")
    context = {
        "title": _("Cancel my subscription"),
        "question": question,
        "text": _(
            "Nothing more will be charged. Your resumes stay; the premium templates get their watermark back then."
        ),
        "confirm_label": _("Confirm the cancellation"),
        "cancel_url": back,
        "cancel_label": _("Keep my subscription"),
        "danger": True,
    }
    return render(request, "components/confirm.html", context)


@login_required
@require_POST
def resume(request):
    subscriptions.resume(request.user, _own(request))
    messages.success(request, _("Your subscription goes on."))
    return redirect("subscription")


@login_required
@require_POST
def portal(request):
    return redirect(subscriptions.portal_url(request.user, _own(request)))


@never_cache
@login_required
@require_safe
def invoices(request):
    rows = Invoice.objects.owned_by(request.user).for_list()
    waiting = Payment.objects.owned_by(request.user).filter(
        status=PaymentStatus.FAILED, subscription__past_due_since__isnull=False
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "payments/invoices.html", {"page_obj": page, "failed": list(waiting[:3])})


@never_cache
@login_required
@require_safe
def invoice(request, number: str):
    rows = Invoice.objects.owned_by(request.user).select_related("payment", "corrects")
    return render(request, "payments/receipt.html", {"invoice": get_object_or_404(rows, number=number)})
