"""Who a request comes from: one answer for the login limiter, allauth's limits and the audit log."""

import ipaddress

from django.conf import settings

#: What a request without any address is counted under.
UNKNOWN = "0.0.0.0"  # noqa: S104 - a label, nothing listens there


def client_address(request) -> str:
    """The address of the client: the connection's, or behind proxies the one they saw.

    As many entries at the end of X-Forwarded-For are believed as there are proxies of ours (`NUM_PROXIES`); what a
    client writes in front of them is not.
    """
    proxies = settings.REST_FRAMEWORK["NUM_PROXIES"]
    candidates = [request.META.get("REMOTE_ADDR", "")]
    forwarded = [entry.strip() for entry in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if proxies and len(forwarded) >= proxies:
        candidates.insert(0, forwarded[-proxies])
    for candidate in candidates:
        try:
            return str(ipaddress.ip_address(candidate))
        except ValueError:
            continue
    return UNKNOWN
