"""Rows of text out of a PDF: lines from where they stand on the page, columns parted by the free strip between them."""

import io

from rows import MOST_ROWS, Scan, has_year, row_of

MOST_PAGES = 20
MOST_CHARACTERS = 200_000


def read_pdf(content: bytes) -> dict:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams

    left, right = [], []
    gutter, characters, in_margin = None, 0, False
    for page in extract_pages(
        io.BytesIO(content), maxpages=MOST_PAGES, laparams=LAParams(char_margin=1.6, boxes_flow=None)
    ):
        lines = _lines(page)
        characters += sum(len(line["text"]) for line in lines)
        if characters > MOST_CHARACTERS:
            break
        gutter = _gutter(lines, page.width) or (gutter if gutter and not _crossing(lines, gutter) else None)
        if gutter is None:
            (right if right and len(right) > len(left) else left).extend(_in_rows(lines))
            continue
        aside = [line for line in lines if line["x0"] < gutter - 2]
        main = [line for line in lines if line["x0"] >= gutter - 2]
        on_top = _end_of_lines(aside, main, page.height)
        aside, main = _sorted(aside + on_top), [line for line in main if line not in on_top]
        in_margin = in_margin or _are_headings(aside, main)
        if in_margin:
            left.extend(_with_margin(aside, main))
            continue
        # What crosses the gutter goes with what is left of it, which is where a name stands.
        left.extend(_in_rows(aside))
        right.extend(_in_rows(main))
    if not characters:
        raise Scan
    if right:
        right[0]["column"] = True
    return {"rows": (left + right)[:MOST_ROWS]}


def _lines(page) -> list[dict]:
    """Lines of upright letters, from the top."""
    from pdfminer.layout import LTChar, LTTextBox, LTTextLine

    found = []
    for box in page:
        if not isinstance(box, LTTextBox):
            continue
        for line in box:
            letters = [one for one in line if isinstance(one, LTChar)] if isinstance(line, LTTextLine) else []
            # What stands askew is a watermark.
            upright = [one for one in letters if abs(one.matrix[1]) < 0.01 * abs(one.matrix[0] or 1)]
            text = line.get_text().strip() if upright else ""
            if not text or len(upright) < len(letters) / 2:
                continue
            found.append(
                {
                    "text": text,
                    "x0": line.x0,
                    "x1": line.x1,
                    "y": line.y0,
                    "size": round(max(one.size for one in upright), 1),
                    "bold": sum(_is_bold(one.fontname) for one in upright) > len(upright) / 2,
                }
            )
    return _sorted(found)


def _sorted(lines: list[dict]) -> list[dict]:
    return sorted(lines, key=lambda line: (-line["y"], line["x0"]))


def _is_bold(font: str) -> bool:
    font = font.lower()
    return any(word in font for word in ("bold", "black", "heavy", "semibold"))


def _crossing(lines: list[dict], x: float) -> list[dict]:
    return [line for line in lines if line["x0"] < x - 2 and line["x1"] > x + 2]


def _gutter(lines: list[dict], width: float) -> float | None:
    """Where a free strip parts two columns; None for a page of one."""
    best = None
    for step in range(18, 80):
        x = width * step / 100
        right = [line for line in lines if line["x0"] >= x - 2]
        left = [line for line in lines if line["x1"] <= x + 2]
        crossing = len(lines) - len(left) - len(right)
        if min(len(left), len(right)) < 4 or crossing > 0.25 * len(lines):
            continue
        if not _is_column(left, right):
            continue
        rank = (-crossing, min(len(left), len(right)))
        if best is None or rank > best[0]:
            best = (rank, x)
    return best[1] if best else None


def _is_column(left: list[dict], right: list[dict]) -> bool:
    """Columns begin at an edge of their own; dates set at the end or beginning of lines are none."""
    edges = [round(line["x0"] / 4) for line in right]
    aligned = max(edges.count(edge) + edges.count(edge + 1) for edge in set(edges))
    if aligned < 0.5 * len(right):
        return False
    fewer, more = sorted((left, right), key=len)
    beside = [line for line in fewer if any(abs(line["y"] - other["y"]) < 3 for other in more)]
    dated = [line for line in beside if has_year(line["text"])]
    return len(dated) < 0.4 * len(fewer)


def _end_of_lines(aside: list[dict], main: list[dict], height: float) -> list[dict]:
    """The last of several cells on one line above the columns: contacts, mostly."""
    tops = [line["y"] for line in aside if line["y"] > 0.75 * height]
    return [line for line in main if sum(abs(line["y"] - y) < 0.5 for y in tops) > 1]


def _are_headings(aside: list[dict], main: list[dict]) -> bool:
    """A narrow column of few words, each beside the first line of what it heads."""
    short = [line for line in aside if line["bold"] and len(line["text"]) < 40]
    beside = [line for line in short if any(abs(line["y"] - other["y"]) < 6 for other in main)]
    words, all_words = (sum(len(line["text"]) for line in lines) for lines in (aside, main))
    return len(short) > 0.9 * len(aside) and len(beside) > 0.6 * len(short) and words < 0.15 * all_words


def _with_margin(aside: list[dict], main: list[dict]) -> list[dict]:
    """Each heading of the margin on a row of its own, above the line it stands beside."""
    headings: list[list[dict]] = []
    for line in aside:
        if headings and headings[-1][-1]["y"] - line["y"] < 2 * line["size"]:
            headings[-1].append(line)
        else:
            headings.append([line])
    rows: list[dict] = []
    left, start = list(main), 0
    for lines in headings:
        top = lines[0]["y"] + 6
        above = [line for line in left[start:] if line["y"] > top]
        rows.extend(_in_rows(above))
        start += len(above)
        rows.append(row_of(" ".join(line["text"] for line in lines), lines[0]["size"], True, gap=1, heading=2))
    return rows + _in_rows(left[start:])


def _in_rows(lines: list[dict]) -> list[dict]:
    """Lines side by side are one row, their texts separated by tabs."""
    rows: list[list[dict]] = []
    for line in lines:
        if rows and abs(rows[-1][0]["y"] - line["y"]) < 0.4 * max(line["size"], 4):
            rows[-1].append(line)
        else:
            rows.append([line])
    found, last = [], None
    for row in rows:
        row.sort(key=lambda line: line["x0"])
        size = max(line["size"] for line in row)
        gap = (last - row[0]["y"] - size) / max(size, 1) if last is not None else 0
        last = row[0]["y"]
        text = "\t".join(line["text"] for line in row)
        found.append(row_of(text, size, row[0]["bold"], gap=round(max(gap, 0), 2)))
    return found
