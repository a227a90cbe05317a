from django.conf import settings
from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from .errors import DomainError, TooMany

SITE_METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class LanguageMiddleware:
    """The site speaks its readers' language, French; the API English, or French when a client prefers it.

    Wagtail's admin chooses for itself, by the editor's preference.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        api = request.path_info.startswith("/api/")
        language = self._preferred(request) if api else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if api:
            patch_vary_headers(response, ("Accept-Language",))
        return response

    @staticmethod
    def _preferred(request) -> str:
        if not request.headers.get("Accept-Language"):
            return "en"
        found = translation.get_language_from_request(request)
        return "fr" if found.startswith("fr") and "fr" in request.headers["Accept-Language"].lower() else "en"


class SiteMethodsMiddleware:
    """Browsers know GET, HEAD and POST; Django's form views would take a PUT for a POST without its data."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in SITE_METHODS or request.path_info.startswith("/api/"):
            return self.get_response(request)
        return HttpResponseNotAllowed(SITE_METHODS)


class DomainErrorMiddleware:
    """A refusal that no view of the site turned into a form error becomes a page that says what happened.

    So does 405, whose answer has no words: people meet it when they sign in again after a form was sent too late.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET" or request.path_info.startswith("/api/"):
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers.get("Allow", "POST")
        return page

    def process_exception(self, request, exception):
        if not isinstance(exception, DomainError):
            return None
        templates = {403: "403.html", 409: "409.html", 429: "429.html"}
        template = templates.get(exception.status, "400.html")
        context = {"message": exception.message, "error": exception}
        response = render(request, template, context, status=exception.status)
        if isinstance(exception, TooMany):
            response.headers["Retry-After"] = str(exception.retry_after)
        return response
