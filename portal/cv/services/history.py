"""What a resume said before: one state for all the changes of a few minutes, so that autosave fills no table.

A state is kept on the resume's own row (`Resume.unfiled`), by the statement that changes it, and becomes a row of the
history a moment later (`settling`). Who reads asks `versions_of` and `version_of`, which know both. A state's number is
the revision that said it: no resume says two things with one.
"""

from datetime import datetime, timedelta

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

    `before` is its content where the caller has read it. The caller saves `unfiled` and `kept_at` with the rest
    and asks for what follows (`resumes.settle_later`).
    """
    now = timezone.now()
    if not always and resume.kept_at and now - resume.kept_at < ONE_CHANGE:
        return
    if before is None:
        read_entries(resume)
        before = content_of(resume)
    state = {"said_at": resume.updated_at.isoformat(), "revision": resume.revision, "content": before}
    resume.unfiled = [*(resume.unfiled or ()), state]
    resume.kept_at = now


def file(resume: Resume) -> None:
    """Make rows of what the locked resume keeps itself; twice is once. The caller empties `unfiled`."""
    ResumeVersion.objects.bulk_create(_unfiled(resume), ignore_conflicts=True)


def versions_of(resume: Resume) -> list[ResumeVersion]:
    """What it said, the last first. The content of those that are rows already is not read."""
    # What is filed since the resume was read is in both: never in none.
    unfiled = {version.revision: version for version in _unfiled(resume)}
    filed = ResumeVersion.objects.filter(resume=resume).exclude(revision__in=unfiled).defer("content")
    return sorted([*unfiled.values(), *filed], key=lambda version: -version.revision)


def version_of(resume: Resume, revision: int) -> ResumeVersion | None:
    """What it said as this revision, if the history kept that."""
    unfiled = next((version for version in _unfiled(resume) if version.revision == revision), None)
    return unfiled or ResumeVersion.objects.filter(resume=resume, revision=revision).first()


def _unfiled(resume: Resume) -> list[ResumeVersion]:
    return [
        ResumeVersion(
            resume=resume,
            said_at=datetime.fromisoformat(state["said_at"]),
            revision=state["revision"],
            content=state["content"],
        )
        for state in resume.unfiled or ()
    ]


def forget_old_versions() -> int:
    """All but the last ones of each resume; returns how many went."""
    gone = 0
    for resume in Resume.objects.order_by("pk").alias(kept=Count("versions")).filter(kept__gt=MOST_KEPT):
        last = resume.versions.order_by("-revision").values_list("pk", flat=True)[:MOST_KEPT]
        gone += resume.versions.exclude(pk__in=list(last)).delete()[0]
    return gone
