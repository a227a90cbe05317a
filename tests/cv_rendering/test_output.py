"""What comes out, read as an applicant tracking system and a reader of screens would."""

import io
import re

import pypdf
import pytest
from django.utils import translation

from portal.cv import layout
from portal.cv.rendering import Document, render_html, render_pages, render_pdf
from portal.cv.rendering.sample import SAMPLE, sample
from portal.cv.rendering.templates import TEMPLATES

from . import contents

pytestmark = pytest.mark.pdf
EVERY = pytest.mark.parametrize("template", sorted(TEMPLATES))


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def in_order(text: str, parts: list[str]) -> bool:
    positions = [text.find(part) for part in parts]
    return -1 not in positions and positions == sorted(positions)


@EVERY
def test_name_headings_and_entries_are_read_in_order(template):
    text = words(render_pdf(sample(template), watermark=False))
    assert text.startswith("Camille Moreau")
    jobs = ["Cheffe de projet rénovation énergétique", "Ingénieure thermicienne", "Chargée d’études énergie"]
    companies = ["Métropole de l’Ouest", "Atelier Climat", "Coopérative Bois & Terre"]
    assert in_order(text, ["Camille Moreau", "Expérience professionnelle", *jobs])
    for job, company, following in zip(jobs, companies, [*jobs[1:], None], strict=True):
        # What is told of a job stands between it and the next one.
        after = text[text.index(job) : text.index(following) if following else None]
        assert company in after
    assert in_order(text, ["Formation", "Diplôme d’ingénieure"])
    for heading in ("Profil", "Compétences", "Langues", "Certifications", "Projets", "Engagements"):
        assert heading in text


HEADINGS = {
    "summary": "Profil",
    "experiences": "Expérience professionnelle",
    "education": "Formation",
    "skills": "Compétences",
    "languages": "Langues",
    "certifications": "Certifications",
    "projects": "Projets",
    "custom": "Engagements",
}


def head(line: str, *, rest_allowed: bool) -> str | None:
    """The section whose heading this line is, or begins with. "Formation des agents…" tells of a job."""
    for name, title in HEADINGS.items():
        beside = line.startswith(f"{title} ") and not line.startswith("Formation des")
        if line == title or (rest_allowed and (beside or title == f"{line} professionnelle")):
            return name
    return None


def reading_order(template: int) -> list[str]:
    """The side column first, each in the template's order."""
    chosen = TEMPLATES[template]
    return sorted(chosen.order, key=lambda name: (name not in chosen.aside, chosen.order.index(name)))


@EVERY
def test_name_and_headings_are_lines_of_their_own_in_every_font(template):
    """What tells lines apart in extraction is the space between them: "Camille MoreauCheffe" would be nobody's name."""
    for font in layout.FONTS:
        document = contents.real(template, layout={"font": font})
        reader = pypdf.PdfReader(io.BytesIO(render_pdf(document, watermark=False)))
        lines = [line.strip() for page in reader.pages for line in page.extract_text().splitlines()]
        assert lines[0] == "Camille Moreau", font
        # The fourth has its headings in the margin: text follows on their line, and the long one takes two.
        found = [head(line, rest_allowed=template == 4) for line in lines]
        assert [name for name in found if name] == reading_order(template), font
        assert not re.search(r"\d{4}[^\W\d]", " ".join(lines)), font


@EVERY
def test_no_page_cuts_a_job_from_its_place_in_the_order(template):
    text = words(render_pdf(contents.three_pages(template), watermark=False))
    assert in_order(text, [f"Poste numéro {number:02d}" for number in range(12)])
    assert text.count("Poste numéro") == 12


@EVERY
def test_nothing_to_say_is_still_a_page(template):
    assert len(pypdf.PdfReader(io.BytesIO(render_pdf(Document(template_id=template), watermark=False))).pages) == 1


def test_the_pdf_is_french_titled_and_tagged():
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(sample(1), watermark=False)))
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert reader.metadata.title == "Camille Moreau – CV"
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_its_language_is_not_the_readers():
    with translation.override("en"):
        assert "Expérience professionnelle" in render_html(sample(1), watermark=False)


def test_links_lead_somewhere():
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(sample(1), watermark=False)))
    links = {note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", ())}
    assert {
        "mailto:camille.moreau@courriel.example",
        "https://camille-moreau.example",
        "tel:+33-6-39-98-01-42",
    } <= links


@EVERY
def test_the_watermark_is_on_every_page_and_only_when_asked(template):
    document = contents.three_pages(template)
    marked = pypdf.PdfReader(io.BytesIO(render_pdf(document, watermark=True)))
    assert all("Aperçu" in page.extract_text() for page in marked.pages)
    assert "Aperçu" not in words(render_pdf(document, watermark=False))


def test_pages_are_pictures_of_the_width_asked_for():
    from PIL import Image

    pages = render_pages(contents.three_pages(1), watermark=False, width=300, first=1, most=2)
    assert [Image.open(io.BytesIO(page)).size for page in pages] == [(300, 425), (300, 425)]


@EVERY
def test_no_page_ends_with_a_heading(template):
    """Whatever stands before it moves everything down by a line at a time."""
    jobs = [{**job, "position": f"Poste {number}"} for number, job in enumerate(SAMPLE["experiences"] * 3)]
    customs = [{"title": f"Rubrique {number}", "content": "Une phrase.\nUne autre."} for number in range(4)]
    headings = ("Expérience professionnelle", "Formation", "Projets", "Certifications", "Compétences", "Langues")
    beginnings = ("Poste", "Rubrique", "Métropole", "Atelier", "Coopérative", "depuis", "sept.", "École Jules")
    for lines in range(1, 14, 3):
        document = contents.real(
            template,
            summary="\n".join(f"Ligne {number}" for number in range(lines)),
            experiences=jobs,
            education=SAMPLE["education"] * 3,
            projects_data=SAMPLE["projects_data"] * 3,
            custom_sections=customs,
        )
        for page in pypdf.PdfReader(io.BytesIO(render_pdf(document, watermark=False))).pages:
            text = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
            last = [line for line in text if not re.search(r"\d / \d$", line)][-1]
            assert last not in headings
            assert not last.startswith(beginnings)
