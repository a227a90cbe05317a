"""What happens to resumes elsewhere: skills of the profile, log-ins, deleted rows."""

from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import m2m_changed, post_delete
from django.dispatch import receiver

from portal.accounts.models import Candidate
from portal.core.files import forget

from .models import Resume, ResumeExport, ResumeSkill
from .services import claims, skills
from .services.resumes import touch


@receiver(m2m_changed, sender=Candidate.skills.through, dispatch_uid="cv_skills")
def follow_profile(sender, instance, action, pk_set, reverse, **kwargs):
    """What the profile gained or lost, the main resume does too, once there is one."""
    if reverse or not instance.user_id or not pk_set or action not in ("post_add", "post_remove"):
        return
    rows = Resume.objects.filter(user_id=instance.user_id).order_by("created_at", "id")
    resume = rows.select_for_update(of=("self",)).first()
    if resume is None:
        return
    # What it names since a moment is compared too.
    skills.link_names([resume])
    if action == "post_remove":
        changed = ResumeSkill.objects.filter(resume=resume, skill__in=pk_set).delete()[0]
    else:
        changed = skills.follow_profile(resume, pk_set)
    if changed:
        touch(resume)


@receiver(user_logged_in, dispatch_uid="cv_claim")
def claim(request, user, **kwargs):
    """On the site and in the API alike: both have the session of the browser, if there is one."""
    session = getattr(request, "session", None)
    if session is not None:
        claims.claim_session(user, session)


@receiver(post_delete, sender=Resume, dispatch_uid="cv_photo_file")
def forget_photo(instance, **kwargs):
    """However the row went, an account's deletion included."""
    forget(instance.photo)


@receiver(post_delete, sender=ResumeExport, dispatch_uid="cv_export_file")
def forget_export(instance, **kwargs):
    forget(instance.file)
