"""What a resume said before: one state for all the changes of a few minutes, so that autosave fills no table."""

from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from ..models import Resume, ResumeVersion
from .content import content_of, read_entries

#: Changes so near to one another are one.
ONE_CHANGE = timedelta(minutes=5)
#: A periodic job takes away older ones.
MOST_KEPT = 50


def keep_before(resume: Resume, before: dict | None = None, *, always: bool = False) -> None:
    """Keep what the locked resume says, which is about to change; nothing when a state was kept a moment ago.

    `before` is its content where the caller has read it. The caller saves `kept_at` with the rest.
    """
    now = timezone.now()
    if not always and resume.kept_at and now - resume.kept_at < ONE_CHANGE:
        return
    if before is None:
        read_entries(resume)
        before = content_of(resume)
    ResumeVersion.objects.create(resume=resume, said_at=resume.updated_at, revision=resume.revision, content=before)
    resume.kept_at = now


def forget_old_versions() -> int:
    """All but the last ones of each resume; returns how many went."""
    gone = 0
    for resume in Resume.objects.order_by("pk").alias(kept=Count("versions")).filter(kept__gt=MOST_KEPT):
        last = resume.versions.order_by("-id").values_list("pk", flat=True)[:MOST_KEPT]
        gone += resume.versions.exclude(pk__in=list(last)).delete()[0]
    return gone
