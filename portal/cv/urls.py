"""Under /mon-espace/: the career of the signed-in person."""

from django.urls import path

from . import views

urlpatterns = [
    path("parcours/", views.career, name="career"),
    path("parcours/competences/ajouter/", views.add_skill, name="career_skill_add"),
    path("parcours/competences/<int:pk>/", views.change_skill, name="career_skill"),
    path("parcours/competences/<int:pk>/supprimer/", views.remove_skill, name="career_skill_remove"),
    path("parcours/<slug:section>/ajouter/", views.add_entry, name="career_add"),
    path("parcours/<slug:section>/<int:pk>/", views.change_entry, name="career_entry"),
    path("parcours/<slug:section>/<int:pk>/supprimer/", views.remove_entry, name="career_remove"),
]
