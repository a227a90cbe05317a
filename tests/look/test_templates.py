"""What every template keeps to: nothing inline (the content security policy forbids it), and only what exists."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

FOLDER = settings.BASE_DIR / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
#: Mails, and resumes as they are printed, bring their styles along; the latter have a policy of their own.
ALONE = {"mail", "email", "resumes"}
PAGES = [path for path in TEMPLATES if not ALONE & set(path.relative_to(FOLDER).parts)]
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (settings.BASE_DIR / "static" / "icons.svg").read_text()))


def name(path):
    return str(path.relative_to(FOLDER))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_compiles(path):
    get_template(name(path))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_page_has_no_inline_style_or_script(path):
    source = re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    data = re.sub(r'<script[^>]*type="application/(ld\+)?json"', "", source)
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:|\shx-on", data)
    assert not re.search(r"<script(?![^>]*\ssrc=)", data)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_icons_of_a_template_exist(path):
    used = re.findall(r'components/icon\.html" with name="([\w-]+)"', path.read_text(encoding="utf-8"))
    assert set(used) <= SPRITE


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_static_files_of_a_template_exist(path):
    for found in re.findall(r"{% static '([^']+)' %}", path.read_text(encoding="utf-8")):
        assert finders.find(found), found


def test_server_error_page_needs_no_context():
    assert "<h1>" in get_template("500.html").render()


def test_style_guide_shows_every_component():
    guide = "".join(path.read_text(encoding="utf-8") for path in (FOLDER / "components" / "styleguide").glob("*.html"))
    for part in ("avatar", "callout", "empty", "hero_art", "icon", "progress", "skeleton", "status"):
        assert f"components/{part}.html" in guide
