"""What the benchmarks share: gunicorn with 2 workers on demo content and many publications, asked by wrk."""

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
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = 8190
BASE = f"http://127.0.0.1:{PORT}"


def options_of(description: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
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
    return options


@contextmanager
def portal(options: argparse.Namespace):
    """The portal on `BASE` while the block runs, with its peak memory printed at the end."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "benchmarks.settings", "DATABASE_URL": options.database}
    for command in (["migrate", "-v0"], ["sync_roles"], ["load_demo", "--scale", str(options.publications)]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True)
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "-w2", f"-b127.0.0.1:{PORT}", "--log-level=warning"]
    server = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        _wait()
        size = f"{options.publications} publications"
        print(f"gunicorn 2 workers, wrk 2 threads 8 connections, {options.turns} × {options.seconds} s, {size}")
        yield
        print(f"peak memory of a worker: {_peak_memory(server.pid)} MiB (aim: under 200)")
    finally:
        server.terminate()
        server.wait(timeout=20)


def get(path: str, **headers: str) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(BASE + path, headers=headers), timeout=60) as answer:
        return answer.read()


def wrk(path: str, seconds: int, *headers: str) -> float:
    """Requests per second."""
    given = [part for header in headers for part in ("-H", header)]
    command = ["wrk", "-t2", "-c8", f"-d{seconds}s", "--timeout", "30s", *given, BASE + path]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output:
        sys.exit(f"{path} answered errors:\n{output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def compare(name: str, size: int, ways: dict[str, tuple], bare: str, aim: float, options: argparse.Namespace) -> bool:
    """Measure each way (its words for `wrk`) and the bare view in turns; prints the ratio of the medians.

    Returns whether the first way reaches the aim.
    """
    turned = [
        [wrk(bare, options.seconds), *(wrk(path, options.seconds, *headers) for path, *headers in ways.values())]
        for _turn in range(options.turns)
    ]
    theirs, *ours = (statistics.median(column) for column in zip(*turned, strict=True))
    for way, mine in zip(ways, ours, strict=True):
        print(f"{name + way:26} {size:8} {mine:8.1f} {theirs:8.1f} {mine / theirs:6.2f} {aim:5}", flush=True)
    return ours[0] / theirs >= aim


def heading() -> None:
    print(f"{'':26} {'bytes':>8} {'req/s':>8} {'bare':>8} {'ratio':>6} {'aim':>5}")


def _peak_memory(pid: int) -> int:
    """Peak resident memory in MiB of the largest child of this process."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    peaks = [re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{child}/status").read_text())[1] for child in children]
    return max(int(peak) for peak in peaks) // 1024


def _wait() -> None:
    for _attempt in range(120):
        try:
            get("/sante/")
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    sys.exit("the server did not start")
