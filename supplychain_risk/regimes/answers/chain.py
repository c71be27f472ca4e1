"""The company and the shape of its chain."""

from __future__ import annotations

from supplychain_risk.audit.statement import company_of
from supplychain_risk.regimes.sight import Sight
from supplychain_risk.regimes.statements import MOST, Answer, Statement, bounded, names_and_more, on_cells
from supplychain_risk.report import words

MOST_OF_TIER = 12
"""Suppliers of a tier who are named; the report holds all."""


def company(sight: Sight) -> Answer:
    """The name of the reporting company, as it was given."""
    if not company_of(sight.document.manifest):
        return Answer(why_none="The report was made without the name of the company (--company).")
    return Answer(
        (Statement(f"The report is about {words.ended(sight.document.about.company)}", parts=("about.company",)),)
    )


def shape(sight: Sight) -> Answer:
    """How many suppliers, in which tiers and countries."""
    summary = sight.document.summary
    if not summary.suppliers:
        return Answer(why_none="The report has no suppliers.")
    tiers = [
        f"{count:,} in tier {tier}" if tier != "unknown" else f"{count:,} in no known tier"
        for tier, count in summary.by_tier.items()
        if count
    ]
    names = sight.countries
    largest = sorted(summary.by_country.items(), key=lambda pair: (-pair[1], pair[0]))
    countries = [f"{names.get(code, 'country not known')} ({count:,})" for code, count in largest[:15]]
    more = f", and {len(largest) - 15} more" if len(largest) > 15 else ""
    return Answer(
        (
            Statement(
                f"The input names {words.counted(summary.suppliers, 'supplier')}: {', '.join(tiers)}.",
                parts=("summary.suppliers", "summary.by_tier"),
            ),
            Statement(f"By country: {', '.join(countries)}{more}.", parts=("summary.by_country",)),
        )
    )


def names_by_tier(sight: Sight) -> Answer:
    """The suppliers of each tier by name."""
    by_tier: dict[int | None, tuple[list[str], dict[str, None]]] = {}
    for supplier in sight.brief:
        names, cells = by_tier.setdefault(supplier.kind.tier, ([], {}))
        names.append(supplier.name)
        cells.update(dict.fromkeys(supplier.cells))
    return bounded(
        sorted(by_tier.items(), key=lambda pair: (pair[0] is None, pair[0] or 0)),
        _of_one_tier,
        "summary.by_tier",
        "The report has no suppliers.",
    )


def _of_one_tier(found: tuple[int | None, tuple[list[str], dict[str, None]]]) -> Statement:
    tier, (names, cells) = found
    told = "Tier not known" if tier is None else f"Tier {tier}"
    text = f"{told}: {words.ended(names_and_more(names[:MOST_OF_TIER], len(names)))}"
    return Statement(text, cells=tuple(cells), parts=("summary.by_tier",))


def links(sight: Sight) -> Answer:
    """Who supplies whom with what."""
    names = sight.names
    told: dict[str, dict[str, None]] = {}
    for link in sight.document.links:
        goods = f" with {link.commodity}" if link.commodity else ""
        inferred = " (inferred, not stated)" if link.basis == "inferred" else ""
        buyer = f"{names.get(link.buyer, link.buyer)}{goods}{inferred}"
        text = f"{names.get(link.supplier, link.supplier)} supplies {words.ended(buyer)}"
        cells = told.get(text)
        if cells is None:  # of those past the limit it is told only how many there are
            cells = told[text] = {} if len(told) < MOST else _UNTOLD
        if cells is not _UNTOLD:
            cells.update(dict.fromkeys(link.cells))
    return bounded(
        list(told.items()),
        lambda pair: on_cells(pair[0], tuple(pair[1]), "links"),
        "links",
        "The input states no link between suppliers and buyers.",
    )


_UNTOLD: dict[str, None] = {}
"""Stands for the cells of a statement that is not told."""
