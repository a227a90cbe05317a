from datetime import timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone


class TemplateQuerySet(QuerySet):
    def offered(self):
        """Those that people may choose."""
        return self.filter(is_active=True).order_by("id")

    def for_list(self):
        return self.defer("template_html", "template_css")


class ResumeQuerySet(QuerySet):
    def owned_by(self, user):
        """An account's resumes, the oldest first."""
        return self.filter(user=user).order_by("created_at", "id")

    def of(self, actor):
        """Those of an account, or of a visitor's session (portal.cv.visitors); nobody's otherwise."""
        if actor.is_authenticated:
            return self.owned_by(actor)
        session_id = getattr(actor, "session_id", None)
        if not session_id:
            return self.none()
        return self.filter(user=None, session_id=session_id).order_by("created_at", "id")

    def main_of(self, user):
        """The oldest of an account's resumes, or None."""
        return self.owned_by(user).first()

    def unsettled(self):
        """Those of which something follows still (`portal.cv.services.settling`)."""
        return self.filter(Q(skills_told=False) | Q(unfiled__isnull=False)).order_by("updated_at", "id")

    def with_entries(self):
        return self.prefetch_related("experiences", "education", "skills__skill")

    def with_template(self):
        """The template in the same statement, without its texts."""
        return self.select_related("template").defer("template__template_html", "template__template_css")

    def for_list(self):
        """All that is shown of them."""
        return self.with_template().prefetch_related("experiences", "education", "skills")


class ShareQuerySet(QuerySet):
    def open(self):
        return self.filter(revoked_at=None)

    def readable(self):
        """Those that lead somewhere: a closed account shares nothing."""
        return self.open().exclude(resume__user__is_active=False)


class ExportQuerySet(QuerySet):
    def kept(self):
        """Those whose day is not over."""
        return self.filter(created_at__gt=timezone.now() - timedelta(hours=settings.RESUME_EXPORT_HOURS))


class ImportQuerySet(QuerySet):
    def of(self, actor):
        """An account's, or those of a visitor's session."""
        if actor.is_authenticated:
            return self.filter(user=actor)
        session_id = getattr(actor, "session_id", None)
        return self.filter(user=None, session_id=session_id) if session_id else self.none()

    def kept(self):
        """Those that still wait to be confirmed."""
        return self.filter(created_at__gt=timezone.now() - timedelta(hours=settings.CV_IMPORT_HOURS))
