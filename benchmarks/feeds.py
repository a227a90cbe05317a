"""What importing costs: time an item and the most memory, by format, for a source of 50,000 items.

    DATABASE_URL=… python -m benchmarks.feeds [--items 50000] [--format json …] [--write 200]

Each format runs in a process of its own, so that the peak is its alone. "Reading" is everything up to the line of
JSON an item (`portal.feeds.services.reading`), "alone" the same library (ijson, defusedxml, csv) over the same file
without anything of ours; their ratio is what is compared over time. `--write` also writes so many items and then the
same source again, in a database that is thrown away.
"""

import argparse
import csv
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FORMATS = ("json", "xml", "csv")
TEXT = "<p>Au sein d'une équipe de quatre personnes, vous bâtissez et rénovez. " * 12 + "</p>"


def main() -> None:
    options = read_options()
    if options.one:
        measure(options)
        return
    for format in options.format:
        sizes = [options.items // 10, options.items]
        for items in sizes:
            command = [sys.executable, "-m", "benchmarks.feeds", "--one", "--format", format, "--items", str(items)]
            subprocess.run([*command, "--write", str(options.write if items == sizes[-1] else 0)], check=True)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--format", nargs="+", choices=FORMATS, default=list(FORMATS))
    parser.add_argument("--write", type=int, default=0, help="also write so many items, twice")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


# --- Sources --------------------------------------------------------------------------------------------------------
def entry(number: int) -> dict:
    return {
        "id": f"R{number}", "title": f"Maçon ou maçonne {number}", "description": TEXT, "city": "Lyon",
        "salary": "2 400 à 2 750 € par mois", "contract": "CDI", "deadline": "2031-12-31",
    }  # fmt: skip


def write_source(path: Path, format: str, items: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        if format == "csv":
            writer = csv.DictWriter(file, entry(0), delimiter=";")
            writer.writeheader()
            writer.writerows(map(entry, range(items)))
        elif format == "json":
            file.write('{"jobs": [')
            for number in range(items):
                file.write(("," if number else "") + json.dumps(entry(number)))
            file.write("]}")
        else:
            file.write("<jobs>")
            for number in range(items):
                fields = entry(number) | {"description": f"<![CDATA[{TEXT}]]>"}
                file.write("<job>" + "".join(f"<{name}>{text}</{name}>" for name, text in fields.items()) + "</job>\n")
            file.write("</jobs>")


def alone(path: Path, format: str) -> float:
    """Seconds of the library without us."""
    from defusedxml.ElementTree import iterparse

    start = time.perf_counter()
    with path.open("rb") as file:
        if format == "json":
            import ijson

            for _item in ijson.items(file, "jobs.item"):
                pass
        elif format == "xml":
            for _event, element in iterparse(file):
                if element.tag == "job":
                    element.clear()
        else:
            for _row in csv.DictReader(io.TextIOWrapper(file, "utf-8", newline=""), delimiter=";"):
                pass
    return time.perf_counter() - start


# --- Measuring ------------------------------------------------------------------------------------------------------
def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(options) -> None:
    with tempfile.TemporaryDirectory(prefix="portal-feeds-") as folder:
        path = Path(folder) / f"source.{options.format[0]}"
        write_source(path, options.format[0], options.items)
        os.environ.update(
            DJANGO_SETTINGS_MODULE="benchmarks.settings",
            DATABASE_URL=f"sqlite:///{folder}/portal.sqlite3",
            VAR_DIR=folder,
            FEED_MAX_BYTES=str(2**31),
            FEED_MAX_ITEMS=str(10**7),
            LOG_LEVEL="ERROR",
        )
        import django

        django.setup()
        report(path, options)


def report(path: Path, options) -> None:
    from django.core.management import call_command

    from portal.feeds.incoming import mapping, sniffing
    from portal.feeds.incoming.preparing import Preparer
    from portal.feeds.incoming.readers import read

    # Reading asks for the sectors alone; all the tables take longer than it does.
    call_command("migrate", *([] if options.write else ["vocabulary"]), verbosity=0)
    format, items = options.format[0], options.items
    with path.open("rb") as file:
        sample = file.read(sniffing.SAMPLE)
        shape = sniffing.shape_of(sample)
        first = [item.node for _number, item in zip(range(20), read(io.BytesIO(sample), shape), strict=False)]
        preparer = Preparer("offer", mapping.proposed("offer", first))
        before, start = megabytes(), time.perf_counter()
        with (path.parent / "prepared").open("wb") as lines:
            for item in read(file, shape):
                lines.write(preparer.one(item).as_line())
        seconds, grown = time.perf_counter() - start, megabytes() - before
    library = alone(path, format)
    size = path.stat().st_size / 2**20
    print(
        f"{format:5} {items:>7} items {size:6.1f} MB | reading {seconds / items * 1e6:6.0f} µs an item, "
        f"{seconds / library:5.1f} × alone | peak {megabytes():6.1f} MB, grown by {grown:5.1f} MB"
    )
    if options.write:
        written(path, options.write)


def written(path: Path, number: int) -> None:
    from django.core.files.base import File
    from django.core.management import call_command
    from django.utils import timezone

    from portal.accounts.models import Company, RecruiterProfile, Role, User, Verification
    from portal.feeds import services

    small = path.with_name(f"small{path.suffix}")
    write_source(small, path.suffix[1:], number)
    user = User.objects.create(
        email="rh@exemple.example", username="rh", role=Role.RECRUITER, email_confirmed_at=timezone.now()
    )
    call_command("sync_roles", verbosity=0)
    company = Company.objects.create(name="Bâtir")
    RecruiterProfile.objects.create(
        user=user, company=company, verification=Verification.VERIFIED, monthly_quota=number + 1
    )
    feed = None
    for what in ("new", "unchanged"):
        with small.open("rb") as file:
            sent = File(file, small.name)
            if feed is None:
                feed = services.feeds.create(user, name="Flux", kind="offer", file=sent, complete=True)
                feed = services.feeds.change(user, feed, mapping=feed.mapping)
                run = services.runs.start(user, feed, launched=False)
            else:
                run = services.runs.start(user, feed, file=sent, launched=False)
        start = time.perf_counter()
        services.runs.work(run.pk)
        seconds = time.perf_counter() - start
        run.refresh_from_db()
        figures = f"created {run.created}, unchanged {run.unchanged}, {run.state}"
        print(f"      {what:9} {number} items: {seconds / number * 1000:7.2f} ms an item ({figures})")


if __name__ == "__main__":
    main()
