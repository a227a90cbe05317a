"""The exact versions install on every Python that the README promises."""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
#: `make run` asks for "3.11 or newer": Debian 12, for one, has 3.11.2.
OLDEST = Version("3.11.0")
PINNED = dict(re.findall(r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text(), re.MULTILINE))


def test_the_versions_are_exact():
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line and line[0] != "#"]
    assert len(lines) == len(PINNED) > 50


@pytest.mark.parametrize("name", PINNED)
def test_a_pinned_version_installs_on_the_oldest_python(name):
    try:
        found = metadata(name)
    except PackageNotFoundError:
        return  # of another platform, or of development only
    assert found["Version"] == PINNED[name], "the environment is not what constraints.txt says"
    # Absent for some: `found[…]` raises where a backport of importlib.metadata is loaded.
    assert OLDEST in SpecifierSet(found.get("Requires-Python", ""))
