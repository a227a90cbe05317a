"""Where publications and applications are written, for a page, an API view, a command and a webhook alike."""

from . import applications, internships, interviews, publications

__all__ = ["applications", "internships", "interviews", "publications"]
