"""What anyone may read: lists, details and searches (003 §3.2, §5.2, §6.2, §7.2, §9.1)."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from portal.jobs.internships import attach
from search.cursor import is_cursor
from search.query import FACETS
from search.service import in_order, search

from ...common.kept import kept_for_visitors, shows
from ...common.views import FrontendView
from . import choices, filters
from .kinds import BY_KIND, KindWords
from .presenting import PUBLIC, present, with_lists

#: Facet of the search → its name in answers.
FACET_WORDS = {
    "contract": "type_contrat",
    "category": "categorie",
    "experience": "experience_requise",
    "level": "niveau_etude",
    "remote": "teletravail",
    "sector": "secteur",
    "region": "region",
    "department": "departement",
    "company": "entreprise",
    "skill": "competences",
}
FACETS_SHOWN = tuple(name for name in FACETS if name in FACET_WORDS)
#: Facets whose values are codes of the domain: the contract has its own words for some.
CODED = ("contract", "category", "experience", "level", "remote")


class PublicView(FrontendView):
    permission_classes = (AllowAny,)
    kind: KindWords

    def visible(self):
        return with_lists(self.kind.model.objects.visible())


class PublicList(PublicView):
    """Newest first; with a filter, what the search finds for it. Only what is visible is ever shown."""

    is_list = True

    @property
    def count_key(self) -> str:
        return f"visible:{self.kind.kind}"

    @kept_for_visitors
    def get(self, request):
        asked = filters.read(request, sorts=filters.SORTS)
        if asked.is_empty():
            rows = attach(self.paginate_queryset(self.visible().newest()))
        else:
            _found, rows = find(self, asked)
        return shows(self.get_paginated_response([present(row) for row in rows]), rows)


class FacetSerializer(serializers.Serializer):
    valeur = serializers.CharField(help_text="To send back in the filter of this name")
    libelle = serializers.CharField()
    nombre = serializers.IntegerField()
    actif = serializers.BooleanField()


class ExtractsSerializer(serializers.Serializer):
    """Safe HTML with <mark>; a field where nothing was found is absent."""

    titre = serializers.CharField(required=False)
    description = serializers.CharField(required=False)


class HitFields(serializers.Serializer):
    score = serializers.FloatField()
    extraits = ExtractsSerializer()
    distance_km = serializers.FloatField(allow_null=True, help_text="From the town of `localisation`")


FacetsSerializer = type(
    "FacetsSerializer",
    (serializers.Serializer,),
    {name: FacetSerializer(many=True) for name in FACET_WORDS.values()},
)


def _found_serializer(name: str):
    word = PUBLIC[name].__name__.removesuffix("Serializer")
    hit = type(f"{word}TrouveeSerializer", (HitFields, PUBLIC[name]), {})
    fields = {
        "count": serializers.IntegerField(help_text="Stops at 10,000"),
        "compte_exact": serializers.BooleanField(),
        "suggestion": serializers.CharField(allow_null=True, help_text="What `q` probably meant"),
        "corrigee": serializers.BooleanField(help_text="Nothing has `q`: these are the results of `suggestion`"),
        "elargie": serializers.BooleanField(help_text="Nothing has all the words: these have some of them"),
        "suivant": serializers.CharField(allow_null=True, help_text="Give it as `apres` to read on"),
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "facettes": FacetsSerializer(),
        "results": hit(many=True),
    }
    return type(f"Recherche{word}Serializer", (serializers.Serializer,), fields)


FOUND = {name: _found_serializer(name) for name in BY_KIND}


class Search(PublicView):
    """Full-text search with filters and counts (`facettes`)."""

    errors = {"GET": (400, 404)}

    @kept_for_visitors
    def get(self, request):
        asked, after = filters.read(request, sorts=filters.SORTS), request.query_params.get("apres", "")
        if after and not is_cursor(after):
            raise ValidationError({"apres": [_("This value cannot be read.")]})
        found, rows = find(self, asked, facets=FACETS_SHOWN, after=after)
        body = self.paginator.envelope([_hit(row) for row in rows])
        if after:
            body |= {"next": _after(request, found.next), "previous": None}
        counts = {
            FACET_WORDS[name]: [
                {
                    "valeur": _facet_word(name, value),
                    "libelle": str(value.label),
                    "nombre": value.count,
                    "actif": value.active,
                }
                for value in found.facets.get(name, [])
            ]
            for name in FACETS_SHOWN
        }
        said = {
            "compte_exact": found.total_exact,
            "suggestion": found.suggestion or None,
            "corrigee": found.corrected,
            "elargie": found.relaxed,
            "suivant": found.next or None,
        }
        return shows(Response({**body, **said, "facettes": counts}), rows)


def _facet_word(name: str, value) -> str:
    """What a client sends to narrow the search to this value: a company goes by its name."""
    if name == "company":
        return str(value.label)
    return choices.word(value.value) or value.value if name in CODED else value.value


def _after(request, cursor: str) -> str | None:
    return replace_query_param(request.build_absolute_uri(), "apres", cursor) if cursor else None


def find(view: PublicView, asked: filters.Filters, **more):
    """(what the search answers, the publications of the page in its order)."""
    page, size = view.paginator.read(view.request)
    if more.get("after"):
        page = view.paginator.number = 1
    found = search(filters.as_query(asked, view.kind.kind, page=page, page_size=size, **more))
    view.paginator.counted(found.total)
    return found, attach(in_order(found, view.visible()))


def _hit(row) -> dict:
    names = {"title": "titre", "description": "description"}
    extracts = {names[name]: text for name, text in row.hit.extracts.items() if name in names}
    return {**present(row), "score": row.hit.score, "extraits": extracts, "distance_km": row.hit.distance_km}


class Detail(PublicView):
    """One publication that is visible; 404 for every other."""

    @kept_for_visitors
    def get(self, request, pk):
        (row,) = attach([get_object_or_404(self.visible(), pk=pk)])
        return shows(Response(present(row)), [row])


def views_of(name: str) -> dict:
    """The three views of a kind, with their schema."""
    kind, serializer = BY_KIND[name], PUBLIC[name]
    plural = kind.plural
    described = {
        PublicList: extend_schema(
            responses=serializer(many=True),
            parameters=filters.PARAMETERS,
            operation_id=f"{plural}_list",
            summary=f"Public {plural}",
        ),
        Search: extend_schema(
            responses=FOUND[name],
            parameters=[*filters.PARAMETERS, *filters.SEARCH_PARAMETERS, *PAGE],
            summary=f"Search {plural}",
        ),
        Detail: extend_schema(responses=serializer, operation_id=f"{plural}_retrieve", summary="One of them"),
    }
    return {base: _described(base, kind, schema) for base, schema in described.items()}


def _described(base, kind: KindWords, schema):
    def get(self, request, *args, **kwargs):
        return super(view, self).get(request, *args, **kwargs)

    view = type(f"{kind.plural.capitalize()}{base.__name__}", (base,), {"kind": kind, "__doc__": base.__doc__})
    get.__doc__ = base.__doc__
    view.get = schema(get)
    return view


PAGE = filters.parameters(page="Number of the page, from 1", page_size="Results a page, up to 100")
