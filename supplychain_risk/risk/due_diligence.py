"""What each supplier calls for: an action, not a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from supplychain_risk.domain import (
    Band,
    Certainty,
    Channel,
    DueDiligence,
    Exposure,
    Finding,
    Ground,
    Reason,
    StructuralScore,
    Supplier,
)
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.risk.upstream import Reach

HIGH_BANDS = (Band.HIGH, Band.VERY_HIGH)
"""Bands that call for enhanced due diligence by themselves."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a supplier calls for, why, and what that rests on."""

    level: DueDiligence
    why: str
    ground: Ground
    reason: str = ""
    """Id of the reason that decides; "" where no finding does."""


def missing_inputs(supplier: Supplier) -> tuple[str, ...]:
    """Why a supplier cannot be assessed, in words; empty if it can.

    The country, or the origin of the goods, is indispensable; of sector and goods one must be known, or the score is a
    country score and no more.
    """
    placed = any(line.origin is not None and line.origin.code for line in supplier.lines)
    if supplier.country_code is not None or placed:
        known = any(reading.code for reading in (*supplier.sectors, *supplier.commodities))
        known = known or any(reading.may_mean for reading in supplier.commodities)
        return () if known else ("sector and goods are unknown",)
    if supplier.country is None:
        return ("country is missing",)
    if supplier.country.resolution.candidates and supplier.country.resolution.method == "ambiguous":
        return (f"country is ambiguous ('{supplier.country.resolution.raw}')",)
    return (f"country is not recognized ('{supplier.country.resolution.raw}')",)


class Decisions:
    """What suppliers call for, worked out once for all of whom the same is found and known."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], Decision] = {}
        self._distinct: dict[Decision, Decision] = {}

    def of(
        self,
        findings: Sequence[Finding],
        scored: StructuralScore,
        missing: tuple[str, ...],
        upstream_holds: HoldsUpstream | None,
    ) -> Decision:
        """The level a supplier calls for and why, as `due_diligence` has it."""
        cleared = _cleared(findings)
        reasons = tuple([finding.reason.id for finding in findings])
        known = (scored.band, scored.band_low, scored.low < scored.high, scored.unknown)
        mark = (reasons, cleared, known, missing, upstream_holds)
        made = self._made.get(mark)
        if made is None:
            made = due_diligence([finding.reason for finding in findings], cleared, scored, missing, upstream_holds)
            made = self._made[mark] = self._distinct.setdefault(made, made)
        return made


def due_diligence(
    reasons: Sequence[Reason],
    cleared: int,
    scored: StructuralScore,
    missing: Sequence[str],
    upstream_holds: HoldsUpstream | None,
) -> Decision:
    """The level a supplier calls for and why, in a sentence.

    A stated legal trigger that bars goods: hold. A potential match, an uncertain trigger, or a stated one upstream:
    review. A stated listed good, Tier 3, band high and above, or records that do not go together: enhanced. A supplier
    whose country is unknown, or of which nothing but the country is known, is not assessed unless a finding calls for
    more.

    Args:
        reasons: of the findings about the supplier, in their order.
        cleared: how many of them a reviewer cleared.
        scored: its structural score.
        missing: why it cannot be assessed (`missing_inputs`).
        upstream_holds: the suppliers on hold upstream of it, if there are any.
    """
    level = DueDiligence.most_urgent(reason.calls_for for reason in reasons)
    deciding = [reason for reason in reasons if reason.calls_for is level]
    if level.is_a_persons:
        return Decision(level, _sentences(deciding, missing), Ground.FINDING, deciding[0].id)
    if upstream_holds:
        calls = "calls" if upstream_holds.count == 1 else "call"
        why = f"Goods may come from {_some(upstream_holds)}, which {calls} for hold."
        return Decision(DueDiligence.REVIEW, why, Ground.UPSTREAM)
    if level is DueDiligence.ENHANCED:
        return Decision(level, _sentences(deciding, missing), Ground.FINDING, deciding[0].id)
    if missing:
        return Decision(DueDiligence.NOT_ASSESSED, f"Not assessed: {'; '.join(missing)}.", Ground.MISSING)
    told = f" Cleared by a reviewer: {cleared} {'match' if cleared == 1 else 'matches'} with a list." if cleared else ""
    if scored.band in HIGH_BANDS:
        ground = Ground.UNKNOWN if scored.band_low and scored.band_low not in HIGH_BANDS else Ground.SCORE
        only = f"; by what is known it is in band {scored.band_low}" if ground is Ground.UNKNOWN else ""
        why = f"The structural score is in band {scored.band}{_because(scored)}{only}.{told}"
        return Decision(DueDiligence.ENHANCED, why, ground)
    why = f"No finding that calls for more; band {scored.band}{_because(scored)}.{told}"
    return Decision(DueDiligence.STANDARD, why, Ground.NOTHING)


def _cleared(findings: Sequence[Finding]) -> int:
    """How many of the findings a reviewer cleared."""
    return len([finding for finding in findings if finding.disposition == "false_positive"])


def _because(scored: StructuralScore) -> str:
    if not scored.unknown or scored.low >= scored.high:
        return ""
    unknown = [u for u in scored.unknown if not u.startswith("exact ")]
    loose = [f"the {u} is not certain" for u in scored.unknown if u.startswith("exact ")]
    reasons = [f"{' and '.join(unknown)} {'is' if len(unknown) == 1 else 'are'} unknown"] if unknown else []
    return f", decided on the high end because {' and '.join((*reasons, *loose))}"


def _sentences(reasons: Sequence[Reason], missing: Sequence[str]) -> str:
    first = reasons[0].statement.rstrip()
    more = f" And {len(reasons) - 1} more." if len(reasons) > 1 else ""
    rest = f" Otherwise not assessed: {'; '.join(missing)}." if missing else ""
    return f"{first}{more}{rest}"


def _some(holds: HoldsUpstream) -> str:
    more = holds.count - len(holds.names)
    return ", ".join(holds.names) + (f" and {more} more" if more else "")


@dataclass(frozen=True, slots=True)
class HoldsUpstream:
    """The suppliers on hold upstream of a company: the first few names by id, and how many there are."""

    names: tuple[str, ...]
    count: int


def on_hold(findings: Mapping[str, Sequence[Finding]]) -> tuple[str, ...]:
    """Ids of suppliers about which a stated legal finding calls for hold, sorted."""
    return tuple(
        sorted(
            s
            for s, found in findings.items()
            if any(
                f.calls_for is DueDiligence.HOLD and f.channel is Channel.LEGAL and f.certainty is Certainty.STATED
                for f in found
            )
        )
    )


def holds_upstream(
    network: SupplyNetwork, holding: Sequence[str], exposed: Mapping[str, Exposure], reach: Reach
) -> Mapping[str, HoldsUpstream]:
    """For each company with suppliers on hold upstream of it, which and how many (`exposed` has counted them)."""
    return {
        node: HoldsUpstream(tuple(network.name(source) for source in first), exposed[node].holds)
        for node, first in reach.first(frozenset(holding), 3).items()
    }
