"""What recruiters send about a publication, as the values that `jobs.services.publications` takes."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from portal.core.dates import PARIS
from portal.jobs.models.publication import Period, Remote

from ...common.fields import Amount, Flag, NumberOrText, Words
from ..internships import OfferWeekBody, weeks_to_write
from ..sectors import find_sector
from .choices import Choice
from .kinds import BY_KIND, KindWords

_AMOUNT = re.compile(r"(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,](\d{1,2})(?!\d))?\s*(k(?![a-z]))?", re.ASCII | re.I)
_PERIODS = (
    (Period.HOUR, ("heure", "/h", "horaire", "hour")),
    (Period.DAY, ("jour", "/j", "tjm", "day")),
    (Period.MONTH, ("mois", "mensuel", "month")),
    (Period.YEAR, ("/an", "par an", "annuel", "année", "annee", "year")),
)


class Text(serializers.CharField):
    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "allow_blank": True, "allow_null": True, **kwargs})


@extend_schema_field({"anyOf": [{"type": "string"}, {"type": "integer"}]})
class SectorField(serializers.Field):
    def to_internal_value(self, data):
        try:
            return find_sector(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError(error.detail["secteur"]) from error


@extend_schema_field({"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]})
class Deadline(serializers.DateTimeField):
    """A moment, or a day: its last minute in Paris."""

    def __init__(self, **kwargs):
        super().__init__(**{"default_timezone": UTC, **kwargs})

    def to_internal_value(self, value):
        day = _day(value)
        if day is not None:
            return datetime.combine(day, time(23, 59), tzinfo=PARIS)
        found = super().to_internal_value(value)
        if not 1990 <= found.year <= 2200:
            self.fail("invalid", format="YYYY-MM-DD")
        return found


def _day(value) -> date | None:
    if not isinstance(value, str) or len(value) != 10:
        return None
    try:
        day = parse_date(value)
    except ValueError:
        return None
    return day if day and 1990 <= day.year <= 2200 else None


class QuestionBody(serializers.Serializer):
    texte = serializers.CharField(max_length=200)
    obligatoire = serializers.BooleanField(default=True)


class PublicationBody(serializers.Serializer):
    """Only `titre` and `description` are required, and of a PUT not even these."""

    titre = serializers.CharField(max_length=150)
    description = serializers.CharField(max_length=50_000)
    entreprise = Text(max_length=150)
    secteur = SectorField(required=False, allow_null=True)
    localisation = Words(required=False, separator=";", most=20, longest=150)
    teletravail = Choice(Remote)
    devise = serializers.RegexField(r"^[A-Za-z]{3}\Z", required=False)
    periode = Choice(Period)
    date_limite = Deadline(required=False, allow_null=True)
    questions = QuestionBody(many=True, required=False, max_length=10)
    brouillon = Flag(required=False, help_text="true keeps a draft, false submits it")
    statut = serializers.CharField(required=False, max_length=20, help_text='"fermee" closes (PUT)')

    kind: KindWords

    def validate_statut(self, value: str) -> str:
        value = value.strip().lower()
        if value not in ("active", "fermee"):
            raise serializers.ValidationError(
                _("This value is not known. Known: %(known)s.") % {"known": "active, fermee"}
            )
        return value

    def values(self) -> dict:
        """The values the service takes: those that were sent, under the domain's names."""
        sent = self.validated_data
        values = {"title": sent["titre"]} if "titre" in sent else {}
        plain = {"description": "description", "entreprise": "company_name", "conditions": "eligibility"}
        plain |= {name: column for name, (column, _known) in self.kind.choices.items()} | self.kind.texts
        plain |= {"periode": "period"}
        values |= {column: sent[name] or "" for name, column in plain.items() if name in sent}
        lists = {"localisation": "places", "competences_requises": "skills", "documents_requis": "documents_asked"}
        values |= {column: sent[name] or [] for name, column in lists.items() if name in sent}
        same = {"secteur": "sector", "date_limite": "deadline"}
        values |= {column: sent[name] for name, column in same.items() if name in sent}
        if "semaines" in sent:
            values["weeks"] = weeks_to_write(sent["semaines"])
        if "teletravail" in sent:
            values["remote"] = sent["teletravail"] or Remote.NONE
        if "devise" in sent:
            values["currency"] = sent["devise"].upper()
        if "questions" in sent:
            values["questions"] = [
                {"text": question["texte"], "required": question["obligatoire"]} for question in sent["questions"]
            ]
        return values | self._money()

    def _money(self) -> dict:
        """`salaire` is a number or words; `salaire_min` and `salaire_max` go before what the words say."""
        sent, name = self.validated_data, self.kind.money
        values = {}
        if name in sent:
            values = said(sent[name])
        for end in ("min", "max"):
            if f"{name}_{end}" in sent:
                values[f"amount_{end}"] = sent[f"{name}_{end}"]
        if "periode" in sent:
            values.pop("period", None)
        return values


def said(amount: Decimal | str | None) -> dict:
    """An amount as it was said, with the figures and the period that can be read in it."""
    if amount in (None, ""):
        return {"amount_min": None, "amount_max": None, "amount_note": ""}
    if isinstance(amount, Decimal):
        return {"amount_min": amount, "amount_max": amount, "amount_note": ""}
    figures = [_figure(*found.groups()) for found in _AMOUNT.finditer(amount)][:2]
    values = {"amount_note": amount, "amount_min": None, "amount_max": None}
    if figures and all(0 < figure < 10**10 for figure in figures) and figures == sorted(figures):
        values |= {"amount_min": figures[0], "amount_max": figures[-1]}
    lower = amount.lower()
    period = next((period for period, signs in _PERIODS if any(sign in lower for sign in signs)), None)
    return {**values, "period": period} if period else values


def _figure(whole: str, decimals: str | None, thousands: str | None) -> Decimal:
    figure = Decimal(re.sub(r"\D", "", whole[:20]) + (f".{decimals}" if decimals else ""))
    return figure * 1000 if thousands else figure


def _body(kind: KindWords):
    fields = {name: Choice(known) for name, (_column, known) in kind.choices.items()}
    fields |= {name: Text(max_length=200) for name in kind.texts}
    fields[kind.money] = NumberOrText(required=False, allow_null=True)
    fields |= {f"{kind.money}_{end}": Amount(required=False) for end in ("min", "max")}
    if kind.skills:
        fields["competences_requises"] = Words(required=False, most=30, longest=80)
    if kind.weeks:
        fields["semaines"] = OfferWeekBody(many=True, required=False, allow_null=True, max_length=60)
    if kind.conditions:
        fields["conditions"] = Text(max_length=20_000)
        fields["documents_requis"] = Words(required=False, most=30)
    return type(f"{kind.kind.value.capitalize()}Body", (PublicationBody,), {**fields, "kind": kind})


BODIES = {name: _body(kind) for name, kind in BY_KIND.items()}
