"""Chromium against a running server. Every test here is marked `browser` and runs in a process of its own.

`phone` and `desktop` are fresh pages (signed out) whose relative addresses lead to the live server:
`phone.goto("/offres/")`. An error of the page's scripts fails the test.
"""

import os
import shutil
from pathlib import Path

import pytest

# Playwright's synchronous interface runs an event loop in this thread; Django would refuse the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        message = "needs Chromium: `make services` installs it, or set CHROMIUM"
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server, settings):
    """`open_page(viewport, **context options)` gives a page of a new visitor; several make several people."""
    settings.SITE_URL = live_server.url
    contexts, errors = [], []

    def open_(viewport=DESKTOP, **options):
        context = chromium.new_context(
            base_url=live_server.url, viewport=viewport, locale="fr-FR", timezone_id="Europe/Paris", **options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not errors, f"errors of the page's scripts: {errors}"


@pytest.fixture
def phone(open_page):
    return open_page(PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def desktop(open_page):
    return open_page(DESKTOP)
