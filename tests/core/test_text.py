"""Text on one line, and contact details in what people write of themselves."""

import time

import pytest

from portal.core.text import one_line, without_contacts


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  un\n deux\t trois\r\n", "un deux trois"),
        ("Envoyée\u00a0: 4\u202f200\u00a0€", "Envoyée\u00a0: 4\u202f200\u00a0€"),
        ("Sujet\x85Bcc: a@b.example\u2028c", "Sujet Bcc: a@b.example c"),
        ("\u00a0", ""),
        (None, ""),
    ],
)
def test_spaces_become_one_but_those_that_keep_words_together_stay(text, line):
    assert one_line(text) == line


@pytest.mark.parametrize(
    "contact",
    [
        "lea@exemple.example",
        "lea.moreau+cv@sous.exemple.fr",
        "lea (at) exemple.fr",
        "lea[at]exemple.fr",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "0612345678",
        "+33 6 12 34 56 78",
        "+33(0)612345678",
        "0033612345678",
        "+44 20 7946 0958",
        "https://exemple.example/moi?x=1",
        "www.exemple.fr",
        "linkedin.com/in/lea",
    ],
)
def test_contacts_are_taken_out(contact):
    assert without_contacts(f"avant {contact} après") == "avant […] après"


@pytest.mark.parametrize(
    "text",
    [
        "2019-2022 : Node.js, ASP.NET, C++",
        "01.2019-02.2022, puis 03/2022 - 09/2023",
        "Budget de 1 200 000 €, 15 personnes, 35 h",
        "bac+5, TOEIC 945, ISO 9001:2015",
        "Saint-Étienne (42000)",
        "",
    ],
)
def test_the_rest_stays(text):
    assert without_contacts(text) == text


@pytest.mark.parametrize("piece", ["a.", "1 ", "+1", "a@", "0-", "a", "a-", "www."])
def test_a_text_made_to_keep_it_busy_does_not(piece):
    started = time.process_time()
    without_contacts(piece * 20_000)
    assert time.process_time() - started < 1
