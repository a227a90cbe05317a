from django.utils.translation import gettext_lazy as _

from portal.core.errors import DomainError

#: Debian's and Ubuntu's packages that WeasyPrint needs (docs/resumes.md).
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class CannotRender(DomainError):
    """No PDF came out, for no reason that its owner could mend."""

    status = 503
    code = "pdf_failed"
    message = _("The PDF could not be made. Please try again in a few minutes.")


class RenderingUnavailable(CannotRender):
    """Pango is not installed; everything else of the portal works."""

    code = "pdf_unavailable"

    def __init__(self):
        super().__init__(
            _("PDF export is not installed on this server: Pango is missing (on Debian: apt-get install %(packages)s).")
            % {"packages": PACKAGES}
        )


class TookTooLong(CannotRender):
    code = "pdf_timeout"
    message = _("This resume took too long to lay out. Shorten its longest texts, then try again.")


class Busy(TookTooLong):
    """So many documents wait that this one never began."""

    code = "pdf_busy"
    message = _("Many resumes are being printed at this moment. Please try again in a few seconds.")


class TooLong(DomainError):
    """More text, lines or pages than a resume has."""

    status = 400
    code = "resume_too_long"
    message = _("This resume is too long to be printed: keep it within %(pages)s pages.")

    def __init__(self, pages: int):
        super().__init__(type(self).message % {"pages": pages})
