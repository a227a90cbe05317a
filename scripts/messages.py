#!/usr/bin/env python3
"""Keep the French translations together and complete.

    python scripts/messages.py            write locale/fr/LC_MESSAGES/django.po and django.mo from locale/parts/*.po
    python scripts/messages.py --check    fail when those two are stale, or when the code has a text without French
    python scripts/messages.py accounts   report only on places that hold this word

A part holds plain entries (msgid, msgstr, msgctxt, plurals) without a header and belongs to one room. Message ids are
English. Needs polib (requirements-dev.txt), not GNU gettext.
"""

import argparse
import re
import sys
from pathlib import Path

import polib
from message_ids import ids_in_code

ROOT = Path(__file__).resolve().parent.parent
PARTS = ROOT / "locale" / "parts"
TARGET = ROOT / "locale" / "fr" / "LC_MESSAGES"
METADATA = {
    "Project-Id-Version": "portal",
    "Language": "fr",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n > 1);",
}
HEADER = "Made by scripts/messages.py from locale/parts/: edit those."
NAMED = re.compile(r"%\((\w+)\)[#0\- +]*[\d.]*[a-zA-Z]")
POSITIONAL = re.compile(r"(?<!%)(?:%%)*%[sdif]")
BRACES = re.compile(r"\{(\w*)[^{}]*\}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail when something is missing or stale")
    parser.add_argument("word", nargs="?", default="", help="report only on places that hold this word")
    arguments = parser.parse_args()
    entries, errors = read_parts(sorted(PARTS.glob("*.po")))
    catalogue = build(entries)
    po, mo = str(catalogue).encode(), catalogue.to_binary()
    if arguments.check:
        errors += stale(TARGET / "django.po", po) + stale(TARGET / "django.mo", mo)
    else:
        TARGET.mkdir(parents=True, exist_ok=True)
        (TARGET / "django.po").write_bytes(po)
        (TARGET / "django.mo").write_bytes(mo)
    used, unreadable = ids_in_code(ROOT)
    errors += unreadable + untranslated(used, entries)
    for key, (entry, part) in sorted(entries.items(), key=lambda item: str(item[0])):
        errors += wrong_placeholders(entry, part)
        if key not in used and arguments.word in part:
            print(f"warning: {part}: no code uses {entry.msgid!r}", file=sys.stderr)
    errors = [error for error in errors if arguments.word in error.split(" ", 1)[0]]
    for error in errors:
        print(error, file=sys.stderr)
    print(f"{len(entries)} French texts, {len(used)} texts in the code, {len(errors)} errors")
    return 1 if errors else 0


def key_of(entry):
    """What gettext tells two entries apart by: the context (or None) and the singular."""
    return entry.msgctxt, entry.msgid


def read_parts(paths):
    """All entries of the part files as `{key: (entry, part name)}`, and what is wrong with them."""
    entries, errors = {}, []
    for path in paths:
        part = path.relative_to(ROOT).as_posix()
        try:
            parsed = polib.pofile(path.read_text(encoding="utf-8"), check_for_duplicates=False)
        except (OSError, ValueError) as error:
            errors.append(f"{part}: cannot be read: {error}")
            continue
        for entry in parsed:
            if entry.obsolete or not entry.msgid:
                continue
            known = entries.get(key_of(entry))
            if known and texts(known[0]) != texts(entry):
                errors.append(f"{part}:{entry.linenum}: {entry.msgid!r} has another French text in {known[1]}")
            if not known or (entry.msgid_plural and not known[0].msgid_plural):
                entries[key_of(entry)] = (entry, part)
    return entries, errors


def texts(entry):
    """The French of an entry, one string per plural form: `["Offre"]` or `["%(n)s offre", "%(n)s offres"]`."""
    if entry.msgid_plural:
        return [entry.msgstr_plural.get(index, "") for index in range(2)]
    return [entry.msgstr]


def build(entries):
    """One catalogue, sorted, without dates or line numbers, so that two branches differ only where texts do."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.header = HEADER
    catalogue.metadata = METADATA
    for key in sorted(entries, key=lambda key: (key[1], key[0] or "")):
        source = entries[key][0]
        catalogue.append(
            polib.POEntry(
                msgctxt=source.msgctxt,
                msgid=source.msgid,
                msgid_plural=source.msgid_plural,
                msgstr="" if source.msgid_plural else source.msgstr,
                msgstr_plural=dict(enumerate(texts(source))) if source.msgid_plural else {},
            )
        )
    return catalogue


def stale(path, content):
    if path.exists() and path.read_bytes() == content:
        return []
    return [f"{path.relative_to(ROOT).as_posix()} is not what the parts give: run `make messages`"]


def untranslated(used, entries):
    errors = []
    for (context, singular), use in sorted(used.items(), key=lambda item: item[1].where):
        entry = entries.get((context, singular), (None,))[0]
        if entry is None:
            errors.append(f"{use.where}: no French for {singular!r}" + (f" (context {context!r})" if context else ""))
        elif not all(texts(entry)):
            errors.append(f"{use.where}: the French of {singular!r} is empty")
        elif use.plural and entry.msgid_plural != use.plural:
            errors.append(f"{use.where}: {singular!r} needs the plural {use.plural!r} in its part")
    return errors


def wrong_placeholders(entry, part):
    """A French text must fill the same places as its English: a missing one hides a fact, an unknown one is a crash."""
    ids = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
    allowed = set().union(*map(placeholders, ids))
    errors = []
    for number, text in enumerate(texts(entry)):
        if not text:
            continue
        wanted, found = placeholders(ids[number]), placeholders(text)
        wrong = (wanted - found) | (found - allowed)
        if wrong:
            errors.append(f"{part}:{entry.linenum}: {entry.msgid!r}: placeholders differ: {', '.join(sorted(wrong))}")
    return errors


def placeholders(text):
    """`{"%(name)s"-like names, "{name}" fields, the count of plain %s}` as comparable strings."""
    positional = len(POSITIONAL.findall(text))
    return (
        {f"%({name})" for name in NAMED.findall(text)}
        | {f"{{{name}}}" for name in BRACES.findall(text)}
        | ({f"{positional} of %s"} if positional else set())
    )


if __name__ == "__main__":
    sys.exit(main())
