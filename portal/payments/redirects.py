"""Where a checkout may lead back to: our own site and the front ends that are named (CONTRACTS "CV and payments")."""

from urllib.parse import urlsplit

from django.conf import settings

LONGEST = 500


def origin(url: str) -> str:
    """ "https://host:port", or nothing for what is no plain address of the web."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        return ""
    return f"{parts.scheme}://{parts.hostname}{f':{port}' if port else ''}"


def allowed_origins() -> set[str]:
    named = [settings.SITE_URL, *settings.CORS_ALLOWED_ORIGINS, *settings.PAYMENT_RETURN_ORIGINS]
    return {origin(url) for url in named} - {""}


def is_allowed(url: str) -> bool:
    """No part of an address is believed that browsers and `urlsplit` could read differently."""
    plain = url.isascii() and url.isprintable() and not set("\\ <>\"'`{}|^") & set(url)
    return plain and len(url) <= LONGEST and origin(url) in allowed_origins()
