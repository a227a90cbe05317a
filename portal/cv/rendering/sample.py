"""The resume in the templates' thumbnails: of nobody, and such as the portal's users write."""

import io
from functools import cache

from PIL import Image, ImageDraw

from .document import Document

SAMPLE = {
    "full_name": "Camille Moreau",
    "title": "Cheffe de projet transition énergétique",
    "email": "camille.moreau@courriel.example",
    "phone": "+33639980142",
    "address": "Nantes, Loire-Atlantique",
    "linkedin_url": "https://www.linkedin.com/in/camille-moreau-exemple",
    "website": "https://camille-moreau.example",
    "summary": "Dix ans à mener des rénovations de bâtiments publics, du diagnostic à la réception des travaux. Je "
    "réunis élus, bureaux d’études et entreprises autour d’objectifs chiffrés : budgets tenus, calendriers respectés, "
    "consommations divisées par deux.",
    "experiences": [
        {
            "position": "Cheffe de projet rénovation énergétique",
            "company": "Métropole de l’Ouest",
            "location": "Nantes",
            "start_date": "2020-03-01",
            "is_current": True,
            "description": "- Pilotage de 14 rénovations d’écoles (18 M€), toutes livrées dans l’année prévue\n"
            "- 52 % d’énergie économisée en moyenne, mesurée sur deux hivers\n"
            "- Animation d’une équipe de 6 personnes et de 23 entreprises titulaires",
        },
        {
            "position": "Ingénieure thermicienne",
            "company": "Atelier Climat",
            "location": "Rennes",
            "start_date": "2016-09-01",
            "end_date": "2020-02-28",
            "description": "- Audits de 60 bâtiments tertiaires et plans de travaux sur dix ans\n"
            "- Simulations thermiques dynamiques, dossiers d’aides et suivi de chantier\n"
            "- Formation des agents d’exploitation : 12 sessions, 140 participants",
        },
        {
            "position": "Chargée d’études énergie",
            "company": "Coopérative Bois & Terre",
            "location": "Angers",
            "start_date": "2014-09-01",
            "end_date": "2016-08-31",
            "description": "- Conception de logements passifs à ossature bois\n- Réponses aux appels d’offres publics",
        },
    ],
    "education": [
        {
            "institution": "École centrale de Nantes",
            "degree": "Diplôme d’ingénieure",
            "field_of_study": "énergétique du bâtiment",
            "start_date": "2011-09-01",
            "end_date": "2014-06-30",
            "grade": "Mention très bien",
        },
    ],
    "skills": [
        {"name": "Conduite de projet", "level": "expert", "category": "Pilotage"},
        {"name": "Marchés publics", "level": "advanced", "category": "Pilotage"},
        {"name": "Budget pluriannuel", "level": "advanced", "category": "Pilotage"},
        {"name": "Simulation thermique", "level": "expert", "category": "Technique"},
        {"name": "RE2020", "level": "expert", "category": "Technique"},
        {"name": "AutoCAD, Revit", "level": "intermediate", "category": "Technique"},
    ],
    "languages_data": [
        {"language": "Français", "level": "Langue maternelle"},
        {"language": "Anglais", "level": "Courant (C1)"},
        {"language": "Espagnol", "level": "Intermédiaire (B1)"},
    ],
    "certifications_data": [
        {"name": "PMP", "issuer": "Project Management Institute", "date": "2022-05-12"},
        {"name": "Concepteur Bâtiment passif", "issuer": "Passivhaus Institut", "date": "2017-11"},
    ],
    "projects_data": [
        {
            "name": "École Jules-Verne",
            "description": "Première école de la métropole rénovée au niveau BBC en site occupé, "
            "sans un jour de fermeture.",
            "url": "https://camille-moreau.example/jules-verne",
        }
    ],
    "custom_sections": [
        {"title": "Engagements", "content": "Trésorière d’une recyclerie associative (30 bénévoles) depuis 2019."}
    ],
}

#: Templates whose first page would not show every section.
_AIRY = (3, 6)


def sample(template_id: int) -> Document:
    layout = {"spacing": "compact"} if template_id in _AIRY else {}
    return Document.from_data({**SAMPLE, "template": template_id, "layout": layout}, photo=_portrait())


@cache
def _portrait() -> bytes:
    """A silhouette: nobody's face sells a template here."""
    size = 960
    picture = Image.new("RGB", (size, size), "#cfd8df")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((130, 640, 830, 1340), fill="#47617a")
    draw.ellipse((290, 130, 670, 560), fill="#3a2c28")
    draw.rounded_rectangle((290, 330, 670, 720), 130, fill="#3a2c28")
    draw.rounded_rectangle((420, 520, 540, 740), 60, fill="#d9a88a")
    draw.ellipse((345, 220, 615, 590), fill="#e8bd9f")
    draw.chord((330, 150, 630, 470), 180, 360, fill="#3a2c28")
    buffer = io.BytesIO()
    picture.resize((480, 480), Image.Resampling.LANCZOS).save(buffer, "PNG")
    return buffer.getvalue()
