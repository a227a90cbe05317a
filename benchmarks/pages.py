#!/usr/bin/env python3
"""Requests per second of the public pages, as ratios to a bare Django view on the same server.

    make services && eval "$(scripts/services env)"
    python benchmarks/pages.py [--publications 100000] [--seconds 8] [--database URL]

Gunicorn with 2 workers serves the portal (production settings) and `/bare/` (benchmarks/urls.py): one SQL statement
for the same number of rows and a template with one loop that fills the same number of bytes, behind the same
middleware. Each page and its bare twin are measured in turns, and the medians compared. The load generator is wrk with
2 threads and 8 connections, on the same machine. Aim: 0.4 for pages, 0.5 for the API; a worker under 200 MiB.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = 8190
BASE = f"http://127.0.0.1:{PORT}"
AIM = {"home": 0.4, "listing": 0.4, "words": 0.4, "detail": 0.4, "api": 0.5}


def get(path: str) -> bytes:
    with urllib.request.urlopen(BASE + path, timeout=60) as answer:
        return answer.read()


def wrk(path: str, seconds: int) -> float:
    command = ["wrk", "-t2", "-c8", f"-d{seconds}s", "--timeout", "30s", BASE + path]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output:
        sys.exit(f"{path} answered errors:\n{output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def manage(*arguments: str, env: dict) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, check=True)


def peak_memory(pid: int) -> int:
    """Peak resident memory in MiB of the largest child of this process."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    peaks = [re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{child}/status").read_text())[1] for child in children]
    return max(int(peak) for peak in peaks) // 1024


def wait() -> None:
    for _attempt in range(120):
        try:
            get("/sante/")
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    sys.exit("the server did not start")


def first_offer() -> str:
    return re.search(r'href="(/offres/\d+-[^"]+/)"', get("/offres/").decode())[1]


def measure(pages: dict[str, tuple[str, int]], seconds: int, turns: int = 3) -> bool:
    good = True
    print(f"{'page':10} {'bytes':>8} {'req/s':>8} {'bare':>8} {'ratio':>6} {'aim':>5}")
    for name, (path, rows) in pages.items():
        size = len(get(path))
        bare = f"/bare/?rows={rows}&bytes={size}"
        pairs = [(wrk(path, seconds), wrk(bare, seconds)) for _turn in range(turns)]
        mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        good &= mine / theirs >= AIM[name]
        print(f"{name:10} {size:8} {mine:8.1f} {theirs:8.1f} {mine / theirs:6.2f} {AIM[name]:5}", flush=True)
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--publications", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--database", default=os.environ.get("TEST_DATABASE_URL", ""))
    parser.add_argument("--only", nargs="*", help="names of pages")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is missing (Debian: apt-get install wrk)")
    if not options.database.startswith("postgres"):
        sys.exit("a PostgreSQL database is needed: --database, or make services")
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "benchmarks.settings", "DATABASE_URL": options.database}
    manage("migrate", "-v0", env=env)
    manage("sync_roles", env=env)
    manage("load_demo", "--scale", str(options.publications), env=env)
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "-w2", f"-b127.0.0.1:{PORT}", "--log-level=warning"]
    server = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        wait()
        pages = {
            "home": ("/", 16),
            "listing": ("/offres/", 20),
            "words": ("/offres/?q=infirmier", 20),
            "detail": (first_offer(), 1),
            "api": ("/api/offres/", 20),
        }
        pages = {name: page for name, page in pages.items() if not options.only or name in options.only}
        print(f"gunicorn 2 workers, wrk 2 threads 8 connections {options.seconds} s, {options.publications} offers")
        good = measure(pages, options.seconds, options.turns)
        print(f"peak memory of a worker: {peak_memory(server.pid)} MiB (aim: under 200)")
    finally:
        server.terminate()
        server.wait(timeout=20)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
