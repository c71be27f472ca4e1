"""Charts as lists whose bars are inline SVG: no library, no picture files, text that stays text.

Label and figure are text of the page that breaks where it must, so that a chart is as legible in a 320-pixel window as
on paper, and reads as a list where it is not seen. A word or figure stands beside every color.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from supplychain_risk.policy import SCALE
from supplychain_risk.report import words
from supplychain_risk.report.models import Document, SupplierEntry
from supplychain_risk.workbooks.text import printable

COLORS = {
    "hold": "#D55E00",
    "review": "#E69F00",
    "enhanced": "#0072B2",
    "standard": "#009E73",
    "not_assessed": "#8A8A8A",
    "plain": "#0072B2",
}
"""Okabe and Ito's palette, which most color-blind readers can tell apart."""

UNKNOWN_COUNTRY = "Country unknown"


@dataclass(frozen=True)
class Bar:
    """One bar: label, figure, and the kind that gives its color."""

    label: str
    value: int
    kind: str = "plain"


def bar_chart(title: str, bars: Sequence[Bar]) -> str:
    """Horizontal bars, each below its label and figure."""
    top = max((bar.value for bar in bars), default=0) or 1
    total = sum(bar.value for bar in bars)
    rows = []
    for bar in bars:
        share = f" · {bar.value / total * 100:.0f}%" if total else ""
        width = max(bar.value / top * 100, 0.6)
        drawn = f'<rect width="{width:.2f}%" height="8" rx="2" fill="{COLORS[bar.kind]}"/>' if bar.value else ""
        rows.append(_row(bar.label, f"{bar.value:,}{share}", 8, f"{_TRACK}{drawn}"))
    return _list(title, rows)


def interval_chart(title: str, suppliers: Sequence[SupplierEntry]) -> str:
    """Scores on their scale: a dot where the score is known, a whisker from low to high where it is not."""
    ticks = range(0, int(SCALE) + 1, 2)
    grid = "".join(f'<line x1="{_x(tick)}" x2="{_x(tick)}" y1="0" y2="12" class="grid"/>' for tick in ticks)
    rows = []
    for supplier in suppliers:
        score = supplier.structural
        if score is None:
            continue
        color = COLORS[supplier.due_diligence]
        whisker = (
            f'<line x1="{_x(score.low)}" x2="{_x(score.high)}" y1="6" y2="6" stroke="{color}" stroke-width="3"/>'
            f'<circle cx="{_x(score.low)}" cy="6" r="4.5" class="open" stroke="{color}" stroke-width="2"/>'
            if score.low < score.high
            else ""
        )
        dot = f'<circle cx="{_x(score.high)}" cy="6" r="5" fill="{color}"/>'
        figures = f"{words.interval(score.low, score.high)} · {score.band}"
        rows.append(_row(_labelled(supplier), figures, 12, f"{grid}{whisker}{dot}"))
    scale = "".join(f'<text x="{_x(tick)}" y="10" text-anchor="middle" class="tick">{tick}</text>' for tick in ticks)
    if rows:
        rows.append(f'<li class="scale" aria-hidden="true">{_svg(14, scale)}</li>')
    return _list(title, rows)


def rank_chart(document: Document, limit: int = 12) -> str:
    """Ranks of the first suppliers in the document's order, with their range over the draws."""
    ranked = document.stability.ranked if document.stability else 1
    rows = []
    for supplier in [s for s in document.suppliers if s.stability][:limit]:
        s = supplier.stability
        if s is None:
            continue
        color = COLORS[supplier.due_diligence]
        at, low, high = (2 + (rank - 1) / max(1, ranked - 1) * 96 for rank in (s.rank, s.rank_p5, s.rank_p95))
        drawn = (
            f'<rect x="{low:.2f}%" y="2" width="{max(high - low, 0.3):.2f}%" height="8" rx="2" fill="{color}" '
            f'fill-opacity="0.45"/><circle cx="{at:.2f}%" cy="6" r="5" fill="{color}"/>'
        )
        rows.append(_row(_labelled(supplier), words.rank(s), 12, f'<g transform="translate(0 2)">{_TRACK}</g>{drawn}'))
    return _list("Rank of the most urgent suppliers", rows)


_TRACK = '<rect width="100%" height="8" rx="2" class="track"/>'


def _labelled(supplier: SupplierEntry) -> str:
    return f"{words.LEVELS[supplier.due_diligence][0]} {supplier.name}"


def _x(score: float) -> str:
    """Where a score lies, leaving room for the dot at both ends."""
    return f"{2 + min(max(score, 0.0), SCALE) * 96 / SCALE:.2f}%"


def _row(label: str, figure: str, height: int, drawn: str) -> str:
    return (
        f'<li><span class="label"><bdi>{_text(label)}</bdi></span><span class="figure">{_text(figure)}</span>'
        f"{_svg(height, drawn)}</li>"
    )


def _svg(height: int, drawn: str) -> str:
    """A drawing that says nothing that the text beside it does not."""
    return f'<svg width="100%" height="{height}" aria-hidden="true">{drawn}</svg>'


def _list(title: str, rows: Sequence[str]) -> str:
    return f'<ol class="bars" aria-label="{_text(title)}">{"".join(rows)}</ol>'


def _text(text: str) -> str:
    """Text on one line; the page cuts no label, so one that is longer than any name is cut here."""
    line = printable(" ".join(text.split()))
    return escape(line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…")


LONGEST = 120
"""Characters of the longest label."""


# --- the report's own charts ------------------------------------------------------------------------------------


def top_countries(document: Document, limit: int, labels: Mapping[str, str]) -> list[tuple[str, int]]:
    """Country names (`labels`: by code) and numbers of suppliers, most first; `unknown` and the rest come last."""
    counts = Counter(document.summary.by_country)
    unknown = counts.pop("unknown", 0)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    found = [(labels.get(code) or code, count) for code, count in ranked[:limit]]
    if rest := sum(count for _, count in ranked[limit:]):
        found.append((f"{len(ranked) - limit} other countries", rest))
    return [*found, (UNKNOWN_COUNTRY, unknown)] if unknown else found


def country_chart(document: Document) -> str:
    """Suppliers by country, the first fifteen."""
    labels = {s.country: s.country_name for s in document.suppliers if s.country}
    found = top_countries(document, 15, labels)
    bars = [Bar(name, count, "not_assessed" if name == UNKNOWN_COUNTRY else "plain") for name, count in found]
    return bar_chart("Suppliers by country", bars)


def tier_chart(document: Document) -> str:
    """Suppliers by tier."""
    counts = document.summary.by_tier
    bars = [
        Bar(
            f"Tier {tier}" if tier != "unknown" else "Tier unknown", n, "plain" if tier != "unknown" else "not_assessed"
        )
        for tier, n in counts.items()
        if n or tier != "unknown"
    ]
    return bar_chart("Suppliers by tier", bars)


def score_chart(document: Document, limit: int = 12) -> str:
    """Score intervals of the first suppliers in the document's order that have a score."""
    shown = [s for s in document.suppliers if s.structural][:limit]
    return interval_chart("Structural score of the most urgent suppliers", shown)
