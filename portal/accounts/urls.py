"""allauth's names under French addresses, only those the portal uses."""

from allauth.account import views as allauth_views
from django.urls import path, re_path
from django.views.generic import RedirectView

from .lockout import limited
from .views import entrance

urlpatterns = [
    path("connexion/", entrance.LoginView.as_view(), name="account_login"),
    path("deconnexion/", allauth_views.logout, name="account_logout"),
    path("inactif/", allauth_views.account_inactive, name="account_inactive"),
    path("inscription/", entrance.SignupChoiceView.as_view(), name="account_signup"),
    path("inscription/envoyee/", entrance.SignedUpView.as_view(), name="account_email_verification_sent"),
    path("inscription/<slug:role>/", entrance.SignupView.as_view(), name="account_signup_role"),
    path("courriel/", allauth_views.email, name="account_email"),
    re_path(
        r"^courriel/confirmer/(?P<key>[-:\w]+)/$", entrance.ConfirmEmailView.as_view(), name="account_confirm_email"
    ),
    path("mot-de-passe/", allauth_views.password_change, name="account_change_password"),
    path(
        "mot-de-passe/oublie/",
        limited("reset", mailbox="email")(allauth_views.password_reset),
        name="account_reset_password",
    ),
    path("mot-de-passe/oublie/envoye/", allauth_views.password_reset_done, name="account_reset_password_done"),
    # Who has no password yet gets one through their mailbox, like who forgot it.
    path(
        "mot-de-passe/definir/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    path(
        "mot-de-passe/nouveau/fait/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
