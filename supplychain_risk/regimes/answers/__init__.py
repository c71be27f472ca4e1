"""What a stored report says to an item of a regime: one named answer per subject, each a function of the document.

An answer gives statements, or says why the report cannot give any. Nothing here judges: a statement repeats what the
report holds, and absence is told as absence from the report. Names of reviewers are not repeated, since registers of
statements ask for no personal data.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from supplychain_risk.domain import EvidenceClass
from supplychain_risk.regimes.answers import (
    chain,
    controls,
    findings,
    goods,
    known,
    method,
    priorities,
    suppliers,
)
from supplychain_risk.regimes.sight import Answering

ANSWERS: Mapping[str, Answering] = MappingProxyType(
    {
        "abroad": suppliers.abroad,
        "addresses": suppliers.addresses,
        "aluminium": goods.of_goods("aluminum", "aluminum", "aluminium"),
        "audits": controls.stated(EvidenceClass.AUDIT),
        "batteries": goods.of_goods("batteries", "battery", "batteries"),
        "certificates": controls.stated(EvidenceClass.CERTIFICATE, EvidenceClass.QUESTIONNAIRE),
        "child-labor": findings.of_kinds(
            findings.codes("ilab-child-labor"), "No finding is about a good listed for child labor."
        ),
        "chinese-makers": suppliers.whose(lambda s: s.country == "CN", "The input places no supplier in China."),
        "company": chain.company,
        "concentration": priorities.concentration,
        "controls": controls.stated(),
        "cotton": goods.of_goods("cotton", "cotton"),
        "direct-findings": findings.of_tier(
            lambda tier: tier == 1, "No finding at a direct supplier calls for more than standard due diligence."
        ),
        "documents": goods.documents,
        "findings": findings.urgent_findings,
        "gaps": known.gaps,
        "goods": goods.goods,
        "indicators": findings.of_kinds(
            findings.codes("ilo-indicator"), "The input reports no ILO indicator of forced labor.", absent=False
        ),
        "indirect-findings": findings.of_tier(
            lambda tier: tier is not None and tier > 1,
            "No finding at a supplier behind direct suppliers calls for more than standard due diligence.",
        ),
        "levels": priorities.levels_and_bands,
        "limits": method.limits,
        "links": chain.links,
        "listed": findings.listed,
        "lists-used": method.lists_used,
        "method": method.screened,
        "minerals": goods.of_goods("tin, tantalum, tungsten or gold", "tin", "tantalum", "tungsten", "gold", "coltan"),
        "not-assessed": known.not_assessed,
        "orders": findings.of_orders,
        "parties": suppliers.parties,
        "polysilicon": goods.of_goods("polysilicon", "polysilicon"),
        "priorities": priorities.priorities,
        "priority-sector": findings.sectors,
        "proposed-steps": priorities.proposed_steps,
        "pvc": goods.of_goods("PVC", "pvc", "polyvinyl", "vinyl"),
        "quantities": goods.quantities,
        "record": method.record,
        "shape": chain.shape,
        "steel": goods.of_goods("steel", "steel"),
        "tiers": chain.names_by_tier,
        "tyres": goods.of_goods("tires", "tires", "tyres", "tire"),
        "traced": known.traced,
        "uflpa": findings.uflpa,
        "verdicts": method.verdicts,
        "worker-voice": controls.stated(EvidenceClass.WORKER_VOICE),
        "xinjiang": findings.in_xinjiang,
    }
)
"""Every answer by the name that the table `regimes` gives it. A new one is a function in the room of its subject,
and its name here and there."""
