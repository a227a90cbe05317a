#!/usr/bin/env python3
"""Write tests/slow.txt: the tests that `make test-fast` leaves out so that the rest stays under two minutes.

    pytest -n 2 -m "not browser and not postgres" --junitxml=durations.xml && python scripts/slow_tests.py durations.xml

The functions whose cases take longest go first, until what remains fits. They still run on PostgreSQL in `make test`.
What was not measured (`-m "not slow"` measures what is left) stays as it is.
"""

import argparse
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "tests" / "slow.txt"
#: Seconds of all cases together: two workers share them, and starting takes its part of the two minutes.
REMAINING = 135
HEADING = "# Measured, written by scripts/slow_tests.py: tests/conftest.py marks these as slow.\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("durations", type=Path)
    parser.add_argument("--idle", type=float, default=1, help="how much longer an idle machine would have taken: 0.5")
    options = parser.parse_args()
    seconds, cases = Counter(), Counter()
    for case in ElementTree.parse(options.durations).iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name').partition('[')[0]}"
        seconds[name] += float(case.get("time")) * options.idle
        cases[name] += 1
    slow = [name for name in TARGET.read_text().splitlines() if name[0] != "#" and name not in seconds]
    left = sum(seconds.values())
    for name in sorted(seconds, key=lambda name: seconds[name] / cases[name] ** 0.5, reverse=True):
        if left <= REMAINING:
            break
        left -= seconds[name]
        slow.append(name)
    TARGET.write_text(HEADING + "".join(f"{name}\n" for name in sorted(slow)))
    print(f"{len(slow)} functions are slow, {sum(cases[name] for name in slow)} cases; {left:.0f} s remain")


if __name__ == "__main__":
    main()
