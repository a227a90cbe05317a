"""PDF and DOCX: our own, other people's, and those made to harm (portal.cv.exchange)."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from portal.core.files import BadFile
from portal.cv import services
from portal.cv.exchange import reading
from portal.cv.exchange.errors import NothingFound, Scanned, TooMuchWork, Unreadable
from portal.cv.exchange.reading import read_file
from portal.cv.exchange.word import to_docx
from portal.cv.models import Resume
from portal.cv.rendering import render_pdf
from portal.cv.rendering.sample import sample
from portal.cv.rendering.templates import TEMPLATES
from tests.factories.accounts import picture

from .files import page, upload, word

pytestmark = pytest.mark.django_db

JOBS = [
    ("Cheffe de projet rénovation énergétique", "Métropole de l’Ouest", "Nantes", "2020-03-01", None, True),
    ("Ingénieure thermicienne", "Atelier Climat", "Rennes", "2016-09-01", "2020-02-01", False),
    ("Chargée d’études énergie", "Coopérative Bois & Terre", "Angers", "2014-09-01", "2016-08-01", False),
]
FIELDS = ("position", "company", "location", "start_date", "end_date", "is_current")


def found_in(said: dict) -> None:
    """Everything of the sample that has one place on the page."""
    assert (said["full_name"], said["title"]) == ("Camille Moreau", "Cheffe de projet transition énergétique")
    assert (said["email"], said["phone"]) == ("camille.moreau@courriel.example", "+33639980142")
    assert said["address"] == "Nantes, Loire-Atlantique"
    assert said["linkedin_url"] == "https://linkedin.com/in/camille-moreau-exemple"
    assert [tuple(job[name] for name in FIELDS) for job in said["experience_data"]] == JOBS
    assert "14 rénovations d’écoles" in said["experience_data"][0]["description"]
    school = said["education_data"][0]
    assert (school["institution"], school["degree"]) == ("École centrale de Nantes", "Diplôme d’ingénieure")
    assert school["grade"] == "Mention très bien"
    assert {"Conduite de projet", "Marchés publics", "RE2020"} <= {skill["name"] for skill in said["skills_data"]}
    assert [one["language"] for one in said["languages_data"]] == ["Français", "Anglais", "Espagnol"]
    assert [one["name"] for one in said["certifications_data"]] == ["PMP", "Concepteur Bâtiment passif"]
    assert said["projects_data"][0]["name"] == "École Jules-Verne"
    assert said["custom_sections"][0]["title"] == "Engagements"
    assert said["summary"].startswith("Dix ans à mener")


@pytest.mark.parametrize("template", range(1, 7))
def test_our_own_pdf_is_read(template):
    draft = read_file(upload(render_pdf(sample(template), watermark=True)))
    found_in(draft.values)
    assert "FILIGRANE" not in repr(draft.values).upper()


def test_our_own_word_file_is_read():
    found_in(read_file(upload(to_docx(sample(1)))).values)


def test_what_was_read_can_be_kept(person):
    services.create(person, read_file(upload(render_pdf(sample(2), watermark=False))).values)


def test_two_columns_of_another_maker():
    made = page(
        """<style>body{font: 10pt sans-serif} .a{position:absolute;left:0;top:60pt;width:140pt}
        .b{position:absolute;left:180pt;top:60pt;width:300pt} h2{font-size:13pt;margin:8pt 0 2pt}
        p{margin:1pt 0}</style>
        <h1>Zoé LEFÈVRE</h1>
        <div class=a><h2>CONTACT</h2><p>zoe@courriel.example</p><p>06 39 98 01 42</p><p>44000 Nantes</p>
        <h2>COMPÉTENCES</h2><p>Python, Django</p><p>Gestion d’équipe</p><h2>LANGUES</h2><p>Anglais : courant</p></div>
        <div class=b><h2>EXPÉRIENCE PROFESSIONNELLE</h2>
        <p><b>Développeuse</b> | Été Numérique</p><p>janv. 2020 – aujourd’hui</p>
        <p>Conception d’une plateforme à grande échelle.</p>
        <p><b>Stagiaire</b> | Mairie de Créteil</p><p>mars à juin 2018</p><p>Site de la médiathèque.</p>
        <h2>FORMATION</h2><p><b>Master informatique</b></p><p>Université de Nantes, 2016 – 2018</p></div>"""
    )
    said = read_file(upload(made)).values
    assert said["full_name"] == "Zoé LEFÈVRE"
    assert (said["email"], said["phone"], said["address"]) == ("zoe@courriel.example", "+33639980142", "44000 Nantes")
    jobs = [(job["position"], job["company"], job["start_date"]) for job in said["experience_data"]]
    assert jobs == [("Développeuse", "Été Numérique", "2020-01-01"), ("Stagiaire", "Mairie de Créteil", "2018-03-01")]
    assert said["experience_data"][0]["description"] == "Conception d’une plateforme à grande échelle."
    assert [skill["name"] for skill in said["skills_data"]] == ["Python", "Django", "Gestion d’équipe"]
    assert said["languages_data"] == [{"language": "Anglais", "level": "courant"}]
    assert said["education_data"][0]["institution"] == "Université de Nantes"
    assert said["education_data"][0]["degree"] == "Master informatique"


def test_a_word_file_of_another_maker():
    def write(document):
        document.add_paragraph("Jean-Noël Durand")
        document.add_paragraph("jn.durand@courriel.example – 06 39 98 01 42")
        document.add_paragraph("EXPÉRIENCES PROFESSIONNELLES")
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "2019 - 2022", "Maçon, Bâtir SARL"
        table.cell(1, 0).text, table.cell(1, 1).text = "2015 - 2019", "Apprenti, Pierre & Fils"
        table.cell(0, 1).add_paragraph("Murs en pierre", style="List Bullet")
        document.add_paragraph("FORMATION")
        document.add_paragraph("CAP maçonnerie, Lycée des métiers, 2015")
        document.add_paragraph("LOISIRS")
        document.add_paragraph("Escalade")

    said = read_file(upload(word(write))).values
    assert said["full_name"] == "Jean-Noël Durand"
    jobs = [(job["position"], job["company"], job["start_date"], job["end_date"]) for job in said["experience_data"]]
    assert jobs == [
        ("Maçon", "Bâtir SARL", "2019-01-01", "2022-12-01"),
        ("Apprenti", "Pierre & Fils", "2015-01-01", "2019-12-01"),
    ]
    assert said["experience_data"][0]["description"] == "- Murs en pierre"
    assert said["education_data"][0]["end_date"] == "2015-01-01"
    assert said["custom_sections"] == [{"title": "Loisirs", "content": "Escalade"}]


def test_a_scan_is_called_one():
    with pytest.raises(Scanned):
        read_file(upload(page("<svg width=100 height=100><rect width=100 height=100 /></svg>")))


def test_a_text_that_is_no_resume_is_refused():
    with pytest.raises(NothingFound):
        read_file(upload(page("<p>Une simple lettre, sans rien d’autre.</p>")))


@pytest.mark.parametrize("cut", [20, 200, 2000])
def test_a_broken_pdf_is_refused(cut):
    with pytest.raises((Unreadable, Scanned, NothingFound)):
        read_file(upload(render_pdf(sample(1), watermark=False)[:cut]))


def test_a_broken_word_file_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(Unreadable):
        read_file(upload(buffer.getvalue()))


def test_entities_of_a_word_file_are_not_followed():
    """A billion laughs, and a file of the machine."""
    made = word(lambda document: document.add_paragraph("Nom Prénom"))
    source, target = zipfile.ZipFile(io.BytesIO(made)), io.BytesIO()
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY l0 "ha">{entities}]>'
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            text = source.read(name)
            if name == "word/document.xml":
                text = text.decode().replace("?>", f"?>{head}", 1).replace("Nom Prénom", "&l9;&f;").encode()
            archive.writestr(name, text)
    try:
        draft = read_file(upload(target.getvalue()))
    except (Unreadable, NothingFound, TooMuchWork):
        return
    assert "root:" not in repr(draft.values)
    assert "haha" not in repr(draft.values)


def test_reading_has_an_end(settings):
    settings.CV_IMPORT_SECONDS = 0.05
    with pytest.raises(TooMuchWork):
        read_file(upload(render_pdf(sample(1), watermark=False)))


def test_the_program_that_reads_opens_nothing_else(tmp_path):
    """The walls behind the parsers: no file of the machine, nothing written, no network."""
    import subprocess
    import sys

    script = (
        f"import sys; sys.path.insert(0, {str(reading._READER)!r})\n"
        "import socket, builtins\n"
        "import __main__ as own\n"
        f"exec(open({str(reading._READER / '__main__.py')!r}).read().replace('if __name__', 'if 0 and __name__'))\n"
        "_lock_up(5)\n"
        "def refused(act):\n"
        "    try: act()\n"
        "    except PermissionError: return True\n"
        "    return False\n"
        "print([refused(lambda: open('/etc/passwd')), refused(lambda: open('/tmp/x-import', 'w')),\n"
        "       refused(lambda: socket.socket().connect(('127.0.0.1', 9)))])\n"
    )
    said = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=False)
    assert said.stdout.strip() == "[True, True, True]", said.stderr


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\xff\xd8\xff" + b"0" * 50, b"MZ" + b"0" * 50])
def test_other_files_are_refused(content):
    with pytest.raises(BadFile):
        read_file(upload(content, "cv.pdf"))


# --- The Word file that we write
def test_the_word_file_has_real_headings_and_the_layouts_order(resume):
    document = docx.Document(io.BytesIO(to_docx(resume)))
    headings = [line.text for line in document.paragraphs if line.style.name == "Heading 1"]
    assert headings[:2] == ["Outils", "Engagements"]
    assert "Expérience professionnelle" in headings
    assert document.paragraphs[0].style.name == "Title"
    assert next(line.text.split("\t")[0] for line in document.paragraphs if line.style.name == "Heading 2")
    assert any(line.style.name == "List Bullet" for line in document.paragraphs)


def test_the_word_file_says_its_language_and_whose_it_is(resume):
    document = docx.Document(io.BytesIO(to_docx(resume)))
    assert document.core_properties.language == "fr-FR"
    assert document.core_properties.author == "Camille Moreau"
    assert 'w:lang w:val="fr-FR"' in document.styles.element.xml
    links = [one.target_ref for one in document.part.rels.values() if one.is_external]
    assert "mailto:camille.moreau@courriel.example" in links


def test_hidden_sections_and_the_page_follow_the_layout(person, values):
    layout = {"hidden": ["projects"], "page_size": "Letter"}
    document = docx.Document(io.BytesIO(to_docx(services.create(person, values | {"layout": layout}))))
    assert "Projets" not in [line.text for line in document.paragraphs]
    assert round(document.sections[0].page_width.inches, 1) == 8.5


def test_an_empty_resume_is_a_word_file_too(person):
    assert to_docx(services.create(person, {}))


# --- Its photo
def pictures_of(content: bytes) -> list[tuple[str, bytes, tuple[int, int]]]:
    """(text for who does not see it, the file, its size in millimetres) of each picture words flow around."""
    document = docx.Document(io.BytesIO(content))
    found = []
    for anchor in document.element.body.iter(qn("wp:anchor")):
        size, said = anchor.find(qn("wp:extent")), anchor.find(qn("wp:docPr")).get("descr")
        part = document.part.related_parts[next(anchor.iter(qn("a:blip"))).get(qn("r:embed"))]
        found.append((said, part.blob, (round(int(size.get("cx")) / 36000), round(int(size.get("cy")) / 36000))))
    return found


@pytest.fixture
def portrait(person):
    made = services.create(
        person, {"full_name": "Camille <Moreau>", "experience_data": [{"company": "A", "position": "B"}]}
    )
    services.set_photo(person, made, picture(size=(800, 600)))
    return Resume.objects.get(pk=made.pk)


def test_the_photo_stands_in_the_word_file_with_its_text(portrait):
    content = to_docx(portrait)
    [(said, file, size)] = pictures_of(content)
    assert (said, size) == ("Photo de Camille <Moreau>", (28, 28))
    with portrait.photo.open("rb") as kept:
        assert file == kept.read()
    document = docx.Document(io.BytesIO(content))
    assert (document.paragraphs[0].style.name, document.paragraphs[0].text.strip()) == ("Title", "Camille <Moreau>")
    # Still one picture among headings and lists: what reads words alone finds all of them.
    assert [line.text for line in document.paragraphs if line.style.name == "Heading 1"]
    assert not document.inline_shapes


def test_what_comes_after_the_head_begins_under_the_photo(portrait):
    body = docx.Document(io.BytesIO(to_docx(portrait))).element.body
    assert [node.get(qn("w:clear")) for node in body.iter(qn("w:br"))] == ["all"]


def test_a_photo_without_a_name_has_a_line_of_its_own(person, portrait):
    services.change(person, portrait, {"full_name": ""})
    [(said, _file, _size)] = pictures_of(to_docx(Resume.objects.get(pk=portrait.pk)))
    assert said == "Photo"


def test_there_is_no_photo_where_the_layout_or_the_template_shows_none(person, portrait, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setitem(TEMPLATES, 1, replace(TEMPLATES[1], photo=False))
        assert pictures_of(to_docx(portrait)) == []
    services.change(person, portrait, {"layout": {"photo": False}})
    assert pictures_of(to_docx(Resume.objects.get(pk=portrait.pk))) == []


def test_a_photo_whose_file_is_gone_leaves_a_word_file_without_one(portrait):
    portrait.photo.storage.delete(portrait.photo.name)
    assert pictures_of(to_docx(portrait)) == []
