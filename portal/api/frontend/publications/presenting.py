"""A publication as `/api/` shows it.

Plain dictionaries, made once for list, detail, search and admin; the serializers describe them in the schema, and a
test holds the two together.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from portal.jobs.models import Publication

from ...common.fields import NumberOrText, moment, number
from .. import words
from ..internships import OfferWeekSerializer, present_weeks
from . import choices
from .kinds import BY_KIND, KindWords


class PublicationSerializer(serializers.Serializer):
    """What every kind has."""

    id = serializers.IntegerField()
    type_publication = serializers.CharField()
    titre = serializers.CharField()
    description = serializers.CharField(help_text="HTML, cleaned")
    entreprise = serializers.CharField()
    secteur = serializers.CharField(allow_null=True)
    localisation = serializers.CharField(help_text="Places apart by semicolons")
    teletravail = serializers.CharField(allow_null=True)
    devise = serializers.CharField()
    periode = serializers.CharField(allow_null=True)
    date_limite = serializers.DateTimeField(allow_null=True)
    url = serializers.URLField()
    statut = serializers.ChoiceField(choices=list(words.PUBLICATION_WORDS))
    statut_validation = serializers.ChoiceField(choices=list(words.VALIDATION_WORDS))
    recruteur = serializers.IntegerField(allow_null=True)
    nombre_candidatures = serializers.IntegerField()
    date_creation = serializers.DateTimeField()
    date_publication = serializers.DateTimeField(allow_null=True)


class OwnerFields(serializers.Serializer):
    """What owners, editors and administrators read beside."""

    motif_refus = serializers.CharField(allow_null=True)
    modification_en_attente = serializers.BooleanField(
        help_text="An edit of a validated publication waits for an editor"
    )


def _fields_of(kind: KindWords) -> dict:
    word = extend_schema_field({"type": "string", "const": words.KIND[kind.kind]})(
        type("Kind", (serializers.CharField,), {})
    )
    fields = {"type_publication": word()}
    fields |= {name: serializers.CharField(allow_null=True) for name in (*kind.choices, *kind.texts)}
    fields[kind.money] = NumberOrText(allow_null=True)
    for end in ("min", "max"):
        fields[f"{kind.money}_{end}"] = serializers.FloatField(allow_null=True)
    lists = ["competences_requises"] if kind.skills else []
    lists += ["documents_requis"] if kind.conditions else []
    fields |= {name: serializers.ListField(child=serializers.CharField()) for name in lists}
    if kind.weeks:
        fields["semaines"] = OfferWeekSerializer(
            many=True, help_text="Of a student internship (type_contrat stage_eleve)"
        )
    if kind.conditions:
        fields["conditions"] = serializers.CharField(allow_null=True)
    return fields


def _serializer(kind: KindWords, suffix: str, *bases):
    return type(f"{words.KIND[kind.kind].capitalize()}{suffix}Serializer", bases, _fields_of(kind))


#: By kind: what the public reads, and what the owner reads.
PUBLIC = {name: _serializer(kind, "", PublicationSerializer) for name, kind in BY_KIND.items()}
OWNED = {name: _serializer(kind, "Recruteur", OwnerFields, PublicationSerializer) for name, kind in BY_KIND.items()}


def with_lists(queryset):
    """The sector, places and skills that `present` shows, in two more queries.

    Read into lists of their own: the managers of modelcluster would build a queryset for each row.
    """
    lists = (Prefetch(name, to_attr=f"{name}_read") for name in ("places", "skills"))
    return queryset.select_related("sector").prefetch_related(*lists)


def _rows(publication: Publication, name: str) -> list:
    read = publication.__dict__.get(f"{name}_read")
    return getattr(publication, name).all() if read is None else read


def present(publication: Publication, *, owner: bool = False) -> dict:
    """The body of `PUBLIC[kind]`, or of `OWNED[kind]`. Takes the parent with its kind selected, or the kind itself."""
    kind = BY_KIND[publication.kind]
    specific = publication.specific
    body = _common(publication)
    body |= {name: choices.word(getattr(specific, column)) for name, (column, _known) in kind.choices.items()}
    body |= {name: getattr(specific, column) or None for name, column in kind.texts.items()}
    body |= _money(publication, kind.money)
    if kind.skills:
        body["competences_requises"] = [skill.name for skill in _rows(publication, "skills")]
    if kind.weeks:
        body["semaines"] = present_weeks(specific)
    if kind.conditions:
        body["conditions"] = specific.eligibility or None
        body["documents_requis"] = [str(name) for name in specific.documents_asked]
    if owner:
        body["motif_refus"] = publication.refusal_reason or None
        body["modification_en_attente"] = publication.live and publication.in_review
    return body


def _common(publication: Publication) -> dict:
    return {
        "id": publication.pk,
        "type_publication": words.KIND[publication.kind],
        "titre": publication.title,
        "description": publication.description,
        "entreprise": publication.company_name,
        "secteur": publication.sector.name if publication.sector_id else None,
        "localisation": "; ".join(place.label for place in _rows(publication, "places")),
        "teletravail": choices.word(publication.remote),
        "devise": publication.currency,
        "periode": choices.word(publication.period),
        "date_limite": moment(publication.deadline),
        "url": settings.SITE_URL + publication.get_absolute_url(),
        "statut": "active" if words.is_open(publication) else "fermee",
        "statut_validation": words.VALIDATION[publication.status],
        "recruteur": publication.recruiter_id,
        "nombre_candidatures": publication.applications_count,
        "date_creation": moment(publication.created_at),
        "date_publication": moment(publication.first_published_at),
    }


def _money(publication: Publication, name: str) -> dict:
    """The amount as it was said: in words, as one number, or as its two ends."""
    low, high = number(publication.amount_min), number(publication.amount_max)
    said = publication.amount_note or None
    if said is None and (low is not None or high is not None):
        said = low if low == high else f"{'' if low is None else low} - {'' if high is None else high}".strip()
    return {name: said, f"{name}_min": low, f"{name}_max": high}


def as_written(publication: Publication) -> Publication:
    """The publication with the columns of an edit that waits, for those who may read it.

    The public reads the validated row. Needs `latest_revision` selected; costs no query.
    """
    if not (publication.live and publication.has_unpublished_changes and publication.latest_revision_id):
        return publication
    content = publication.latest_revision.content
    for row in {id(row): row for row in (publication, publication.specific)}.values():
        for column in row._meta.concrete_fields:
            if _is_text_of_revision(row, column) and column.name in content:
                try:
                    setattr(row, column.attname, column.to_python(content[column.name]))
                except ValidationError:
                    continue
    return publication


def _is_text_of_revision(row, column) -> bool:
    return (
        column.editable
        and not column.is_relation
        and column.attname not in Publication.ROW_OWNED
        and column.name not in ("live", "has_unpublished_changes", "first_published_at", "go_live_at", "expire_at")
    )
