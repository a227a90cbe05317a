import random

import pytest

from search.analysis import LONGEST_TOKEN, MOST_TERMS, _placed, fold, spans, terms, tokens
from tests.search.word_pairs import DIFFERENT, SAME


def finds(query: str, document: str) -> bool:
    """Whether a reader who types `query` finds a text that says `document`."""
    said, wanted = set(tokens(document)), terms(query)
    return bool(wanted) and all(any(said.issuperset(option) for option in term.alternatives) for term in wanted)


def test_the_table_is_long_enough():
    assert len(set(SAME)) + len(set(DIFFERENT)) >= 250


@pytest.mark.parametrize(("one", "other"), SAME)
def test_words_that_readers_take_for_one_find_each_other(one, other):
    assert finds(one, other)
    assert finds(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_words_that_readers_keep_apart_do_not_find_each_other(one, other):
    assert not finds(one, other)
    assert not finds(other, one)


def test_what_comes_before_an_apostrophe_is_dropped():
    assert tokens("l'école d’ingénieurs qu'il jusqu'à") == ["ecole", "ingenieur"]


def test_stop_words_and_gender_marks_say_nothing():
    assert tokens("Le chef de la cuisine (H/F)") == ["chef", "cuisine"]
    assert tokens("Comptable F/H, m/f/d") == ["comptable"]


def test_words_written_with_signs_stay_whole():
    assert tokens("C++, C#, .NET, R, 3D, 24h, bac+5") == [
        *("cplusplus", "csharp", "dotnet", "r", "3d", "24h"),
        *("bac", "bac5"),
    ]


def test_tokens_are_letters_and_digits_only():
    text = "a_b 'x' \"y\" \x00 😀 l'œuvre-d'art C:\\x & | ! * ( ) : <-> ½ ² ﬁ 日本語 Ａ"
    assert all(token.isalnum() and token == token.lower() for token in tokens(text))


def test_a_very_long_word_is_cut():
    assert max(map(len, tokens("x" * 10_000))) == LONGEST_TOKEN


def test_a_query_holds_each_term_once_and_few_of_them():
    assert len(terms("cuisinier cuisinière cuisiniers")) == 1
    assert len(terms(" ".join(f"mot{number}" for number in range(500)))) == MOST_TERMS


def test_only_stop_words_ask_for_nothing():
    assert terms("le la les de du") == []


def test_a_compound_is_found_in_one_word_or_in_parts():
    assert terms("back-end")[0].alternatives == (("back", "end"), ("backend",))


def test_spans_point_into_the_text_itself():
    text = "Une infirmière à l'hôpital"
    assert [(text[start:end], found) for found, start, end in spans(text) if found] == [
        ("infirmière", ("infirmier",)),
        ("l'hôpital", ("hopital",)),
    ]


def test_folding_opens_ligatures_and_drops_accents():
    assert fold("Œuvre d'Été à Noël") == "oeuvre d'ete a noel"


def test_spans_of_words_apart_are_those_of_the_whole_text():
    """They are remembered word by word, but for the two forms that hold spaces."""
    draw = random.Random(1)
    letters = "abcé œ\n\u00a0'’-./+()hfm5#&_·"
    texts = ["".join(draw.choices(letters, k=draw.randint(0, 30))) for _ in range(3000)]
    for text in [*texts, "Bac + 5 exigé", "bac +2, H / F", "Infirmier(e)s h/f\nde nuit", "C++ et C#"]:
        assert list(spans(text)) == list(_placed(text))
