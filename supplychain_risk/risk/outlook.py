"""The view from the company: what it inherits, what it depends on, whom to talk to first, and how firm that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from supplychain_risk.domain import DueDiligence, Exposure, Finding, StructuralScore
from supplychain_risk.laws.case import Case
from supplychain_risk.laws.world import World
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.risk.concentration import Concentration, concentrations
from supplychain_risk.risk.due_diligence import Decision, HoldsUpstream
from supplychain_risk.risk.engagement import Engagement, smallest_set
from supplychain_risk.risk.priority import Priority, priorities
from supplychain_risk.risk.shares import Mapped, direct_supply, headline
from supplychain_risk.risk.stability import Stability, stability
from supplychain_risk.risk.upstream import Reach


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the report shows of the network as a whole."""

    exposures: Mapping[str, Exposure]
    """Of each end of the chain that buys from somebody, the reporting company first."""
    mapped: Mapped
    concentration: tuple[Concentration, ...]
    engagement: Engagement
    priorities: tuple[Priority, ...]
    stability: Stability


def outlook(
    network: SupplyNetwork,
    world: World,
    exposed: Mapping[str, Exposure],
    decided: Mapping[str, Decision],
    findings: Mapping[str, Sequence[Finding]],
    scores: Mapping[str, StructuralScore],
    upstream: Mapping[str, HoldsUpstream],
    cases: Mapping[str, Case],
    reach: Reach,
) -> Outlook:
    """The outlook of a network whose suppliers have been judged; `reach` is that of the network."""
    holding = frozenset(s for s, one in decided.items() if one.level is DueDiligence.HOLD)
    ends = sorted((end for end in network.ends if end in network.inbound), key=lambda end: (end != COMPANY, end))
    direct = direct_supply(network)
    return Outlook(
        exposures={end: exposed[end] for end in ends},
        mapped=headline(network, {node: exposure.unmapped_share for node, exposure in exposed.items()}, direct),
        concentration=concentrations(network, holding, direct),
        engagement=smallest_set(network, holding, reach),
        priorities=priorities(network, decided, findings, scores, upstream, direct),
        stability=stability(cases, world),
    )
