"""A report for a word processor, to be gone on with: its own styles, tables that are tables, drawings as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from itertools import zip_longest
from typing import Any

from asset_mapper.formats.exporters.xml_text import possible
from asset_mapper.formats.report.columns import shares
from asset_mapper.formats.report.document import (
    Block,
    Bullets,
    Document,
    Drawing,
    Quotation,
    Section,
    Sources,
    Table,
    Together,
    Words,
    foot_of,
)
from asset_mapper.formats.report.other_language import pieces
from asset_mapper.formats.report.sheets import for_sheets
from asset_mapper.i18n import _, speaking

_DOTS_PER_PX = 2.5  # sharp enough for print
_SHORT_CM, _LONG_CM, _MARGIN_CM = 21.0, 29.7, 2.0  # A4
_LANGUAGES = {"cy": "cy-GB", "en": "en-GB"}
_ABOVE_WIDE_CM = 5.0  # two headings and the words that are read with the drawing
_TABLE_PT = 9.5
_MANY = 7  # columns, from which on their words are set smaller
_CLOSE_PT = 2  # between what is read as one thing


def document(documents: Sequence[Document], author: str) -> bytes:
    """Write a .docx with the report in each of its languages, each beginning on a page of its own."""
    writer = _Writer()
    writer.foot(foot_of(documents))
    properties = writer.word.core_properties
    properties.title, properties.author = possible(documents[0].title), possible(author)
    properties.comments, properties.language = "", _LANGUAGES[documents[0].language]
    writer.speak(_LANGUAGES[documents[0].language])
    for number, one in enumerate(documents):
        if number:
            writer.word.add_page_break()
        start = len(writer.word.element.body)
        writer.write(for_sheets(one))
        _speak(list(writer.word.element.body)[start:], one.language)
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
        self._is_drawn_on = False  # whether a drawing is on a turned page already
        self._names: dict[int, str] = {}  # of sections that the contents lead to, by their identity
        styles = self.word.styles
        styles["Normal"].font.name, styles["Normal"].font.size = "Segoe UI", Pt(10.5)
        for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
            styles[name].font.name, styles[name].font.color.rgb = "Segoe UI", RGBColor(0x1F, 0x23, 0x28)

    def speak(self, code: str) -> None:
        """Say in which language the file is, where a paragraph does not say so itself."""
        from docx.oxml.ns import qn

        for said in self.word.styles.element.iter(qn("w:lang")):
            said.set(qn("w:val"), code)

    def foot(self, text: str) -> None:
        """Say at the foot of every page what it is, for whom, and its number."""
        from docx.shared import Pt, RGBColor

        paragraph = self.word.sections[0].footer.paragraphs[0]
        for run in (paragraph.add_run(possible(f"{text} · ")), _field(paragraph, "PAGE")):
            run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(0x57, 0x60, 0x6A)

    def write(self, one: Document) -> None:
        self._quiet(one.kind)
        self.word.add_heading(possible(one.title), 0)
        self._quiet(" · ".join((*one.about, one.audience)))
        self._section(one.summary, 1)
        self._contents(one)
        for section in one.sections:
            self._section(section, 1)
        self._turn(to_wide=False)

    def _contents(self, one: Document) -> None:
        """List the sections with their pages, which the word processor counts."""
        from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
        from docx.shared import Cm

        with speaking(one.language):
            heading = self.word.add_paragraph(_("Contents"), style="TOC Heading")
        heading.paragraph_format.keep_with_next = True
        for section in one.sections:
            name = f"part{len(self._names) + 1}"
            self._names[id(section)] = name
            line = self.word.add_paragraph()
            line.paragraph_format.space_after = 0
            room = Cm(_SHORT_CM - 2 * _MARGIN_CM)
            line.paragraph_format.tab_stops.add_tab_stop(room, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            line.add_run(possible(section.heading) + "\t")
            _field(line, f"PAGEREF {name} \\h")
        self.word.add_page_break()

    def _section(self, section: Section, level: int) -> None:
        self._turn(to_wide=section.starts_wide)
        heading = self.word.add_heading(possible(section.heading), level)
        if section.starts_wide and self._is_drawn_on:
            heading.paragraph_format.page_break_before = True
        if (name := self._names.get(id(section))) is not None:
            _mark(heading, name)
        lead = len(section.lead)
        for place, (block, following) in enumerate(zip_longest(section.blocks, section.blocks[1:])):
            self._block(block)
            if isinstance(block, Words) and (place < lead or isinstance(following, (Bullets, Table, Drawing))):
                self._last(1)[0].paragraph_format.keep_with_next = True
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
                if block.is_wide:  # what is read with it; else its table says what it is
                    self._quiet(block.caption)
                    self._last(1)[0].paragraph_format.keep_with_next = True
                self._picture(block)
                self._is_drawn_on = self._is_turned
                if not block.is_alone:
                    self._turn(to_wide=False)
                    self._table(block.table)
            case Quotation():
                word.add_paragraph(possible(block.text), style="Quote")
                self._quiet(block.about)
                _keep_close(self._last(2))
            case Together():
                start = len(word.element.body)
                for one in block.blocks:
                    self._block(one)
                _keep_close(self._last(len(word.element.body) - start))
            case Sources():
                number = self._numbers()
                for text, url in block.items:
                    paragraph = word.add_paragraph(possible(f"{text}, {url}" if url else text), style="List Number")
                    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number

    def _last(self, count: int) -> list[Any]:
        """Give the paragraphs that were written last; nothing but paragraphs was."""
        from docx.text.paragraph import Paragraph

        written = list(self.word.element.body)[-count - 1 : -1]  # the last of all says how its pages are
        return [Paragraph(element, self.word) for element in written]

    def _numbers(self) -> int:
        """Begin a numbered list at 1: each language has sources of its own, and the text names them by number."""
        numbering = self.word.part.numbering_part.element
        of_style = self.word.styles["List Number"].element.pPr.numPr.numId.val
        made = numbering.add_num(numbering.num_having_numId(of_style).abstractNumId.val)
        made.add_lvlOverride(0).add_startOverride(1)
        return int(made.numId)

    def _turn(self, *, to_wide: bool) -> None:
        """Begin a page with the paper turned, where it is not turned so already."""
        from docx.enum.section import WD_ORIENT, WD_SECTION

        if self._is_turned == to_wide:
            return
        self._is_turned, self._is_drawn_on = to_wide, False
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
        from docx.shared import Cm, Pt

        if table.caption:
            caption = self.word.add_paragraph(possible(table.caption), style="Caption")
            caption.paragraph_format.keep_with_next = True
        letters_pt = _TABLE_PT if len(table.head) < _MANY else _TABLE_PT - 1
        made = self.word.add_table(rows=1, cols=len(table.head), style="Table Grid")
        made.autofit = False
        _rule(made)
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # the heading again on every page
        widths = [Cm(share * (_SHORT_CM - 2 * _MARGIN_CM)) for share in shares(table)]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for texts, row in ((table.head, made.rows[0]), *((texts, made.add_row()) for texts in table.rows)):
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for place, (text, cell) in enumerate(zip(texts, row.cells, strict=True)):
                cell.text, cell.width = possible(text), widths[place]
                cell.paragraphs[0].paragraph_format.space_after = 0
                for run in cell.paragraphs[0].runs:
                    run.font.size = Pt(letters_pt)
                if place in table.numbers:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for cell in made.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.bold, run.font.size = True, Pt(letters_pt - 1)  # a bold word is wider
        self.word.add_paragraph()

    def _picture(self, drawing: Drawing) -> None:
        """Put a drawing in as pictures, a strip each, with what they show as their alternative text."""
        import resvg_py
        from docx.shared import Cm

        room_wide = (_LONG_CM if drawing.is_wide else _SHORT_CM) - 2 * _MARGIN_CM
        room_high = (_SHORT_CM - _ABOVE_WIDE_CM if drawing.is_wide else _LONG_CM - 3) - 2 * _MARGIN_CM
        for number, strip in enumerate(drawing.strips):
            png = resvg_py.svg_to_bytes(svg_string=strip.svg, width=round(strip.width_px * _DOTS_PER_PX))
            wide = min(room_wide, strip.width_px * 2.54 / 96, room_high * strip.width_px / strip.height_px)
            picture = self.word.add_picture(BytesIO(bytes(png)), width=Cm(wide))
            picture._inline.docPr.set("descr", possible(strip.label))
            style = self._last(1)[0].paragraph_format
            style.space_after, style.line_spacing = 0, 1.0  # strips stand close to each other
            is_last = number == len(drawing.strips) - 1
            style.keep_with_next = not is_last and number in (0, len(drawing.strips) - 2)  # its head, what closes it


def _field(paragraph: Any, instruction: str) -> Any:
    """Add what the word processor works out itself, such as the number of a page; gives its run."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.text.run import Run

    field: Any = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.set(qn("w:dirty"), "true")
    run: Any = OxmlElement("w:r")
    field.append(run)
    paragraph._p.append(field)
    made = Run(run, paragraph)
    made.text = "–"  # until it is worked out
    return made


def _keep_close(paragraphs: Sequence[Any]) -> None:
    """Keep paragraphs on one page, close to each other."""
    from docx.shared import Pt

    for paragraph in paragraphs[:-1]:
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_after = Pt(_CLOSE_PT)


def _rule(table: Any) -> None:
    """Draw a thin line under every row and none between columns, and keep words from the edges."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = table._tbl.tblPr
    lines: Any = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line: Any = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single" if side in ("bottom", "insideH") else "nil")
        line.set(qn("w:sz"), "4")  # eighths of a point
        line.set(qn("w:color"), "B5B1A8")
        lines.append(line)
    margins: Any = OxmlElement("w:tblCellMar")
    for side, twips in (("top", "40"), ("left", "60"), ("bottom", "40"), ("right", "60")):
        margin: Any = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), twips)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.find(qn("w:tblLayout")).addprevious(lines)  # the order of these is laid down
    properties.find(qn("w:tblLook")).addprevious(margins)


def _mark(paragraph: Any, name: str) -> None:
    """Name a place for the contents to lead to."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark: Any = OxmlElement(tag)
        mark.set(qn("w:id"), name.removeprefix("part"))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
            paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, mark)
        else:
            paragraph._p.append(mark)


def _speak(elements: Sequence[Any], language: str) -> None:
    """Say in which language the text is, for spelling and for screen readers: a run in two of them is split."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    other = next(key for key in _LANGUAGES if key != language)
    for run in [run for element in elements for run in element.iter(qn("w:r"))]:
        for text, is_other in list(pieces(run.text)) or [("", False)]:
            made = deepcopy(run)
            if text != run.text:
                made.text = text
            said: Any = OxmlElement("w:lang")
            said.set(qn("w:val"), _LANGUAGES[other if is_other else language])
            made.get_or_add_rPr().append(said)
            run.addprevious(made)
        run.getparent().remove(run)
