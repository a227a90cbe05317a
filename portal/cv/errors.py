from portal.core.errors import DomainError


class Gone(DomainError):
    """Removed in the meantime, as by the same person in another tab."""

    status = 404
    code = "not_found"
    message = "Not found."
