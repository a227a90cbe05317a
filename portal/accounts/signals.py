"""What follows from a saved account, and from what allauth and Django report."""

from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed, email_confirmed
from axes.handlers.proxy import AxesProxyHandler
from axes.signals import user_locked_out  # noqa: F401 - axes counts a failure before we ask how many there were
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_init, post_save
from django.dispatch import receiver
from django.utils import timezone

from . import lockout, roles, services
from .models import User


@receiver(post_init, sender=User)
def remember_what_was_loaded(instance, **kwargs):
    loaded = instance.__dict__
    instance._as_loaded = (loaded.get("role"), loaded.get("email"))


@receiver(post_save, sender=User)
def keep_group_and_address(instance, created, raw, **kwargs):
    """The group follows the role, allauth's row follows the address, whoever saved the account."""
    if raw:
        return
    role, email = instance._as_loaded
    if created or role != instance.role:
        roles.place(instance, new=created)
    if created:
        confirmed = instance.email_confirmed_at is not None
        EmailAddress.objects.create(user=instance, email=instance.email, primary=True, verified=confirmed)
    elif email != instance.email:
        _follow_change(instance)
    instance._as_loaded = (instance.role, instance.email)


def _follow_change(user: User) -> None:
    """A new address is confirmed only if allauth just did so; the old one no longer leads in."""
    addresses = EmailAddress.objects.filter(user=user)
    if not addresses.filter(email=user.email).exists():
        addresses.delete()
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    if not addresses.filter(email=user.email, verified=True).exists():
        User.objects.filter(pk=user.pk).update(email_confirmed_at=None)
        user.email_confirmed_at = None


@receiver(email_confirmed)
def confirm(email_address, **kwargs):
    user = User.objects.get(pk=email_address.user_id)
    if user.email == email_address.email:
        services.confirm_address(user)


@receiver(email_changed)
def follow_the_new_address(user, to_email_address, **kwargs):
    User.objects.filter(pk=user.pk).update(email_confirmed_at=timezone.now() if to_email_address.verified else None)


@receiver(user_logged_in)
def log_login(request, user, **kwargs):
    services.record_login(user, request)


@receiver(user_logged_out)
def log_logout(request, user, **kwargs):
    if user is not None:
        services.record_logout(user, request)


@receiver(user_login_failed)
def log_failure(credentials, request=None, **kwargs):
    """Until the door is shut, and that it was shut: who hammers at a closed door writes nothing."""
    failures = 0
    if hasattr(request, "axes_ip_address"):  # absent while axes is switched off
        failures = AxesProxyHandler.get_implementation().get_failures(request, credentials)
    login = lockout.username(request, credentials) or ""
    if failures <= settings.AXES_FAILURE_LIMIT:
        services.record_login_failure(login, request)
    if failures == settings.AXES_FAILURE_LIMIT:
        services.record_lockout(login, request)
