"""Which row heads which section of a resume that somebody else laid out."""

import re
from collections import Counter

from portal.core.text import fold

_NAMES = {
    "summary": "profil; profil professionnel; a propos; a propos de moi; resume; presentation; objectif; objectifs; "
    "accroche; qui suis-je; summary; profile; about; about me; professional summary; objective",
    "experience_data": "experience; experiences; experience professionnelle; experiences professionnelles; parcours; "
    "parcours professionnel; parcours professionnels; emplois; stages; stages et emplois; carriere; work experience; "
    "professional experience; employment; employment history; work history; career; experience pro",
    "education_data": "formation; formations; education; etudes; diplomes; diplome; formation et diplomes; "
    "diplomes et formations; formations et diplomes; parcours scolaire; parcours academique; parcours universitaire; "
    "scolarite; cursus; cursus scolaire; academic background; studies; formation academique",
    "skills_data": "competences; competence; competences cles; competences techniques; competences professionnelles; "
    "savoir-faire; savoir-etre; savoirs-etre; skills; technical skills; key skills; expertise; expertises; outils; "
    "logiciels; informatique; competences informatiques; qualites; atouts; domaines de competences; "
    "soft skills; hard skills",
    "languages_data": "langues; langue; langues etrangeres; competences linguistiques; languages",
    "certifications_data": "certifications; certification; certificats; certifications et licences; habilitations; "
    "permis et habilitations; licences et certifications; certificates; licenses; licenses and certifications",
    "projects_data": "projets; projet; projets personnels; projets realises; realisations; projects; portfolio",
    "contact": "contact; contacts; coordonnees; mes coordonnees; informations personnelles; infos personnelles; "
    "informations; contact details; personal details; etat civil; me contacter",
}
KNOWN = {name: section for section, names in _NAMES.items() for name in re.split(r"; ?", names)}
#: Headed as such, kept as sections of their owner's own.
OTHERS = set(
    "centres d'interet; centre d'interet; centres d'interets; loisirs; interets; hobbies; interests; passions; "
    "benevolat; engagements; engagements associatifs; vie associative; volunteering; volunteer experience; "
    "publications; references; divers; distinctions; prix; awards; activites; informations complementaires; "
    "permis; atouts personnels".split("; ")
)
LONGEST = 60
HAS_CONTACT = re.compile(r"@|(?:\+33|\b0[1-9])(?:[\s.\u00a0\u202f-]?\d){8}|linkedin\.com")


def section_of(row: dict) -> str | None:
    """A key of `_NAMES`, "other" for a section without a list of its own; None for what is no known heading."""
    text = row["text"]
    if len(text) > LONGEST or "\t" in text.strip() or row["bullet"]:
        return None
    name = re.sub(r"\s+", " ", re.sub(r"^[\W\d_]+|[\W\d_]+$", "", fold(text).replace("’", "'").replace("&", "et")))
    # "C O M P É T E N C E S"
    name = name.replace(" ", "") if re.fullmatch(r"(?:\w ){3,}\w", name) else name
    return KNOWN.get(name) or ("other" if name in OTHERS else None)


def split(rows: list[dict]) -> list[tuple[str, str, list[dict]]]:
    """(section, heading, its rows) in order; what stands before any heading is ("", "", rows)."""
    body = body_size(rows)
    found = {place: section_of(row) for place, row in enumerate(rows) if _stands_out(row, body)}
    found = {place: section for place, section in found.items() if section}
    looks = Counter(look(rows[place]) for place in found)
    usual = {one for one, count in looks.items() if count >= 2}
    alike = [place for place, row in enumerate(rows) if look(row) in usual and _may_head(row)]
    # Where entries look like headings, a look tells nothing.
    others = [place for place in alike if place not in found] if len(alike) <= 2 * len(found) + 2 else []
    first = min(found, default=len(rows))
    found |= {place: "other" for place in others if place > first}
    sections: list[tuple[str, str, list[dict]]] = [("", "", [])]
    for place, row in enumerate(rows):
        if place in found:
            sections.append((found[place], row["text"].strip(" :"), []))
            continue
        if row.get("column") and any(HAS_CONTACT.search(near["text"]) for near in rows[place : place + 8]):
            # A column that begins with how to reach somebody goes on with no section of the other one.
            sections.append(("", "", []))
        sections[-1][2].append(row)
    return sections


def look(row: dict) -> tuple:
    letters = [letter for letter in row["text"] if letter.isalpha()]
    return (row["size"], row["bold"], row["heading"], bool(letters) and all(letter.isupper() for letter in letters))


def body_size(rows: list[dict]) -> float:
    """The size in which most letters are set."""
    sizes: Counter = Counter()
    for row in rows:
        sizes[row["size"]] += len(row["text"])
    return sizes.most_common(1)[0][0] if sizes else 0


def _stands_out(row: dict, body: float) -> bool:
    _size, bold, heading, upper = look(row)
    return bool(bold or heading or upper or row["size"] > body or row["gap"] > 0.8 or row["text"].endswith(":"))


def _may_head(row: dict) -> bool:
    text = row["text"]
    return len(text) <= LONGEST and "\t" not in text and not row["bullet"] and not re.search(r"\d{4}|@", text)
