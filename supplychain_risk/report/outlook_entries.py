"""The document's parts about the network as a whole, from domain objects: rounding and words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from supplychain_risk.domain import Exposure
from supplychain_risk.report.outlook_models import (
    CompanyExposure,
    ConcentrationEntry,
    DependenceEntry,
    EngagementEntry,
    ExposureEntry,
    GateEntry,
    PriorityEntry,
    StabilityEntry,
    SupplierStability,
    VariedNumber,
)
from supplychain_risk.report.rounding import rounded, score_of, share_of
from supplychain_risk.report.words import ended
from supplychain_risk.risk.engagement import Engagement, Gate
from supplychain_risk.risk.outlook import Outlook
from supplychain_risk.risk.stability import SupplierStability as Ranked

NAMED = 5
"""Suppliers named in a sentence."""


def exposure_entry(exposure: Exposure) -> ExposureEntry:
    """What a supplier inherits."""
    return ExposureEntry(**_exposure(exposure))


def _exposure(exposure: Exposure) -> dict[str, Any]:
    return {
        "worst": None if exposure.worst is None else score_of(exposure.worst),
        "worst_low": None if exposure.worst_low is None else score_of(exposure.worst_low),
        "worst_path": exposure.worst_path,
        "share_exposed": share_of(exposure.share_exposed),
        "share_basis": exposure.share_basis,
        "share_note": exposure.share_note,
        "unmapped_share": share_of(exposure.unmapped_share),
        "triggers": exposure.triggers,
        "holds": exposure.holds,
        "worst_assessed": exposure.worst_assessed,
        "share_exposed_low": share_of(exposure.share_exposed_low),
        "share_with_hold": share_of(exposure.share_with_hold),
        "upstream": exposure.upstream,
    }


def company_exposures(outlook: Outlook) -> tuple[CompanyExposure, ...]:
    """What each end of the chain inherits."""
    return tuple(CompanyExposure(id=end, **_exposure(exposure)) for end, exposure in outlook.exposures.items())


def concentration_entries(outlook: Outlook) -> tuple[ConcentrationEntry, ...]:
    """What the company's commodities depend on."""
    return tuple(
        ConcentrationEntry(
            commodity=c.commodity,
            name=c.name,
            statement=c.statement,
            suppliers=c.suppliers,
            basis=c.basis,
            note=c.note,
            held_share=rounded(c.held_share, 4),
            depends_on=tuple(
                DependenceEntry(kind=d.kind, code=d.code, name=d.name, suppliers=d.suppliers, share=rounded(d.share, 4))
                for d in c.depends_on
            ),
        )
        for c in outlook.concentration
    )


def supplier_stability(told: Ranked) -> SupplierStability:
    """How firm score and rank of a supplier are."""
    return SupplierStability(
        rank=told.rank,
        rank_p5=told.rank_p5,
        rank_p95=told.rank_p95,
        score_p5=score_of(told.score_p5),
        score_p95=score_of(told.score_p95),
        top_decile=rounded(told.top_decile, 4),
    )


def stability_entry(outlook: Outlook, values: Mapping[str, float]) -> StabilityEntry:
    """The draws; `values` are the policy's own numbers by dotted key."""
    s = outlook.stability
    varied = tuple(
        VariedNumber(key=key, value=values[key], low=span.low, high=span.high, reason=span.reason)
        for key, span in s.ranges.items()
    )
    return StabilityEntry(seed=s.seed, draws=s.draws, ranked=s.ranked, top=s.top, varied=varied)


def engagement_entry(
    outlook: Outlook, names: Mapping[str, str], held: Callable[[Iterable[PriorityEntry]], Sequence[PriorityEntry]]
) -> EngagementEntry:
    """Whom to talk to, in words and lists. `held`: how a list as long as that of the suppliers is held."""
    found = outlook.engagement
    return EngagementEntry(
        statement=_statement(found, names),
        smallest_set=tuple(
            GateEntry(supplier=g.supplier, is_hold=g.is_hold, holds=g.holds, first=g.first, why=_why(g, found, names))
            for g in found.gates
        ),
        only_one=found.only_one,
        alternative=found.alternative,
        holds=found.holds,
        unconnected=found.unconnected,
        order=held(
            PriorityEntry(
                supplier=p.supplier,
                severity=p.severity,
                likelihood=p.likelihood,
                score=score_of(p.score),
                share=share_of(p.share),
                leverage=rounded(p.leverage, 4),
                why=p.why,
            )
            for p in outlook.priorities
        ),
    )


def _statement(found: Engagement, names: Mapping[str, str]) -> str:
    loose = len(found.unconnected)
    rest = (
        f" {_suppliers(loose)} on hold {'is' if loose == 1 else 'are'} connected by no link: a way that nobody has "
        "mapped cannot be cleared."
        if loose
        else ""
    )
    if not found.holds:
        return (f"No supplier on hold is linked to the company.{rest}") if loose else "No supplier calls for hold."
    count, chosen = len(found.gates), tuple(gate.supplier for gate in found.gates)
    one = len(found.holds) == 1
    first = (
        f"{_suppliers(len(found.holds))} on hold {'is' if one else 'are'} linked to the company. Every mapped way from "
        f"{'it' if one else 'them'} leads through {_suppliers(count)}: {_some(chosen, names)}"
    )
    if found.only_one:
        others = " No other set is as small."
    else:
        others = f" Other sets are as small, for example: {_some(found.alternative, names)}"
    return f"{first} To engage or replace fewer leaves a way open.{others}{rest}"


def _suppliers(count: int) -> str:
    return "1 supplier" if count == 1 else f"{count} suppliers"


def _some(ids: tuple[str, ...], names: Mapping[str, str]) -> str:
    more = len(ids) - NAMED
    return ended("; ".join(names.get(i, i) for i in ids[:NAMED]) + (f"; and {more} more" if more > 0 else ""))


def _why(gate: Gate, found: Engagement, names: Mapping[str, str]) -> str:
    if gate.is_hold and gate.holds == 1:
        where = (
            "sells to the company" if gate.is_direct else "nearer to the company its ways spread over more suppliers"
        )
        return f"It is on hold itself{' and ' if gate.is_direct else '; '}{where}."
    more = gate.holds - len(gate.first)
    listed = "; ".join(names.get(i, i) for i in gate.first) + (f"; and {more} more" if more > 0 else "")
    if len(found.holds) == 1:
        return f"The supplier on hold reaches the company through it: {ended(listed)}"
    verb = "reaches" if gate.holds == 1 else "reach"
    return f"{gate.holds} of {len(found.holds)} suppliers on hold {verb} the company through it: {ended(listed)}"
