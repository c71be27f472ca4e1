"""The files of a dossier: a folder that a broker can fill."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from supplychain_risk.dossier import content, word
from supplychain_risk.dossier.chain import DossierChain
from supplychain_risk.dossier.flow import flow_chart
from supplychain_risk.dossier.parts import Fact
from supplychain_risk.dossier.texts import plain
from supplychain_risk.errors import InputError
from supplychain_risk.reference import Reference
from supplychain_risk.reference.dossier_items import dossier_items

REVIEWS = ("applicability", "admissibility")
"""Of the UFLPA (does it reach the goods?), and of a withhold release order or Finding (may they enter?)."""


def dossier_files(chain: DossierChain, review: str, reference: Reference) -> Mapping[str, bytes]:
    """The files by their path in the folder; equal reports give equal bytes.

    Args:
        chain: of a shipment or product, from `of_shipment` or `of_product`.
        review: one of `REVIEWS`.
        reference: the tables with what CBP asks for.

    Raises:
        InputError: there is no such review.
        MissingExtra: python-docx is not installed.
    """
    if review not in REVIEWS:
        raise InputError(f"there is no review '{review}'", hint=f"Reviews are {', '.join(REVIEWS)}.")
    items = dossier_items(reference, chain.document.about.as_of)
    slots = content.documents(chain, items)
    parts = content.parts(chain, review, items, slots)
    files = {
        "dossier.docx": word.render(chain, word.TITLES[review], parts),
        "flow-chart.svg": flow_chart(chain).encode(),
        "portal-texts.txt": _portal(chain).encode(),
    }
    of_step = content.by_step(slots)
    for step in chain.steps:
        lines = [f"{s.number}  {s.paper}: {_stated(s)}" for s in of_step.get(step.number, ())]
        text = f"Step {step.number}: {_line(step.supplier.name)}\n\n" + "\n".join(lines) + "\n"
        files[f"documents/{content.folder_of(step)}/slots.txt"] = text.encode()
    return dict(sorted(files.items()))


def write_dossier(files: Mapping[str, bytes], out: Path) -> tuple[Path, ...]:
    """Write the files below a folder, which must be new or empty: what was filled in is never written over.

    Raises:
        InputError: the folder holds something, or cannot be written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        hint = "Name a new folder with --out; answers may stand in this one."
        raise InputError("this folder exists and is not empty", where=str(out), hint=hint)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        # made beside it and then put in its place, so that nobody finds half of it
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".writing-") as temporary:
            made = Path(temporary) / "new"
            for name, content_of_file in files.items():
                path = made / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content_of_file)
            if out.exists():  # empty, and perhaps the folder in which the command runs, which cannot be replaced
                for path in sorted(made.iterdir()):
                    path.replace(out / path.name)
            else:
                made.replace(out)
    except OSError as error:
        hint = "Choose a folder that is yours."
        raise InputError(f"cannot be written ({error.strerror or error})", where=str(out), hint=hint) from error
    return tuple(out / name for name in files)


def _stated(slot: content.Document) -> str:
    return f"{_line(slot.as_stated)}, as stated in the input" if slot.stated else "not stated in the input"


def _line(text: str) -> str:
    """A text on one line, without what drives a terminal or turns the reading direction."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _portal(chain: DossierChain) -> str:
    """The executive summary and the parties in plain letters and digits, a line each; doubts are not among them."""
    cells = content.connected(chain)
    said = [plain(cell.text if isinstance(cell, Fact) else f"OPEN {cell.question}") for cell in cells]
    parties = [
        plain(", ".join((f"Step {step.number}", s.name, *s.address, s.country_name)))
        for step in chain.steps
        for s in (step.supplier,)
    ]
    return "\n".join(("EXECUTIVE SUMMARY", *said, "", "PARTIES", *parties)) + "\n"
