"""The flow chart of a chain as static SVG: boxes by step, arrows from who sells to who buys; equal bytes."""

from __future__ import annotations

from html import escape

from supplychain_risk.dossier.chain import DossierChain, Step
from supplychain_risk.workbooks.text import printable

_WIDTH, _BOX, _GAP, _MARGIN = 760, 70, 34, 10
_LETTER = 6.4
"""Width of a letter of the chart, in pixels; longer texts are cut with a mark."""


def flow_chart(chain: DossierChain) -> str:
    """The chart, raw material on top, the company at the bottom."""
    layers: dict[int, list[Step]] = {}
    for step in chain.steps:
        layers.setdefault(step.depth, []).append(step)
    places: dict[str, tuple[float, float, float]] = {}
    depths = sorted(layers, reverse=True)
    boxes: list[str] = []
    for row, depth in enumerate(depths):
        y = _MARGIN + row * (_BOX + _GAP)
        width = (_WIDTH - 2 * _MARGIN) / len(layers[depth])
        for column, step in enumerate(layers[depth]):
            x = _MARGIN + column * width
            places[step.supplier.id] = (x + width / 2, y, width - 12)
            goods = ", ".join(dict.fromkeys(good for line in step.lines for good in line.goods))
            place = step.supplier.country_name or "country not stated"
            boxes.append(_box(x + 6, y, width - 12, (f"{step.number}  {step.supplier.name}", goods, place)))
    ends = sorted({b for step in chain.steps for b in step.buyers if b not in places})
    y = _MARGIN + len(depths) * (_BOX + _GAP)
    for column, end in enumerate(ends):
        width = (_WIDTH - 2 * _MARGIN) / len(ends)
        places[end] = (_MARGIN + column * width + width / 2, y, width - 12)
        name = chain.document.node_names().get(end, end)
        boxes.append(_box(_MARGIN + column * width + 6, y, width - 12, (name, "importer or buyer", "")))
    arrows = [
        _arrow(places[step.supplier.id], places[buyer])
        for step in chain.steps
        for buyer in step.buyers
        if buyer in places
    ]
    height = y + (_BOX if ends else 0) + _MARGIN
    title = _text(f"Flow chart of the chain: {chain.subject}")
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" '
        f'font-family="Arial, Helvetica, sans-serif" font-size="12"><title>{title}</title>'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0 L8 4 L0 8 z" fill="#1b2a3a"/></marker></defs>'
    )
    return "\n".join((head, *arrows, *boxes, "</svg>", ""))


def _box(x: float, y: float, width: float, texts: tuple[str, ...]) -> str:
    lines = [
        f'<text x="{x + 8:.1f}" y="{y + 20 + 18 * n:.1f}" font-weight="{"normal" if n else "bold"}">'
        f"{_text(_cut(text, width))}</text>"
        for n, text in enumerate(texts)
        if text
    ]
    rect = f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{_BOX}" rx="4" fill="#ffffff" stroke="#1b2a3a"/>'
    return "<g>" + rect + "".join(lines) + "</g>"


def _arrow(one: tuple[float, float, float], other: tuple[float, float, float]) -> str:
    (x1, y1, _), (x2, y2, _) = one, other
    return (
        f'<line x1="{x1:.1f}" y1="{y1 + _BOX:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#1b2a3a" stroke-width="1.5" '
        'marker-end="url(#tip)"/>'
    )


def _cut(text: str, width: float) -> str:
    most = max(int((width - 16) / _LETTER), 4)
    text = " ".join(printable(text).split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _text(text: str) -> str:
    return escape(printable(text), quote=True)
