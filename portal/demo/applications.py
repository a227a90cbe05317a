"""Applications of the demo, sent and answered through the services."""

from datetime import datetime, timedelta

from portal.jobs import services
from portal.jobs.internships import weeks_of
from portal.jobs.models import ApplicationStatus, Publication

from .calendar import Calendar
from .content.letters import ROWS
from .content.people import CANDIDATES, PRESTATAIRES, STUDENTS
from .past import Moments, backdate_application, backdate_consent
from .typography import typeset

PEOPLE = {**CANDIDATES, **PRESTATAIRES, **STUDENTS}
#: How long the answers to one application took, whatever their number.
ANSWERED_WITHIN = timedelta(days=6)
#: How long a pupil's representative took to answer.
CONSENTED_WITHIN = timedelta(hours=20)
BY_THE_PERSON = ApplicationStatus.WITHDRAWN
BY_THE_PORTAL = ApplicationStatus.EXPIRED


class Applicants:
    def __init__(self, calendar: Calendar, accounts):
        self.calendar = calendar
        self.accounts = accounts

    def apply_to(self, publication: Publication, recruiter, moments: Moments, quiet) -> None:
        """Send and answer what `ROWS` has for this publication."""
        for number, row in enumerate(ROWS):
            if publication.title.startswith(" ".join(typeset(row[1]).split())):
                quiet.hush(self._one(number, row, publication, recruiter, moments))

    def _one(self, number: int, row: tuple, publication, recruiter, moments: Moments) -> datetime:
        login, _title, days, path, opening, more = row
        person = self.accounts.people[login]
        application = services.applications.apply(
            person,
            publication,
            letter=letter(opening, login),
            answers=[typeset(answer) for answer in more.get("answers", ())],
            student=_weeks(publication, more),
        )
        states = path.split()
        if states:
            services.applications.open_by_recruiter(recruiter, application)
        for state in states:
            message = typeset(more.get("message", "")) if state == states[-1] else ""
            actor = {BY_THE_PERSON: person, BY_THE_PORTAL: None}.get(state, recruiter)
            services.applications.transition(actor, application, state, message=message)
        if "note" in more:
            services.applications.add_note(recruiter, application, typeset(more["note"]))
        if "interview" in more:
            self._meet(recruiter, application, *more["interview"])
        sent = max(self.calendar.past(days, number), moments.published + timedelta(minutes=30))
        sent = min(sent, self.calendar.now)
        answered = min(sent + ANSWERED_WITHIN, self.calendar.past(0, number)) if states else sent
        backdate_application(application, sent, max(answered, sent))
        if more.get("consent"):
            backdate_consent(application, min(sent + CONSENTED_WITHIN, self.calendar.now))
        return max(answered, sent)

    def _meet(self, recruiter, application, days: int, hour: int, minutes: int, where: dict) -> None:
        values = {name: typeset(text) if name != "link" else text for name, text in where.items()}
        starts_at = self.calendar.appointment(days, hour)
        services.interviews.schedule(recruiter, application, starts_at=starts_at, duration=minutes, **values)


def _weeks(publication: Publication, more: dict) -> dict | None:
    """Which weeks of an internship are asked for; the profile says the rest."""
    if "weeks" not in more:
        return None
    offered = weeks_of(publication.specific)
    return {"weeks": [offered[number].number for number in more["weeks"]]}


def letter(opening: str, login: str) -> str:
    person = PEOPLE[login]
    name = f"{person['first_name']} {person['last_name']}"
    return typeset(f"Bonjour,\n\n{opening}\n\n{person['pitch']}\n\nJ'aimerais en parler avec vous.\n\n{name}")
