"""Applications as a table for spreadsheets."""

import csv
import io

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.models import AuditLog

#: What makes a spreadsheet take a text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def received_csv(actor, applications) -> str:
    """One line an application, semicolons and a byte order mark as French spreadsheets expect. Logged."""
    output = io.StringIO()
    output.write("\ufeff")
    writer = csv.writer(output, delimiter=";")
    writer.writerow(
        [_("Name"), _("Email"), _("Phone"), _("Publication"), _("State"), _("Sent on"), _("CV"), _("Match")]
    )
    count = 0
    for application in applications.iterator(chunk_size=500):
        writer.writerow([_harmless(cell) for cell in _cells(application)])
        count += 1
    AuditLog.record(actor, "applications.export", count=count)
    return output.getvalue()


def _cells(application) -> list[str]:
    candidate = application.candidate
    email = candidate.email or (candidate.user.email if candidate.user else "")
    return [
        str(candidate),
        email,
        candidate.phone or (candidate.user.phone if candidate.user else ""),
        application.title,
        application.get_status_display(),
        timezone.localtime(application.sent_at).strftime("%Y-%m-%d %H:%M"),
        application.cv_name,
        "" if application.score is None else str(application.score),
    ]


def _harmless(text: str) -> str:
    # A phone number keeps its plus sign: behind an apostrophe a spreadsheet shows it as text.
    return f"'{text}" if text.startswith(_FORMULA) else text
