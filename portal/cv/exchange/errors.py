from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, Invalid


class Unreadable(Invalid):
    """Not a file of this format, or broken: nothing of it is kept."""

    code = "unreadable"
    message = _("This file cannot be read. Check that it opens on your computer, then send it again.")


class Scanned(Unreadable):
    """A PDF without any text: pictures of pages."""

    code = "needs_ocr"
    message = _("This PDF is a scan: it holds pictures and no text to read. Export it from your word processor.")


class NotLinkedIn(Unreadable):
    code = "not_linkedin"
    message = _("This archive is not LinkedIn's export of your data: it has no profile in it.")


class NothingFound(Unreadable):
    code = "nothing_found"
    message = _("No part of a resume was found in this file.")


class TooMuchWork(Unreadable):
    """Reading took too long, or too much memory."""

    code = "too_complex"
    message = _("This file takes too long to read. Send a shorter or simpler one.")


class DraftGone(Conflict):
    """It was confirmed or thrown away in another tab, or its day is over."""

    code = "draft_gone"
    message = _("This import is no longer kept: send the file again.")
