"""Development without keys: the page that plays Stripe's part, plainly marked as such."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..forms import LocalForm
from ..gateways import local
from ..models import Checkout
from ..plans import PLANS


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request, token: str):
    """Pays, has the bank refuse, or turns back: each by the webhooks that Stripe would send."""
    if not local.stands_in():
        raise Http404
    checkout = get_object_or_404(Checkout, token=token)
    if checkout.state != Checkout.State.OPEN:
        return redirect(checkout.success_url if checkout.completed_at else checkout.cancel_url)
    action = request.POST.get("action", "")
    form = LocalForm(request.POST or None, initial={"email": checkout.email})
    refused = False
    if request.method == "POST":
        if action == "give_up":
            return redirect(checkout.cancel_url)
        if form.is_valid():
            email = form.cleaned_data["email"]
            if action == "pay":
                local.pay(checkout, email)
                return redirect(checkout.success_url)
            local.refuse(checkout, email)
            refused = True
    context = {"checkout": checkout, "plan": PLANS[checkout.plan], "form": form, "refused": refused}
    return render(request, "payments/local.html", context)
