"""What both sides are told about an interview, each with their own calendar file."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from portal.core import mail
from portal.notifications.services import notify

from . import ical, permissions
from .display import appointment, duration
from .models import Interview
from .notifications import RECEIVED, REMINDER, STATUS, in_french


def planned(interview: Interview) -> None:
    with in_french():
        _tell(interview, _("Interview on %(when)s"), _facts(interview))


def moved(interview: Interview, before) -> None:
    with in_french():
        facts = _facts(interview)
        if before != interview.starts_at:
            facts = _("Instead of %(when)s.") % {"when": appointment(before)} + f"\n{facts}"
        _tell(interview, _("Interview changed: %(when)s"), facts)


def cancelled(interview: Interview, message: str = "") -> None:
    with in_french():
        _tell(interview, _("Interview cancelled: %(when)s"), message or _("This interview will not take place."))


def near(interview: Interview) -> None:
    """The day before; once a date, whoever asks."""
    with in_french():
        key = f"interview:{interview.pk}:{interview.starts_at:%Y%m%d%H%M}"
        _tell(interview, _("Reminder: interview on %(when)s"), _facts(interview), REMINDER, key)


def _facts(interview: Interview) -> str:
    lines = [
        _("%(when)s (time of Paris), %(length)s.")
        % {"when": appointment(interview.starts_at).capitalize(), "length": duration(interview.duration)}
    ]
    if interview.place:
        lines.append(_("Place: %(place)s") % {"place": interview.place})
    if interview.link:
        lines.append(_("Link: %(link)s") % {"link": interview.link})
    return "\n".join([*lines, interview.note]).strip()


def _tell(interview: Interview, title: str, message: str, declared=None, key: str = "") -> None:
    """The person who applied, then the recruiter who plans it and the publication's own."""
    application = interview.application
    when = title % {"when": appointment(interview.starts_at)}
    if application.candidate.user is None:
        _write_to(application.candidate, interview, when, message)
    for users, for_recruiter, usual, other in (
        ([application.candidate.user], False, STATUS, application.publication.company_name),
        (_recruiters(interview), True, RECEIVED, str(application.candidate)),
    ):
        notify(
            users,
            (declared or usual).name,
            title=when,
            message=f"{application.title}, {other}\n{message}",
            link=ical.page_path(application, for_recruiter=for_recruiter),
            key=key or f"interview:{interview.pk}:{interview.sequence}",
            attachments=[ical.attachment(interview, for_recruiter=for_recruiter)],
        )


def _write_to(candidate, interview: Interview, title: str, message: str) -> None:
    """A person without an account has no space to be told in, and no preferences: a mail, where we know an address."""
    if not candidate.email:
        return
    application = interview.application
    context = {
        "title": title,
        "message": f"{application.title}, {application.publication.company_name}\n{message}",
        "company": application.publication.company_name,
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
    }
    text = render_to_string("mail/applicant.txt", context)
    html = render_to_string("mail/applicant.html", context)
    mail.enqueue([candidate.email], title, text, html, attachments=[ical.attachment(interview, for_recruiter=False)])


def _recruiters(interview: Interview) -> list:
    application = interview.application
    people = {user.pk: user for user in (interview.organiser, application.publication.recruiter) if user is not None}
    return [user for user in people.values() if permissions.is_recruiter_of(user, application)]
