from django.urls import path

from .views import documents, profile, space, verification

urlpatterns = [
    path("", space.HomeView.as_view(), name="space_home"),
    path("profil/", profile.ProfileView.as_view(), name="space_profile"),
    path("profil/cv/", profile.own_cv, name="space_cv"),
    path("documents/", documents.DocumentsView.as_view(), name="space_documents"),
    path("documents/<int:pk>/", documents.download, name="space_document"),
    path("documents/<int:pk>/supprimer/", documents.delete, name="space_document_delete"),
    path("documents/<int:pk>/profil/", documents.use_as_cv, name="space_document_cv"),
    path("verification/", verification.VerificationView.as_view(), name="space_verification"),
    path("verification/<int:pk>/", verification.paper, name="verification_paper"),
    path("verification/<int:pk>/supprimer/", verification.delete, name="verification_paper_delete"),
]
