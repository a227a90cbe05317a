"""What a reader probably meant: each word that nothing has, as the most like it among those that are there."""

from elasticsearch_dsl import Search

from .asking import answer

#: Words with less letters have too many neighbours.
_TERM = {
    "field": "words.typed",
    "suggest_mode": "missing",
    "min_word_length": 4,
    "prefix_length": 1,
    "max_edits": 2,
    "size": 1,
    "string_distance": "damerau_levenshtein",
}


def corrected(text: str) -> str:
    """The text with its unknown words corrected; "" when none could be. Raises what the client raises."""
    found = answer(Search().extra(size=0, track_total_hits=False).suggest("words", text, term=_TERM))
    # Offsets count as Java does, which has two characters where Python has one beyond the 65,536th.
    written, better, position = text.encode("utf-16-le"), b"", 0
    for entry in found.get("suggest", {}).get("words", []):
        if entry["options"]:
            better += written[2 * position : 2 * entry["offset"]] + entry["options"][0]["text"].encode("utf-16-le")
            position = entry["offset"] + entry["length"]
    return (better + written[2 * position :]).decode("utf-16-le", "ignore") if better else ""
