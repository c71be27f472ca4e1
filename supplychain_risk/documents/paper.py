"""A new .docx document, written top to bottom: no field, macro, link or hidden part; equal content, equal bytes.

Needs python-docx (extra `[docs]`), which is imported when a document is made and never before. Every text goes through
`inert`, so that a name stays a name whatever it looks like; addresses of sources stand as text, not as links.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from supplychain_risk.errors import MissingExtra
from supplychain_risk.workbooks.text import printable

FIXED = datetime(2000, 1, 1)
"""Stands for the times of making and saving: a clock would make equal documents differ."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Date of every part in the archive: the first that the format knows."""
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that reorder the text after them on paper, so that a name could be read as another."""
_BROUGHT = ("/thumbnail", "/customXml", "/stylesWithEffects", "/extended-properties")
"""Ends of relationship types of parts that the library's own template brings and no document here needs."""

INK = "1B2A3A"
QUIET = "555555"
LINES = "BFBFBF"
PAGE_WIDTH_CM = 17.0
"""Between the margins, on A4."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look."""

    text: str
    bold: bool = False
    italic: bool = False
    quiet: bool = False
    """Small and grey: sources, cells, remarks."""


Words = str | Run | Sequence[str | Run]
"""What a paragraph or a cell says: plain text, or stretches of it."""


def inert(text: str) -> str:
    """Text on one line, without control characters and without characters that turn the reading direction."""
    return " ".join(_TURNING.sub("", printable(text)).split())


def runs_of(words: Words) -> tuple[Run, ...]:
    """The stretches of text of what is said, each of them inert.

    Blanks at the ends of a stretch are kept as one, since they part it from the next.
    """
    given: Sequence[str | Run] = (words,) if isinstance(words, str | Run) else words
    made = []
    for one in given:
        run = Run(one) if isinstance(one, str) else one
        before, after = (" " if run.text[end].isspace() else "" for end in (0, -1)) if run.text else ("", "")
        made.append(Run(f"{before}{inert(run.text)}{after}", run.bold, run.italic, run.quiet))
    return tuple(made)


def refuse_without_docs() -> None:
    """Say that no document can be written, before any work is done.

    Raises:
        MissingExtra: python-docx is not installed.
    """
    try:
        import docx  # noqa: F401  # whether it can be imported is what is asked
    except ImportError as error:
        raise MissingExtra(
            "a .docx document needs python-docx", hint="Install it with: pip install 'supplychain-risk[docs]'"
        ) from error


class Paper:
    """One document. `content()` gives its bytes; what is written after it is in the next `content()` as well."""

    def __init__(self, running_head: str = "") -> None:
        """`running_head` stands on top of every page.

        Raises:
            MissingExtra: python-docx is not installed.
        """
        refuse_without_docs()
        import docx

        self._document: Any = docx.Document()
        self._style_ids: dict[str, str | None] = {}
        self._look()
        for part in (self._document.part, self._document.part.package):
            for key in [k for k, rel in part.rels.items() if rel.reltype.endswith(_BROUGHT)]:
                del part.rels[key]
        if running_head:
            self._fill(self._document.sections[0].header.paragraphs[0], Run(running_head, quiet=True))

    def title(self, text: str) -> None:
        """The title of the document."""
        self._paragraph(text, "Title")

    def heading(self, text: str, level: int = 1) -> None:
        """A heading, level 1 to 4."""
        self._paragraph(text, f"Heading {level}")

    def paragraph(self, words: Words) -> None:
        """A paragraph."""
        self._paragraph(words, "Normal")

    def bullet(self, words: Words) -> None:
        """A paragraph with a bullet."""
        self._paragraph(words, "List Bullet")

    def new_page(self) -> None:
        """What follows begins on a new page."""
        self._document.add_page_break()

    def picture(self, png: bytes, description: str, width_cm: float = PAGE_WIDTH_CM) -> None:
        """A picture as wide as stated, with a description for who cannot see it."""
        from docx.shared import Cm

        shape = self._document.add_picture(io.BytesIO(png), width=Cm(width_cm))
        about = shape._inline.docPr
        about.set("descr", inert(description))
        about.set("name", "Picture")

    def table(self, columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[Words]]) -> None:
        """A table: headings with widths in cm (17 fit on a page), which are repeated on every page it takes, and rows.

        A row is not broken over two pages.

        Raises:
            ValueError: a row has not as many cells as there are columns.
        """
        from docx.oxml import OxmlElement
        from docx.shared import Cm

        table = self._document.add_table(rows=1, cols=len(columns), style="Table Grid")
        table.autofit = False
        for column, (_, width) in zip(table.columns, columns, strict=True):
            column.width = Cm(width)
        filled: list[Sequence[Words]] = [[Run(name, bold=True) for name, _ in columns], *rows]
        for number, row in enumerate(filled):
            line = table.rows[0] if number == 0 else table.add_row()
            properties = line._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if number == 0:
                properties.append(OxmlElement("w:tblHeader"))
            for cell, words, (_, width) in zip(line.cells, row, columns, strict=True):
                cell.width = Cm(width)
                if number == 0:
                    self._shade(cell)
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Cm(0.05)
                self._fill(paragraph, words, size=8.5)
        self._document.add_paragraph()

    def content(self, properties: Mapping[str, str] | None = None) -> bytes:
        """The bytes of the document; `properties` are title, subject, author, comments, identifier and such."""
        about = self._document.core_properties
        about.author = about.comments = about.keywords = about.subject = about.title = ""
        for name, value in (properties or {}).items():
            setattr(about, name, inert(value)[:250])
        about.created = about.modified = FIXED
        about.last_modified_by, about.revision = about.author, 1
        written = io.BytesIO()
        self._document.save(written)
        return _settled(written)

    def _paragraph(self, words: Words, style: str) -> None:
        paragraph = self._document.add_paragraph()
        paragraph._p.style = self._style_id(style)
        self._fill(paragraph, words)

    def _style_id(self, style: str) -> str | None:
        """What a paragraph of this style has as its mark: python-docx looks through all styles for it, each time."""
        from docx.enum.style import WD_STYLE_TYPE

        if style not in self._style_ids:
            self._style_ids[style] = self._document.part.get_style_id(style, WD_STYLE_TYPE.PARAGRAPH)
        return self._style_ids[style]

    def _fill(self, paragraph: Any, words: Words, size: float | None = None) -> None:
        from docx.shared import Pt, RGBColor

        for run in runs_of(words):
            made = paragraph.add_run(run.text)
            made.bold, made.italic = run.bold or None, run.italic or None
            if size:
                made.font.size = Pt(size)
            if run.quiet:
                made.font.size = Pt(min(size or 8.5, 8.5))
                made.font.color.rgb = RGBColor.from_string(QUIET)

    def _shade(self, cell: Any) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E8ECF1")):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)

    def _look(self) -> None:
        """A4, quiet headings, one family of letters."""
        from docx.oxml.ns import qn
        from docx.shared import Cm, Pt, RGBColor

        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm((21.0 - PAGE_WIDTH_CM) / 2)
        section.top_margin = section.bottom_margin = Cm(2.0)
        styles = self._document.styles
        for name, size in (("Normal", 10), ("Title", 20), *((f"Heading {n}", 15 - 1.5 * n) for n in (1, 2, 3, 4))):
            style = styles[name]
            style.font.name, style.font.size = "Calibri", Pt(size)
            letters = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                letters.attrib.pop(qn(f"w:{theme}"), None)
            if name != "Normal":
                style.font.color.rgb = RGBColor.from_string(INK)
                style.paragraph_format.keep_with_next = True
        styles["Normal"].paragraph_format.space_after = Pt(4)


def _settled(written: io.BytesIO) -> bytes:
    """The archive with its parts in a fixed order and with a fixed date."""
    settled = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, _EPOCH)
            part.create_system, part.external_attr = 0, 0
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return settled.getvalue()
