"""The dossier as a Word document, through the writer that leaves every text inert."""

from __future__ import annotations

from collections.abc import Sequence

from supplychain_risk.documents.paper import Paper, Run, Words
from supplychain_risk.dossier.chain import DossierChain
from supplychain_risk.dossier.parts import Cell, Fact, Part, Rows, Slot
from supplychain_risk.dossier.places import compact, usual_sheet
from supplychain_risk.report import words

TITLES = {
    "applicability": "Dossier for an applicability review (UFLPA)",
    "admissibility": "Dossier for a proof of admissibility (withhold release order or Finding)",
}


CONFIDENCE = {
    "verified": "read on a page of the authority, or in a copy of its text",
    "single-secondary": "read in a secondary source; check it against the text",
    "two-source": "read in two sources",
    "derived": "derived by us from what was read",
}
"""How far a source vouches for what is asked, in words."""


def render(chain: DossierChain, title: str, parts: Sequence[Part]) -> bytes:
    """The bytes of the document; equal dossiers give equal bytes.

    Raises:
        MissingExtra: python-docx is not installed.
    """
    about = chain.document.about
    paper = Paper(f"{chain.subject} · as of {about.as_of.isoformat()} · draft, not filed")
    paper.title(title)
    paper.paragraph(Run(chain.subject, bold=True))
    behind = [c for part in parts for cell in part.cells() if isinstance(cell, Fact) for c in cell.behind]
    usual = usual_sheet(behind)
    if usual:
        file, _, sheet = usual.rpartition("!")
        paper.paragraph(Run(f"Cells without a name of a sheet stand in the file {file}, sheet {sheet}.", quiet=True))
    for number, part in enumerate(parts, start=1):
        paper.heading(f"{number}. {part.title}")
        for item in part.items:
            cited = item.citation
            source = f"{item.reference}; {item.id}, {words.place(cited)}" + (
                f" ({CONFIDENCE.get(cited.confidence, cited.confidence)})" if cited.confidence else ""
            )
            paper.paragraph([Run(f"Asked for: {item.asks} ", italic=True), Run(source, quiet=True)])
        for block in part.blocks:
            if isinstance(block, str):
                paper.heading(block, 2)
            elif isinstance(block, Rows):
                paper.table(block.columns, ([_words(cell, usual) for cell in row] for row in block.rows))
            else:
                paper.paragraph(_words(block, usual))
    return paper.content({"title": title, "subject": chain.subject})


def _words(cell: Cell, usual: str) -> Words:
    if isinstance(cell, Fact):
        return [f"{cell.text} ", Run(f"({compact(cell.behind, usual)})", quiet=True)]
    if isinstance(cell, Slot):
        return Run(f"[ {cell.question} ]", bold=True)
    return cell.text
