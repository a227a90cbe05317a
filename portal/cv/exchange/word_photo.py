"""The photo in a DOCX: at the right margin, the head's words beside it, with a text for who does not see it."""

import io

#: Of a side, in millimetres.
SIDE = 28
#: Between the words and the photo.
GAP = 4


def add_photo(paragraph, content: bytes, alt: str) -> None:
    """Put the square picture beside the lines that begin with this paragraph; `end_beside` says where they end."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Mm

    run = paragraph.add_run()
    # python-docx makes pictures that stand in a line; one that words flow around holds the same parts.
    inline = run.add_picture(io.BytesIO(content), width=Mm(SIDE))._inline
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp")} distT="0" distB="0" distL="{Mm(GAP)}" distR="0" simplePos="0" relativeHeight="1"'
        ' behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapSquare wrapText="left"/></wp:anchor>'
    )
    anchor.find(qn("wp:effectExtent")).addprevious(inline.find(qn("wp:extent")))
    for name in ("wp:docPr", "wp:cNvGraphicFramePr", "a:graphic"):
        anchor.append(inline.find(qn(name)))
    inline.getparent().replace(inline, anchor)
    for node in (anchor.find(qn("wp:docPr")), next(anchor.iter(qn("pic:cNvPr")))):
        node.set("name", "Photo")
        node.set("descr", alt)


def end_beside(paragraph) -> None:
    """What follows this paragraph begins under the photo."""
    from docx.enum.text import WD_BREAK

    paragraph.add_run().add_break(WD_BREAK.LINE_CLEAR_ALL)
