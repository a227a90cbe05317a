"""Resumes as PDF (docs/resumes.md)."""

import environ

env = environ.Env()

#: Seconds for one document, waiting included.
CV_RENDER_SECONDS = env.float("CV_RENDER_SECONDS", default=10)
#: Of the longest resume that is printed.
CV_MOST_PAGES = env.int("CV_MOST_PAGES", default=12)
#: Documents at a time in one process of the portal; each takes about 100 MB while it is made.
CV_RENDER_PROCESSES = env.int("CV_RENDER_PROCESSES", default=2)

__all__ = ["CV_MOST_PAGES", "CV_RENDER_PROCESSES", "CV_RENDER_SECONDS"]
