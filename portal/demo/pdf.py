"""A one-page PDF of a few lines, real enough for every check: the demo people's CV and papers."""

from django.core.files.base import ContentFile


def one_page(name: str, title: str, lines: list[str]) -> ContentFile:
    """A file as forms send it. Letters outside Windows-1252 are replaced."""
    texts = [
        _text(title, size=18, top=790),
        *(_text(line, size=11, top=755 - 17 * row) for row, line in enumerate(lines)),
    ]
    stream = b"\n".join(texts)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(fr)>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    return ContentFile(_assemble(objects), name=name)


def _text(line: str, *, size: int, top: int) -> bytes:
    escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return b"BT /F1 %d Tf 56 %d Td (%s) Tj ET" % (size, top, escaped.encode("cp1252", "replace"))


def _assemble(objects: list[bytes]) -> bytes:
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer
