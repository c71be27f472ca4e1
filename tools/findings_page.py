"""Write docs/findings.md, the page of all codes of findings, from their kinds: python tools/findings_page.py"""

from __future__ import annotations

from pathlib import Path

from supplychain_risk.laws import LAWS
from supplychain_risk.laws.kind import Kind, Travels

PAGE = Path(__file__).resolve().parent.parent / "docs" / "findings.md"
HEAD = """# Findings

Every kind of finding: what it means, what it does not mean, and what it calls for where the input states it and where
the input only points to it ("policy": a number of the policy decides; "list": the list says it of itself).
`tools/findings_page.py` writes this page from `supplychain_risk/laws/`.
"""
COLUMNS = "| code | title | means | does not mean | calls for | channel |\n|---|---|---|---|---|---|\n"


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for law in LAWS:
        if not law.kinds:
            continue
        tables = f"\n\nTables: {', '.join(f'`{name}`' for name in law.tables)}." if law.tables else ""
        parts.append(f"\n## {law.title}{tables}\n\n{COLUMNS}")
        parts += [_row(kind) for kind in law.kinds]
    return "".join(parts)


def _row(kind: Kind) -> str:
    levels = [level.value if level else kind.chooser for level in (kind.stated, kind.possible)]
    calls = levels[0] if levels[0] == levels[1] else f"stated: {levels[0]}, possible: {levels[1]}"
    travels = "" if kind.travels is Travels.NOT else "; goes with the goods along the chain"
    text = f"| `{kind.code}` | {kind.title} | {kind.means} | Not {kind.does_not_mean} "
    return f"{text}| {calls}{travels} | {kind.channel.value} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
