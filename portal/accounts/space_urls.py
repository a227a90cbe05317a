from django.urls import path

from .views import profile, space, verification

urlpatterns = [
    path("", space.HomeView.as_view(), name="space_home"),
    path("profil/", profile.ProfileView.as_view(), name="space_profile"),
    path("profil/cv/", profile.own_cv, name="space_cv"),
    path("verification/", verification.VerificationView.as_view(), name="space_verification"),
    path("verification/<int:pk>/", verification.paper, name="verification_paper"),
    path("verification/<int:pk>/supprimer/", verification.delete, name="verification_paper_delete"),
]
