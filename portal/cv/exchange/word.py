"""A resume as DOCX: real headings, lists and links, one column in the resume's own order, its language declared.

The photo is there where the template shows one.
"""

import io

from django.utils import translation

from portal.core.text import CONTROL

from ..models import Resume
from ..rendering.colors import readable_on_paper
from ..rendering.document import Document
from ..rendering.sheet import Block, Entry, Link, Section, Sheet, sheet_of
from ..rendering.templates import template_of
from .word_photo import add_photo, end_beside

LANGUAGE = "fr-FR"
#: Width and height in millimetres.
PAGES = {"A4": (210, 297), "Letter": (215.9, 279.4)}
MARGIN = 20
SIZES = {"small": 9.5, "normal": 10.5, "large": 11.5}


def to_docx(resume: Resume | Document) -> bytes:
    """Raises TooLong for more than a resume holds. It bears no watermark: none of the template's looks is in it."""
    document = resume if isinstance(resume, Document) else Document.from_resume(resume)
    with translation.override("fr"):
        return _Writer(sheet_of(document)).written()


class _Writer:
    def __init__(self, sheet: Sheet):
        # lxml is loaded only where a file is written.
        import docx

        self.sheet, self.document = sheet, sheet.document
        self.file = docx.Document()
        self._set_up()

    def written(self) -> bytes:
        self._top()
        for section in self._sections():
            self._section(section)
        buffer = io.BytesIO()
        self.file.save(buffer)
        return buffer.getvalue()

    def _sections(self) -> list[Section]:
        """Those of both columns, in the order that the layout gives them."""
        layout, template = self.document.layout, template_of(self.document.template_id)
        order = layout.sections(list(self.document.custom), default=template.order)
        return sorted(self.sheet.main + self.sheet.aside, key=lambda section: order.index(section.key))

    # --- The page
    def _set_up(self) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt, RGBColor

        layout, template = self.document.layout, template_of(self.document.template_id)
        page = self.file.sections[0]
        width, height = PAGES[layout.page_size or "A4"]
        page.page_width, page.page_height = Mm(width), Mm(height)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
        self.text_width = Mm(width - 2 * MARGIN)
        size = SIZES[layout.font_size or "normal"]
        family = layout.font_family or "Liberation Sans"
        ink, color = (
            RGBColor(0x1F, 0x24, 0x2B),
            RGBColor.from_string(readable_on_paper(layout.color or template.color)[1:]),
        )
        for name, points, tint in (
            ("Normal", size, ink),
            ("List Bullet", size, ink),
            ("Subtitle", size * 1.25, ink),
            ("Title", size * 2.1, color),
            ("Heading 1", size * 1.35, color),
            ("Heading 2", size * 1.05, ink),
        ):
            style = self.file.styles[name]
            style.font.size, style.font.name, style.font.color.rgb = Pt(points), family, tint
            style.font.italic = False
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind in list(fonts.attrib):
                del fonts.attrib[kind]
            for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(kind), family)
        self.file.styles["Title"].paragraph_format.space_after = Pt(2)
        self.file.styles["Normal"].paragraph_format.space_after = Pt(3)
        for language in self.file.styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), LANGUAGE)
        properties = self.file.core_properties
        properties.language, properties.author, properties.comments = LANGUAGE, self._clean(self.document.full_name), ""
        properties.title = self._clean(" – ".join(filter(None, (self.document.full_name, self.document.title))))

    def _top(self) -> None:
        name = self._clean(self.document.full_name)
        photo = self.document.photo if self.sheet.template.photo else None
        head = self.file.add_paragraph(style="Title" if name else None) if name or photo else None
        if photo:
            add_photo(head, photo.content, f"Photo de {name}" if name else "Photo")
        if name:
            head.add_run(name)
        if self.sheet.title:
            self.file.add_paragraph(self._clean(self.sheet.title), style="Subtitle")
        if self.sheet.contacts:
            line = self.file.add_paragraph()
            for number, link in enumerate(self.sheet.contacts):
                if number:
                    line.add_run(" | ")
                self._link(line, link)
        if photo:
            end_beside(self.file.paragraphs[-1])

    # --- Sections
    def _section(self, section: Section) -> None:
        self.file.add_paragraph(self._clean(section.title), style="Heading 1")
        self._blocks(section.blocks)
        for group in section.groups:
            line = self.file.add_paragraph()
            if group.name:
                line.add_run(self._clean(f"{group.name}\u00a0: ")).bold = True
            skills = (f"{one['name']} ({one['level']})" if one["level"] else one["name"] for one in group.skills)
            line.add_run(self._clean(", ".join(skills)))
        for entry in section.entries:
            if section.kind == "languages":
                self._language(entry)
            else:
                self._entry(entry)

    def _language(self, entry: Entry) -> None:
        line = self.file.add_paragraph()
        line.add_run(self._clean(entry.title)).bold = True
        if entry.note:
            line.add_run(self._clean(f" – {entry.note}"))

    def _entry(self, entry: Entry) -> None:
        from docx.enum.text import WD_TAB_ALIGNMENT

        head = self.file.add_paragraph(style="Heading 2")
        head.add_run(self._clean(entry.title))
        if entry.when:
            head.paragraph_format.tab_stops.add_tab_stop(self.text_width, WD_TAB_ALIGNMENT.RIGHT)
            head.add_run(self._clean(f"\t{entry.when}")).bold = False
        place = " · ".join(filter(None, (entry.place, entry.location)))
        for text in filter(None, (place, entry.note)):
            line = self.file.add_paragraph(self._clean(text))
            line.paragraph_format.keep_with_next = bool(entry.blocks) and text == place
        if entry.link:
            self._link(self.file.add_paragraph(), entry.link)
        self._blocks(entry.blocks)

    def _blocks(self, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            if block.is_list:
                for line in block.lines:
                    self.file.add_paragraph(self._clean(line), style="List Bullet")
            else:
                self.file.add_paragraph(self._clean("\n".join(block.lines)))

    # --- Words
    def _link(self, paragraph, link: Link) -> None:
        """A link that a program for the blind finds among the links; plain text where it leads nowhere."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        text = self._clean(link.text)
        if not link.href:
            paragraph.add_run(text)
            return
        target = self.file.part.relate_to(self._clean(link.href), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        node = OxmlElement("w:hyperlink")
        node.set(qn("r:id"), target)
        run = paragraph.add_run(text)
        run.font.underline = True
        node.append(run._r)
        paragraph._p.append(node)

    @staticmethod
    def _clean(text: str) -> str:
        """XML has no place for control characters."""
        return CONTROL.sub("", str(text))
