#!/usr/bin/env python3
"""How long searches take on SQLite, PostgreSQL and Elasticsearch, and how fast Elasticsearch's index is written again.

    make services && eval "$(scripts/services env)"
    python benchmarks/search.py [--publications 10000] [--turns 40] [--databases URL …] [--only sqlite …]

The demo and as many generated publications as asked are loaded into each database where they are missing; beyond
10,000 PostgreSQL copies its rows, where SQLite gets each one generated. Without --databases, SQLite's is a file and
PostgreSQL's one of its own beside TEST_DATABASE_URL, both removed afterwards. Each question is asked one at a time in
this process, without the counts that the site remembers. Bars of the 95th percentile: PostgreSQL 250 ms up to
1,000,000, SQLite 150 ms up to 100,000, Elasticsearch 100 ms and its own `took` + 15 ms. Rebuild: documents a second
against the bulk helper alone with as many ready documents, aim 0.6 at 1,000,000. The exit code is 1 when a bar or the
aim is missed.
"""

import argparse
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Documents that are ready for the bulk helper alone, which sends them again under other ids until they are as many.
READY = 20_000
#: Processes share the work where it is long: with fewer documents their start is most of it.
AIM, AIMED_AT = 0.6, 1_000_000
DATABASE = "search.backends.database.DatabaseBackend"
ELASTICSEARCH = "search.backends.elasticsearch.backend.ElasticsearchBackend"


def options_of() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--publications", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=40)
    parser.add_argument("--databases", nargs="*", help="addresses of databases that are kept")
    parser.add_argument("--only", nargs="*", choices=["sqlite", "postgresql", "elasticsearch"])
    parser.add_argument("--no-rebuild", action="store_true", help="leave out how fast the index is written again")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    options = options_of()
    # Not this folder, whose `search` is this file.
    sys.path[0] = str(ROOT)
    if options.child:
        return 0 if child(options) else 1
    # A benchmark that is told to stop tidies up as well.
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))
    with tempfile.TemporaryDirectory() as folder, _postgresql() as postgresql, _elasticsearch():
        databases = options.databases or [f"sqlite:///{folder}/benchmark.sqlite3", *postgresql]
        codes = [_run(url, elasticsearch=url == databases[-1]) for url in databases]
    return max(codes)


@contextmanager
def _postgresql() -> Iterator[list[str]]:
    """The address of a database that is there while the block runs, beside TEST_DATABASE_URL's; none without that."""
    server, _, _database = os.environ.get("TEST_DATABASE_URL", "").rpartition("/")
    if not server.startswith("postgres"):
        yield []
        return
    import psycopg2

    name = f"benchmark_{os.getpid()}"
    with closing(psycopg2.connect(f"{server}/postgres")) as connection:
        connection.autocommit = True
        connection.cursor().execute(f"CREATE DATABASE {name}")
        try:
            yield [f"{server}/{name}"]
        finally:
            connection.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _elasticsearch() -> Iterator[None]:
    """No index of ours stays, whatever happens in the block, nor one of a benchmark that was killed."""
    from elastic_transport import TransportError

    from benchmarks import leftovers

    url = os.environ.get("ELASTICSEARCH_URL", "")
    if not url:
        yield
        return
    leftovers.drop_dead(url)
    try:
        yield
    finally:
        try:
            leftovers.drop(url, os.getpid())
        except TransportError as error:
            print(f"Elasticsearch does not answer: {error}; the next benchmark removes our indexes", file=sys.stderr)


def _run(url: str, *, elasticsearch: bool) -> int:
    """One process for each database; Elasticsearch is measured beside the last one."""
    from benchmarks import leftovers

    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "DATABASE_URL": url,
        "ELASTICSEARCH_URL": os.environ.get("ELASTICSEARCH_URL", "") if elasticsearch else "",
        "ELASTICSEARCH_PREFIX": leftovers.prefix_of(os.getpid()),
        "ELASTICSEARCH_TIMEOUT": "30",
    }
    return subprocess.run([sys.executable, __file__, *sys.argv[1:], "--child", url], env=env, check=False).returncode


def child(options: argparse.Namespace) -> bool:
    import django

    django.setup()
    logging.disable(logging.INFO)
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import override_settings

    # As a server's process begins.
    import portal.wsgi  # noqa: F401
    from benchmarks import copies, searches

    with override_settings(ELASTICSEARCH_URL="", SEARCH_BACKEND=DATABASE):
        call_command("migrate", verbosity=0)
        call_command("sync_roles", verbosity=0)
        copied = connection.vendor == "postgresql"
        generated = min(options.publications, copies.ORIGINALS) if copied else options.publications
        call_command("load_demo", scale=generated, verbosity=0)
        if copied:
            copies.copy_up_to(options.publications)
        _tidy(connection)
    there, good = searches.generated(), True
    backends = {connection.vendor: DATABASE} | ({"elasticsearch": ELASTICSEARCH} if settings.ELASTICSEARCH_URL else {})
    for backend, path in backends.items():
        if options.only and backend not in options.only:
            continue
        if backend == "elasticsearch":
            good &= _rebuild(measured=not options.no_rebuild)
        print(f"\n{backend}, {there:,} generated publications, {options.turns} turns\n{searches.HEADING}")
        with override_settings(SEARCH_BACKEND=path):
            for figures in searches.measure(options.turns):
                good &= (fine := figures.good(backend, there))
                print(figures, "" if fine else "  over its bar", flush=True)
    return good


def _tidy(connection) -> None:
    """What a server's own autovacuum, or SQLite's `PRAGMA optimize`, would have done by then."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _rebuild(*, measured: bool) -> bool:
    from search.backends.elasticsearch import rebuild

    started = time.perf_counter()
    documents = rebuild.rebuild()
    ours = documents / (time.perf_counter() - started)
    print(f"\nrebuild: {documents:,} documents, {ours:,.0f} a second", flush=True)
    if not measured:
        return True
    alone = _bulk_alone(documents)
    print(
        f"the bulk helper alone: {alone:,.0f} a second, ratio {ours / alone:.2f} (aim {AIM} at 1,000,000)", flush=True
    )
    return documents < AIMED_AT or ours / alone >= AIM


def _bulk_alone(documents: int) -> float:
    """Documents a second of the client's own helper, given as many documents that are ready."""
    from elasticsearch.helpers import bulk

    from search.backends.elasticsearch import rebuild
    from search.backends.elasticsearch.client import patient
    from search.backends.elasticsearch.documents import PublicationDocument, alias, body
    from search.indexing import build

    chunks = islice(rebuild.batches(), READY // rebuild.CHUNK)
    ready = [body(each) for ids in chunks for each in build(ids)]
    name = f"{alias()}-alone"
    index = PublicationDocument._index.clone(name)
    index.settings(refresh_interval="-1")
    index.create(using=patient())
    started = time.perf_counter()
    sent = enumerate(islice(cycle(ready), documents))
    actions = ({"_index": name, "_id": str(number), "_source": document} for number, document in sent)
    bulk(patient(), actions, chunk_size=rebuild.CHUNK)
    seconds = time.perf_counter() - started
    patient().indices.delete(index=name)
    return documents / seconds


if __name__ == "__main__":
    sys.exit(main())
