"""The writers of feeds: `feeds` (their settings), `runs` (imports), and what a run does with one item."""

from . import feeds, runs

__all__ = ["feeds", "runs"]
