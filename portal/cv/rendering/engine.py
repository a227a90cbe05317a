"""The one place that loads WeasyPrint: HTML in, PDF (and pictures of its pages) out, without files and network.

It runs as a process of its own (`python engine.py`, started by `worker.py`), which knows neither Django nor a secret of
the portal and can be killed at any time. Only what a request carries can be shown: resources are named `resume:<name>`.

A message is a JSON object and byte strings: the length of the JSON (4 bytes, big-endian), the JSON, whose `sizes` tells
the lengths of the byte strings, then those. Request: `html`, then the resources as `names` orders them. Answer: `error`
(None, "unavailable", "too_long" or "failed") with `detail`, else the PDF, or a PNG for each page asked for, or with
`known` a description of every page (`pages`) and the pictures that are not known yet.
"""

import gc
import hashlib
import io
import json
import os
import resource
import select
import signal
import struct
import sys
import sysconfig

#: Of the process's address space, in bytes: a document made to fill the memory ends the process, not the machine.
MOST_MEMORY = 1536 * 1024 * 1024
#: The process ends by itself after so many seconds without work, or so many documents.
IDLE_SECONDS = 600
MOST_DOCUMENTS = 2000
#: What a message may hold, in bytes.
MOST_BYTES = 32 * 1024 * 1024


class TooLong(Exception):
    """More pages than were allowed."""


class Engine:
    """WeasyPrint with one font configuration for as long as the process lives: a new one a document leaks memory."""

    def __init__(self):
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse

        weasyprint.LOGGER.setLevel("CRITICAL")

        class InMemory(URLFetcher):
            """Answers `resume:<name>` from what the request carried; everything else is refused unopened."""

            def __init__(self, resources: dict[str, tuple[str, bytes]]):
                super().__init__(allowed_protocols=("resume",), allow_redirects=False)
                self._resources = resources

            def fetch(self, url, headers=None):
                scheme, _colon, name = url.partition(":")
                if scheme != "resume" or name not in self._resources:
                    raise ValueError("not a part of this document")
                content_type, content = self._resources[name]
                return URLFetcherResponse(url, content, {"Content-Type": content_type})

        self._weasyprint = weasyprint
        self._fetcher = InMemory
        self._fonts = FontConfiguration()

    def pdf(
        self, html: str, resources: dict[str, tuple[str, bytes]], *, most_pages: int = 0, tagged: bool = True
    ) -> bytes:
        """The document as PDF/UA-1, or plain when nobody keeps it. Raises TooLong beyond `most_pages` (0: no limit)."""
        options = {"pdf_variant": "pdf/ua-1"} if tagged else {}
        return self._document(html, resources, most_pages, options).write_pdf(**options)

    def _document(self, html: str, resources: dict[str, tuple[str, bytes]], most_pages: int, options: dict):
        source = self._weasyprint.HTML(string=html, base_url="resume:", url_fetcher=self._fetcher(resources))
        document = source.render(font_config=self._fonts, **options)
        if most_pages and len(document.pages) > most_pages:
            raise TooLong
        return document

    def preview(
        self, html: str, resources: dict[str, tuple[str, bytes]], *, width: int, known: list[str], most_pages: int = 0
    ) -> tuple[list[dict], list[bytes]]:
        """Every page, `width` pixels wide, for somebody who has those of `known` digests already.

        A page is {digest, type, places}: `type` is the MIME type of its picture, None where it is known and left out;
        `places` are the ids of its elements with how far down they stand, from 0 to 1. Raises TooLong.
        """
        import pypdfium2

        document = self._document(html, resources, most_pages, {})
        pdf = pypdfium2.PdfDocument(document.write_pdf())
        pages, pictures = [], []
        try:
            for number, page in enumerate(document.pages):
                sheet = pdf[number]
                bitmap = sheet.render(scale=width / sheet.get_width(), rev_byteorder=True)
                digest = hashlib.blake2b(bitmap.buffer, digest_size=8).hexdigest()
                places = {name: round(y / page.height, 4) for name, (_x, y, *_rest) in page.anchors.items()}
                kind = None if digest in known else _kind(has_photo=bool(resources) and number == 0)
                if kind:
                    pictures.append(_encoded(bitmap, kind))
                pages.append({"digest": digest, "type": kind, "places": places})
                bitmap.close()
                sheet.close()
        finally:
            pdf.close()
        return pages, pictures

    @staticmethod
    def pictures(pdf: bytes, *, width: int, first: int = 0, most: int = 1) -> list[bytes]:
        """PNGs of `most` pages from `first` (0 is the first), each `width` pixels wide."""
        import pypdfium2

        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_picture(document[number], width) for number in range(first, min(len(document), first + most))]
        finally:
            document.close()


def _picture(page, width: int) -> bytes:
    bitmap = page.render(scale=width / page.get_width())
    buffer = io.BytesIO()
    bitmap.to_pil().save(buffer, "PNG", compress_level=1)
    bitmap.close()
    page.close()
    return buffer.getvalue()


def _kind(*, has_photo: bool) -> str:
    """Text is smallest and sharpest with a palette of its few colours; a photograph needs them all."""
    return "image/jpeg" if has_photo else "image/png"


def _encoded(bitmap, kind: str) -> bytes:
    picture, buffer = bitmap.to_pil().convert("RGB"), io.BytesIO()
    if kind == "image/jpeg":
        # A fifth of the time of WebP for a third more bytes; whole colours, or those of headings would run.
        picture.save(buffer, "JPEG", quality=80, subsampling=0)
    else:
        # Octrees: a third of the time that better palettes take, and on a page of text nobody sees a difference.
        picture.quantize(256, 2).save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()


def read_message(stream) -> tuple[dict, list[bytes]] | None:
    """None at the end of the stream. Raises EOFError within a message, ValueError for one too large."""
    head = stream.read(4)
    if not head:
        return None
    if len(head) < 4:
        raise EOFError
    header = json.loads(_exactly(stream, struct.unpack(">I", head)[0]))
    return header, [_exactly(stream, size) for size in header["sizes"]]


def _exactly(stream, size: int) -> bytes:
    if size > MOST_BYTES:
        raise ValueError("too large")
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content


def write_message(stream, header: dict, parts: list[bytes]) -> None:
    text = json.dumps({**header, "sizes": [len(part) for part in parts]}).encode()
    stream.write(struct.pack(">I", len(text)) + text)
    for part in parts:
        stream.write(part)
    stream.flush()


def _answer(engine: Engine, header: dict, parts: list[bytes]) -> tuple[dict, list[bytes]]:
    html, *contents = parts
    resources = {
        name: (content_type, content) for (name, content_type), content in zip(header["names"], contents, strict=True)
    }
    width = header.get("width")
    if "known" in header:
        options = {"known": header["known"], "most_pages": header["most_pages"]}
        pages, pictures = engine.preview(html.decode(), resources, width=width, **options)
        return {"pages": pages}, pictures
    pdf = engine.pdf(html.decode(), resources, most_pages=header["most_pages"], tagged=not width)
    if not width:
        return {}, [pdf]
    return {}, engine.pictures(pdf, width=width, first=header.get("first", 0), most=header.get("most", 1))


def lock_up() -> None:
    """From here on: no sockets, no other programs, no files beside Python's own. A second wall behind the fetcher."""
    roots = tuple({os.path.realpath(root) + os.sep for root in (*sysconfig.get_paths().values(), sys.base_prefix)})
    refused = (
        "socket.",
        "subprocess.",
        "os.exec",
        "os.fork",
        "os.posix_spawn",
        "os.system",
        "os.remove",
        "os.rename",
        "ftplib.",
    )

    def hook(event, arguments):
        if event == "open":
            path, mode, flags = arguments
            written = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) if isinstance(flags, int) else mode != "r"
            inside = isinstance(path, int) or os.path.realpath(os.fsdecode(path)).startswith(roots)
            if written or not inside:
                raise PermissionError("a resume opens no files")
        elif event.startswith(refused):
            raise PermissionError("a resume does nothing but show")

    sys.addaudithook(hook)


def _serve() -> None:
    # The answers have the standard output to themselves; whatever else prints goes to the log.
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.setrecursionlimit(3000)
    engine = None
    for number in range(1, MOST_DOCUMENTS + 1):
        if not select.select([source], [], [], IDLE_SECONDS)[0]:
            return
        message = read_message(source)
        if message is None:
            return
        header, parts = message
        # Should the portal die meanwhile, nobody is left to kill this process: the alarm's default action ends it.
        signal.setitimer(signal.ITIMER_REAL, header["seconds"] + 1)
        error, detail, facts, answers = None, "", {}, []
        try:
            if engine is None:
                engine = Engine()
                lock_up()
                # What is loaded stays, and what a document leaves behind is collected once it is answered: looking for
                # it meanwhile takes a tenth of the time.
                gc.freeze()
                gc.disable()
            facts, answers = _answer(engine, header, parts)
        except (ImportError, OSError) as missing:
            error, detail = (
                ("unavailable" if engine is None else "failed"),
                f"{type(missing).__name__}: {missing}"[:500],
            )
        except TooLong:
            error = "too_long"
        except BaseException as failure:
            # WeasyPrint has errors beside Exception; whatever it is, it ends this document only.
            error, detail = "failed", f"{type(failure).__name__}: {failure}"[:500]
        signal.setitimer(signal.ITIMER_REAL, 0)
        last = number == MOST_DOCUMENTS or error == "unavailable"
        write_message(sink, {**facts, "error": error, "detail": detail, "last": last}, answers)
        if last:
            return
        del message, header, parts, facts, answers
        gc.collect()


if __name__ == "__main__":
    _serve()
