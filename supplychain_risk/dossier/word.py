"""The dossier as a Word document, through the writer that leaves every text inert."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from supplychain_risk.documents.paper import Paper, Run, Words
from supplychain_risk.dossier.chain import DossierChain
from supplychain_risk.dossier.parts import Cell, Fact, Part, Rows, Slot
from supplychain_risk.report import words

TITLES = {
    "applicability": "Dossier for an applicability review (UFLPA)",
    "admissibility": "Dossier for a proof of admissibility (withhold release order or Finding)",
}
_SHOWN = 8
"""Cells that are shown behind one fact; the report has all."""


def render(chain: DossierChain, review: str, parts: Sequence[Part]) -> bytes:
    """The bytes of the document; equal dossiers give equal bytes.

    Raises:
        MissingExtra: python-docx is not installed.
    """
    about = chain.document.about
    paper = Paper(f"{chain.subject} · as of {about.as_of.isoformat()} · draft, not filed")
    paper.title(TITLES[review])
    paper.paragraph(Run(chain.subject, bold=True))
    for number, part in enumerate(parts, start=1):
        paper.heading(f"{number}. {part.title}")
        for item in part.items:
            cited = item.citation
            source = f"{item.reference}; {item.id}, {words.place(cited)}" + (
                f" ({cited.confidence})" if cited.confidence else ""
            )
            paper.paragraph([Run(f"Asked for: {item.asks} ", italic=True), Run(source, quiet=True)])
        for block in part.blocks:
            if isinstance(block, str):
                paper.heading(block, 2)
            elif isinstance(block, Rows):
                paper.table(block.columns, ([_words(cell) for cell in row] for row in block.rows))
            else:
                paper.paragraph(_words(block))
    return paper.content({"title": TITLES[review], "subject": chain.subject})


def _words(cell: Cell) -> Words:
    if isinstance(cell, Fact):
        return [f"{cell.text} ", Run(f"[{_several(cell.behind)}]".replace("[", "(").replace("]", ")"), quiet=True)]
    if isinstance(cell, Slot):
        number = f"{cell.number} " if cell.number else ""
        return Run(f"[ {number}{cell.question} ]", bold=True)
    return cell.text


def _several(cells: Iterable[str]) -> str:
    return words.several(cells, _SHOWN)
