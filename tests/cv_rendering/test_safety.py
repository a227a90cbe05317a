"""Whatever a resume holds, printing it opens no address and no file, and ends in time."""

import contextlib
import http.server
import importlib.util
import io
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pypdf
import pytest
from django.test import override_settings

from portal.cv.rendering import (
    CannotRender,
    Document,
    RenderingUnavailable,
    TookTooLong,
    TooLong,
    engine,
    render_html,
    render_pdf,
    worker,
)
from portal.cv.rendering.sample import sample
from portal.cv.rendering.templates import TEMPLATES

from . import contents

pytestmark = pytest.mark.pdf
SECRET = "what only this machine knows"


@pytest.fixture(scope="module")
def listener():
    """A server of this machine that counts what is asked of it."""
    hits = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(302)
            self.send_header("Location", "/again")
            self.end_headers()

        do_HEAD = do_POST = do_GET

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.hits = hits
    server.address = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(SECRET)
    return path


def hostile(address: str, path) -> str:
    """Every way that HTML and CSS have to ask for something, to the listener and to a file."""
    parts = []
    for number, url in enumerate((f"{address}/x", f"file://{path}", str(path), f"//{address.partition('//')[2]}/y")):
        parts.append(
            f'<img src="{url}?{number}"><link rel="stylesheet" href="{url}">'
            f'<link rel="icon" href="{url}"><object data="{url}"></object>'
            f'<embed src="{url}"><iframe src="{url}"></iframe><input type="image" src="{url}">'
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
            f'<image href="{url}" xlink:href="{url}" width="9" height="9"/><use href="{url}#a"/></svg>'
            f"<style>@import url({url}); @font-face {{ font-family: spy{number}; src: url({url}) }}"
            f" p {{ font-family: spy{number}; background: url({url}); list-style-image: url({url});"
            f" border-image: url({url}) 1; content: url({url}); mask: url({url}) }}"
            f" p::before {{ content: url({url}) }} @page {{ background: url({url}) }}"
            f"</style>"
            f'<p style="background-image: url({url}); cursor: url({url})">p</p>'
        )
    return f'<base href="{address}/base/"><meta http-equiv="refresh" content="0;url={address}/z">' + "".join(parts)


@pytest.mark.parametrize("options", [{}, {"width": 300}])
def test_hostile_html_reaches_no_address_and_no_file(listener, secret, options):
    """Even if a template had let it through: this is the engine alone, in the process that people's resumes get."""
    page = f"<html lang=fr><title>x</title><body>{hostile(listener.address, secret)}<p>still there</p></body></html>"
    out = worker.pool().render(page, {}, **options)[0]
    assert listener.hits == []
    assert SECRET.encode() not in out
    if not options:
        reader = pypdf.PdfReader(io.BytesIO(out))
        assert "still there" in " ".join(page.extract_text() for page in reader.pages)
        assert not reader.attachments


@pytest.mark.parametrize(
    "element",
    [
        "<link rel=attachment href={}>",
        "<a rel=attachment href={}>file</a>",
        "<style>@color-profile --spy {{ src: url({}) }}</style>",
    ],
)
def test_what_cannot_be_left_out_is_refused_unopened(listener, secret, element):
    for url in (f"{listener.address}/a", f"file://{secret}"):
        page = f"<html lang=fr><title>x</title><body>{element.format(url)}</body></html>"
        with contextlib.suppress(CannotRender):
            out = worker.pool().render(page, {})[0]
            assert SECRET.encode() not in out
            assert not pypdf.PdfReader(io.BytesIO(out)).attachments
    assert listener.hits == []


def test_the_fetcher_refuses_by_itself(listener, secret):
    """In this process, where nothing else would stop it."""
    page = f"<html lang=fr><title>x</title><body>{hostile(listener.address, secret)}</body></html>"
    pdf = engine.Engine().pdf(page, {})
    assert listener.hits == []
    assert SECRET.encode() not in pdf


def test_a_fetcher_that_would_open_them_is_noticed(listener):
    """That the test above can fail: WeasyPrint's own fetcher asks."""
    import weasyprint

    weasyprint.HTML(string=f"<img src='{listener.address}/open'>").write_pdf()
    assert "/open" in listener.hits
    listener.hits.clear()


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_a_field_is_text_and_nothing_else(listener, secret, template):
    attack = f"</style></h1><script>1</script>{hostile(listener.address, secret)}"[:4000]
    short = f"url({listener.address}/css) </style><img src={listener.address}/f> {{{{ settings.SECRET_KEY }}}}"
    job = {"position": short, "company": short, "location": short, "description": attack}
    school = {"degree": short, "institution": short, "field_of_study": short, "grade": short, "description": short}
    items = {
        "languages_data": [{"language": short, "level": short}],
        "certifications_data": [{"name": short, "issuer": short, "date": short}],
        "projects_data": [{"name": short, "description": short, "url": f"file://{secret}"}],
        "custom_sections": [{"id": "a", "title": short, "content": short}],
    }
    document = contents.real(
        template,
        full_name=short,
        title=short,
        summary=attack,
        email=short,
        phone=short,
        address=short,
        website=f"file://{secret}",
        linkedin_url="javascript:alert(1)",
        github_url=f"{listener.address}/link",
        experiences=[job],
        education=[school],
        skills=[{"name": short[:80], "level": "expert", "category": short[:100]}],
        layout={"titles": {"summary": short[:80], "custom:a": "</style><b>"}},
        **items,
    )
    html = render_html(document, watermark=True, preview=False)
    assert html.count("<style>") == html.count("</style>") == 1
    assert "<img" not in html
    assert "<script" not in html
    assert 'href="file' not in html
    assert 'href="javascript' not in html
    pdf = render_pdf(document, watermark=True)
    assert listener.hits == []
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert not reader.attachments
    assert SECRET.encode() not in pdf
    links = {note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", ())}
    assert {link.partition(":")[0] for link in links} <= {"http", "https", "mailto", "tel"}


@pytest.mark.parametrize(
    "layout",
    [
        {"color": "red;}@import url(http://127.0.0.1/)"},
        {"color": "#12345"},
        {"font": "url(x)"},
        {"page_size": "A4;} *{}"},
        {"spacing": "</style>"},
        {"font_size": "900pt"},
    ],
)
def test_a_layout_that_nobody_checked_is_never_written_into_css(layout):
    """The model's validator refuses these; should one be kept all the same, nothing of it is printed."""
    document = contents.real(1, layout=layout)
    (value,) = layout.values()
    assert render_html(document, watermark=False, preview=False) == render_html(
        contents.real(1), watermark=False, preview=False
    )
    assert f":{value}" not in render_html(document, watermark=False)


def test_the_process_knows_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "of the portal")
    process = worker._Process()
    try:
        environment = Path(f"/proc/{process._process.pid}/environ").read_text()
        assert "SECRET_KEY" not in environment
        assert "DATABASE_URL" not in environment
    finally:
        process.end()


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess, sys; subprocess.run([sys.executable, '-c', '1'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "open('/etc/passwd')",
        "open('written', 'w')",
        "import os; os.remove('written')",
    ],
)
def test_behind_the_fetcher_there_is_a_second_wall(attempt, tmp_path):
    (tmp_path / "written").touch()
    program = (
        "import importlib.util as u\n"
        f"spec = u.spec_from_file_location('engine', {str(worker.ENGINE)!r})\n"
        "engine = u.module_from_spec(spec)\nspec.loader.exec_module(engine)\nengine.lock_up()\n"
        f"try:\n    {attempt}\nexcept PermissionError as error:\n    print('refused', error)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-I", "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=30
    )
    assert "refused a resume" in ran.stdout, ran.stderr


# --- Time, size -------------------------------------------------------------------------------------------------------
@override_settings(CV_RENDER_SECONDS=1.5)
def test_what_takes_too_long_is_killed_and_the_next_one_is_printed():
    cells = "<td>a" * 300
    page = f"<html lang=fr><title>x</title><body>{f'<table><tr>{cells}</table>' * 400}</body></html>"
    start = time.monotonic()
    with pytest.raises(TookTooLong):
        worker.pool().render(page, {})
    assert time.monotonic() - start < 4
    with override_settings(CV_RENDER_SECONDS=20):
        assert render_pdf(sample(1), watermark=False).startswith(b"%PDF")


def test_a_process_that_dies_is_replaced():
    render_pdf(Document(), watermark=False)
    (process, *_rest) = worker.pool()._idle
    os.kill(process._process.pid, signal.SIGKILL)
    assert render_pdf(Document(), watermark=False).startswith(b"%PDF")


def test_more_than_a_resume_is_refused_before_anything_is_laid_out():
    for changes in (
        {"custom_sections": [{"title": str(number), "content": "x" * 5000} for number in range(9)]},
        {"summary": "x\n" * 2000},
        {"skills": [{"name": str(number)} for number in range(300)]},
    ):
        with pytest.raises(TooLong):
            contents.real(1, **changes)


@override_settings(CV_MOST_PAGES=2)
def test_more_pages_than_allowed_are_refused():
    with pytest.raises(TooLong) as refusal:
        render_pdf(contents.three_pages(1), watermark=False)
    assert "2 pages" in str(refusal.value)


def test_a_longest_resume_is_printed_in_time():
    story = "Un travail mené avec soin, du diagnostic à la réception. " * 43
    jobs = [{"position": f"Poste {number}", "company": "Ici", "description": story} for number in range(15)]
    assert render_pdf(contents.real(2, experiences=jobs), watermark=True).startswith(b"%PDF")


def test_broken_pictures_and_other_files_are_left_out():
    for photo in (b"", b"<svg onload=1>", b"\xff\xd8\xff broken", b"%PDF-1.4", b"GIF89a"):
        assert contents.real(1, photo).photo is None


# --- Without Pango ----------------------------------------------------------------------------------------------------
def test_without_pango_only_this_fails_and_says_what_to_install(monkeypatch, tmp_path):
    broken = tmp_path / "engine.py"
    broken.write_text(
        "import sys\nsys.modules['weasyprint'] = None\n" + worker.ENGINE.read_text().replace('"""The one', '"""One', 1)
    )
    monkeypatch.setattr(worker, "ENGINE", broken)
    worker.end()
    try:
        with pytest.raises(RenderingUnavailable) as refusal:
            render_pdf(sample(1), watermark=False)
    finally:
        monkeypatch.undo()
        worker.end()
    assert refusal.value.status == 503
    assert "libpango-1.0-0" in str(refusal.value.message)
    assert "Pango" in render_message_in_french(refusal.value)


def render_message_in_french(refusal) -> str:
    from django.utils import translation

    with translation.override("fr"):
        text = str(RenderingUnavailable().message)
    assert "n’est pas installé" in text
    return text


def test_the_portal_itself_never_loads_weasyprint():
    program = (
        "import django, sys; django.setup(); from portal.cv import rendering\n"
        "from portal.cv.rendering.sample import sample\n"
        "rendering.render_html(sample(1), watermark=True); print('weasyprint' in sys.modules)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, timeout=60)
    assert ran.stdout.strip() == "False", ran.stderr


def test_the_engine_is_a_program_without_the_portal():
    spec = importlib.util.spec_from_file_location("engine_alone", worker.ENGINE)
    assert spec is not None
    assert "django" not in worker.ENGINE.read_text().lower().replace("neither django", "")
    assert "portal." not in worker.ENGINE.read_text()
    assert engine.Engine is not None
