"""Pages whose address is a key: neither indexed nor told to other sites."""

from django.http import HttpResponse


def private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
