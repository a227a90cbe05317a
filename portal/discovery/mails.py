"""The mails of alerts: decided with the step they tell of, sent through the outbox, stopped by one click (RFC 8058)."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import mail
from portal.jobs.cards import as_kind, for_cards
from portal.jobs.models import Publication

from . import links
from .models import Alert, Frequency, Subscriber
from .searches import Search, read_kept


def news(alert: Alert, search: Search, ids: list[int], *, total: int) -> None:
    """These publications, newest first, and how many more the search has found since the last mail."""
    rows = for_cards(Publication.objects.all()).in_bulk(ids)
    publications = [rows[pk] for pk in ids if pk in rows]
    with translation.override(settings.LANGUAGE_CODE):
        total = max(total, len(publications))
        subject = ngettext("%(count)s new publication: %(name)s", "%(count)s new publications: %(name)s", total) % {
            "count": total,
            "name": alert.name,
        }
        context = {
            "publications": [_shown(row) for row in publications],
            "more": total - len(publications),
            "frequency": Frequency(alert.frequency).label,
            "action_url": settings.SITE_URL + search.newest_url,
            "action_label": _("See the results on the site"),
        }
        _send("alert", alert, subject, context, stop=True)


def confirm(alert: Alert) -> None:
    """Ask the owner of the address whether they want the alert."""
    with translation.override(settings.LANGUAGE_CODE):
        context = {"action_url": links.confirm_url(alert), "action_label": _("Look and confirm")}
        _send("alert_confirm", alert, _("Confirm your alert: %(name)s") % {"name": alert.name}, context)


def known(alert: Alert) -> None:
    """The alert that was asked for is there already."""
    with translation.override(settings.LANGUAGE_CODE):
        message = _("You asked for an alert that you have already. Nothing changes: it goes on writing to you.")
        if alert.is_paused:
            message = _("You asked for an alert that you have already, and that is paused. You can resume it.")
        context = {"message": message, "action_url": links.manage_url(alert), "action_label": _("See my alerts")}
        _send("alert_known", alert, _("You have this alert already: %(name)s") % {"name": alert.name}, context)


def full(subscriber: Subscriber) -> None:
    """The address has as many alerts as we keep."""
    with translation.override(settings.LANGUAGE_CODE):
        alert = subscriber.alerts.select_related("subscriber").first()
        message = _("You asked for another alert, but this address has as many as we keep. Delete one to make room.")
        context = {"message": message, "action_url": links.manage_url(alert), "action_label": _("See my alerts")}
        _send("alert_known", alert, _("You have too many alerts"), context)


def _shown(publication: Publication) -> dict:
    publication = as_kind(publication)
    return {"publication": publication, "url": settings.SITE_URL + publication.get_absolute_url()}


def _send(template: str, alert: Alert, subject: str, context: dict, *, stop: bool = False) -> None:
    stop_url, headers = "", {"Auto-Submitted": "auto-generated"}
    if stop:
        stop_url = links.stop_url(alert)
        headers |= {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    context = {
        "alert": alert,
        "search": read_kept(alert.kind, alert.parameters),
        "title": subject,
        "stop_url": stop_url,
        "manage_url": links.manage_url(alert),
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "from_account": alert.user_id is not None,
        **context,
    }
    text = render_to_string(f"mail/{template}.txt", context)
    html = render_to_string(f"mail/{template}.html", context)
    mail.enqueue([alert.email], subject, text, html, headers=headers)
