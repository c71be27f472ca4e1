"""Charts as inline SVG: no library, no picture files, text that stays text.

Widths are percentages and text has a fixed size, so that a chart is as legible in a 360-pixel window as on paper. Each
has a title and a description for those who do not see it, and a word or figure beside every color.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from supplychain_risk.domain import DueDiligence
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

ROW = 34
"""Height of a bar with its label, in pixels."""
UNKNOWN_COUNTRY = "Country unknown"
LABEL_WIDTH = 40
"""Longest label, in Latin letters; a Han character counts as two."""


@dataclass(frozen=True)
class Bar:
    """One bar: label, figure, and the kind that gives its color."""

    label: str
    value: int
    kind: str = "plain"


def bar_chart(id_: str, title: str, description: str, bars: Sequence[Bar]) -> str:
    """Horizontal bars, each below its label and figure."""
    top = max((bar.value for bar in bars), default=0) or 1
    total = sum(bar.value for bar in bars)
    parts = []
    for index, bar in enumerate(bars):
        y = index * ROW
        share = f" · {bar.value / total * 100:.0f}%" if total else ""
        width = bar.value / top * 100
        parts.append(
            f"<g><title>{_text(bar.label)}: {bar.value:,}</title>"
            f'<text x="0" y="{y + 13}">{_text(shortened(bar.label))}</text>'
            f'<text x="100%" y="{y + 13}" text-anchor="end" class="figure">{bar.value:,}{share}</text>'
            f'<rect x="0" y="{y + 19}" width="100%" height="8" rx="2" class="track"/>'
            + (
                f'<rect x="0" y="{y + 19}" width="{max(width, 0.6):.2f}%" height="8" rx="2" fill="{COLORS[bar.kind]}"/>'
                if bar.value
                else ""
            )
            + "</g>"
        )
    return _figure(id_, title, description, len(bars) * ROW, parts)


def interval_chart(id_: str, title: str, description: str, suppliers: Sequence[SupplierEntry]) -> str:
    """Scores on their scale: a dot where the score is known, a whisker from low to high where it is not."""
    parts = [
        f'<line x1="{_x(tick)}" x2="{_x(tick)}" y1="4" y2="{len(suppliers) * ROW + 4}" class="grid"/>'
        f'<text x="{_x(tick)}" y="{len(suppliers) * ROW + 20}" text-anchor="middle" class="tick">{tick}</text>'
        for tick in range(0, int(SCALE) + 1, 2)
    ]
    for index, supplier in enumerate(suppliers):
        score = supplier.structural
        if score is None:
            continue
        y = index * ROW
        color = COLORS[supplier.due_diligence]
        figures = f"{words.interval(score.low, score.high)} · {score.band}"
        symbol = words.LEVELS[supplier.due_diligence][0]
        whisker = (
            f'<line x1="{_x(score.low)}" x2="{_x(score.high)}" y1="{y + 23}" y2="{y + 23}" '
            f'stroke="{color}" stroke-width="3"/>'
            f'<circle cx="{_x(score.low)}" cy="{y + 23}" r="4.5" class="open" stroke="{color}" stroke-width="2"/>'
            if score.low < score.high
            else ""
        )
        parts.append(
            f"<g><title>{_text(supplier.name)}: {_text(figures)}</title>"
            f'<text x="0" y="{y + 13}">{symbol} {_text(shortened(supplier.name))}</text>'
            f'<text x="100%" y="{y + 13}" text-anchor="end" class="figure">{_text(figures)}</text>'
            f'{whisker}<circle cx="{_x(score.high)}" cy="{y + 23}" r="5" fill="{color}"/></g>'
        )
    return _figure(id_, title, description, len(suppliers) * ROW + 24, parts)


def rank_chart(document: Document, limit: int = 12) -> str:
    """Ranks of the first suppliers in the document's order, with their range over the draws."""
    shown = [s for s in document.suppliers if s.stability][:limit]
    ranked = document.stability.ranked if document.stability else 1
    text = "; ".join(f"{s.name} {words.rank(s.stability)}" for s in shown)
    parts = []
    for index, supplier in enumerate(shown):
        s, y = supplier.stability, index * ROW
        if s is None:
            continue
        color = COLORS[supplier.due_diligence]
        at, low, high = (2 + (rank - 1) / max(1, ranked - 1) * 96 for rank in (s.rank, s.rank_p5, s.rank_p95))
        label = f"{words.LEVELS[supplier.due_diligence][0]} {_text(shortened(supplier.name))}"
        parts.append(
            f"<g><title>{_text(supplier.name)}: rank {words.rank(s)}</title>"
            f'<text x="0" y="{y + 13}">{label}</text>'
            f'<text x="100%" y="{y + 13}" text-anchor="end" class="figure">{words.rank(s)}</text>'
            f'<rect x="0" y="{y + 19}" width="100%" height="8" rx="2" class="track"/>'
            f'<rect x="{low:.2f}%" y="{y + 19}" width="{max(high - low, 0.3):.2f}%" height="8" rx="2" fill="{color}" '
            f'fill-opacity="0.45"/><circle cx="{at:.2f}%" cy="{y + 23}" r="5" fill="{color}"/></g>'
        )
    return _figure("chart-rank", "Rank of the most urgent suppliers", text, len(shown) * ROW, parts)


def _x(score: float) -> str:
    """Where a score lies, leaving room for the dot at both ends."""
    return f"{2 + min(max(score, 0.0), SCALE) * 96 / SCALE:.2f}%"


def _figure(id_: str, title: str, description: str, height: int, parts: Sequence[str]) -> str:
    return (
        f'<svg role="img" aria-labelledby="{id_}-title {id_}-text" width="100%" height="{height}">'
        f'<title id="{id_}-title">{_text(title)}</title><desc id="{id_}-text">{_text(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _text(text: str) -> str:
    return escape(printable(" ".join(text.split())))


def shortened(text: str, width: int = LABEL_WIDTH) -> str:
    """The beginning of a text that is too wide for its place, with an ellipsis."""
    text = printable(" ".join(text.split()))
    used = 0
    for index, character in enumerate(text):
        used += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if used > width:
            return text[: index - 1] + "…"
    return text


# --- the report's own charts ------------------------------------------------------------------------------------


def due_diligence_chart(document: Document) -> str:
    """Suppliers by what they call for."""
    counts = document.summary.by_due_diligence
    bars = [Bar(words.level(level), counts[level], level.value) for level in DueDiligence]
    text = ", ".join(f"{words.LEVELS[level][1]} {counts[level]}" for level in DueDiligence)
    return bar_chart("chart-due-diligence", "Suppliers by due diligence", text, bars)


def top_countries(document: Document, limit: int) -> list[tuple[str, int]]:
    """Country names and numbers of suppliers, most first; `unknown` and the rest come last."""
    labels = {s.country: s.country_name for s in document.suppliers if s.country}
    counts = Counter(document.summary.by_country)
    unknown = counts.pop("unknown", 0)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    found = [(labels.get(code) or code, count) for code, count in ranked[:limit]]
    if rest := sum(count for _, count in ranked[limit:]):
        found.append((f"{len(ranked) - limit} other countries", rest))
    return [*found, (UNKNOWN_COUNTRY, unknown)] if unknown else found


def country_chart(document: Document) -> str:
    """Suppliers by country, the first fifteen."""
    found = top_countries(document, 15)
    bars = [Bar(name, count, "not_assessed" if name == UNKNOWN_COUNTRY else "plain") for name, count in found]
    text = ", ".join(f"{name} {count}" for name, count in found)
    return bar_chart("chart-country", "Suppliers by country", text, bars)


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
    text = ", ".join(f"{bar.label} {bar.value}" for bar in bars)
    return bar_chart("chart-tier", "Suppliers by tier", text, bars)


def score_chart(document: Document, limit: int = 12) -> str:
    """Score intervals of the first suppliers in the document's order that have a score."""
    shown = [s for s in document.suppliers if s.structural][:limit]
    text = "; ".join(f"{s.name} {words.interval(s.structural.low, s.structural.high)}" for s in shown if s.structural)
    return interval_chart("chart-score", "Structural score of the most urgent suppliers", text, shown)
