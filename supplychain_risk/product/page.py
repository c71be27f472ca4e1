"""The answer for one product as an HTML page: offline, without a script, in the look of the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from supplychain_risk.domain import DueDiligence
from supplychain_risk.dossier.flow import flow_chart
from supplychain_risk.dossier.parts import Cell, Fact, Part, Rows, Slot
from supplychain_risk.product.content import CHAIN, Product
from supplychain_risk.product.models import ProductAnswer
from supplychain_risk.report import words
from supplychain_risk.report.document import PROMISE
from supplychain_risk.report.page_environment import page_environment, scriptless_policy, template

MOST_BEHIND = 8
"""Cells and ids shown behind a fact; `product.json` has all."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact, a question or our own words, as the page shows it."""

    kind: str
    """fact, slot or said."""
    text: str
    behind: tuple[str, ...] = ()
    more: int = 0
    """How many further cells are behind it."""


@dataclass(frozen=True, slots=True)
class Block:
    """What stands together: a heading within a part, a paragraph, a list of facts and questions, or a table."""

    kind: str
    """heading, said, list or table."""
    heading: str = ""
    cells: tuple[Shown, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Shown, ...], ...] = ()


def render(product: Product, answer: ProductAnswer, told: Sequence[Part]) -> bytes:
    """`product.html`. Equal arguments give equal bytes."""
    from markupsafe import Markup

    style = template("report.css") + template("product.css")
    levels = [company.due_diligence for company in answer.companies]
    environment = page_environment()
    environment.filters["level"] = words.level
    page = environment.get_template("product.html.j2").render(
        csp=scriptless_policy(style),
        style=Markup(style),
        answer=answer,
        promise=PROMISE,
        levels=[
            (level.value, *words.LEVELS[level], levels.count(level), words.MEANING[level]) for level in DueDiligence
        ],
        parts=[(f"part-{number}", part.title, tuple(_blocks(part))) for number, part in enumerate(told, start=1)],
        pictured=CHAIN,
        chart=Markup(flow_chart(product.chain)) if product.chain.steps else None,
        bought=sum(part.depth > 0 for part in answer.parts),
    )
    return page.encode("utf-8")


def _blocks(part: Part) -> Iterator[Block]:
    """The blocks of a part; facts and questions that follow each other make one list."""
    listed: list[Shown] = []
    for block in part.blocks:
        if isinstance(block, Fact | Slot):
            listed.append(_shown(block))
            continue
        if listed:
            yield Block("list", cells=tuple(listed))
            listed = []
        if isinstance(block, str):
            yield Block("heading", heading=block)
        elif isinstance(block, Rows):
            rows = tuple(tuple(map(_shown, row)) for row in block.rows)
            yield Block("table", columns=tuple(name for name, _ in block.columns), rows=rows)
        else:
            yield Block("said", cells=(_shown(block),))
    if listed:
        yield Block("list", cells=tuple(listed))


def _shown(cell: Cell) -> Shown:
    if isinstance(cell, Fact):
        return Shown("fact", cell.text, cell.behind[:MOST_BEHIND], max(0, len(cell.behind) - MOST_BEHIND))
    return Shown("slot", cell.question) if isinstance(cell, Slot) else Shown("said", cell.text)
