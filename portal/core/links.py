"""Addresses that came from outside."""

from django.utils.http import url_has_allowed_host_and_scheme


def local_path(url: str | None) -> str:
    """The address if it is a path of this site, else an empty text: what may follow a `next` or a stored link."""
    url = (url or "").strip()
    if not url.startswith("/") or not url_has_allowed_host_and_scheme(url, allowed_hosts=None):
        return ""
    return url
