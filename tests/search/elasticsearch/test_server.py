"""The server that the tests run on does what any distribution does, French analysis included."""

import pytest
from django.conf import settings
from elasticsearch import Elasticsearch

pytestmark = pytest.mark.elasticsearch
ELISION = {"type": "elision", "articles": ["l", "d", "qu"], "articles_case": True}


@pytest.fixture(scope="module")
def server():
    with Elasticsearch(settings.TEST_ELASTICSEARCH_URL, request_timeout=10) as client:
        yield client


def analysed(server, text, *filters) -> list[str]:
    answer = server.indices.analyze(tokenizer="standard", filter=list(filters), text=text)
    return [token["token"] for token in answer["tokens"]]


def test_french_filters_have_their_official_names(server):
    stemmer = {"type": "stemmer", "language": "light_french"}
    found = analysed(server, "L’école d'ingénieurs", ELISION, "lowercase", stemmer, "asciifolding")
    assert found == ["ecol", "ingenieu"]
    minimal = {"type": "stemmer", "language": "minimal_french"}
    assert analysed(server, "les infirmières", "lowercase", minimal) == ["les", "infirmièr"]
    assert analysed(server, "chef", {"type": "edge_ngram", "min_gram": 2, "max_gram": 3}) == ["ch", "che"]


def test_nothing_becomes_an_index_by_itself(server):
    with pytest.raises(Exception, match="no such index"):
        server.index(index=f"{settings.ELASTICSEARCH_PREFIX}-nobody-made-this", document={"a": 1})
