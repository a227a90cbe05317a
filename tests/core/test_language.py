"""The site speaks French; the API English, or French when that is preferred (CONTRACTS)."""

import pytest

from portal.core.middleware import LanguageMiddleware


@pytest.mark.parametrize(
    ("path", "accept", "language"),
    [
        ("/", "en", "fr"),
        ("/offres/", None, "fr"),
        ("/api/offres/", None, "en"),
        ("/api/offres/", "fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("/api/offres/", "en,fr;q=0.5", "en"),
        ("/api/offres/", "de", "en"),
        ("/api/offres/", "*", "en"),
    ],
)
def test_language_of(rf, path, accept, language):
    from django.http import HttpResponse

    request = rf.get(path, headers={"Accept-Language": accept} if accept else {})
    response = LanguageMiddleware(lambda request: HttpResponse(request.LANGUAGE_CODE))(request)
    assert response.content.decode() == language
    assert response["Content-Language"] == language
