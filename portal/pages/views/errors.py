from django.shortcuts import render
from django.urls import reverse


def not_found(request, exception=None):
    """A page with a search box, so that a dead link is not the end of the way."""
    return render(request, "404.html", {"search_url": reverse("search")}, status=404)
