"""A signed-in person's alerts, under /mon-espace/alertes/."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.forms.common import show_refusal
from portal.core.errors import DomainError

from .. import services
from ..forms import ChangeAlertForm
from ..models import Alert
from ..services.alerts import MOST_OF_A_PERSON
from ..shown import shown


@never_cache
@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    alerts = [shown(alert) for alert in Alert.objects.of(request.user)]
    context = {
        "alerts": alerts,
        "full": len(alerts) >= MOST_OF_A_PERSON,
        "most": MOST_OF_A_PERSON,
        "unconfirmed": request.user.email_confirmed_at is None,
    }
    return render(request, "discovery/alerts.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    alert = _own(request, pk)
    form = ChangeAlertForm(
        request.POST if request.method == "POST" else None,
        initial={"name": alert.name, "frequency": alert.frequency},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.alerts.change(alert, **form.cleaned_data)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Your alert is changed."))
            return redirect("alert_list")
    return render(request, "discovery/alert.html", {"alert": shown(alert), "form": form})


@login_required
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    messages.success(request, done(_own(request, pk), request.POST.get("action", "")))
    return redirect("alert_list")


def done(alert: Alert, action: str) -> str:
    """Pause, resume or delete; returns what to say of it."""
    match action:
        case "pause":
            services.alerts.pause(alert)
            return _("The alert is paused.")
        case "resume":
            services.alerts.resume(alert)
            return _("The alert writes to you again.")
        case "delete":
            services.alerts.delete(alert)
            return _("The alert is deleted.")
    raise Http404("no such action")


def _own(request: HttpRequest, pk: int) -> Alert:
    return get_object_or_404(Alert.objects.of(request.user), pk=pk)
