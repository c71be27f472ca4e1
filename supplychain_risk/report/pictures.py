"""The chain by tier and the map of the world, as static SVG: no library, no style attributes, equal bytes.

Both are as wide as their place. The chain uses percentages and text of a fixed size, so that it is as legible on a
telephone as on paper; names stand beside it in a numbered list.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from markupsafe import Markup, escape

from supplychain_risk.domain import DueDiligence
from supplychain_risk.report import words
from supplychain_risk.report.charts import COLORS
from supplychain_risk.report.models import Document, SupplierEntry
from supplychain_risk.workbooks.text import printable

WIDEST = 11
"""Companies beside each other in a layer: more would touch in a window of 320 pixels."""
MAX_DRAWN = 40
"""Suppliers on hold or in review that are tried for the picture."""
LAYER = 76
"""Height of a layer, in pixels."""


@dataclass(frozen=True)
class Node:
    """A company of the picture, with the number under which the list names it."""

    number: int
    id: str
    name: str
    level: str
    """"" where it is no supplier."""
    layer: int


@dataclass(frozen=True)
class Chain:
    """The picture, the companies in it and what is left out."""

    svg: Markup
    nodes: tuple[Node, ...]
    drawn: int
    """Suppliers on hold or in review whose way is drawn."""
    left_out: int


def chain(document: Document) -> Chain | None:
    """Layers by distance to the company, with the ways of suppliers on hold, then of those in review; None for none."""
    by_id = {s.id: s for s in document.suppliers}
    findings = {f.id: f for f in document.findings}
    urgent = [s for s in document.suppliers if s.due_diligence.is_a_persons]
    layers: dict[str, int] = {}
    edges: dict[tuple[str, str], str] = {}
    drawn = 0
    for supplier in urgent[:MAX_DRAWN]:
        paths = [p for i in supplier.findings for p in findings[i].paths if len(p) > 1]
        if not paths:
            continue
        path = min(paths, key=lambda p: (len(p), p))
        new = {node: at for at, node in enumerate(reversed(path)) if node not in layers}
        sizes = Counter(layers.values()) + Counter(new.values())
        if max(sizes.values()) > WIDEST:
            continue
        drawn += 1
        layers |= new
        for pair in pairwise(path):
            if edges.get(pair) != DueDiligence.HOLD.value:
                edges[pair] = supplier.due_diligence.value
    if not drawn:
        return None
    places = _places(layers, edges)
    ordered = sorted(places, key=lambda node: (layers[node], places[node]))
    names = document.node_names()
    nodes = tuple(
        Node(
            number,
            id_,
            names.get(id_, id_),
            by_id[id_].due_diligence.value if id_ in by_id else "",
            layers[id_],
        )
        for number, id_ in enumerate(ordered, start=1)
    )
    return Chain(_chain_svg(nodes, places, edges, document), nodes, drawn, len(urgent) - drawn)


def _places(layers: Mapping[str, int], edges: Mapping[tuple[str, str], str]) -> dict[str, float]:
    """Node → place from left to right, 0 to 1: below the middle of those it supplies, so that few lines cross."""
    by_layer: dict[int, list[str]] = defaultdict(list)
    for node, layer in layers.items():
        by_layer[layer].append(node)
    buyers: dict[str, list[str]] = defaultdict(list)
    for supplier, buyer in edges:
        buyers[supplier].append(buyer)
    places: dict[str, float] = {}
    for layer in sorted(by_layer):
        middle = {
            node: sum(places.get(b, 0.5) for b in buyers[node]) / len(buyers[node]) if buyers[node] else 0.5
            for node in by_layer[layer]
        }
        row = sorted(by_layer[layer], key=lambda node: (middle[node], node))
        for index, node in enumerate(row):
            places[node] = (index + 0.5) / len(row)
    return places


def _chain_svg(
    nodes: tuple[Node, ...], places: Mapping[str, float], edges: Mapping[tuple[str, str], str], document: Document
) -> Markup:
    at = {node.id: node for node in nodes}
    depth = max(node.layer for node in nodes) + 1
    all_of = Counter(s.tier for s in document.suppliers)
    held = Counter(s.tier for s in document.suppliers if s.due_diligence is DueDiligence.HOLD)
    parts, labels = [], []
    for layer in range(depth):
        y = layer * LAYER
        label = "Companies that buy" if layer == 0 else f"Tier {layer}: {words.counted(all_of[layer], 'supplier')}"
        if layer and held[layer]:
            label += f", {held[layer]:,} on hold"
        parts.append(f'<rect x="0" y="{y}" width="100%" height="{LAYER - 6}" rx="4" class="track"/>')
        labels.append(f'<text x="8" y="{y + 16}" class="tick over">{label}</text>')
    for (supplier, buyer), level in sorted(edges.items()):
        one, other = at[supplier], at[buyer]
        parts.append(
            f'<line x1="{_x(places[supplier])}" y1="{_y(one.layer)}" x2="{_x(places[buyer])}" y2="{_y(other.layer)}" '
            f'stroke="{COLORS[level]}" stroke-width="2"/>'
        )
    parts += labels  # above the lines
    for node in nodes:
        x, y = _x(places[node.id]), _y(node.layer)
        color = COLORS.get(node.level, COLORS["not_assessed"])
        word = words.level(node.level) if node.level else "buys"
        label = escape(printable(f"{node.name}: {word}"))
        parts.append(
            f'<g><title>{label}</title><circle cx="{x}" cy="{y}" r="10" class="open" stroke="{color}" '
            f'stroke-width="3"/><text x="{x}" y="{y + 4}" text-anchor="middle" class="dot">{node.number}</text></g>'
        )
    told = "; ".join(f"{n.number} {printable(n.name)}" for n in nodes)
    return Markup(
        f'<svg role="img" aria-labelledby="chain-title chain-text" width="100%" height="{depth * LAYER}">'
        f'<title id="chain-title">Ways from suppliers on hold or in review to the company</title>'
        f'<desc id="chain-text">{escape(told)}</desc>{"".join(parts)}</svg>'
    )


def _x(place: float) -> str:
    return f"{4 + place * 92:.2f}%"


def _y(layer: int) -> int:
    return layer * LAYER + 44


# --- the world --------------------------------------------------------------------------------------------------


@cache
def _world() -> dict[str, Any]:
    text = (files("supplychain_risk.report") / "templates" / "world.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def world(document: Document) -> Markup:
    """Countries with suppliers, by the most urgent level that one of them calls for; empty where none is known."""
    suppliers: dict[str, list[SupplierEntry]] = defaultdict(list)
    for supplier in document.suppliers:
        if supplier.country:
            suppliers[supplier.country].append(supplier)
    if not suppliers:
        return Markup("")
    geometry = _world()
    plain, marked = [], []
    for code, path in sorted(geometry["countries"].items()):
        found = suppliers.get(code)
        if not found:
            plain.append(path)
            continue
        level = DueDiligence.most_urgent(s.due_diligence for s in found)
        held = sum(s.due_diligence is DueDiligence.HOLD for s in found)
        told = f"{found[0].country_name or code}: {words.counted(len(found), 'supplier')}"
        told += f", {held:,} on hold" if held else f", at most {words.LEVELS[level][1].lower()}"
        marked.append(
            f'<path data-href="#country={escape(code)}" d="{path}" fill="{COLORS[level]}" class="has">'
            f"<title>{escape(printable(told))}</title></path>"
        )
    missing = sorted(code for code in suppliers if code not in geometry["countries"])
    note = f"Too small for this map: {', '.join(missing)}. " if missing else ""
    counts = ", ".join(f"{code} {len(found)}" for code, found in sorted(suppliers.items()))
    return Markup(
        f'<svg role="img" aria-labelledby="world-title world-text" viewBox="{geometry["box"]}" width="100%" '
        f'class="world"><title id="world-title">Suppliers by country on a map of the world</title>'
        f'<desc id="world-text">{counts}</desc><path d="{"".join(plain)}" class="land"/>{"".join(marked)}</svg>'
        f'<p class="quiet">{note}{escape(geometry["note"])}</p>'
    )
