"""Indexes of benchmarks on Elasticsearch: named after the process that made them, and removed with it.

A benchmark that was killed leaves its own behind; the next one removes those whose process is gone, and no others:
somebody else may be measuring on the same server.
"""

import os
import re
from urllib.parse import urlsplit

from elasticsearch import Elasticsearch

_NAME = re.compile(r"benchmark-(\d+)(?:-.*)?")
_HERE = ("127.0.0.1", "localhost", "::1")


def prefix_of(process: int) -> str:
    return f"benchmark-{process}"


def drop(url: str, process: int) -> list[str]:
    """Remove the indexes of this process; their names."""
    return _drop(url, lambda maker: maker == process)


def drop_dead(url: str) -> list[str]:
    """Remove those of processes that are gone; none on a server elsewhere, whose processes nobody sees from here."""
    if urlsplit(url).hostname not in _HERE:
        return []
    return _drop(url, lambda maker: not _lives(maker))


def _drop(url: str, wanted) -> list[str]:
    server = Elasticsearch(url, request_timeout=30)
    names = [name for name in server.indices.get(index="benchmark-*", expand_wildcards="all").body]
    dropped = [name for name in names if (made := _NAME.fullmatch(name)) and wanted(int(made[1]))]
    for name in dropped:
        server.indices.delete(index=name, ignore_unavailable=True)
    server.close()
    return dropped


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        # Somebody else's.
        return True
    return True
