"""Wagtail's own views trust what its own forms send. Anything else is a bad request here, not a failure of the site."""

import logging
import traceback

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, OperationalError
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.datastructures import MultiValueDictKeyError

logger = logging.getLogger(__name__)

#: What reading raises: a missing field, a number that is none or too large, a list of blocks without its count.
UNREADABLE = (
    DataError,
    MultiValueDictKeyError,
    NoReverseMatch,
    ObjectDoesNotExist,
    OverflowError,
    ValidationError,
    ValueError,
)
#: Where more than that comes from what was sent: rich text that is no rich text, filters that cannot be combined with
#: a search, a lone quotation mark (on SQLite).
READERS = {"draftjs_exporter", "modelsearch"}
WAGTAIL = {"wagtail", "modelcluster", "taggit", "treebeard", *READERS}
OURS = {"portal", "search"}


class UnreadableMiddleware:
    """400 for what Wagtail's views could not read, with a line in the log. Errors of our own code stay errors."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not request.path_info.startswith(reverse("wagtailadmin_home")) or not _is_unreadable(exception):
            return None
        logger.warning("unreadable request to %s", request.path_info, exc_info=exception)
        return get_resolver().resolve_error_handler(400)(request, exception=exception)


def _is_unreadable(exception: Exception) -> bool:
    frames = traceback.walk_tb(exception.__traceback__)
    packages = [frame.f_globals.get("__name__", "").partition(".")[0] for frame, _line in frames]
    concerned = [package for package in packages if package in WAGTAIL | OURS]
    if not concerned or concerned[-1] in OURS:
        return False
    if isinstance(exception, (AttributeError, TypeError, OperationalError)):
        return concerned[-1] in READERS
    return isinstance(exception, UNREADABLE)
