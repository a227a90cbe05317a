"""Resumes as PDF (docs/resumes.md)."""

import environ

env = environ.Env()

#: Seconds for one document, waiting included.
CV_RENDER_SECONDS = env.float("CV_RENDER_SECONDS", default=10)
#: Of the longest resume that is printed.
CV_MOST_PAGES = env.int("CV_MOST_PAGES", default=12)
#: Documents at a time in one process of the portal; each takes about 100 MB while it is made.
CV_RENDER_PROCESSES = env.int("CV_RENDER_PROCESSES", default=2)
#: Seconds to read a file that somebody imports; a file that takes longer is refused.
CV_IMPORT_SECONDS = env.float("CV_IMPORT_SECONDS", default=15)
#: How long what was read waits for its owner to confirm it.
CV_IMPORT_HOURS = env.int("CV_IMPORT_HOURS", default=24)

__all__ = ["CV_IMPORT_HOURS", "CV_IMPORT_SECONDS", "CV_MOST_PAGES", "CV_RENDER_PROCESSES", "CV_RENDER_SECONDS"]
