from django.shortcuts import render
from django.urls import reverse


def not_found(request, exception=None):
    """A page with a search box, so that a dead link is not the end of the way."""
    return render(request, "404.html", {"search_url": reverse("search")}, status=404)


def bad_request(request, exception=None):
    """Django's own page has no menu to leave it by."""
    return render(request, "400.html", status=400)
