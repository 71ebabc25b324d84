"""A report for a word processor, to be gone on with: its own styles, tables that are tables, drawings as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from asset_mapper.formats.exporters.xml_text import possible
from asset_mapper.formats.report.document import (
    Block,
    Bullets,
    Document,
    Drawing,
    Quotation,
    Section,
    Sources,
    Table,
    Words,
)

_DOTS_PER_PX = 2.5  # sharp enough for print
_SHORT_CM, _LONG_CM, _MARGIN_CM = 21.0, 29.7, 2.0  # A4
_LANGUAGES = {"cy": "cy-GB", "en": "en-GB"}
_WIDEST = 40  # letters, from which on a column does not get wider


def document(documents: Sequence[Document], author: str) -> bytes:
    """Write a .docx with the report in each of its languages, each beginning on a page of its own."""
    writer = _Writer()
    properties = writer.word.core_properties
    properties.title, properties.author = possible(documents[0].title), possible(author)
    properties.comments, properties.language = "", _LANGUAGES[documents[0].language]
    for number, one in enumerate(documents):
        if number:
            writer.word.add_page_break()
        start = len(writer.word.element.body)
        writer.write(one)
        _speak(list(writer.word.element.body)[start:], _LANGUAGES[one.language])
    out = BytesIO()
    writer.word.save(out)
    return out.getvalue()


class _Writer:
    """One file under way."""

    def __init__(self) -> None:
        import docx
        from docx.shared import Cm, Pt, RGBColor

        self.word: Any = docx.Document()  # its stubs are not whole
        page = self.word.sections[0]
        page.page_width, page.page_height = Cm(_SHORT_CM), Cm(_LONG_CM)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(_MARGIN_CM)
        self._is_turned = False
        styles = self.word.styles
        styles["Normal"].font.name, styles["Normal"].font.size = "Segoe UI", Pt(10.5)
        for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
            styles[name].font.name, styles[name].font.color.rgb = "Segoe UI", RGBColor(0x1F, 0x23, 0x28)

    def write(self, one: Document) -> None:
        self._quiet(one.kind)
        self.word.add_heading(possible(one.title), 0)
        self._quiet(" · ".join(one.about))
        for section in one.sections:
            self._section(section, 1)
        self._turn(to_wide=False)

    def _section(self, section: Section, level: int) -> None:
        self._turn(to_wide=_starts_wide(section))
        self.word.add_heading(possible(section.heading), level)
        for block in section.blocks:
            self._block(block)
        for part in section.parts:
            self._section(part, level + 1)

    def _block(self, block: Block) -> None:
        word = self.word
        match block:
            case Words(quiet=True):
                self._quiet(block.text)
            case Words():
                paragraph = word.add_paragraph()
                if block.lead:
                    paragraph.add_run(possible(block.lead) + "  ").bold = True
                paragraph.add_run(possible(block.text))
            case Bullets():
                for item in block.items:
                    word.add_paragraph(possible(item), style="List Bullet")
            case Table():
                self._table(block)
            case Drawing():
                self._turn(to_wide=block.is_wide)
                self._picture(block)
                self._turn(to_wide=False)
                self._table(block.table)
            case Quotation():
                word.add_paragraph(possible(block.text), style="Quote")
                self._quiet(block.about)
            case Sources():
                for text, url in block.items:
                    word.add_paragraph(possible(f"{text}, {url}" if url else text), style="List Number")

    def _turn(self, *, to_wide: bool) -> None:
        """Begin a page with the paper turned, where it is not turned so already."""
        from docx.enum.section import WD_ORIENT, WD_SECTION

        if self._is_turned == to_wide:
            return
        self._is_turned = to_wide
        before = self.word.sections[-1]
        width, height = before.page_height, before.page_width
        page = self.word.add_section(WD_SECTION.NEW_PAGE)
        page.page_width, page.page_height = width, height
        page.orientation = WD_ORIENT.LANDSCAPE if to_wide else WD_ORIENT.PORTRAIT

    def _quiet(self, text: str) -> None:
        from docx.shared import RGBColor

        self.word.add_paragraph().add_run(possible(text)).font.color.rgb = RGBColor(0x57, 0x60, 0x6A)

    def _table(self, table: Table) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import OxmlElement
        from docx.shared import Cm

        self.word.add_paragraph(possible(table.caption), style="Caption").paragraph_format.keep_with_next = True
        made = self.word.add_table(rows=1, cols=len(table.head), style="Table Grid")
        made.autofit = False
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # the heading again on every page
        widths = [Cm(width) for width in _widths(table)]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for texts, row in ((table.head, made.rows[0]), *((texts, made.add_row()) for texts in table.rows)):
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for place, (text, cell) in enumerate(zip(texts, row.cells, strict=True)):
                cell.text, cell.width = possible(text), widths[place]
                if place in table.numbers:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for cell in made.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True
        self.word.add_paragraph()

    def _picture(self, drawing: Drawing) -> None:
        """Put a drawing in as a picture, with what it shows as its alternative text."""
        import resvg_py
        from docx.shared import Cm

        png = resvg_py.svg_to_bytes(svg_string=drawing.svg, width=round(drawing.width_px * _DOTS_PER_PX))
        room_wide = (_LONG_CM if drawing.is_wide else _SHORT_CM) - 2 * _MARGIN_CM
        room_high = (_SHORT_CM if drawing.is_wide else _LONG_CM) - 2 * _MARGIN_CM - 4  # and two headings
        wide = min(room_wide, drawing.width_px * 2.54 / 96, room_high * drawing.width_px / drawing.height_px)
        picture = self.word.add_picture(BytesIO(bytes(png)), width=Cm(wide))
        picture._inline.docPr.set("descr", possible(drawing.caption))


def _starts_wide(section: Section) -> bool:
    """Say whether a section begins with a drawing that needs the paper turned."""
    if section.blocks:
        first = section.blocks[0]
        return isinstance(first, Drawing) and first.is_wide
    return bool(section.parts) and _starts_wide(section.parts[0])


def _widths(table: Table) -> list[float]:
    """Share the width of an upright page among the columns by how much is in them, in centimetres."""
    columns = zip(*(table.head, *table.rows), strict=True)
    needs = [4 + min(_WIDEST, max(len(text) for text in column)) for column in columns]
    return [(_SHORT_CM - 2 * _MARGIN_CM) * need / sum(needs) for need in needs]


def _speak(elements: Sequence[Any], code: str) -> None:
    """Say in which language the text is, for spelling and for screen readers."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for element in elements:
        for run in element.iter(qn("w:r")):
            language: Any = OxmlElement("w:lang")
            language.set(qn("w:val"), code)
            run.get_or_add_rPr().append(language)
