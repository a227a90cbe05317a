"""What accounts do to payments: one that confirms the payer's address gets what was paid, one that goes ends it."""

from allauth.account.signals import email_changed, email_confirmed
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver

from portal.accounts.models import User
from portal.cv.entitlements import register_premium

from . import effects
from .services import subscriptions

register_premium(effects.running_subscriptions)


@receiver(post_save, sender=User)
def claim_after_confirmation(instance, raw, update_fields, **kwargs):
    """`confirm_address` saves that one field, whoever confirms."""
    if not raw and update_fields and "email_confirmed_at" in update_fields:
        subscriptions.claim(instance)


@receiver(pre_delete, sender=User, dispatch_uid="payments_leave")
def end_what_is_paid(instance, **kwargs):
    """However the row goes: nobody pays for an account that is no more."""
    subscriptions.leave(instance)


@receiver(email_confirmed)
@receiver(email_changed)
def claim_after_change(email_address=None, user=None, **kwargs):
    """A new address that is confirmed becomes the account's without passing by `confirm_address`."""
    pk = email_address.user_id if email_address is not None else user.pk
    subscriptions.claim(User.objects.get(pk=pk))
