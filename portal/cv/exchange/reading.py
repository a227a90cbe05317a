"""Reads what people send: checked, opened in a process that can be killed (`child`), understood, never kept."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from portal.core.files import DOCX, JSON, PDF, ZIP, check_file

from .draft import Draft
from .errors import NothingFound, Scanned, TooMuchWork, Unreadable
from .json_resume import read_json_resume
from .linkedin import FILES, from_files

logger = logging.getLogger(__name__)

ACCEPTED = (PDF, DOCX, JSON, ZIP)
_KINDS = {PDF: "pdf", DOCX: "docx", ZIP: "zip"}
_READER = Path(__file__).parent / "child"
#: What the process may know of its surroundings.
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL")


def read_file(file, *, allowed=ACCEPTED) -> Draft:
    """The draft of an upload, whatever its name says it is. Nothing of the file is kept.

    Raises BadFile, FileTooLarge, InfectedFile, CannotScan, Unreadable, Scanned, NotLinkedIn, NothingFound, TooMuchWork.
    """
    checked = check_file(file, allowed=allowed)
    checked.content.seek(0)
    content = checked.content.read()
    if checked.content_type == JSON:
        return read_json_resume(content)
    answer = _asked(_KINDS[checked.content_type], content)
    if checked.content_type == ZIP:
        draft = from_files(answer["files"])
    else:
        from .text import from_rows

        draft = from_rows(answer["rows"], source=_KINDS[checked.content_type])
    if draft.is_empty:
        raise NothingFound
    return draft


def _asked(kind: str, content: bytes) -> dict:
    """What the child process says of the file. Raises TooMuchWork, Scanned, Unreadable."""
    seconds = settings.CV_IMPORT_SECONDS
    header = json.dumps({"kind": kind, "seconds": seconds, "files": FILES}).encode() + b"\n"
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    try:
        # -I: nothing is imported from PYTHONPATH or from where the portal runs.
        done = subprocess.run(  # noqa: S603 - our own program, without arguments from outside
            [sys.executable, "-I", str(_READER)],
            input=header + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd="/",
            timeout=seconds,
            start_new_session=True,
            check=False,
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise TooMuchWork from error
    except ValueError as error:
        # It ended before its answer: of its memory, mostly.
        raise TooMuchWork from error
    if answer["error"] == "scan":
        raise Scanned
    if answer["error"] == "memory":
        raise TooMuchWork
    if answer["error"]:
        logger.info("cv: a %s could not be read: %s", kind, answer.get("detail"))
        raise Unreadable
    return answer
