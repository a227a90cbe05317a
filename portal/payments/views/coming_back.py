"""Back from the payment, now or later by the link of a mail. What a page says comes from our own rows alone."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.errors import Forbidden

from ..models import Checkout
from ..plans import PLANS
from ..services import checkouts, recovery
from .own import ask_to_cancel, cancelled_message


@never_cache
@require_safe
def done(request, token: str):
    """Paid, or not told yet: the page asks again by itself. That somebody came here proves nothing."""
    checkout = get_object_or_404(Checkout, token=token)
    mine = request.user.is_authenticated and checkout.user_id == request.user.pk
    resume = checkouts.payable_resume(request.user, request.session, checkout.resume_id) if checkout.resume_id else None
    context = {"checkout": checkout, "plan": PLANS[checkout.plan], "mine": mine, "resume": resume}
    return render(request, "payments/done.html", context)


@never_cache
@require_safe
def given_up(request, token: str):
    checkout = get_object_or_404(Checkout, token=token)
    return render(request, "payments/given_up.html", {"checkout": checkout})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request, token: str):
    """The purchase of a mail's link. The POST of somebody who is signed in puts it into their account."""
    checkout = recovery.find(token)
    if checkout is None:
        return render(request, "payments/recover_gone.html", status=404)
    if request.method == "POST":
        if not request.user.is_authenticated:
            raise Forbidden
        recovery.take(request.user, checkout)
        messages.success(request, _("Your purchase is in your account."))
        return redirect("subscription" if PLANS[checkout.plan].recurs else "invoice_list")
    back = urlencode({"next": request.path})
    context = {
        "checkout": checkout,
        "plan": PLANS[checkout.plan],
        "mine": request.user.is_authenticated and checkout.user_id == request.user.pk,
        "taken": checkout.user_id is not None,
        "token": token,
        "invoices": recovery.invoices_of(checkout)[:50],
        "subscription": recovery.subscription_of(checkout),
        "login_url": f"{reverse('account_login')}?{back}",
        "signup_url": f"{reverse('account_signup')}?{back}",
    }
    return render(request, "payments/recover.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, token: str):
    """The second and the third click of a payer without an account: the mail's link, cancel, confirm."""
    checkout = recovery.find(token)
    if checkout is None or not PLANS[checkout.plan].recurs:
        raise Http404
    if request.method == "POST":
        messages.success(request, cancelled_message(recovery.cancel(request.user, checkout)))
        return redirect("payment_recover", token)
    row = recovery.subscription_of(checkout)
    if row is None or not row.may_cancel:
        return redirect("payment_recover", token)
    return ask_to_cancel(request, row, reverse("payment_recover", args=[token]))


@never_cache
@require_safe
def receipt(request, token: str, number: str):
    """An invoice of a purchase, for whoever holds the link of the mail."""
    checkout = recovery.find(token)
    if checkout is None:
        raise Http404
    rows = recovery.invoices_of(checkout).select_related("payment", "corrects")
    return render(request, "payments/receipt.html", {"invoice": get_object_or_404(rows, number=number)})
