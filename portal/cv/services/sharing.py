"""Links by which anybody reads a resume: unguessable, counted, revocable."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.errors import Invalid
from portal.core.text import clean_text, one_line

from ..errors import Enough
from ..models import Resume, ResumeShare
from . import resumes

MOST_OPEN = 20


@transaction.atomic
def share(actor, resume: Resume, *, label: str = "") -> ResumeShare:
    """A new link; `label` says whom it is for. Raises Forbidden, Gone, Enough, Invalid."""
    resume = resumes.lock(actor, resume)
    label = one_line(clean_text(label))
    if len(label) > 100:
        raise Invalid(fields={"label": [_("No more than %(most)s characters are accepted.") % {"most": 100}]})
    if resume.shares.open().count() >= MOST_OPEN:
        raise Enough(_("There are %(most)s links already: revoke one first.") % {"most": MOST_OPEN})
    return ResumeShare.objects.create(resume=resume, label=label)


@transaction.atomic
def revoke(actor, share: ResumeShare) -> None:
    """The link leads nowhere from now on; once more changes nothing. Raises Forbidden, Gone."""
    resumes.lock(actor, share.resume)
    ResumeShare.objects.open().filter(pk=share.pk).update(revoked_at=timezone.now())


def count_view(share: ResumeShare) -> None:
    """One more reader; who may be counted (no robot, not the owner, not twice), the page knows."""
    ResumeShare.objects.open().filter(pk=share.pk).update(views=F("views") + 1, last_viewed_at=timezone.now())
