"""Mail leaves through the outbox: rendered where it was decided, sent after the commit, retried when a server fails."""

from django.core.mail import EmailMultiAlternatives

from . import outbox

TOPIC = "mail.send"


def enqueue(to: list[str], subject: str, text: str, html: str = "", headers: dict[str, str] | None = None) -> None:
    """Send this mail once the current transaction commits. A failing mail server never fails the caller."""
    outbox.enqueue(
        TOPIC,
        {
            "to": list(to),
            "subject": " ".join(str(subject).split()),
            "text": text,
            "html": html,
            "headers": headers or {},
        },
    )


@outbox.handler(TOPIC, private=True)  # mails hold links that open accounts
def send(payload: dict) -> None:
    message = EmailMultiAlternatives(
        payload["subject"], payload["text"], to=payload["to"], headers=payload.get("headers")
    )
    if payload.get("html"):
        message.attach_alternative(payload["html"], "text/html")
    message.send()
