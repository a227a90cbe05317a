"""An interview as calendars read it (RFC 5545), one file each side.

`UID` never changes and `SEQUENCE` grows with every change, so that a file imported again replaces what it was. METHOD
is PUBLISH and not REQUEST: the portal writes in the company's name and takes no answers by mail.
"""

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from portal.core.dates import PARIS

from . import permissions
from .models import Interview

TYPE = "text/calendar"
NAME = "entretien.ics"
#: Years beside the interview's own for which the file tells summer from winter time.
AROUND = timedelta(days=366)


def interview_file(interview: Interview, *, for_recruiter: bool) -> str:
    calendar = Calendar()
    calendar.add("prodid", f"-//{_plain(settings.SITE_NAME)}//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if interview.is_cancelled else "PUBLISH")
    with translation.override(settings.LANGUAGE_CODE):
        calendar.add_component(_event(interview, for_recruiter))
    day = interview.starts_at.date()
    calendar.add_missing_timezones(first_date=day - AROUND, last_date=day + AROUND)
    return calendar.to_ical().decode()


def attachment(interview: Interview, *, for_recruiter: bool) -> dict:
    """The file as `portal.core.mail` attaches it."""
    return {"name": NAME, "type": TYPE, "content": interview_file(interview, for_recruiter=for_recruiter)}


def response_for(reader, interview: Interview) -> HttpResponse:
    """The file of the side this person is on, as a download. The caller has checked the reader."""
    for_recruiter = permissions.is_recruiter_of(reader, interview.application)
    content = interview_file(interview, for_recruiter=for_recruiter)
    response = HttpResponse(content, content_type=f"{TYPE}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{NAME}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _event(interview: Interview, for_recruiter: bool) -> Event:
    application = interview.application
    publication = application.publication
    event = Event()
    event.add("uid", str(interview.uid))
    event.add("sequence", interview.sequence)
    event.add("dtstamp", interview.updated_at)
    event.add("created", interview.created_at)
    event.add("last-modified", interview.updated_at)
    event.add("dtstart", interview.starts_at.astimezone(PARIS))
    event.add("dtend", interview.ends_at.astimezone(PARIS))
    other = str(application.candidate) if for_recruiter else publication.company_name
    words = {"title": application.title, "other": other}
    event.add("summary", _plain(_("Interview: %(title)s, %(other)s") % words))
    event.add("location", _plain(interview.place or interview.link))
    # Some calendars end a line at what RFC 5545 takes for a letter, such as U+2028.
    event.add("description", "\n".join(f"{interview.link}\n{interview.note}".strip().splitlines()))
    event.add("url", page_url(application, for_recruiter=for_recruiter))
    event.add("status", "CANCELLED" if interview.is_cancelled else "CONFIRMED")
    organiser = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    # A parameter has no way to hold a quotation mark.
    organiser.params["CN"] = vText(_plain(publication.company_name).replace('"', "'"))
    event.add("organizer", organiser)
    return event


def page_path(application, *, for_recruiter: bool) -> str:
    return f"/mon-espace/candidatures{'-recues' if for_recruiter else ''}/{application.pk}/"


def page_url(application, *, for_recruiter: bool) -> str:
    return settings.SITE_URL + page_path(application, for_recruiter=for_recruiter)


def _plain(text: str) -> str:
    """One line."""
    return " ".join(str(text).split())
