"""What Elasticsearch keeps of a publication.

The tokens of `search.analysis` go into fields split at spaces: matching, ranking and highlights then agree to the
letter with the databases', and with the table of words that must and must not find each other. The words as people
write them are kept beside, analysed by Lucene's French, for what tokens cannot do: typing errors, suggestions, and
what only begins like a word.
"""

import hashlib
from datetime import UTC, datetime, timedelta

import orjson
from django.conf import settings
from elasticsearch_dsl import Document, GeoPoint, Keyword, Long, MetaField, Text, analyzer, token_filter

from portal.core.text import fold

from ...building import Built
from ...lexicon import ELISIONS
from ...query import MOST_COUNTED

_elision = token_filter("french_elision", type="elision", articles=sorted(ELISIONS), articles_case=True)
_stemmer = token_filter("french_stemmer", type="stemmer", language="light_french")
_typed = analyzer("typed", type="custom", tokenizer="standard", filter=[_elision, "lowercase"])
_folded = analyzer("folded", type="custom", tokenizer="standard", filter=[_elision, "lowercase", "asciifolding"])
_french = analyzer(
    "stemmed", type="custom", tokenizer="standard", filter=[_elision, "lowercase", _stemmer, "asciifolding"]
)
#: Between a value and its label in the fields that facets count, and between choices.
SEPARATOR = "\t"
#: Facets whose values the code names: their combinations are few enough to be counted at once.
CHOICES = ("kind", "contract", "category", "experience", "level", "remote")
#: Pages by number end with the hits that are counted, each read with one hit more.
WINDOW = MOST_COUNTED + 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _tokens(**options) -> Text:
    return Text(analyzer="whitespace", **options)


def _counted() -> Keyword:
    """A value that facets count: what its counts need is made when the index changes, not by the next reader."""
    return Keyword(eager_global_ordinals=True)


class PublicationDocument(Document):
    id = Long()
    kind = Keyword()
    #: Moments are microseconds since 1970, as exact as the database's. `open_until` is the year 9999 without an end.
    published_at = Long()
    created_at = Long()
    open_until = Long()
    contract = Keyword()
    category = Keyword()
    experience = Keyword()
    level = Keyword()
    remote = Keyword()
    combination = _counted()
    #: Slug; the facet's value and label.
    sector = Keyword()
    sector_facet = _counted()
    company = Keyword()
    company_facet = _counted()
    #: The folded name.
    company_key = Keyword()
    company_words = Text(analyzer=_folded)
    skill_keys = _counted()
    skills = _counted()
    #: Towns by their key, and with their department ("lyon|69").
    cities = Keyword()
    towns = Keyword()
    departments = _counted()
    regions = _counted()
    positions = GeoPoint()
    #: Euros a year.
    salary_min = Long()
    salary_max = Long()
    #: Tokens. `said` holds all of them, as often as they weigh: one list to read where four fields would be put
    #: together for each hit of a search.
    title = _tokens()
    essentials = _tokens()
    said = _tokens(index_options="freqs")
    #: Words as they are written: of titles for completion, of title, skills, company and towns for errors of typing.
    title_key = Keyword(ignore_above=500)
    title_words = Text(analyzer=_folded)
    words = Text(analyzer=_folded, fields={"typed": Text(analyzer=_typed), "french": Text(analyzer=_french)})
    fingerprint = Keyword()

    class Meta:
        dynamic = MetaField("strict")
        #: Nothing is ever read from the index but this: what people see comes from the database.
        source = MetaField(includes=["fingerprint", "positions"])

    class Index:
        name = "publications"
        #: A deletion is remembered for so long: a rebuild that read the row before may still be writing it.
        settings = {"number_of_shards": 1, "number_of_replicas": 0, "gc_deletes": "1h", "max_result_window": WINDOW}


#: How often a token of each part counts in `said`.
WEIGHTS = {"title": 8, "essentials": 4, "context": 2, "body": 1}
_AMOUNTS = ("salary_min", "salary_max")
#: Columns of `Built.values` that are fields of the same name.
_AS_THEY_ARE = (*CHOICES, "company_key", *_AMOUNTS)
_MOMENTS = ("published_at", "created_at", "open_until")


def alias() -> str:
    """The name searches ask: an alias of the one index that is complete."""
    return f"{settings.ELASTICSEARCH_PREFIX}-publications"


def building_alias() -> str:
    """The alias of an index that a rebuild is filling: changes are written there too."""
    return f"{alias()}-building"


def body(built: Built) -> dict:
    """The document of a publication, as it is sent. Its fingerprint tells `search_index check` what it was made of."""
    row, values = built.row, built.values
    company, employer, sector = str(values["company_id"]), values["company_name"], row["sector__slug"] or ""
    names, sections = [name for name, _ in built.skills], values["tokens"].sections
    found = {
        "id": built.pk,
        **{field: values[field] for field in _AS_THEY_ARE},
        **{field: microseconds(values[field]) for field in _MOMENTS},
        "title": " ".join(sections["title"]),
        "essentials": " ".join(sections["essentials"]),
        "said": " ".join(token for name, section in sections.items() for token in section * WEIGHTS[name]),
        "combination": SEPARATOR.join(values[name] for name in CHOICES),
        "sector": sector,
        "sector_facet": f"{sector}{SEPARATOR}{row['sector__name']}" if sector else "",
        "company": company,
        "company_facet": f"{company}{SEPARATOR}{employer}",
        "company_words": employer,
        "skill_keys": [key for _, key in built.skills],
        "skills": names,
        "cities": sorted({place.city for place in built.places}),
        "towns": sorted({f"{place.city}|{place.department}" for place in built.places}),
        "departments": sorted({place.department for place in built.places if place.department}),
        "regions": sorted({place.region for place in built.places if place.region}),
        "positions": [
            {"lat": place.latitude, "lon": place.longitude} for place in built.places if place.latitude is not None
        ],
        "title_key": fold(row["title"]),
        "title_words": row["title"],
        "words": " . ".join([row["title"], *names, employer, *(place.city for place in built.places)]),
    }
    # What says nothing is not there: facets then need not leave it out.
    found = {field: value for field, value in found.items() if value not in ("", [])}
    found["fingerprint"] = hashlib.md5(orjson.dumps(found), usedforsecurity=False).hexdigest()
    return found


def microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)
