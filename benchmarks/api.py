#!/usr/bin/env python3
"""Requests per second of the lists and details of the API, as ratios to one raw SQL statement and orjson.

    make services && eval "$(scripts/services env)"
    python benchmarks/api.py [--publications 100000] [--seconds 8] [--database URL] [--only offres …]

Served and asked as benchmarks/pages.py does. `/bare/json/` runs one statement for as many rows and writes as many bytes
with orjson, behind the same middleware but without asking who calls: what an endpoint for one account spends on the
token and the account counts against it. Aim: 0.5 for lists of 20.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.serving import BASE, compare, get, heading, options_of, portal

LISTS = {
    None: ["offres", "bourses", "financements", "consultations", "offres/recherche"],
    "recruteur": ["recruteur/offres", "recruteur/candidatures", "notifications", "messages", "recherche/candidats"],
    "candidat": ["candidat/candidatures"],
    "editeur": ["admin/publications-en-attente", "admin/recruteurs-en-attente"],
    "admin": ["admin/utilisateurs", "admin/logs"],
}
AIM = 0.5


def token_of(name: str) -> str:
    import urllib.request

    body = json.dumps({"email": f"{name}@demo.example", "password": "Demo-portail-2026"}).encode()
    request = urllib.request.Request(f"{BASE}/api/auth/login/", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["access"]


def main() -> int:
    options, good = options_of(__doc__), True
    with portal(options):
        heading()
        for name, paths in LISTS.items():
            header = f"Bearer {token_of(name)}" if name else ""
            headers = {"Authorization": header} if header else {}
            for path in paths:
                if options.only and path not in options.only:
                    continue
                addresses = {path: f"/api/{path}/"}
                rows = json.loads(get(f"/api/{path}/", **headers))["results"]
                if rows and path in ("offres", "bourses", "financements", "consultations"):
                    addresses[f"{path}/{{id}}"] = f"/api/{path}/{rows[0]['id']}/"
                for label, address in addresses.items():
                    size, number = len(get(address, **headers)), len(rows) if address.endswith(f"{path}/") else 1
                    bare = f"/bare/json/?rows={max(1, number)}&bytes={size}"
                    way = (address, f"Authorization: {header}") if header else (address,)
                    reached = compare(label, size, {"": way}, bare, AIM, options)
                    good &= reached or number != 20
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
