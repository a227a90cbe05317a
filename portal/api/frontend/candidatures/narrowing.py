"""The filters of lists of applications."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from ...common.schema import parameters
from .. import words

FILTERS = parameters(
    statut=", ".join(words.APPLICATION_WORDS), offre="A publication's id", type_publication="A kind of publication"
)


def narrow(rows, request):
    """The filters of lists of applications. Raises ValidationError."""
    asked = {name: request.query_params.get(name, "").strip().lower() for name in ("statut", "offre")}
    kind = request.query_params.get("type_publication", "").strip().lower()
    errors = {}
    if asked["statut"] and asked["statut"] not in words.APPLICATION_WORDS:
        errors["statut"] = unknown(words.APPLICATION_WORDS)
    if asked["offre"] and not (asked["offre"].isascii() and asked["offre"].isdigit() and len(asked["offre"]) < 19):
        errors["offre"] = [_("This value cannot be read.")]
    if kind and kind not in words.KIND_OF:
        errors["type_publication"] = unknown(words.KIND.values())
    if errors:
        raise ValidationError(errors)
    if asked["statut"]:
        rows = rows.filter(status__in=words.domain_states(asked["statut"]))
    if asked["offre"]:
        rows = rows.filter(publication_id=int(asked["offre"]))
    return rows.filter(publication__kind=words.KIND_OF[kind]) if kind else rows


def unknown(known) -> list[str]:
    return [_("This value is not known. Known: %(known)s.") % {"known": ", ".join(known)}]
