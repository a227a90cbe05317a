"""Who a request comes from: one answer for the limits, the login limiter, allauth's limits and the audit log."""

import ipaddress
from urllib.parse import urlsplit

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
            found = ipaddress.ip_address(candidate)
        except ValueError:
            continue
        # A socket for both versions shows IPv4 as ::ffff:192.0.2.1: these are not all neighbours.
        return str(getattr(found, "ipv4_mapped", None) or found)
    return UNKNOWN


def client_network(request) -> str:
    """The same as limits count it: IPv6 by its network of 64 bits, since a subscriber has all of them."""
    address = ipaddress.ip_address(client_address(request))
    if address.version == 6:
        address = ipaddress.ip_network((address, 64), strict=False).network_address
    return str(address)


def is_this_site(origin: str, request) -> bool:
    """Whether an `Origin` is the host that was asked."""
    try:
        return urlsplit(origin).netloc == request.get_host()
    except ValueError:
        return False


def sent_by_this_site(request) -> bool:
    """A page of this site sent it: browsers say so by themselves, and pages of others cannot make them lie."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    return is_this_site(origin, request)
