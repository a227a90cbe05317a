"""The portal's addresses and, for comparison, `/bare/` and `/bare/json/`: one SQL statement, as many rows and bytes."""

import orjson
from django.db import connection
from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import path

from portal.urls import handler404
from portal.urls import urlpatterns as portal_urls

__all__ = ["handler404", "urlpatterns"]

STATEMENT = """
SELECT p.id, p.slug, p.title, p.company_name, p.first_published_at, p.deadline, p.amount_min, p.amount_max,
       p.description
FROM jobs_publication p
WHERE p.kind = 'offer' AND p.status = 'validated' AND p.live AND p.closed_at IS NULL AND p.withdrawn_at IS NULL
  AND (p.deadline IS NULL OR p.deadline > now()) AND (p.expire_at IS NULL OR p.expire_at > now())
ORDER BY p.first_published_at DESC, p.id DESC LIMIT %s
"""
TEMPLATE = Engine().from_string(
    "<!doctype html><title>bare</title>{% for row in rows %}<article><h2>{{ row.2 }}</h2><p>{{ row.3 }}</p>"
    "<p>{{ row.4 }} {{ row.5 }} {{ row.6 }} {{ row.7 }}</p>{{ padding }}</article>{% endfor %}"
)
OVERHEAD = 200
NAMES = ("id", "slug", "title", "company", "published", "deadline", "low", "high", "description")


def bare(request):
    """`?rows=20&bytes=40000`: that many rows, and about as many bytes as the page it is compared with."""
    found, padding = _rows(request)
    return HttpResponse(TEMPLATE.render(Context({"rows": found, "padding": padding})))


def bare_json(request):
    """The same rows and bytes as JSON."""
    found, padding = _rows(request)
    rows = [{**dict(zip(NAMES, row, strict=True)), "padding": padding} for row in found]
    body = orjson.dumps({"count": len(rows), "results": rows}, default=str)
    return HttpResponse(body, content_type="application/json")


def _rows(request) -> tuple[list, str]:
    rows, size = int(request.GET["rows"]), int(request.GET["bytes"])
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, [rows])
        found = cursor.fetchall()
    return found, "x" * max(0, size // max(1, len(found)) - OVERHEAD)


urlpatterns = [path("bare/", bare), path("bare/json/", bare_json), *portal_urls]
