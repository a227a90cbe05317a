"""The skills of a profile and those of the main resume are one list, wherever they are written."""

from django.db.models import Max
from django.db.models.signals import m2m_changed
from django.dispatch import receiver

from portal.accounts.models import Candidate
from portal.vocabulary.models import Skill

from .models import Resume, ResumeSkill


@receiver(m2m_changed, sender=Candidate.skills.through, dispatch_uid="cv_skills")
def follow_profile(sender, instance, action, pk_set, reverse, **kwargs):
    """What the profile gained or lost, the main resume does too, once there is one."""
    if reverse or not instance.user_id or not pk_set or action not in ("post_add", "post_remove"):
        return
    resume = Resume.objects.filter(user_id=instance.user_id).order_by("created_at", "id").first()
    if resume is None:
        return
    rows = ResumeSkill.objects.filter(resume=resume)
    if action == "post_remove":
        rows.filter(skill__in=pk_set).delete()
        return
    missing = Skill.objects.filter(pk__in=pk_set - set(rows.values_list("skill", flat=True)))
    last = rows.aggregate(last=Max("order"))["last"]
    start = 0 if last is None else last + 1
    ResumeSkill.objects.bulk_create(
        ResumeSkill(resume=resume, name=skill.name, skill=skill, order=order)
        for order, skill in enumerate(missing, start)
    )
