"""The report as one HTML file: no network, no fonts, no frames; a page that can be mailed and opened offline.

What needs a decision, the groups and the evidence are plain markup that reads and prints without a script. The grid of
suppliers and the panel beside it are drawn by our own script from the data of `page_data`. The content security policy
forbids everything but the one style sheet and the one script of this page, by their hashes: markup that slipped into a
name could not run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from supplychain_risk.domain import DueDiligence
from supplychain_risk.policy import SCALE
from supplychain_risk.report import charts, pictures, words
from supplychain_risk.report.gathered import Ways, lists, problem_groups
from supplychain_risk.report.models import Document, SupplierEntry
from supplychain_risk.report.page_data import MAX_SUPPLIERS, data_block, shown
from supplychain_risk.report.page_environment import hash_of, page_environment, template
from supplychain_risk.report.page_groups import PageGroup, page_groups
from supplychain_risk.report.regime_models import ASKS, BASIS, NO_ADVICE, NO_DOUBT, Status
from supplychain_risk.report.xlsx_pages import flattened
from supplychain_risk.risk.structural import estimated_from
from supplychain_risk.workbooks.text import web_address

MAX_CASES = 12
"""Groups of suppliers on hold, and of suppliers in review, that are drawn before the groups."""
MAX_NAMED = 6
"""Suppliers with their way to the company in each of them."""
MAX_HELD = 60
"""More suppliers on hold that are named, by group and of all groups that are not drawn; others are one link away."""
MAX_ROWS = 120
"""Rows of groups."""
MAX_NAMES = 25
"""Suppliers named in each row."""
MAX_REASONS = 200
"""Reasons told in full in the evidence; the panel of a supplier has all of its own."""
MAX_SINCE = 100
"""Suppliers, matches and second looks named in the part on what is new since an earlier report."""
MAX_EXAMPLES = 5
"""Problems shown per code."""


def render(document: Document) -> bytes:
    """`report.html`. What does not fit sensibly (see the limits above) is counted and referred to the workbook."""
    from markupsafe import Markup

    # gone over many times: charts, pictures, groups and the grid each look for themselves
    document = document.changed(
        suppliers=tuple(document.suppliers), findings=tuple(document.findings), lines=tuple(document.lines)
    )
    environment = page_environment()
    environment.filters |= {"percent": words.percent, "link": web_address, "level": words.level}
    environment.filters |= {"exposed": words.exposed, "worst": words.worst, "number": words.number}
    environment.filters |= {"hash": lambda text: quote(shown(text), safe="")}
    style, script = (template(name) for name in ("report.css", "report.js"))
    names = document.node_names()
    groups = page_groups(document)
    on_page = {s.id for s in document.suppliers[:MAX_SUPPLIERS]}
    page = environment.get_template("report.html.j2").render(
        document=document,
        about=document.about,
        summary=document.summary,
        csp=f"default-src 'none'; style-src '{hash_of(style)}'; script-src '{hash_of(script)}'; base-uri 'none'; "
        "form-action 'none'",
        style=Markup(style),
        script=Markup(script),
        data=Markup(data_block(document, groups)),
        charts={
            "country": Markup(charts.country_chart(document)),
            "tier": Markup(charts.tier_chart(document)),
            "score": Markup(charts.score_chart(document)),
            "rank": Markup(charts.rank_chart(document)),
        },
        chain=pictures.chain(document),
        world=pictures.world(document),
        levels=[(level.value, *words.LEVELS[level], words.MEANING[level]) for level in DueDiligence],
        names=names,
        on_page=on_page,
        tiers={s.id: s.tier for s in document.suppliers if s.tier is not None},
        calls_for={s.id: s.due_diligence.value for s in document.suppliers},
        cases=_cases(document, groups),
        groups=list(enumerate(groups[:MAX_ROWS])),
        groups_left_out=max(0, len(groups) - MAX_ROWS),
        max_names=MAX_NAMES,
        suppliers_left_out=max(0, len(document.suppliers) - MAX_SUPPLIERS),
        reasons=document.reasons[:MAX_REASONS],
        reasons_left_out=max(0, len(document.reasons) - MAX_REASONS),
        kinds={kind.code: kind.title for kind in document.kinds},
        lists=lists(document),
        problems=problem_groups(document.problems, MAX_EXAMPLES),
        unmapped=[(key, share) for key, share in document.coverage.unmapped.by_tier_1.items()][:50],
        manifest=list(flattened(document.manifest)),
        citation=words.citation,
        read_in=words.read_in,
        score_path=words.SCORE_PATH,
        held=words.HELD,
        not_counted=words.NOT_COUNTED,
        counted=words.counted,
        day_basis=words.DAY_BASIS[document.about.as_of_basis],
        scale=f"{SCALE:g}",
        estimated_from=estimated_from(),
        since_shown=MAX_SINCE,
        moved_since={s.id: s.state for s in document.since.suppliers} if document.since else {},
        circle=words.circle,
        statuses=[status for status in Status if any(r.count(status) for r in document.regimes)],
        regime_items=sum(len(regime.items) for regime in document.regimes),
        asks=ASKS,
        basis=BASIS,
        regime_notes=(NO_ADVICE, NO_DOUBT),
    )
    return page.encode("utf-8")


# --- what needs a decision --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Named:
    """A supplier of a case, with its shortest way to the company."""

    supplier: SupplierEntry
    path: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """A group whose suppliers a person decides on: the first with their ways, those on hold by name, others counted."""

    number: int
    group: PageGroup
    named: tuple[Named, ...]
    others: tuple[str, ...]
    """Ids of those on hold that are named without their way."""
    more: int


def _cases(document: Document, groups: tuple[PageGroup, ...]) -> dict[str, Any]:
    """The groups on hold and in review that are drawn, and how many suppliers of others are not."""
    by_id = {s.id: s for s in document.suppliers}
    ways = Ways(document)
    made: dict[str, Any] = {}
    for level in (level for level in DueDiligence if level.is_a_persons):
        numbered = [(n, g) for n, g in enumerate(groups) if g.due_diligence is level]
        drawn = [_case(n, g, by_id, ways) for n, g in numbered[:MAX_CASES]]
        left = [s for _, g in numbered[MAX_CASES:] for s in g.suppliers]
        named = left[:MAX_HELD] if level is DueDiligence.HOLD else []
        made[level.value] = {
            "drawn": drawn,
            "others": named,
            "left": len(left) - len(named),
            "total": document.summary.by_due_diligence[level],
        }
    return made


def _case(number: int, group: PageGroup, by_id: Mapping[str, SupplierEntry], ways: Ways) -> Case:
    named = [by_id[i] for i in group.suppliers[:MAX_NAMED]]
    others = group.suppliers[MAX_NAMED : MAX_NAMED + MAX_HELD] if group.due_diligence is DueDiligence.HOLD else ()
    return Case(
        number=number,
        group=group,
        named=tuple(Named(s, ways.of(s, group)) for s in named),
        others=others,
        more=len(group.suppliers) - len(named) - len(others),
    )
