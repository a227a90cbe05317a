"""What printing a resume takes beside headless Chromium, started for it or running already."""

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path


def against_chromium(turns: int, folder: Path) -> list[tuple]:
    from portal.cv.rendering import render_html, render_pdf
    from portal.cv.rendering.sample import sample

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        return [("Chromium", "not there: left out", "", True)]
    document, page = sample(1), folder / "resume.html"
    page.write_text(render_html(document, watermark=False))
    ours, cold = [], []
    for _turn in range(turns):
        start = time.perf_counter()
        render_pdf(document, watermark=False)
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        _print_cold(chromium, page, folder)
        cold.append(time.perf_counter() - start)
    warm = _print_warm(chromium, page, turns)
    ratio = statistics.median(theirs / own for theirs, own in zip(cold, ours, strict=True))
    own = statistics.median(ours)
    return [
        (
            "Chromium started and printing",
            f"{_middle(cold)}, {ratio:.1f} times",
            "at least 3",
            ratio >= 3,
        ),
        (
            "Chromium that runs already",
            f"{statistics.median(warm) * 1000:.0f} ms, {statistics.median(warm) / own:.1f} times",
            "",
            True,
        ),
    ]


def _middle(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1000:.0f} ms"


def _print_cold(chromium: str, page: Path, folder: Path) -> None:
    profile = tempfile.mkdtemp(dir=folder)
    command = [
        chromium,
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={profile}",
        "--no-pdf-header-footer",
    ]
    subprocess.run(
        [*command, f"--print-to-pdf={folder}/out.pdf", page.as_uri()], check=True, capture_output=True, timeout=60
    )


def _print_warm(chromium: str, page: Path, turns: int) -> list[float]:
    from playwright.sync_api import sync_playwright

    took = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for turn in range(turns + 1):
            start = time.perf_counter()
            tab = browser.new_page()
            tab.goto(page.as_uri())
            tab.pdf(prefer_css_page_size=True, print_background=True, tagged=True)
            tab.close()
            if turn:
                took.append(time.perf_counter() - start)
        browser.close()
    return took
