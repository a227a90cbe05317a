"""Take every page as every role, on a phone and on a desk, and fail where one is wrong.

    python scripts/screenshots.py [--base URL] [--role ROLE …] [--only WORD] [--dark] [--dir DIRECTORY]

Without --base it starts a server of its own on a free port, with demo content in a database that is thrown away.
Wrong is: an answer that is not the expected one, an error of the page's scripts, a link that is not there, or a page
that scrolls sideways on the phone.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright
from screenshot_pages import PAGES
from start import PASSWORD

ROOT = Path(__file__).resolve().parent.parent
SIZES = {360: 740, 1280: 900}
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
SIDEWAYS = "document.scrollingElement.scrollWidth > window.innerWidth"


def main():
    options = read_options()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        return "needs Chromium: `make services` installs it, or set CHROMIUM"
    options.dir.mkdir(parents=True, exist_ok=True)
    problems, taken = [], 0
    with served(options.base) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for role in options.role or PAGES:
            for width in SIZES:
                with visitor(browser, base, role, width, options.dark, problems) as page:
                    for shot in PAGES[role]:
                        if page and options.only in shot.name:
                            taken += take(page, base, role, width, shot, options, problems)
        browser.close()
    print(f"{taken} pictures in {options.dir}, {len(problems)} problems")
    for problem in problems:
        print(f"  {problem}")
    return 1 if problems else 0


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", help="address of a running server with demo content; default: start one")
    parser.add_argument("--role", action="append", choices=PAGES, help="only this role (may be given again)")
    parser.add_argument("--only", default="", metavar="WORD", help="only pages whose name holds this word")
    parser.add_argument("--dark", action="store_true", help="ask for the dark colours")
    parser.add_argument("--dir", type=Path, default=ROOT / "screenshots")
    return parser.parse_args()


# --- A server of our own --------------------------------------------------------------------------------------------
@contextmanager
def served(base):
    if base:
        yield base.rstrip("/")
        return
    with tempfile.TemporaryDirectory(prefix="portal-screenshots-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        base = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.development",
            "VAR_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
            "SITE_URL": base,
            "DEBUG": "0",  # our own error pages, not Django's
        }
        for command in (["migrate", "-v0"], ["sync_roles", "-v0"], ["load_demo"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
        log = (Path(folder) / "server.log").open("wb")
        command = [sys.executable, "manage.py", "runserver", "--noreload", "--insecure", f"127.0.0.1:{port}"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"{base}/sante/", server)
            yield base
        finally:
            server.terminate()
            server.wait(10)


def wait_for(url, server, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    raise SystemExit(f"the server did not answer on {url}")


# --- Pictures -------------------------------------------------------------------------------------------------------
@contextmanager
def visitor(browser, base, role, width, dark, problems):
    """A page signed in as `role`, or None when signing in failed."""
    context = browser.new_context(
        viewport={"width": width, "height": SIZES[width]},
        locale="fr-FR",
        timezone_id="Europe/Paris",
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda error: problems.append(f"{role} {width} {page.url}: script error: {error}"))
    try:
        yield page if role == "visitor" or sign_in(page, base, role, width, problems) else None
    finally:
        context.close()


def sign_in(page, base, role, width, problems):
    try:
        page.goto(f"{base}/compte/connexion/")
        page.fill("input[name=login]", f"{role}@demo.example")
        page.fill("input[name=password]", PASSWORD)
        with page.expect_navigation():
            page.press("input[name=password]", "Enter")
    except PlaywrightError as error:
        problems.append(f"{role} {width}: cannot sign in: {first_line(error)}")
        return False
    if "/connexion/" in page.url:
        problems.append(f"{role} {width}: cannot sign in")
        return False
    return True


def take(page, base, role, width, shot, options, problems):
    """Take one picture; 1 when it was taken. What is wrong goes into `problems`."""
    label = f"{role} {width} {shot.name}"
    try:
        response = WAYS[shot.way](page, base + shot.path)
        for pattern in filter(None, (shot.follow, shot.then)):
            address = first_link(page, pattern)
            if not address:
                problems.append(f"{label}: no link like {pattern} on {page.url}")
                return 0
            response = page.goto(address)
        page.wait_for_load_state("networkidle")
        if response.status != shot.status:
            problems.append(f"{label}: {page.url} answered {response.status}, not {shot.status}")
        if width == min(SIZES) and page.evaluate(SIDEWAYS):
            problems.append(f"{label}: {page.url} scrolls sideways")
        suffix = "-dark" if options.dark else ""
        if "/admin/" in page.url:
            # Wagtail scrolls inside the page: the window must be as high as what it holds.
            high = page.evaluate(
                "Math.max(...[...document.querySelectorAll('main, body')].map(part => part.scrollHeight))"
            )
            page.set_viewport_size({"width": width, "height": min(max(high, SIZES[width]), 4000)})
        page.screenshot(path=options.dir / f"{role}-{shot.name}-{width}{suffix}.png", full_page=True)
    except PlaywrightError as error:
        problems.append(f"{label}: {first_line(error)}")
        return 0
    finally:
        page.set_viewport_size({"width": width, "height": SIZES[width]})
    return 1


def send_without_token(page, address):
    page.goto(address)
    page.eval_on_selector_all("input[name=csrfmiddlewaretoken]", "fields => fields.forEach(field => field.remove())")
    page.context.clear_cookies()
    return submitted(page)


def fail_to_sign_in(page, address):
    """Somebody whom no role is: the accounts of the demo must stay open."""
    for _attempt in range(20):
        page.goto(address)
        page.fill("input[name=login]", "personne@demo.example")
        page.fill("input[name=password]", "mauvais")
        response = submitted(page)
        if response.status == 429:
            break
    return response


def submitted(page):
    with page.expect_navigation() as navigation:
        page.eval_on_selector("main form[method=post]", "form => form.submit()")
    return navigation.value


def break_down(page, address):
    """No page fails on purpose: what Django would answer, at an address that only this browser knows."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    sys.path.insert(0, str(ROOT))
    import django
    from django.template.loader import render_to_string

    django.setup()
    page.route(
        address, lambda route: route.fulfill(status=500, content_type="text/html", body=render_to_string("500.html"))
    )
    return page.goto(address)


WAYS = {
    "": lambda page, address: page.goto(address),
    **{way.__name__: way for way in (send_without_token, fail_to_sign_in, break_down)},
}


def first_link(page, pattern):
    links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    return next((link for link in links if re.search(pattern, link.split("?")[0].split("#")[0])), None)


def first_line(error):
    return str(error).splitlines()[0]


if __name__ == "__main__":
    sys.exit(main())
