"""Sources of every kind as items: what they are, where each item is, and what is made to hurt."""

import io
import json

import pytest

from portal.feeds.incoming import sniffing
from portal.feeds.incoming.readers import Item, Shape, Unreadable, read
from portal.feeds.incoming.readers.common import LONGEST_ITEM
from portal.feeds.incoming.sniffing import NotAFeed, shape_of

BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;">]>
<jobs><job><title>&lol2;</title></job></jobs>"""
OUTSIDE = (
    b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><jobs><job><t>&e;</t></job></jobs>"""
)


def items(data: bytes, shape: Shape | None = None) -> list[Item]:
    return list(read(io.BytesIO(data), shape or shape_of(data[: sniffing.SAMPLE])))


def places(data: bytes) -> list[tuple]:
    return [(item.number, item.line, item.problem and "!") for item in items(data)]


def broken(data: bytes, shape: Shape | None = None) -> tuple[list[Item], Unreadable]:
    """What came before it broke, and where that was."""
    found: list[Item] = []
    source = read(io.BytesIO(data), shape or shape_of(data[: sniffing.SAMPLE]))
    try:
        for item in source:
            found.append(item)
    except Unreadable as stop:
        return found, stop
    pytest.fail("it was read to its end")


# --- What a source is -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'[{"title": "A"}]', Shape("json", "utf-8", "", "")),
        (b'\xef\xbb\xbf[{"title": "A"}]', Shape("json", "utf-8-sig", "", "")),
        ('[{"title": "A"}]'.encode("utf-16"), Shape("json", "utf-16", "", "")),
        (b'{"@context": "x", "@graph": [{"title": "A"}]}', Shape("json", "utf-8", "", "@graph")),
        (b'{"@type": "ItemList", "itemListElement": [{"title": "A"}]}', Shape("json", "utf-8", "", "itemListElement")),
        (b'{"meta": [{"x": 1}], "data": {"jobs": [{"title": "A"}]}}', Shape("json", "utf-8", "", "data.jobs")),
        (b'{"@type": "JobPosting", "title": "A", "jobLocation": [{"address": 1}]}', Shape("json", "utf-8", "", ".")),
        (b"<rss><channel><item/><item/></channel></rss>", Shape("xml", "utf-8", "", "rss/channel/item")),
        (b"<x:jobs xmlns:x='u'><x:job/></x:jobs>", Shape("xml", "utf-8", "", "jobs/job")),
        (b"<liste><fiche/><fiche/></liste>", Shape("xml", "utf-8", "", "liste/fiche")),
        (b"id;titre\n1;A\n", Shape("csv", "utf-8", ";", "")),
        (b'"a,b",titre\n1,A\n', Shape("csv", "utf-8", ",", "")),
        (b"id\ttitre\n1\tA\n", Shape("csv", "utf-8", "\t", "")),
        ("id;référence\n1;A\n".encode("cp1252"), Shape("csv", "cp1252", ";", "")),
    ],
)  # fmt: skip
def test_a_source_is_told_by_its_beginning(data, expected):
    assert shape_of(data) == expected


#: The beginnings of a picture, an archive and a program, each with something that separates columns.
BINARIES = [b"\xff\xd8\xff\xe0\x10JFIF;,\x01\x02", b"PK\x03\x04;a;b", b"\x1f\x8b\x08;a,b", b"\x7fELF\x02,\x01;"]


@pytest.mark.parametrize(
    "data", [b"", b"   ", b"un texte", b"\x00\x00", b"<", b"<a", b"<a/>", BOMB, OUTSIDE, *BINARIES]
)
def test_what_is_no_feed_says_so(data):
    with pytest.raises(NotAFeed):
        shape_of(data)


# --- Where items are ------------------------------------------------------------------------------------------------
def test_items_of_json_have_their_line():
    data = b'{"jobs": [\n {"title": "A",\n  "more": {"x": [1, {"y": null}]}},\n {"title": "B"}\n], "after": [{"z": 1}]}'
    assert places(data) == [(1, 2, ""), (2, 4, "")]
    assert items(data)[0].node == {"title": "A", "more": {"x": [1, {"y": None}]}}


def test_items_on_one_line_have_their_place_in_bytes():
    data = json.dumps([{"title": "x" * 5000} for _number in range(4)]).encode()
    found = [item.position for item in items(data)]
    assert found == sorted(set(found))
    assert all(abs(position - 5014 * number) <= 4096 for number, position in enumerate(found))


def test_what_is_no_object_is_one_wrong_item():
    data = b'[{"title": "A"}, "x", 3, null, [1, [2, {"a": 1}]], {"title": "B"}]'
    assert [bool(item.problem) for item in items(data)] == [False, True, True, True, True, False]
    assert items(data)[-1].node == {"title": "B"}


def test_elements_of_xml_are_objects():
    data = b"""<?xml version="1.0"?>
<jobs xmlns="urn:x">
 <job id="7"><title>A &amp; B</title><skill>x</skill><skill>y</skill><pay unit="h">12</pay>
  <text><![CDATA[<p>ok</p>]]></text></job>
 <job/>
</jobs>"""
    found = items(data)
    assert [(item.number, item.line) for item in found] == [(1, 3), (2, 5)]
    assert found[0].node == {
        "@id": "7", "title": "A & B", "skill": ["x", "y"], "pay": {"@unit": "h", "#text": "12"}, "text": "<p>ok</p>"
    }  # fmt: skip


def test_lines_of_csv_count_those_inside_quotes():
    data = b'id;titre\n1;"A\nB"\n\n2;C\n3\n'
    found = items(data)
    assert [(item.line, bool(item.problem)) for item in found] == [(2, False), (5, False), (6, True)]
    assert found[0].node == {"id": "1", "titre": "A\nB"}
    assert data[found[1].position :].startswith(b"\n2;C") or data[found[1].position :].startswith(b"2;C")


def test_columns_of_one_name_are_told_apart():
    assert items(b"a;a;;\n1;2;3;4\n")[0].node == {"a": "1", "a (2)": "2", "3": "3", "4": "4"}


def test_letters_are_read_as_they_were_written():
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert items("id;titre\n1;Maçon à l’été\n".encode(encoding))[0].node["titre"] == "Maçon à l’été"
    data = '<?xml version="1.0" encoding="ISO-8859-1"?><jobs><job><t>Été</t></job></jobs>'.encode("latin-1")
    assert items(data)[0].node == {"t": "Été"}
    assert items('[{"t": "Été"}]'.encode("utf-16"))[0].node == {"t": "Été"}


def test_a_letter_that_cannot_be_read_is_marked_and_stops_nothing():
    shape = Shape("json", "utf-8", "", "")
    found = items(b'[{"t": "\xff\xfe"},\n{"t": "ok"}]', shape)
    assert [item.node["t"] for item in found] == ["\ufffd\ufffd", "ok"]


# --- What is broken -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "rest", [b'\n{"title": ', b"\n{]", b'\n"\\x"', b"\n1e", b"\nNaN]", b'\n{"a" 1}]', b"\n" + b"9" * 5000]
)
def test_json_that_breaks_off_keeps_what_came_before(rest):
    found, stop = broken(b'[{"title": "A"},' + rest, Shape("json", "utf-8", "", ""))
    assert [item.node for item in found if not item.problem] == [{"title": "A"}]
    assert stop.line == 2


@pytest.mark.parametrize(
    "rest", [b"\n<job><title>B", b"\n<job></jobs>", b"\n<job>\x01</job></jobs>", b"\n&nbsp;</jobs>"]
)
def test_xml_that_breaks_off_keeps_what_came_before(rest):
    found, stop = broken(b"<jobs><job><title>A</title></job>" + rest, Shape("xml", "utf-8", "", "jobs/job"))
    assert [item.node for item in found] == [{"title": "A"}]
    assert stop.line == 2


def test_csv_with_a_quote_that_never_ends_stops_there():
    found, stop = broken(b'id;titre\n1;A\n2;"B\n' + b"x;y\n" * 50_000)
    assert [item.node["titre"] for item in found] == ["A"]
    assert stop.line == 3


# --- What is made to hurt -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("data", [BOMB, OUTSIDE, b'<!DOCTYPE x SYSTEM "https://mal.example/x.dtd"><jobs><job/></jobs>'])
def test_no_document_type_no_entities(data):
    found, _stop = broken(data, Shape("xml", "utf-8", "", "jobs/job"))
    assert found == []


@pytest.mark.parametrize("deep", [100, 200_000])
def test_parts_inside_parts_have_an_end(deep):
    found = items(b'[{"title": "A"},{"x": ' + b"[" * deep + b"]" * deep + b'},{"title": "B"}]')
    assert [bool(item.problem) for item in found] == [False, True, False]
    broken(b'{"other": ' + b"[" * deep, Shape("json", "utf-8", "", "jobs"))


def test_elements_inside_elements_have_an_end():
    deep = 50_000
    found = items(b"<jobs><job>" + b"<a>" * deep + b"</a>" * deep + b"</job><job><t>B</t></job></jobs>")
    assert [bool(item.problem) for item in found] == [True, False]
    assert found[1].node == {"t": "B"}
    broken(b"<jobs>" + b"<a>" * deep, Shape("xml", "utf-8", "", "jobs/job"))


def test_an_item_has_an_end():
    large = "x" * 1000
    rows = ",".join(json.dumps({"t": [large] * number}) for number in (1, LONGEST_ITEM // 1000 + 1, 1))
    assert [bool(item.problem) for item in items(f"[{rows}]".encode())] == [False, True, False]
    elements = "".join(f"<job>{f'<t>{large}</t>' * number}</job>" for number in (1, LONGEST_ITEM // 1000 + 1, 1))
    assert [bool(item.problem) for item in items(f"<jobs>{elements}</jobs>".encode())] == [False, True, False]


@pytest.mark.parametrize(
    ("data", "shape"),
    [
        (b'[{"t": "' + b"x" * 3_000_000 + b'"}]', Shape("json", "utf-8", "", "")),
        (b'<jobs><job t="' + b"x" * 3_000_000 + b'"/></jobs>', Shape("xml", "utf-8", "", "jobs/job")),
        (b"id;t\n1;" + b"x" * 3_000_000 + b"\n", Shape("csv", "utf-8", ";", "")),
        (b"id;t\n1;" + b"x" * 200_000 + b"\n", Shape("csv", "utf-8", ";", "")),
        (b"a;" * 300 + b"\n", Shape("csv", "utf-8", ";", "")),
    ],
)
def test_one_endless_value_stops_the_reading(data, shape):
    found, _stop = broken(data, shape)
    assert found == []


def test_nul_stops_no_reader():
    assert items(b"id;t\n1;a\x00b\n", Shape("csv", "utf-8", ";", ""))[0].node["t"] == "a\x00b"
    assert items(b'[{"t": "a\\u0000b"}]')[0].node["t"] == "a\x00b"
