"""allauth's hooks, with the portal's rules."""

from types import SimpleNamespace
from urllib.parse import quote, urlencode

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from portal.core import mail
from portal.core.clients import client_address
from portal.core.links import local_path

from . import services


class AccountAdapter(DefaultAccountAdapter):
    """Mail goes through the outbox, with addresses from the settings and never from a request's Host header."""

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            message = self.render_mail(template_prefix, email, {"email": email, **context, **_site()})
        html = next((body for body, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
        mail.enqueue(message.to, message.subject, message.body, html)

    def get_email_confirmation_url(self, request, emailconfirmation) -> str:
        return settings.SITE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def send_confirmation_mail(self, request, emailconfirmation, signup: bool, next_path: str = "") -> None:
        url = self.get_email_confirmation_url(request, emailconfirmation)
        if local_path(next_path):
            url = f"{url}?{urlencode({'next': next_path})}"
        address = emailconfirmation.email_address
        context = {"user": address.user, "key": emailconfirmation.key, "activate_url": url}
        prefix = "account/email/email_confirmation_signup" if signup else "account/email/email_confirmation"
        self.send_mail(prefix, address.email, context)

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", quote(key))

    def send_account_already_exists_mail(self, email: str) -> None:
        context = {"password_reset_url": settings.SITE_URL + reverse("account_reset_password")}
        self.send_mail("account/email/account_already_exists", email, context)

    def set_password(self, user, password: str) -> None:
        """After a change and after a reset alike, refresh tokens stop working."""
        services.set_password(user, password)

    def confirm_email(self, request, email_address) -> bool:
        """Somebody else may have signed up with an address that was only added here."""
        user = email_address.user
        if type(user).objects.filter(email=email_address.email).exclude(pk=user.pk).exists():
            return False
        return super().confirm_email(request, email_address)

    def get_client_ip(self, request) -> str:
        return client_address(request)

    def is_safe_url(self, url: str) -> bool:
        """Only paths of this site are followed: other hosts we serve are no place to send people to."""
        return bool(local_path(url))


def _site() -> dict:
    """What every mail may show; it takes the place of what allauth built from the request."""
    return {
        "current_site": SimpleNamespace(name=settings.SITE_NAME, domain=settings.SITE_URL.partition("://")[2]),
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "login_url": settings.SITE_URL + reverse("account_login"),
        "signup_url": settings.SITE_URL + reverse("account_signup"),
    }
