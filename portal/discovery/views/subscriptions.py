"""Keeping a search as an alert, and the links of its mails.

A GET changes nothing: mail programs and scanners open links by themselves. Whoever has an account keeps the alert at
once; an address without one is asked first.
"""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.forms.common import show_refusal
from portal.accounts.lockout import limited
from portal.core.errors import Conflict, DomainError, TooMany

from .. import links, services
from ..errors import AlertExists
from ..forms import AlertForm, SubscriptionForm
from ..models import Alert, Frequency
from ..searches import read
from ..shown import shown
from .alerts import done
from .private import private

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@limited("alert")
@BOTH
def create(request: HttpRequest, kind: str) -> HttpResponse:
    """/offres/alerte/?…: the parameters are the listing's."""
    search = read(kind, request.GET)
    form_class = AlertForm if request.user.is_authenticated else SubscriptionForm
    form = form_class(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _created(request, search, form.cleaned_data)
        except AlertExists as error:
            messages.info(request, error.message)
            return redirect("alert_one", error.alert.pk)
        except TooMany:
            raise
        except DomainError as error:
            show_refusal(form, error)
    login_url = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
    return render(request, "discovery/alert_create.html", {"search": search, "form": form, "login_url": login_url})


def _created(request: HttpRequest, search, values: dict) -> HttpResponse:
    if not request.user.is_authenticated:
        services.subscriptions.ask(values["email"], search, values["frequency"])
        return redirect("alert_asked")
    services.alerts.create(request.user, search, values["frequency"])
    messages.success(request, _("Your alert is created: we write to you when something new is published."))
    return redirect("alert_list")


@never_cache
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "discovery/alert_asked.html")


@never_cache
@BOTH
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    alert = links.alert_of(links.CONFIRM, token)
    if not services.subscriptions.can_confirm(alert):
        return private(render(request, "discovery/alert_gone.html", status=404))
    if request.method == "POST":
        services.subscriptions.confirm(alert)
        alert.refresh_from_db()
    manage_url = links.manage_url(alert)
    return private(render(request, "discovery/alert_confirm.html", {"alert": shown(alert), "manage_url": manage_url}))


@csrf_exempt  # a mail program stops it in one click without opening a page (RFC 8058); the address is the key
@never_cache
@BOTH
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST stops; an alert that is gone already is stopped."""
    if not links.is_signed(links.STOP, token):
        raise Http404("no such link")
    alert = links.alert_of(links.STOP, token)
    stopped = alert is None or alert.is_paused
    if request.method == "POST" and not stopped:
        services.subscriptions.stop(alert)
        stopped = True
    context = {
        "alert": shown(alert) if alert else None,
        "stopped": stopped,
        "manage_url": links.manage_url(alert) if alert else "",
    }
    return private(render(request, "discovery/alert_stop.html", context))


@never_cache
@require_safe
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Every alert of an address without an account."""
    subscriber = _subscriber(token)
    context = {
        "subscriber": subscriber,
        "token": token,
        "alerts": [shown(alert) for alert in subscriber.alerts.confirmed()],
        "frequencies": Frequency.choices,
    }
    return private(render(request, "discovery/subscriber.html", context))


@require_POST
def manage_one(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    alert = get_object_or_404(_subscriber(token).alerts.confirmed(), pk=pk)
    action = request.POST.get("action", "")
    if action == "frequency":
        _change_frequency(request, alert)
    else:
        messages.success(request, done(alert, action))
    return private(redirect("subscriber_alerts", token))


def _change_frequency(request: HttpRequest, alert: Alert) -> None:
    try:
        services.alerts.change(alert, name=alert.name, frequency=request.POST.get("frequency", ""))
    except DomainError as error:
        raise Conflict from error
    messages.success(request, _("Your alert is changed."))


@require_POST
def forget(request: HttpRequest, token: str) -> HttpResponse:
    """Delete every alert of the address, and the address."""
    services.subscriptions.stop_all(_subscriber(token))
    messages.success(request, _("All your alerts are stopped, and your address is forgotten."))
    return private(redirect("/"))


def _subscriber(token: str):
    subscriber = links.subscriber_of(token)
    if subscriber is None:
        raise Http404("no such link")
    return subscriber
