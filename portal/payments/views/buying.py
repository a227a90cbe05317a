"""Prices, and the page where one says yes before being sent to the payment."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.core import limits
from portal.core.errors import DomainError

from .. import gateways
from ..forms import BeginForm
from ..permissions import may_subscribe
from ..plans import PLANS, Plan, PlanName, without_vat
from ..services import checkouts, subscriptions

#: What plans are called in addresses.
SLUGS = {"cv": PlanName.SINGLE, "mensuel": PlanName.MONTHLY, "annuel": PlanName.YEARLY}
SLUG_OF = {name.value: slug for slug, name in SLUGS.items()}


def offer(plan: Plan) -> dict:
    """A plan as pages show it."""
    return {
        "plan": plan,
        "slug": SLUG_OF[plan.name.value],
        "net": without_vat(plan.amount),
        "url": reverse("payment_begin", args=[SLUG_OF[plan.name.value]]),
    }


@never_cache
@require_safe
def pricing(request):
    monthly, yearly = PLANS[PlanName.MONTHLY], PLANS[PlanName.YEARLY]
    context = {
        "offers": {name: offer(plan) for name, plan in PLANS.items()},
        "saved": 12 * monthly.amount - yearly.amount,
        "running": subscriptions.running(request.user) if request.user.is_authenticated else None,
        "open_for_business": gateways.open_for_business(),
    }
    return render(request, "payments/pricing.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request, plan: str):
    """What is bought, for how much, and the waiver of the right of withdrawal; the POST leads to the payment."""
    if plan not in SLUGS:
        raise Http404
    found = PLANS[SLUGS[plan]]
    resumes = None if found.recurs else checkouts.payable_resumes(request.user, request.session)
    running = subscriptions.running(request.user) if found.recurs and request.user.is_authenticated else None
    form = BeginForm(
        request.POST or None, resumes=resumes, anonymous=not request.user.is_authenticated, chosen=request.GET.get("cv")
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        _keep_pace(request)
        try:
            _checkout, url = checkouts.start(
                request.user,
                found.name.value,
                resume=form.chosen_resume,
                email=form.cleaned_data.get("email", ""),
                waived=True,
            )
        except DomainError as error:
            refusal = error
        else:
            return redirect(url)
    context = {
        **offer(found),
        "form": form,
        "refusal": refusal,
        "running": running,
        "for_nobody": request.user.is_authenticated and not may_subscribe(request.user),
        "no_resume": resumes == [],
        "all_paid": resumes == [] and checkouts.has_resumes(request.user, request.session),
        "open_for_business": gateways.open_for_business(),
        "submit_label": _("Go to the payment"),
    }
    return render(request, "payments/begin.html", context, status=refusal.status if refusal else 200)


def _keep_pace(request) -> None:
    """Raises TooMany."""
    callers = [limits.address_of(request)]
    callers += [limits.account(request.user)] if request.user.is_authenticated else []
    limits.keep_pace("checkout", *callers)
