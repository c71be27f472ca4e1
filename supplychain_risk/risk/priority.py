"""In what order to act: by level, then severity, then likelihood, then leverage. Four orders, never one number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from supplychain_risk.domain import Certainty, DueDiligence, Finding, StructuralScore
from supplychain_risk.laws import KINDS
from supplychain_risk.laws.kind import Severity
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.risk.due_diligence import Decision, HoldsUpstream
from supplychain_risk.risk.shares import Weights, direct_supply, weigh

RAISED_BY_SCORE = "raised by the score; no finding calls for more than the usual"
"""Severity of a supplier whose level rests on the structural score alone."""

LIKELIHOOD = {
    4: "stated in the input",
    3: "stated of a supplier upstream",
    2: "possible",
    1: "inferred",
    0: "no finding",
}
"""How firmly the gravest finding rests on the input; suppliers that are alike in it are ordered by structural score."""

_CERTAINTY = {Certainty.STATED: 4, Certainty.POSSIBLE: 2, Certainty.INFERRED: 1}


@dataclass(frozen=True, slots=True)
class Priority:
    """One supplier's place in the order, and what put it there."""

    supplier: str
    severity: int
    """0 to 4, see `laws.kind.Severity`."""
    likelihood: int
    """0 to 4, see `LIKELIHOOD`."""
    score: float
    """High end of the structural score; decides among equal likelihoods."""
    share: float | None
    """Share of the company's direct supply that comes from or through the supplier, 0 to 1; None if not connected."""
    leverage: float
    """`share` divided by the tier; 0 if not connected."""
    why: str


def priorities(
    network: SupplyNetwork,
    decided: Mapping[str, Decision],
    findings: Mapping[str, Sequence[Finding]],
    scores: Mapping[str, StructuralScore],
    upstream: Mapping[str, HoldsUpstream],
    supply: Weights | None = None,  # `direct_supply` of the network, where it is made already
) -> tuple[Priority, ...]:
    """Suppliers that call for hold, review or enhanced due diligence, in the order in which to act.

    First the level. Then severity: how grave what the gravest finding about the supplier, or a hold upstream of it,
    points to is; what a list says of a country as a whole is no severity of harm. Then likelihood: how firmly that
    rests on the input, then the structural score. Then leverage: the share of the company's supply that
    comes from or through the supplier (stated shares, spend or equal split, multiplied along the links), divided by its
    tier. The idea is that of the UN Guiding Principles on Business and Human Rights: the most severe comes first
    (commentary to principle 14), and what a company can do depends on its leverage (principle 19). Ties are broken by
    id.

    Does not say: how grave an impact on people is. No list states scale, scope or whether it can be remedied; the
    grades only order what laws and lists do. Leverage is the company's view: how much of the supplier's business it is,
    is not known.
    """
    direct = supply or direct_supply(network)
    share, basis = _shares(network, direct), direct.basis
    found = []
    for supplier, decision in decided.items():
        if not decision.level.at_least(DueDiligence.ENHANCED):
            continue
        about = findings.get(supplier, ())
        severity, likelihood, cause, usual = _gravest(about, upstream.get(supplier), network)
        part, steps = share.get(supplier), network.steps.get(supplier)
        leverage = part / steps if part is not None and steps else 0.0
        why = (
            f"Severity: {_severity_words(severity, cause, usual=usual)}. Likelihood: {LIKELIHOOD[likelihood]}; "
            f"structural score {scores[supplier].high:g}. Leverage: "
            + (
                f"{round(part, 4) * 100:.1f}% of direct supply by {basis} at tier {steps}."
                if part is not None and steps
                else "no mapped way leads to the company."
            )
        )
        found.append(Priority(supplier, severity, likelihood, scores[supplier].high, part, leverage, why))
    # Rounded, so that the last digits of a sum do not decide between suppliers that are alike.
    found.sort(
        key=lambda p: (
            decided[p.supplier].level.urgency,
            -p.severity,
            -p.likelihood,
            -p.score,
            -round(p.leverage, 9),
            p.supplier,
        )
    )
    return tuple(found)


def _severity_words(severity: Severity, cause: str, *, usual: bool) -> str:
    """What the grade is in words, by the finding it rests on, and that finding's code."""
    if usual or not cause:
        return f"{RAISED_BY_SCORE} ({cause})" if cause else RAISED_BY_SCORE
    kind = KINDS.get(cause)
    about = "goods may be barred from a market" if severity is Severity.BARRED or kind is None else kind.about
    return f"{about} ({cause})"


def _gravest(
    findings: Sequence[Finding], upstream: HoldsUpstream | None, network: SupplyNetwork
) -> tuple[Severity, int, str, bool]:
    """(severity, likelihood, what it is, whether it calls for the usual only) of the gravest and firmest finding.

    A hold upstream is among them.
    """
    graded = [(KINDS[f.code].severity, _CERTAINTY[f.certainty], f.code, _is_usual(f)) for f in findings]
    if upstream:
        names = f"hold upstream: {upstream.names[0]}" + (
            f" and {upstream.count - 1} more" if upstream.count > 1 else ""
        )
        graded.append((Severity.BARRED, 3, names, False))
    return max(graded, key=lambda g: (g[0], g[1]), default=(Severity.CONTEXT, 0, "", True))


def _is_usual(finding: Finding) -> bool:
    return not finding.calls_for.at_least(DueDiligence.ENHANCED)


def _shares(network: SupplyNetwork, direct: Weights) -> Mapping[str, float]:
    """Share of direct supply that comes from or through each connected supplier.

    Shares multiply along a way and add over ways. Within a circle only links that lead nearer to the company count, so
    that going round adds nothing.
    """
    found: dict[str, float] = dict(direct.by_supplier)
    circle_of, steps = network.circle_of, network.steps
    order: dict[tuple[str, ...], None] = {}
    for node in reversed(network.upstream_first):
        order.setdefault(circle_of.get(node) or (node,))
    for group in order:
        for buyer in sorted(group, key=lambda n: (steps.get(n, 0), n)):
            whole = found.get(buyer, 0.0)
            if buyer in network.ends or not whole:
                continue
            for supplier, part in weigh(network.inbound.get(buyer, ())).by_supplier.items():
                if not network.in_one_circle(supplier, buyer) or steps[supplier] > steps[buyer]:
                    found[supplier] = found.get(supplier, 0.0) + whole * part
    return {s: min(1.0, found.get(s, 0.0)) for s in network.suppliers if s in steps}
