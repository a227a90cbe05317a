"""`/api/`: the documents 002 and 003. One module or package a resource."""

from ..common.views import endpoint
from . import admin_accounts, admin_publications, candidatures
from .auth import passwords, views
from .publications.urls import urlpatterns as publications

urlpatterns = [
    endpoint("auth/register", views.Register),
    endpoint("auth/login", views.Login),
    endpoint("auth/refresh", views.Refresh),
    endpoint("auth/logout", views.Logout),
    endpoint("auth/profile", views.Profile),
    endpoint("auth/profile/cv", views.ProfileCv),
    endpoint("auth/change-password", passwords.ChangePassword),
    endpoint("auth/reset-password", passwords.ResetPassword),
    endpoint("auth/reset-password/confirm", passwords.ConfirmReset),
    endpoint("admin/recruteurs-en-attente", admin_accounts.Waiting),
    endpoint("admin/recruteurs/statistiques", admin_accounts.Statistics),
    endpoint("admin/recruteurs/{id}/valider", admin_accounts.Verify),
    endpoint("admin/recruteurs/{id}/refuser", admin_accounts.Refuse),
    endpoint("admin/publications-en-attente", admin_publications.Waiting),
    endpoint("admin/publications/statistiques", admin_publications.Statistics),
    endpoint("admin/publications/{id}/valider", admin_publications.Validate),
    endpoint("admin/publications/{id}/refuser", admin_publications.Refuse),
    *publications,
    endpoint("recruteur/candidatures", candidatures.Received),
    endpoint("recruteur/candidatures/{id}", candidatures.ReceivedDetail),
    endpoint("recruteur/candidatures/{id}/statut", candidatures.ChangeStatus),
    endpoint("candidat/candidatures", candidatures.Sent),
    endpoint("candidat/candidatures/{id}", candidatures.SentDetail),
    endpoint("candidatures/{id}/cv", candidatures.ApplicationCv),
]
