"""What printing a resume costs, as ratios taken in one run.

    python -m benchmarks.pdf [--exports 300] [--turns 15] [--chromium 5]

Request: POST /api/resumes/<id>/export_pdf/ with its rows, the kept file and the answer, against WeasyPrint alone on the
same HTML in a plain Python process, turn by turn. Preview: GET /mes-cv/<id>/pages/, all that the editor asks for after
a change of this one page, as wide as it is on a desk of 1280 pixels, and the widest that sharper screens get. Chromium:
headless, started and printing the same HTML (cold), and one that runs already (warm). Memory: how much the rendering
process and this one grow. Two processes: exports a second against one. The database is SQLite's, thrown away, unless
DATABASE_URL names one. On a machine that does something else, believe the processor's time.
"""

import argparse
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.chromium import against_chromium

WARM_UP = 20
#: The widest page, in pixels, that is asked for unless somebody enlarges it (static/js/cv/pages.js).
SHARP = 840


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exports", type=int, default=300, help="for the memory")
    parser.add_argument("--turns", type=int, default=15)
    parser.add_argument("--chromium", type=int, default=5, help="turns; 0 leaves it out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/portal.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
        os.environ["VAR_DIR"] = folder
        import django

        django.setup()
        logging.disable(logging.INFO)
        results = [
            *against_weasyprint(options.turns, Path(folder)),
            memory(options.exports),
            two_processes(options.turns),
        ]
        if options.chromium:
            results += against_chromium(options.chromium, Path(folder))
    for name, figure, aim, good in results:
        print(f"{'ok  ' if good else 'FAIL' if aim else '    '}  {name}: {figure}{f' (aim: {aim})' if aim else ''}")
    return 0 if all(good for *_rest, aim, good in results if aim) else 1


# --- The request and the preview --------------------------------------------------------------------------------------
class Bare:
    """WeasyPrint in a plain Python process of its own, with one font configuration as it advises."""

    PROGRAM = """
import sys, time, weasyprint
from weasyprint.text.fonts import FontConfiguration
html, photo = open(sys.argv[1]).read(), sys.argv[2]
html, fonts = html.replace("resume:photo", "file://" + photo), FontConfiguration()
for line in sys.stdin:
    start, processor = time.perf_counter(), time.process_time()
    weasyprint.HTML(string=html).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1")
    print(time.perf_counter() - start, time.process_time() - processor, flush=True)
"""

    def __init__(self, html: str, photo: bytes, folder: Path):
        (folder / "bare.html").write_text(html)
        (folder / "bare.jpg").write_bytes(photo)
        command = [sys.executable, "-c", self.PROGRAM, folder / "bare.html", folder / "bare.jpg"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def __call__(self) -> tuple[float, float]:
        """Seconds, and seconds of processor."""
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        seconds, processor = self.process.stdout.readline().split()
        return float(seconds), float(processor)


def against_weasyprint(turns: int, folder: Path) -> list[tuple]:
    from django.test import Client

    from portal.cv.rendering import Document
    from portal.cv.rendering.html import to_html

    client, path, resume = _resume()
    site = Client(SERVER_NAME="127.0.0.1")
    site.force_login(resume.user)
    document = Document.from_resume(resume)
    html = to_html(document, watermark=False, preview=False)
    ways = {
        "bare": Bare(html, document.photo.content, folder),
        "request": lambda: _timed(lambda: _export(client, path)),
        "preview": lambda: _timed(lambda: _pages(site, resume, 640)),
        "sharp": lambda: _timed(lambda: _pages(site, resume, SHARP)),
    }
    print(
        f"      a page of the preview: {', '.join(f'{_pages(site, resume, width):.0f} KB' for width in (640, SHARP))}"
    )
    took = {name: [] for name in ways}
    for turn in range(turns + 3):
        for name, way in ways.items():
            figures = way()
            if turn >= 3:
                took[name].append(figures)
    ways["bare"].process.kill()
    results = []
    lines = (
        ("request", "the whole export request", 1.15),
        ("preview", "the editor's preview", 1.3),
        ("sharp", "the same on a sharp screen", 1.3),
    )
    for name, title, aim in lines:
        # Each turn beside its own bare render: whatever else the machine does weighs on both.
        ratio = statistics.median(ours[0] / bare[0] for ours, bare in zip(took[name], took["bare"], strict=True))
        processor = _median(took[name], 1) / _median(took["bare"], 1)
        figures = f"{_median(took[name]) * 1000:.0f} ms, {ratio:.2f} (processor time {processor:.2f})"
        results.append((title, figures, f"at most {aim}", ratio <= aim))
    return [("WeasyPrint alone", f"{_median(took['bare']) * 1000:.0f} ms", "", True), *results]


def _median(figures: list[tuple[float, float]], of: int = 0) -> float:
    return statistics.median(figure[of] for figure in figures)


def _timed(way) -> tuple[float, float]:
    start, processor = time.perf_counter(), _processor()
    way()
    return time.perf_counter() - start, _processor() - processor


def _processor() -> float:
    """Seconds of processor of this process and of those that render."""
    from portal.cv.rendering import worker

    total = time.process_time()
    for process in worker.pool()._idle:
        fields = Path(f"/proc/{process._process.pid}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def _resume():
    from django.core.files.base import ContentFile
    from django.core.management import call_command
    from django.test import Client
    from rest_framework_simplejwt.tokens import AccessToken

    from portal.accounts.models import User
    from portal.cv.models import Education, Experience, Resume, ResumeSkill
    from portal.cv.rendering import sample

    call_command("migrate", verbosity=0)
    user = User.objects.create_user(username="benchmark", email="benchmark@courriel.example", password=None)
    texts = {key: value for key, value in sample.SAMPLE.items() if not isinstance(value, list)}
    lists = {key: value for key, value in sample.SAMPLE.items() if key.endswith("_data") or key == "custom_sections"}
    resume = Resume.objects.create(user=user, template_id=1, **texts, **lists)
    resume.photo.save("photo.jpg", ContentFile(sample.sample(1).photo.content))
    for model, name in ((Experience, "experiences"), (Education, "education"), (ResumeSkill, "skills")):
        model.objects.bulk_create(model(resume=resume, order=n, **row) for n, row in enumerate(sample.SAMPLE[name]))
    client = Client(headers={"Authorization": f"Bearer {AccessToken.for_user(user)}"}, SERVER_NAME="127.0.0.1")
    return client, f"/api/resumes/{resume.pk}/export_pdf/", Resume.objects.get(pk=resume.pk)


def _export(client, path: str) -> None:
    answer = client.post(path, content_type="application/json", data="{}")
    if answer.status_code != 200:
        sys.exit(f"{path} answered {answer.status_code}: {answer.content[:300]!r}")


def _pages(site, resume, width: int) -> float:
    """The bytes of the answer, in thousands."""
    answer = site.get(f"/mes-cv/{resume.pk}/pages/?largeur={width}&connues={'0' * 16}")
    if answer.status_code != 200:
        sys.exit(f"the editor's pages answered {answer.status_code}: {answer.content[:300]!r}")
    return len(answer.content) / 1000


# --- Memory and two processes -----------------------------------------------------------------------------------------
def memory(exports: int) -> tuple:
    """Over many documents of all templates, after the first ones have loaded what every process needs once."""
    from portal.cv.rendering import render_pdf, worker
    from portal.cv.rendering.sample import sample

    def resident() -> float:
        pids = ["self", *(process._process.pid for process in worker.pool()._idle)]
        pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids)
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    for number in range(exports + WARM_UP):
        if number == WARM_UP:
            before = resident()
        render_pdf(sample(number % 6 + 1), watermark=number % 2 == 0)
    growth = resident() - before
    return (f"memory after {exports} exports", f"{before:.0f} MiB, {growth:+.1f}", "under 15 MiB more", growth < 15)


def two_processes(turns: int) -> tuple:
    from portal.cv.rendering import render_pdf
    from portal.cv.rendering.sample import sample

    document = sample(1)

    def rate(processes: int) -> tuple[float, float]:
        """Exports a second, and exports a second of processor."""
        with ThreadPoolExecutor(processes) as threads:
            start, processor, exports = time.perf_counter(), _processor(), turns * processes
            list(threads.map(lambda _: render_pdf(document, watermark=False), range(exports)))
            return exports / (time.perf_counter() - start), exports / (_processor() - processor)

    rate(2)
    rounds = [(rate(1), rate(2)) for _ in range(3)]
    ratio = statistics.median(two[0] / one[0] for one, two in rounds)
    processor = statistics.median(2 * two[1] / one[1] for one, two in rounds)
    one, two = (_median(rates) for rates in zip(*rounds, strict=True))
    figures = f"{one:.1f} and {two:.1f} a second (by the processor's time {processor:.2f} times)"
    return ("one and two processes", f"{figures}, {ratio:.2f}", "at least 1.8 times", ratio >= 1.8)


if __name__ == "__main__":
    sys.exit(main())
