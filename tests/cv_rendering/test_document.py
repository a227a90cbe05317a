"""From rows or from what is being typed to what is printed."""

import io
from datetime import date

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from portal.cv.models import Education, Experience, Resume, ResumeSkill
from portal.cv.rendering import Document, render_html
from portal.cv.rendering.document import shown_photo
from portal.cv.rendering.sample import SAMPLE, sample
from portal.cv.rendering.sheet import sheet_of
from tests.factories.accounts import UserFactory

from . import contents


@pytest.fixture
def resume(db, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    texts = {key: value for key, value in SAMPLE.items() if not isinstance(value, list)}
    lists = {key: value for key, value in SAMPLE.items() if key.endswith("_data") or key == "custom_sections"}
    resume = Resume.objects.create(user=UserFactory(), **texts, **lists)
    for model, name in ((Experience, "experiences"), (Education, "education"), (ResumeSkill, "skills")):
        model.objects.bulk_create(model(resume=resume, order=n, **row) for n, row in enumerate(SAMPLE[name]))
    return Resume.objects.get(pk=resume.pk)


def test_what_is_kept_is_what_was_typed(resume):
    assert Document.from_resume(resume) == Document.from_data(SAMPLE)


def test_it_takes_three_statements_and_none_when_fetched_before(resume, django_assert_num_queries):
    with django_assert_num_queries(3):
        render_html(resume, watermark=True)
    fetched = Resume.objects.with_entries().get(pk=resume.pk)
    with django_assert_num_queries(0):
        render_html(fetched, watermark=True)


def test_the_photo_is_shown_unless_switched_off_or_gone(resume):
    buffer = io.BytesIO()
    Image.new("RGB", (900, 600), "red").save(buffer, "JPEG")
    resume.photo.save("moi.jpg", ContentFile(buffer.getvalue()))
    assert Document.from_resume(resume).photo is not None
    assert Document.from_resume(resume).photo.content != buffer.getvalue()
    ready = contents.real(1, buffer.getvalue()).photo.content
    resume.photo.save("moi.jpg", ContentFile(ready))
    assert Document.from_resume(resume).photo.content == ready
    resume.layout = {"photo": False}
    assert Document.from_resume(resume).photo is None
    resume.layout = {}
    resume.photo.storage.delete(resume.photo.name)
    assert Document.from_resume(resume).photo is None


def test_a_photo_is_square_small_and_alone():
    picture = Image.new("RGBA", (1200, 800), (0, 0, 255, 0))
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", exif=exif)
    photo = shown_photo(buffer.getvalue())
    assert photo.content_type == "image/jpeg"
    shown = Image.open(io.BytesIO(photo.content))
    assert shown.size == (600, 600)
    assert not shown.getexif()
    # What was transparent is paper, not black.
    assert shown.getpixel((240, 240)) == (255, 255, 255)


def test_sections_stand_where_their_owner_put_them():
    document = contents.real(
        3,
        custom_sections=[{"id": "b3", "title": "Bénévolat", "content": "Aide aux devoirs"}],
        layout={
            "order": ["education", "custom:b3", "experiences"],
            "hidden": ["projects", "summary"],
            "titles": {"education": "Mes études !"},
        },
    )
    titles = [section.title for section in sheet_of(document).main]
    assert titles[:3] == ["Mes études\u202f!", "Bénévolat", "Expérience professionnelle"]
    assert "Projets" not in titles
    assert "Profil" not in titles


def test_empty_sections_are_left_out():
    document = contents.real(1, projects_data=[], certifications_data=[], summary="  \n")
    sheet = sheet_of(document)
    kinds = [section.kind for section in (*sheet.main, *sheet.aside)]
    assert kinds == ["experiences", "education", "custom", "skills", "languages"]


def test_templates_order_sections_in_their_own_ways():
    orders = [tuple(section.kind for section in sheet_of(sample(number)).main) for number in range(1, 7)]
    assert len(set(orders)) == 6


@pytest.mark.parametrize(
    ("start", "end", "current", "shown"),
    [
        (date(2020, 3, 1), None, True, "depuis mars\u00a02020"),
        (date(2016, 9, 1), date(2020, 2, 28), False, "sept.\u00a02016\u00a0– fév.\u00a02020"),
        (date(2019, 5, 1), date(2019, 5, 30), False, "mai\u00a02019"),
        (date(2019, 5, 1), None, False, "mai\u00a02019"),
        (None, date(2019, 5, 1), False, "jusqu’à mai\u00a02019"),
        (None, None, True, "actuellement"),
        (None, None, False, ""),
    ],
)
def test_months_as_french_people_write_them(start, end, current, shown):
    job = {"position": "p", "company": "c", "start_date": start, "end_date": end, "is_current": current}
    sections = {section.kind: section for section in sheet_of(contents.real(1, experiences=[job])).main}
    assert sections["experiences"].entries[0].when == shown


def test_lines_with_a_dash_are_a_list():
    blocks = sheet_of(contents.real(1, summary="Avant\n- un\n• deux\n3. trois\nAprès\n\nFin : « ici »")).main[0].blocks
    assert [(block.is_list, block.lines) for block in blocks] == [
        (False, ("Avant",)),
        (True, ("un", "deux", "trois")),
        (False, ("Après",)),
        (False, ("Fin\u00a0: «\u00a0ici\u00a0»",)),
    ]


def test_a_year_or_a_dash_inside_a_line_makes_no_list():
    blocks = sheet_of(contents.real(1, summary="2014 - 2016 à Nantes\n-5 % de coûts")).main[0].blocks
    assert [block.is_list for block in blocks] == [False]


def test_addresses_are_short_to_read_and_whole_to_follow():
    links = {link.text: link.href for link in sheet_of(sample(1)).contacts}
    assert links["linkedin.com/in/camille-moreau-exemple"] == "https://www.linkedin.com/in/camille-moreau-exemple"
    assert links["+33\u00a06\u00a039\u00a098\u00a001\u00a042"].startswith("tel:+33")
    assert links["Nantes, Loire-Atlantique"] == ""


def test_icons_of_other_fonts_are_left_out():
    assert Document.from_data({"full_name": "\uf0e0 Ada\U000f0001"}).full_name == "Ada"
