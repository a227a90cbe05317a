"""What a listing says of itself: its title, its count, its filters in use."""

import re
from dataclasses import dataclass, replace

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.jobs import display
from portal.jobs.models import Kind
from portal.jobs.models.publication import PLURALS
from search.labels import label_of
from search.query import Results

from .parameters import CHOICES, FILTERS, Asked, choices

#: More values than this are folded.
SHOWN_VALUES = 6
#: Values that have an order of their own; the others go by their counts.
ORDERED = ("experience", "niveau", "teletravail")


@dataclass(frozen=True)
class Chip:
    """A filter in use: its words and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    chosen: bool
    id: str


@dataclass(frozen=True)
class Filter:
    """A group of the filters: the first values, and those behind "more"."""

    name: str
    legend: str
    first: list[Choice]
    rest: list[Choice]


def counted(kind: str, number: int) -> str:
    """ "128 offres d'emploi"."""
    texts = {
        Kind.OFFER: ngettext("%(count)s job offer", "%(count)s job offers", number),
        Kind.BOURSE: ngettext("%(count)s grant for studies", "%(count)s grants for studies", number),
        Kind.FINANCEMENT: ngettext("%(count)s funding", "%(count)s fundings", number),
        Kind.CONSULTATION: ngettext("%(count)s consultation", "%(count)s consultations", number),
        "": ngettext("%(count)s publication", "%(count)s publications", number),
    }
    return texts[kind] % {"count": display.number(number)}


def count_text(asked: Asked, results: Results) -> str:
    """ "128 offres d'emploi", "Plus de 10 000 offres d'emploi", "Aucune offre d'emploi"."""
    if not results.total:
        return {
            Kind.OFFER: _("No job offer"),
            Kind.BOURSE: _("No grant for studies"),
            Kind.FINANCEMENT: _("No funding"),
            Kind.CONSULTATION: _("No consultation"),
            "": _("No publication"),
        }[asked.kind]
    text = counted(asked.kind, results.total)
    return text if results.total_exact else _("More than %(counted)s") % {"counted": text}


def asked_text(asked: Asked) -> str:
    """ "pour « infirmier » près de Lyon (69)"; empty when nothing narrows the listing."""
    parts = []
    if asked.words:
        parts.append(_("for “%(words)s”") % {"words": asked.words})
    if asked.skills:
        parts.append(_("asking for %(skills)s") % {"skills": ", ".join(asked.skills)})
    if asked.company:
        parts.append(_("from %(company)s") % {"company": asked.company})
    if asked.place:
        parts.append(_where(asked) % {"place": place_label(asked)})
    return contracted(" ".join(parts))


def _where(asked: Asked) -> str:
    if asked.radius:
        return _("near %(place)s")
    return _("in %(place)s") if asked.town else _("(%(place)s)")


def contracted(text: str) -> str:
    """ "à Le Havre" is "au Havre", "de Orléans" is "d’Orléans"; other languages have no such words."""
    for full, short in (("à Le ", "au "), ("à Les ", "aux "), ("de Le ", "du "), ("de Les ", "des ")):
        text = text.replace(full, short)
    return re.sub(r"\bde (?=[AEÉÈÊIÎOÔUY])", "d’", text)


def place_label(asked: Asked) -> str:
    """The town as it is written, where only it can be meant; otherwise what was typed."""
    town = asked.town
    if town and (asked.radius or not asked.place.isalpha()):
        return town.label
    return asked.place[:1].upper() + asked.place[1:]


def announcement(asked: Asked, results: Results) -> str:
    """What is said aloud when the results change in place."""
    said = replace(asked, words=results.suggestion) if results.corrected else asked
    text = f"{count_text(asked, results)} {asked_text(said)}".strip()
    if results.hits and asked.page > 1:
        text = _("%(counted)s, page %(page)s") % {"counted": text, "page": asked.page}
    return text


def legend(name: str, kind: str) -> str:
    if name == "type":
        return {
            Kind.BOURSE: _("Type of grant"),
            Kind.FINANCEMENT: _("Type of funding"),
            Kind.CONSULTATION: _("Type of consultation"),
        }[kind]
    return {
        "genre": _("Kind"),
        "contrat": _("Contract"),
        "niveau": _("Level of studies"),
        "experience": _("Experience"),
        "teletravail": _("Remote work"),
        "secteur": _("Sector"),
        "region": _("Region"),
        "departement": _("Department"),
    }[name]


def amount_label(kind: str) -> str:
    return {
        Kind.OFFER: _("Pay of at least, in euros a year before tax"),
        Kind.CONSULTATION: _("Budget of at least, in euros"),
    }.get(kind) or _("Amount of at least, in euros")


def chips(asked: Asked) -> list[Chip]:
    """Every filter in use with the address that removes it. Words have their own box and no chip."""
    found = []

    def add(label: str, name: str, value: str = ""):
        found.append(Chip(label, asked.without(name, value).url()))

    if asked.place:
        label = place_label(asked)
        if asked.radius:
            label = _("%(place)s, %(radius)s km around") % {"place": label, "radius": asked.radius}
        add(label, "lieu")
    for name, values in asked.chosen.items():
        known = choices(name, asked.kind)
        for value in values:
            add(known.get(value, value), name, value)
    if asked.amount:
        add(_("at least %(amount)s") % {"amount": display.amount(asked.amount)}, "montant")
    for skill in asked.skills:
        add(skill, "competence", skill)
    if asked.company:
        add(asked.company, "entreprise")
    return found


def filters(asked: Asked, results: Results) -> list[Filter]:
    """The groups with their counts. A group with nothing to choose from is left out."""
    groups = []
    for name in FILTERS[asked.kind]:
        facet = CHOICES[name][0]
        counted_values = results.facets.get(facet, ())
        values = []
        for value in counted_values:
            code = PLURALS[value.value] if name == "genre" and value.value in PLURALS else value.value
            label = (
                choices(name, asked.kind).get(code)
                if name in ("secteur", "genre", "contrat")
                else label_of(facet, code)
            )
            chosen = code in asked.chosen.get(name, ())
            values.append(Choice(code, label or code, value.count, chosen, f"f-{name}-{slugify(code)}"))
        if values:
            groups.append(_folded(name, legend(name, asked.kind), values))
    return groups


def _folded(name: str, title: str, values: list[Choice]) -> Filter:
    """The first values and, always, those in use; the others behind "more". Nothing moves under the reader's hand."""
    if name in ORDERED:
        order = list(choices(name, ""))
        values = sorted(values, key=lambda each: order.index(each.value))
    first, rest = values[:SHOWN_VALUES], values[SHOWN_VALUES:]
    first += [each for each in rest if each.chosen]
    return Filter(name, title, first, [each for each in rest if not each.chosen])


def kind_title(kind: str) -> str:
    """What the listing of a kind is called in links."""
    return {
        Kind.OFFER: _("Job offers"),
        Kind.BOURSE: _("Grants for studies"),
        Kind.FINANCEMENT: _("Fundings"),
        Kind.CONSULTATION: _("Consultations"),
    }[kind]
