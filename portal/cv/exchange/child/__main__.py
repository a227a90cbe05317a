"""Bytes in, plain rows of text out: the one place that opens other people's PDF, DOCX and ZIP files.

It knows neither Django nor a secret of the portal, is held to a memory and a time, and can be killed at any moment. The
request is a line of JSON (`kind`, `seconds`, `files` of an archive) and the file; the answer is one object of JSON:
`error` (None, "scan", "memory" or "failed") and `rows` or `files`.
"""

import json
import os
import resource
import signal
import sys
import sysconfig

from archive import read_zip
from pdf import read_pdf
from rows import Scan
from word import read_docx

#: Of the process's address space, in bytes.
MOST_MEMORY = 768 * 1024 * 1024


def _lock_up(seconds: float) -> None:
    """No sockets, no other programs, no file beside Python's own, so much memory and time, and no more."""
    roots = tuple({os.path.realpath(root) + os.sep for root in (*sysconfig.get_paths().values(), sys.base_prefix)})
    refused = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.remove", "os.rename")

    def hook(event, arguments):
        if event == "open":
            path, mode, flags = arguments
            written = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) if isinstance(flags, int) else mode != "r"
            if written or not (isinstance(path, int) or os.path.realpath(os.fsdecode(path)).startswith(roots)):
                raise PermissionError("a file that is read opens no others")
        elif event.startswith(refused):
            raise PermissionError("a file that is read does nothing")

    sys.addaudithook(hook)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Should the portal die meanwhile, nobody is left to kill this process: the alarm's default action ends it.
    signal.setitimer(signal.ITIMER_REAL, seconds + 1)


def _answer(header: dict, content: bytes) -> dict:
    try:
        if header["kind"] == "zip":
            return {"error": None, **read_zip(content, header["files"])}
        read = {"pdf": read_pdf, "docx": read_docx}[header["kind"]]
        return {"error": None, **read(content)}
    except Scan:
        return {"error": "scan"}
    except (MemoryError, RecursionError):
        return {"error": "memory"}
    except Exception as failure:
        # Parsers fail on hostile bytes in any way there is: whichever it is, this file is not read.
        return {"error": "failed", "detail": f"{type(failure).__name__}: {failure}"[:500]}


def main() -> None:
    # The answer has the standard output to itself; whatever else prints goes to the log.
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    header = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    _lock_up(header["seconds"])
    sink.write(json.dumps(_answer(header, content)).encode())
    sink.flush()


if __name__ == "__main__":
    main()
