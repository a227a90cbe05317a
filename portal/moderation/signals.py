"""What staff does in the Wagtail admin beside deciding (pages, images, settings, vocabularies) joins the audit log.

Wagtail keeps its own history for its reports; accounts and publications have services that write for themselves.
"""

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import ModelLogEntry, PageLogEntry

from portal.accounts.models import User
from portal.core.models import AuditLog
from portal.jobs.models import Publication

WRITE_FOR_THEMSELVES = (User, Publication)


@receiver(post_save, sender=ModelLogEntry)
@receiver(post_save, sender=PageLogEntry)
def follow_wagtail(instance, created, raw, **kwargs):
    if raw or not created or instance.user_id is None or instance.content_type_id is None:
        return
    model = instance.content_type.model_class()
    if model is not None and issubclass(model, WRITE_FOR_THEMSELVES):
        return
    AuditLog.objects.create(
        actor_id=instance.user_id,
        action=f"admin.{instance.action.removeprefix('wagtail.')}"[:60],
        target_type=f"{instance.content_type.app_label}.{instance.content_type.model}"[:60],
        target_id=str(instance.object_id)[:40],
        details={"label": instance.label[:200]},
    )
