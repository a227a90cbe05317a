"""Under /cv/: what is behind an address that nobody guesses."""

from django.urls import path, register_converter

from . import public_views


class SecretConverter:
    """Tokens of `portal.cv.records.new_token`, and names of files that we gave: nothing else reaches the database."""

    regex = r"[A-Za-z0-9_.-]{1,150}"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


register_converter(SecretConverter, "secret")

urlpatterns = [
    path("photos/<secret:name>", public_views.photo, name="cv_photo"),
    path("pdf/<secret:token>/<secret:name>", public_views.export, name="cv_export"),
    path("<secret:token>/", public_views.shared, name="cv_shared"),
    path("<secret:token>/feuille/", public_views.shared_sheet, name="cv_shared_sheet"),
    path("<secret:token>/vue/", public_views.shared_view, name="cv_shared_view"),
]
