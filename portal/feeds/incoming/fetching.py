"""Reading a source from an address that somebody typed, without becoming their way into our network (SSRF).

https alone; the name is resolved here, every address it has must be a public one, and the connection goes to one of
those that were looked at, so that a second answer of the name server changes nothing. Redirects are followed by hand
under the same rules. Time and size have an end, nothing is unpacked.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import time
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from portal.core.errors import Invalid

PORTS = (443, 8443)
MOST_REDIRECTS = 3
CHUNK = 64 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
#: Seconds; who asks for more is not waited for.
LONGEST_WAIT = 60
LONGEST_LINK = 4000
#: All of IPv6 that is the open internet, and what in it leads to IPv4: 6to4, Teredo.
_GLOBAL = ipaddress.ip_network("2000::/3")
_DISGUISES = [ipaddress.ip_network(network) for network in ("2002::/16", "2001::/32")]


class CannotFetch(Invalid):
    """Why nothing could be read, in words for whoever typed the address."""

    code = "cannot_fetch"


class Busy(CannotFetch):
    """Not now: the server asks to come back in `wait` seconds, which is soon."""

    def __init__(self, message: str, wait: int):
        super().__init__(message)
        self.wait = wait


@dataclass(frozen=True)
class Fetched:
    """What was answered; `unchanged` when the source says that it is as it was (304).

    `url` is where it was found in the end, `link` its header of that name as it came.
    """

    size: int = 0
    etag: str = ""
    modified: str = ""
    unchanged: bool = False
    cut: bool = False
    url: str = ""
    link: str = ""


def fetch(
    url: str,
    into,
    *,
    etag: str = "",
    modified: str = "",
    most: int | None = None,
    limit: int | None = None,
    stays: bool = False,
) -> Fetched:
    """Write what this address answers into a file. Raises CannotFetch, Busy.

    `most` bytes are enough for a look: reading stops there (`cut`). Without it a source larger than `limit` (default:
    settings.FEED_MAX_BYTES) is refused. With `stays` no redirect leads to another server.
    """
    until = time.monotonic() + settings.FEED_FETCH_SECONDS
    for _hop in range(MOST_REDIRECTS + 1):
        target = _Target.of(url)
        with _connected(target, until) as connection:
            answer = _ask(connection, target, etag, modified, until)
            if answer.status not in _REDIRECTS:
                found = _read(connection, answer, into, most, until, limit)
                return replace(found, url=url, link=", ".join(answer.headers.get_all("Link", []))[:LONGEST_LINK])
            before, url = url, urljoin(url, answer.headers.get("Location", ""))
            if stays and not same_server(before, url):
                raise CannotFetch(_("The address leads to another server."))
    raise CannotFetch(_("The address leads from one to another without end."))


def check(url: str) -> None:
    """Refuse what would not be fetched, without asking anybody but the name server. Raises CannotFetch."""
    target = _Target.of(url)
    _addresses(target)


def same_server(one: str, other: str) -> bool:
    """Whether two addresses have the same scheme, name and port."""
    try:
        first, second = _Target.of(one), _Target.of(other)
    except CannotFetch:
        return False
    return (first.secure, first.host.lower(), first.port) == (second.secure, second.host.lower(), second.port)


def is_public(address: str) -> bool:
    """Whether this address is one of the open internet: not ours, not the machine's, not the provider's."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if mapped := getattr(found, "ipv4_mapped", None):
        found = mapped
    if found.version == 6 and (found not in _GLOBAL or any(found in network for network in _DISGUISES)):
        return False
    return found.is_global and not found.is_multicast and not found.is_reserved


# --- Where to -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Target:
    host: str
    port: int
    path: str
    secure: bool

    @classmethod
    def of(cls, url: str) -> "_Target":
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
        except (ValueError, UnicodeError) as error:
            raise CannotFetch(_("This is not an address of the web.")) from error
        secure = parts.scheme == "https"
        if not host or not (secure or (parts.scheme == "http" and settings.FEED_FETCH_LOOPBACK)):
            raise CannotFetch(_("The address must begin with https://."))
        if parts.username is not None or parts.password is not None:
            raise CannotFetch(_("Please give an address without a name and password: we would have to keep them."))
        port = port or (443 if secure else 80)
        if port not in PORTS and not settings.FEED_FETCH_LOOPBACK:
            raise CannotFetch(_("Only the ports 443 and 8443 are read."))
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if any(ord(letter) < 33 or ord(letter) == 127 for letter in path + host):
            raise CannotFetch(_("This is not an address of the web."))
        return cls(host, port, path.encode("ascii", "ignore").decode("ascii"), secure)


def _addresses(target: _Target) -> list[str]:
    """Every address of the name, all of them public. Raises CannotFetch."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise CannotFetch(_("No server of this name was found.")) from error
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not addresses or not all(_may_connect(address) for address in addresses):
        raise CannotFetch(_("This address is not one of the public internet: it is not read."))
    return addresses


def _may_connect(address: str) -> bool:
    if settings.FEED_FETCH_LOOPBACK and ipaddress.ip_address(address.partition("%")[0]).is_loopback:
        return True
    return is_public(address)


class _Connection(http.client.HTTPConnection):
    """Goes to the addresses that were looked at, whatever the name says by now; TLS is still about the name."""

    def __init__(self, target: _Target, addresses: list[str], until: float):
        super().__init__(target.host, target.port)
        self.target, self.addresses, self.until = target, addresses, until

    def connect(self) -> None:
        self.sock = self._dial()
        if self.target.secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.target.host)
        # http.client lets go of its own before the answer is read.
        self.line = self.sock

    def _dial(self) -> socket.socket:
        failure = None
        for address in self.addresses:
            try:
                made = socket.create_connection((address, self.target.port), timeout=_left(self.until))
            except OSError as error:
                failure = error
                continue
            # What the socket itself says, not what it was asked.
            if not _may_connect(str(made.getpeername()[0])):
                made.close()
                raise CannotFetch(_("This address is not one of the public internet: it is not read."))
            return made
        raise failure or OSError("no address")

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.close()


def _connected(target: _Target, until: float) -> _Connection:
    return _Connection(target, _addresses(target), until)


# --- What is answered -----------------------------------------------------------------------------------------------
def _ask(connection: _Connection, target: _Target, etag: str, modified: str, until: float):
    headers = {
        "User-Agent": f"{settings.SITE_NAME.encode('ascii', 'ignore').decode() or 'portal'} feed reader",
        "Accept": "application/json, application/ld+json, application/xml, text/xml, text/csv, */*;q=0.1",
        "Accept-Encoding": "identity",
    }
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    try:
        connection.timeout = _left(until)
        connection.request("GET", target.path, headers=headers)
        connection.line.settimeout(_left(until))
        return connection.getresponse()
    except ssl.SSLError as error:
        raise CannotFetch(_("The certificate of this server is not valid.")) from error
    except TimeoutError as error:
        raise CannotFetch(_("The server takes too long to answer.")) from error
    except (OSError, http.client.HTTPException) as error:
        raise CannotFetch(_("The server cannot be reached, or answers nothing that can be read.")) from error


def _refuse(answer) -> None:
    message = _("The server answers %(status)s.") % {"status": answer.status}
    wait = answer.headers.get("Retry-After", "")
    if answer.status in _BUSY and re.fullmatch("[0-9]{1,3}", wait) and int(wait) <= LONGEST_WAIT:
        raise Busy(message, int(wait))
    raise CannotFetch(message)


def _read(connection: _Connection, answer, into, most: int | None, until: float, largest: int | None = None) -> Fetched:
    said = {"etag": answer.headers.get("ETag", "")[:200], "modified": answer.headers.get("Last-Modified", "")[:60]}
    if answer.status == 304:
        return Fetched(unchanged=True, **said)
    if answer.status != 200:
        _refuse(answer)
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise CannotFetch(_("The source is compressed: please give the address of the plain one."))
    limit, size = most or (settings.FEED_MAX_BYTES if largest is None else largest), 0
    while True:
        try:
            connection.line.settimeout(_left(until))
            chunk = answer.read1(CHUNK)
        except TimeoutError as error:
            raise CannotFetch(_("The server takes too long to answer.")) from error
        except (OSError, http.client.HTTPException) as error:
            raise CannotFetch(_("The source ended in the middle.")) from error
        if not chunk:
            break
        size += len(chunk)
        if size > limit:
            if most is None:
                megabytes = settings.FEED_MAX_BYTES // (1024 * 1024)
                raise CannotFetch(_("The source is larger than %(size)s MB.") % {"size": megabytes})
            into.write(chunk[: len(chunk) - (size - limit)])
            return Fetched(limit, cut=True, **said)
        into.write(chunk)
    announced = answer.headers.get("Content-Length", "")
    if announced.isascii() and announced.isdigit() and int(announced) != size:
        raise CannotFetch(_("The source ended in the middle."))
    return Fetched(size, **said)


def _left(until: float) -> float:
    """Seconds until the end of the whole conversation, however slowly the other side drips. Raises TimeoutError."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("the source takes too long")
    return min(left, 15.0)
