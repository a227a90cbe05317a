"""Mail leaves through the outbox: rendered where it was decided, sent after the commit, retried when a server fails."""

from django.core.mail import EmailMultiAlternatives

from . import outbox
from .text import one_line

TOPIC = "mail.send"


def message(
    to: list[str], subject: str, text: str, html: str = "", headers: dict[str, str] | None = None, attachments=()
) -> dict:
    """A mail as values that fit in JSON. `attachments` are texts: `{"name", "type", "content"}`."""
    return {
        "to": list(to),
        "subject": one_line(str(subject)),
        "text": text,
        "html": html,
        "headers": headers or {},
        "attachments": list(attachments),
    }


def enqueue(*args, **kwargs) -> None:
    """Send this `message(…)` once the current transaction commits. A failing mail server never fails the caller."""
    outbox.enqueue(TOPIC, message(*args, **kwargs))


@outbox.handler(TOPIC, private=True)  # mails hold links that open accounts
def send(payload: dict) -> None:
    mail = EmailMultiAlternatives(payload["subject"], payload["text"], to=payload["to"], headers=payload.get("headers"))
    if payload.get("html"):
        mail.attach_alternative(payload["html"], "text/html")
    for attachment in payload.get("attachments", ()):
        mail.attach(attachment["name"], attachment["content"], attachment["type"])
    mail.send()
