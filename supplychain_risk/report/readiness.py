"""What of an input can be assessed at all, told before anything is screened; for `check`.

That every cell was read says nothing of the cells that are not there: a list without countries has no problem and no
supplier that can be assessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from supplychain_risk.network import SupplyNetwork
from supplychain_risk.report.base import Entry
from supplychain_risk.report.models import ProblemEntry
from supplychain_risk.report.words import counted
from supplychain_risk.risk.due_diligence import missing_inputs


class Readiness(Entry, frozen=True, kw_only=True):
    """How many suppliers lack what an assessment rests on."""

    suppliers: int
    not_assessed: int
    """Suppliers that `screen` will mark as not assessed; where a finding (a match with a list) calls for more, it says
    so of the rest.
    """
    reasons: dict[str, int]
    """Why, in the words of the report's `coverage.not_assessed` → number of suppliers."""
    only_named: int
    """How many of `not_assessed` no row describes: they are only named as a buyer or in a column of another row."""
    without_country: int
    without_sector: int
    without_goods: int
    unknown_regions: int
    """Cells of suppliers in China whose province or city no table knows; rules about Xinjiang cannot see them."""

    @property
    def is_complete(self) -> bool:
        """Whether every supplier can be assessed, and all of the regions are known."""
        return bool(self.suppliers) and not self.not_assessed and not self.unknown_regions


def readiness(network: SupplyNetwork) -> Readiness:
    """What `screen` will be able to assess of a network."""
    suppliers = tuple(network.suppliers.values())
    lacking = {s.id: reasons for s in suppliers if (reasons := missing_inputs(s))}
    told = Counter(reason.split(" ('")[0] for reasons in lacking.values() for reason in reasons)
    return Readiness(
        suppliers=len(suppliers),
        not_assessed=len(lacking),
        reasons=dict(sorted(told.items())),
        only_named=sum(s.id in lacking and not s.described for s in suppliers),
        without_country=sum(s.country_code is None for s in suppliers),
        without_sector=sum(not s.sector_codes for s in suppliers),
        without_goods=sum(not s.commodity_codes for s in suppliers),
        unknown_regions=sum(p.cells for p in network.account.problems if p.code == "region-unresolved"),
    )


def gaps(found: Readiness) -> Iterator[str]:
    """What cannot be assessed, in sentences; nothing where nothing is missing."""
    of = f"of {counted(found.suppliers, 'supplier')}"
    if found.not_assessed:
        yield f"{found.not_assessed:,} {of} cannot be assessed, and `screen` will say so of each:"
        for reason, count in sorted(found.reasons.items(), key=lambda item: (-item[1], item[0])):
            yield f"  {count:,} × {reason}"
        if found.only_named:
            are = "is" if found.only_named == 1 else "are"
            yield f"  ({found.only_named:,} of them {are} only named in other suppliers' rows)"
    lacks = (("country", found.without_country), ("sector", found.without_sector), ("goods", found.without_goods))
    missing = [f"no {what} of {'any' if n == found.suppliers else f'{n:,}'}" for what, n in lacks if n]
    if missing:
        yield f"O{of[1:]} we know {', '.join(missing)}"
    if found.unknown_regions:
        cells = counted(found.unknown_regions, "cell")
        yield f"{cells} of suppliers in China with a region that no table knows: rules about Xinjiang cannot see them"


def verdict(found: Readiness, problems: Iterable[ProblemEntry]) -> str:
    """The last line of `check`: never that all is well where something cannot be assessed."""
    touched = sum(problem.cells for problem in problems)
    if not found.suppliers:
        return "There is no supplier to assess."
    said = [f"problems in {counted(touched, 'cell')}" if touched else "no problems in the cells"]
    if found.not_assessed:
        said.append(f"{found.not_assessed:,} of {counted(found.suppliers, 'supplier')} cannot be assessed")
    if found.unknown_regions:
        said.append(f"{counted(found.unknown_regions, 'cell')} with an unknown region of China")
    if not touched and found.is_complete:
        return "No problems."
    text = "; ".join(reversed(said))
    return f"{text[0].upper()}{text[1:]}."
