"""Where our fields are in an item: paths, what the first items hold, and a first proposal."""

import re

from portal.core.text import fold, one_line

from ..fields import fields_of

#: Paths are looked for in so many items, and shown in this number.
LOOKED_AT = 20
MOST_PATHS = 150
#: What a sample of a value shows.
SHOWN = 60
#: Types of schema.org that are publications. XML has attributes of that name, with other words.
_TYPES = {"JobPosting", "Grant", "MonetaryGrant", "LoanOrCredit", "FinancialProduct", "Demand"}
_SCHEMA = {
    "external_id": ("identifier", "@id", "url"),
    "title": ("title", "name"),
    "description": ("description",),
    "company_name": ("hiringOrganization", "funder", "provider"),
    "sector": ("industry",),
    "contract": ("employmentType",),
    "working_time": ("employmentType",),
    "experience": ("experienceRequirements",),
    "starts_on": ("jobStartDate",),
    "openings": ("totalJobOpenings",),
    "skills": ("skills",),
    "places": ("jobLocation",),
    "remote": ("jobLocationType",),
    "salary": ("baseSalary", "amount", "priceSpecification"),
    "amount_note": ("incentiveCompensation",),
    "deadline": ("validThrough", "applicationDeadline"),
    "apply_url": ("potentialAction.target", "url"),
    "apply_email": ("applicationContact.email",),
}
#: Other words for our fields, as sources write them; compared without case, accents and signs.
_WORDS = {
    "external_id": "id reference ref identifiant identifier guid jobid externalid numero numeroannonce referencenumber",
    "title": "titre intitule intituleduposte intituleposte poste jobtitle nom name libelle",
    "description": "descriptif texte contenu body content details presentation jobdescription corps",
    "company_name": "entreprise societe company employer employeur organisation nomentreprise organisme recruteur",
    "sector": "secteur industry domaine activite secteuractivite categorie category",
    "contract": "contrat typecontrat contracttype employmenttype jobtype naturecontrat typedecontrat",
    "working_time": "tempsdetravail temps workingtime dureetravail workinghours",
    "experience": "experienceasked experiencerequise anneesexperience niveauexperience experienceyears",
    "starts_on": "debut datedebut startdate startson datedeprise prisedeposte",
    "openings": "postes nombrepostes nbpostes positions openings nombredepostes vacancies",
    "skills": "competences competence skill motscles keywords tags",
    "places": "lieu ville city location localisation town commune lieudetravail place codepostal postalcode zip lieux",
    "address": "adresse rue streetaddress",
    "remote": "teletravail remotetype travailadistance homeoffice",
    "amount_min": "salairemin salarymin minsalary montantmin budgetmin salaryfrom",
    "amount_max": "salairemax salarymax maxsalary montantmax budgetmax salaryto",
    "salary": "salaire remuneration montant budget pay wage basesalary",
    "currency": "devise monnaie",
    "period": "periode periodicite salaryperiod unit unite",
    "amount_note": "remarquesalaire salarynote avantages",
    "deadline": "datelimite echeance expiration expirationdate validthrough closingdate cloture datefin enddate limite",
    "apply_url": "url link lien applyurl candidature applicationurl urlcandidature lienoffre joburl",
    "apply_email": "email courriel mail contactemail applyemail emailcandidature",
    "duration": "duree",
    "eligibility": "conditions eligibilite criteres",
    "documents_asked": "documents pieces piecesdemandees",
    "level": "niveau niveauetudes",
    "field_of_study": "filiere discipline",
    "audiences": "publics public beneficiaires",
    "territory": "territoire",
    "financement_type": "type nature",
    "bourse_type": "type nature",
    "consultation_type": "type nature",
}


def key_of(word: str) -> str:
    """A name without case, accents and signs: "Date limite", "date_limite" and "dateLimite" are one."""
    return re.sub(r"[\W_]+", "", fold(word))


def unwrapped(node: dict) -> dict:
    """The item itself where a list holds it in a ListItem."""
    inner = node.get("item")
    return inner if isinstance(inner, dict) and node.get("@type") == "ListItem" else node


def found_at(node, path: str):
    """What stands at a path of an item: one value, a list of several, None. Lists on the way are gone through."""
    if isinstance(node, dict) and path in node:
        return node[path]
    values = [node]
    for part in path.split("."):
        values = [value[part] for each in values for value in _each(each) if isinstance(value, dict) and part in value]
    values = [value for each in values for value in _each(each) if value is not None]
    return values[0] if len(values) == 1 else values or None


def _each(value) -> list:
    return value if isinstance(value, list) else [value]


def paths_of(nodes: list[dict]) -> dict[str, str]:
    """Every path of these items with the beginning of its first value, in the order they are met."""
    found: dict[str, str] = {}
    for node in nodes[:LOOKED_AT]:
        _collect(node, "", found, depth=0)
    return dict(list(found.items())[:MOST_PATHS])


def _collect(node: dict, prefix: str, found: dict[str, str], depth: int) -> None:
    for name, value in node.items():
        path = f"{prefix}{name}"
        if len(path) > 150:
            continue
        first = next((each for each in _each(value) if each not in (None, "")), None)
        shown = one_line(str(first))[:SHOWN] if not isinstance(first, dict | list) and first is not None else ""
        found[path] = found.get(path) or shown
        if isinstance(first, dict) and depth < 4:
            _collect(first, f"{path}.", found, depth + 1)


def proposed(kind: str, nodes: list[dict]) -> dict[str, str]:
    """A sensible mapping of these items: {name of our field: path}."""
    paths = list(paths_of(nodes))
    types = {str(type_) for node in nodes[:LOOKED_AT] for type_ in _each(node.get("@type")) if type_}
    if types & _TYPES or any("hiringOrganization" in node for node in nodes[:LOOKED_AT]):
        return _by_schema(kind, paths)
    return _by_words(kind, paths)


def _by_schema(kind: str, paths: list[str]) -> dict[str, str]:
    known = {name: next((path for path in _SCHEMA.get(name, ()) if path in paths), "") for name in fields_of(kind)}
    return {name: path for name, path in known.items() if path}


def _by_words(kind: str, paths: list[str]) -> dict[str, str]:
    """Our own names and labels first, then other words; each path once, the shorter one of two first."""
    keys: dict[str, str] = {}
    for path in sorted(paths, key=lambda path: path.count(".")):
        for name in (path, path.rpartition(".")[2]):
            keys.setdefault(key_of(name.removesuffix(".#text")), path)
    chosen: dict[str, str] = {}
    fields = fields_of(kind)
    for words in (lambda name: [name, str(fields[name].label)], lambda name: _WORDS.get(name, "").split()):
        for name in fields:
            path = next((keys[key_of(word)] for word in words(name) if key_of(word) in keys), "")
            if path and name not in chosen and path not in chosen.values():
                chosen[name] = path
    return _settled(chosen, paths)


def _settled(chosen: dict[str, str], paths: list[str]) -> dict[str, str]:
    """Lists by their elements, and the number of an element where nothing else names it."""
    for name, inner in (("places", "place"), ("skills", "skill"), ("documents_asked", "document")):
        if f"{chosen.get(name)}.{inner}" in paths:
            chosen[name] = f"{chosen[name]}.{inner}"
    if "external_id" not in chosen:
        fallback = next((path for path in ("@id", "@ref", "@reference", chosen.get("apply_url")) if path in paths), "")
        if fallback:
            chosen["external_id"] = fallback
    return chosen
