"""Under /mes-cv/: files that come in and go out."""

from django.urls import path

from . import views

urlpatterns = [
    path("importer/", views.upload, name="cv_import"),
    path("importer/relecture/", views.review, name="cv_import_review"),
    path("importer/abandonner/", views.drop, name="cv_import_drop"),
    path("<int:pk>/word/", views.word, name="cv_word"),
    path("<int:pk>/json/", views.json_resume, name="cv_json"),
]
