#!/usr/bin/env python3
"""Requests per second of the public pages, as ratios to a bare Django view on the same server.

    make services && eval "$(scripts/services env)"
    python benchmarks/pages.py [--publications 100000] [--seconds 8] [--database URL]

Gunicorn with 2 workers serves the portal (production settings) and `/bare/` (benchmarks/urls.py): one SQL statement
for the same number of rows and a template with one loop that fills the same number of bytes, behind the same
middleware. Each page and its bare twin are measured in turns, and the medians compared. The load generator is wrk with
2 threads and 8 connections, on the same machine. Aim: 0.4 for pages, 0.5 for the API; a worker under 200 MiB.

A public page is measured as visitors get it (kept by portal/pages/kept.py, checked by one statement) and, in the
lines that end in "+", made anew each time, as for a person with a session.
"""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.serving import compare, get, heading, options_of, portal

#: Pages are not kept for who has messages to read; these are none.
ANEW = "Cookie: messages=none"


def main() -> int:
    options, good = options_of(__doc__), True
    with portal(options):
        detail = re.search(r'href="(/offres/\d+-[^"]+/)"', get("/offres/").decode())[1]
        pages = {
            "home": ("/", 16),
            "listing": ("/offres/", 20),
            "words": ("/offres/?q=infirmier", 20),
            "detail": (detail, 1),
            "api": ("/api/offres/", 20),
        }
        heading()
        for name, (path, rows) in pages.items():
            if options.only and name not in options.only:
                continue
            size = len(get(path))
            ways = {"": (path,)} if name == "api" else {"": (path,), " +": (path, ANEW)}
            aim = 0.5 if name == "api" else 0.4
            good &= compare(name, size, ways, f"/bare/?rows={rows}&bytes={size}", aim, options)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
