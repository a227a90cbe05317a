"""Making resumes and changing them, whole or in part (002 §3.2 and §3.4)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.errors import Forbidden
from portal.core.locks import lock_name

from .. import permissions
from ..errors import Enough, Stale
from ..models import FIRST_TEMPLATE, Resume, ResumeTemplate, ResumeVersion
from . import assigning, history, lists, resumes, skills
from .content import SENT_AS, content_of, keep, read_entries

#: Of an account, and of a visitor's session.
MOST_RESUMES = 50
MOST_OF_A_VISITOR = 10


@transaction.atomic
def create(actor, values: dict) -> Resume:
    """A new resume of an account or of a visitor's session (`portal.cv.visitors.Visitor`), with all that `values` say.

    The keys are 002 §3.2's. Raises Forbidden, Enough, Invalid (by field).
    """
    _make_room(actor)
    resume = Resume(template_id=FIRST_TEMPLATE, skills_told=not values.get("skills_data"), **_owner(actor))
    assigning.assign(resume, {"template": FIRST_TEMPLATE, **values})
    resume.save()
    for name in SENT_AS.values():
        keep(resume, name, [])
    _replace_lists(resume, values)
    assigning.check_size(content_of(resume))
    resumes.settle_later(resume)
    return resume


@transaction.atomic
def change(actor, resume: Resume, values: dict, *, revision: int | None = None, always_keep: bool = False) -> Resume:
    """Change what is given and nothing else; nothing at all when it says so already.

    `resume` may be an id. `revision` is the one that the writer saw; with `always_keep` the history gets what it says
    now, however recent its last state is. Of one list or field that changes, at most four statements: the resume with
    all it says, what is gone, what is new or changed, the resume. What follows is not waited for (`settling`).
    Raises Forbidden, Gone, Stale, Invalid (by field).
    """
    resume = resumes.lock_whole(actor, resume)
    if revision is not None and revision != resume.revision:
        raise Stale
    before = content_of(resume)
    assigning.assign(resume, values)
    _replace_lists(resume, values)
    after = content_of(resume)
    if after == before:
        return resume
    assigning.check_size(after)
    history.keep_before(resume, before, always=always_keep)
    resume.revision += 1
    resume.last_accessed = timezone.now()
    resume.save(
        update_fields=[
            *(name for name in after if name not in SENT_AS and after[name] != before[name]),
            "revision",
            "kept_at",
            "unfiled",
            "skills_told",
            "last_accessed",
            "updated_at",
        ]
    )
    resumes.settle_later(resume)
    return resume


def restore(actor, resume: Resume, version: ResumeVersion, *, revision: int | None = None) -> Resume:
    """Make the resume say again what it said; what it says now is kept first. Raises Forbidden, Gone, Stale.

    A template that nobody may choose any more is left out: the resume stays on its present one.
    """
    content = dict(version.content)
    if not ResumeTemplate.objects.offered().filter(pk=content.get("template")).exists():
        content.pop("template", None)
    return change(actor, resume, content, revision=revision, always_keep=True)


@transaction.atomic
def duplicate(actor, resume: Resume) -> Resume:
    """A second resume that says the same, with its photo; what was paid was paid for the first alone.

    Raises Forbidden, Gone, Enough.
    """
    original = resumes.lock(actor, resume, with_profile=True)
    read_entries(original)
    content = content_of(original)
    for name in SENT_AS:
        content[name] = [{key: value for key, value in item.items() if key != "id"} for item in content[name]]
    if not original.template.is_active:
        content.pop("template")
    copy = create(actor, content)
    if original.photo:
        with original.photo.open("rb") as photo:
            copy.photo.save(original.photo.name, photo)
    return copy


@transaction.atomic
def delete(actor, resume: Resume, *, revision: int | None = None) -> None:
    """Delete it for good with its photo, files, links and history. Raises Forbidden, Gone, Stale.

    Files go once the change is committed (`portal.cv.signals`). If it was the main one, the next oldest is from now on.
    """
    resume = resumes.lock(actor, resume, with_profile=True)
    if revision is not None and revision != resume.revision:
        raise Stale
    was_main = actor.is_authenticated and Resume.objects.main_of(actor) == resume
    resume.delete()
    if was_main and (main := Resume.objects.main_of(actor)):
        # Somebody may be writing on it: what the profile is told is what they leave.
        skills.tell_profile(actor, resumes.lock(actor, main))


def _owner(actor) -> dict:
    if actor.is_authenticated:
        return {"user": actor}
    if not actor.session_id:
        raise Forbidden
    return {"session_id": actor.session_id}


def _make_room(actor) -> None:
    """Raises Forbidden, Enough. As many tabs as there are make no more than that: the account's row is the lock, of
    visitors the name of their session.
    """
    if actor.is_authenticated:
        if not permissions.may_have_resume(actor):
            raise Forbidden
        resumes.lock_account(actor)
    else:
        lock_name(f"cv visitor {actor.session_id}")
    most = MOST_RESUMES if actor.is_authenticated else MOST_OF_A_VISITOR
    if Resume.objects.of(actor).count() >= most:
        raise Enough(_("You have %(most)s resumes already: delete one first.") % {"most": most})


def _replace_lists(resume: Resume, values: dict) -> None:
    """Write the lists that were sent. Raises Invalid."""
    found = [
        lists.replaced(resume, name, values[sent], sent_as=sent)
        for sent, name in SENT_AS.items()
        if values.get(sent) is not None
    ]
    for one in found:
        lists.write(resume, one)
        if one.names_skills:
            resume.skills_told = False
