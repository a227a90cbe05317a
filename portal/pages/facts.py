"""What a reader wants to know of a publication at a glance, by kind: pairs of a word and its value.

Reads the object alone: an unsaved one, or a revision, has facts too.
"""

from django.utils.translation import gettext as _

from portal.jobs import display
from portal.jobs.models import Bourse, Consultation, Financement, Offer, Publication
from portal.jobs.models.publication import Remote


def facts_of(publication: Publication) -> list[tuple[str, str]]:
    """[("Salaire", "2 400 à 2 750 € par mois"), …]; what is not known is left out."""
    own = {Offer: _offer, Bourse: _bourse, Financement: _financement, Consultation: _consultation}
    rows = [(display.money_name(publication), _money(publication))]
    describe = own.get(type(publication))
    rows += describe(publication) if describe else []
    if publication.remote != Remote.NONE:
        rows.append((_("Remote work"), publication.get_remote_display()))
    rows.append((_("Sector"), str(publication.sector or "")))
    return [(label, value) for label, value in rows if value]


def _money(publication) -> str:
    """The figures, and the recruiter's own words on a line of their own."""
    text = display.money(publication)
    note = publication.amount_note
    return f"{text}\n{note}" if note and note != text else text


def _offer(offer: Offer) -> list[tuple[str, str]]:
    contract = ", ".join(filter(None, [offer.get_contract_display(), _lower(offer.get_working_time_display())]))
    openings = display.number(offer.openings) if offer.openings and offer.openings > 1 else ""
    return [
        (_("Contract"), contract),
        (_("Start"), display.day(offer.starts_on)),
        (_("Experience"), offer.get_experience_display()),
        (_("Positions"), openings),
        (_("Address"), offer.address),
    ]


def _bourse(bourse: Bourse) -> list[tuple[str, str]]:
    age = _("%(age)s years at most") % {"age": bourse.age_limit} if bourse.age_limit else ""
    return [
        (_("Type"), bourse.get_bourse_type_display()),
        (_("Level of studies"), bourse.get_level_display()),
        (_("Field of study"), bourse.field_of_study),
        (_("For whom"), bourse.residence),
        (_("Age"), age),
        (_("Host country"), bourse.host_country),
        (_("Language"), bourse.language),
        (_("Duration"), bourse.duration),
        (_("Renewals"), "" if bourse.renewals is None else display.number(bourse.renewals)),
        (_("Number of grants"), "" if bourse.number is None else display.number(bourse.number)),
        (_("Results"), display.day(bourse.results_on)),
    ]


def _financement(financement: Financement) -> list[tuple[str, str]]:
    rate = "" if financement.rate is None else f"{display.number(financement.rate)}{display.NBSP}%"
    envelope = "" if financement.envelope is None else display.amount(financement.envelope, financement.currency)
    return [
        (_("Type"), financement.get_financement_type_display()),
        (_("Share funded"), rate),
        (_("Total envelope"), envelope),
        (_("Recurrence"), financement.recurrence),
        (_("For whom"), financement.audiences),
        (_("Territory"), financement.territory),
    ]


def _consultation(consultation: Consultation) -> list[tuple[str, str]]:
    return [
        (_("Type"), consultation.get_consultation_type_display()),
        (_("Duration"), consultation.duration),
        (_("Start"), display.day(consultation.starts_on)),
    ]


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
