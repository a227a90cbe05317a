"""What callers without a token are answered of publications, kept as `portal.pages.kept` says.

A handler opts in with `kept_for_visitors` and names the publications of its answer with `shows`. Who may ask, and how
often, is asked of each request before.
"""

from collections.abc import Callable, Iterable
from functools import wraps

from django.http import HttpResponse
from django.utils.translation import get_language
from rest_framework.response import Response

from portal.jobs.models import Publication
from portal.pages.kept import LONGEST, Place, Shown

from .renderers import PlainJSONRenderer


def shows(response: Response, publications: Iterable[Publication]) -> Response:
    """Say which publications the answer shows, their weeks as `internships.attach` read them."""
    response.publications_shown = Shown.of(publications, "applications_count")
    return response


def kept_for_visitors(handler: Callable) -> Callable:
    """A GET of a view, answered from what is kept where nobody is logged in."""

    @wraps(handler)
    def get(view, request, *args, **kwargs):
        # Labels of facets are in the caller's language.
        asked = (request.scheme, request.get_host(), request.get_full_path(), get_language())
        if request.user.is_authenticated or sum(map(len, asked)) > LONGEST:
            return handler(view, request, *args, **kwargs)
        place = Place("api", *asked)
        if answer := place.answer():
            return answer
        response = handler(view, request, *args, **kwargs)
        shown = getattr(response, "publications_shown", None)
        if shown is None:
            return response
        body = PlainJSONRenderer().render(response.data)
        answer = HttpResponse(body, content_type=PlainJSONRenderer.media_type)
        place.keep(answer, shown)
        return answer

    return get
