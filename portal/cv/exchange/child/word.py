"""Rows of text out of a DOCX: paragraphs, with those of tables and text boxes."""

import io

from rows import MOST_ROWS, has_year, row_of

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(content: bytes) -> dict:
    import docx

    document = docx.Document(io.BytesIO(content))
    styles = {style.style_id: style for style in document.styles}
    rows: list[dict] = []
    for section in list(document.sections)[:1]:
        if not section.header.is_linked_to_previous:
            _walk(section.header._element, styles, rows)
    _walk(document.element.body, styles, rows)
    return {"rows": rows[:MOST_ROWS]}


def _walk(element, styles: dict, rows: list) -> None:
    """Paragraphs in order, those of tables and text boxes too; a box's second copy for old programs is left out."""
    for child in element:
        if len(rows) >= MOST_ROWS or child.tag == _FALLBACK:
            return
        if child.tag == f"{_WORD}p":
            if row := _paragraph(child, styles):
                rows.append(row)
            for box in child.iter(f"{_WORD}txbxContent"):
                if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                    _walk(box, styles, rows)
        elif child.tag == f"{_WORD}tr":
            _walk_line(child, styles, rows)
        elif not isinstance(child.tag, str) or child.tag.endswith("}sectPr"):
            continue
        else:
            _walk(child, styles, rows)


def _walk_line(line, styles: dict, rows: list) -> None:
    """Cells one after the other; one of a date alone goes with the first row of the next."""
    date = ""
    for cell in line.findall(f"{_WORD}tc"):
        found: list[dict] = []
        _walk(cell, styles, found)
        if len(found) == 1 and len(found[0]["text"]) < 40 and has_year(found[0]["text"]) and not date:
            date = found[0]["text"]
            continue
        if date and found:
            found[0]["text"], date = f"{found[0]['text']}\t{date}", ""
        rows.extend(found)
    if date:
        rows.append(row_of(date, 0, False))


def _paragraph(paragraph, styles: dict) -> dict | None:
    text, sizes, bold, letters = [], [], 0, 0
    for node in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"):
        if next(node.iterancestors(f"{_WORD}p")) is not paragraph:
            continue
        if node.tag != f"{_WORD}t":
            # Tab stops of the paragraph's format are no text.
            if node.getparent().tag == f"{_WORD}r":
                text.append("\t" if node.tag.endswith("}tab") else "\n")
            continue
        words = node.text or ""
        text.append(words)
        run = node.getparent().find(f"{_WORD}rPr")
        letters += len(words)
        if run is not None:
            bold += len(words) if _is_on(run.find(f"{_WORD}b")) else 0
            size = run.find(f"{_WORD}sz")
            if size is not None and (size.get(f"{_WORD}val") or "").isdigit():
                sizes.append(int(size.get(f"{_WORD}val")) / 2)
    joined = "".join(text).strip()
    if not joined:
        return None
    properties = paragraph.find(f"{_WORD}pPr")
    style = properties.find(f"{_WORD}pStyle") if properties is not None else None
    style = styles.get(style.get(f"{_WORD}val")) if style is not None else None
    name = (style.name or "").lower() if style is not None else ""
    bullet = "list" in name or (properties is not None and properties.find(f"{_WORD}numPr") is not None)
    heading = int(name[-1]) if name.startswith("heading ") and name[-1].isdigit() else 0
    if name == "title":
        heading = 1
    font = style.font if style is not None else None
    size = max(sizes, default=font.size.pt if font is not None and font.size else 0)
    is_bold = bold > letters / 2 or bool(heading) or bool(font is not None and font.bold)
    rows = row_of(joined.replace("\n", "\u2028"), size, is_bold, heading=heading, bullet=bullet)
    rows["text"] = rows["text"].replace("\u2028", "\n")
    return rows


def _is_on(node) -> bool:
    return node is not None and (node.get(f"{_WORD}val") or "1") not in ("0", "false", "off")
