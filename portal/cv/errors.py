from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, DomainError


class Gone(DomainError):
    """Removed in the meantime, as by the same person in another tab."""

    status = 404
    code = "not_found"
    message = "Not found."


class Stale(DomainError):
    """Somebody wrote in between: what would be overwritten was never seen (`If-Match`)."""

    status = 412
    code = "stale"
    message = _("This resume was changed elsewhere in the meantime: read it again before you write.")


class Enough(Conflict):
    """As many as anybody needs."""

    code = "enough"
