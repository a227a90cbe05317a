"""Files that people send, as bytes, and as uploads."""

import csv
import io
import json
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

LINKEDIN = {
    "Profile.csv": [
        ["First Name", "Last Name", "Headline", "Summary", "Zip Code", "Geo Location", "Websites"],
        [
            "Zoé",
            "Lefèvre",
            "Ingénieure énergie",
            "Dix ans d’audits.\nMobile en Île-de-France.",
            "44000",
            "Nantes, France",
            "[PORTFOLIO:https://zoe.example],[OTHER:https://github.com/zoe-exemple]",
        ],
    ],
    "Positions.csv": [
        ["Company Name", "Title", "Description", "Location", "Started On", "Finished On"],
        ["Métropole", "Cheffe de projet", "Écoles rénovées", "Nantes", "Mar 2020", ""],
        ["Atelier Climat", "Ingénieure", "", "Rennes", "sept. 2016", "févr. 2020"],
        ["Coopérative", "Stagiaire", "", "", "2014", "2015"],
    ],
    "Education.csv": [
        ["School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities"],
        ["École centrale", "2011", "2014", "Mention très bien", "Diplôme d’ingénieure", ""],
    ],
    "Skills.csv": [["Name"], ["Conduite de projet"], ["conduite de projet"], ["RE2020"]],
    "Email Addresses.csv": [
        ["Email Address", "Confirmed", "Primary", "Updated On"],
        ["ancienne@courriel.example", "Yes", "No", ""],
        ["zoe@courriel.example", "Yes", "Yes", ""],
    ],
    "PhoneNumbers.csv": [["Number", "Type"], ["06 39 98 01 42", "Mobile"]],
    "Languages.csv": [["Name", "Proficiency"], ["Français", "Native or bilingual proficiency"]],
    "Certifications.csv": [
        ["Name", "Url", "Authority", "Started On", "Finished On", "License Number"],
        ["PMP", "https://pmi.example", "PMI", "May 2022", "", "123"],
    ],
    "Projects.csv": [["Title", "Description", "Url"], ["École Jules-Verne", "Rénovée", "https://jv.example"]],
}
#: What such an archive also holds, and nobody here reads.
SECRET = {"messages.csv": [["FROM", "CONTENT"], ["Paul", "TRÈS PRIVÉ"]], "Connections.csv": [["Name"], ["Paul"]]}


def archive(files=None, *, folder: str = "", raw: dict[str, bytes] | None = None) -> bytes:
    """A ZIP of CSV files, as LinkedIn makes it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as found:
        for name, rows in (LINKEDIN | SECRET if files is None else files).items():
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            found.writestr(f"{folder}{name}", text.getvalue())
        for name, content in (raw or {}).items():
            found.writestr(name, content)
    return buffer.getvalue()


def upload(content: bytes | dict | str, name: str = "fichier") -> SimpleUploadedFile:
    if isinstance(content, dict):
        content = json.dumps(content)
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def word(write) -> bytes:
    """A DOCX that `write` fills."""
    import docx

    document = docx.Document()
    write(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def page(html: str) -> bytes:
    """A PDF of somebody else's making."""
    import weasyprint

    return weasyprint.HTML(string=html).write_pdf()
