"""Resumes of the demo's people, written through the services before they apply to anything."""

from datetime import date

from portal.cv import services

from .content.careers import CAREERS, LEVELS
from .typography import typeset


def load(people: dict) -> None:
    """`people` maps logins to accounts."""
    for login, (experiences, education) in CAREERS.items():
        person = people[login]
        resume = services.main_resume(person)
        for position, company, town, start, end, description in experiences:
            values = {"position": position, "company": company, "location": town, "description": description}
            values = {name: typeset(value) for name, value in values.items()}
            dates = {"start_date": _first(start), "end_date": _first(end), "is_current": not end}
            services.add_experience(person, resume, values | dates)
        for institution, degree, field, start, end in education:
            values = {"institution": institution, "degree": degree, "field_of_study": field}
            values = {name: typeset(value) for name, value in values.items()}
            dates = {"start_date": _first(start), "end_date": _first(end), "is_current": not end}
            services.add_education(person, resume, values | dates)
        levels = LEVELS.get(login, {})
        for skill in resume.skills.filter(name__in=levels):
            services.change_skill(person, skill, {"level": levels[skill.name]})


def _first(month: str) -> date | None:
    return date.fromisoformat(f"{month}-01") if month else None
