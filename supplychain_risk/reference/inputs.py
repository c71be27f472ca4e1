"""Which good goes into which: rows of three tables that say that one listed good is an input of another.

Sources: table `commodity_inputs` (HS headings and pages, each row with its words), ILAB's downstream goods, and the
materials of table `commodities`. None of them says that a given supplier uses the input.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supplychain_risk.domain import Citation
from supplychain_risk.reference.goods import downstream_goods
from supplychain_risk.reference.overview import is_verified
from supplychain_risk.reference.package import Row
from supplychain_risk.reference.store import Reference, each


@dataclass(frozen=True, slots=True)
class InputRelation:
    """`input` goes into `product` (ids of table `commodities`).

    `made_of`: the product as described is made of the input; otherwise it can be. `words` say who states it.
    """

    input: str
    product: str
    made_of: bool
    words: str
    citation: Citation


def input_relations(reference: Reference, as_of: date) -> tuple[InputRelation, ...]:
    """Every relation known on the day, each pair once, the firmest statement of it; sorted by input and product.

    What can be made of what has no date, except where a dated list says it. Rows from general knowledge are left out.
    """
    stated = (*reference.once(_inputs), *reference.once(_materials), *_downstream(reference, as_of))
    best: dict[tuple[str, str], InputRelation] = {}
    for relation in stated:
        known = best.get((relation.input, relation.product))
        if is_verified(relation.citation) and (known is None or (relation.made_of and not known.made_of)):
            best[relation.input, relation.product] = relation
    return tuple(best[pair] for pair in sorted(best))


def _inputs(reference: Reference) -> tuple[InputRelation, ...]:
    table = reference.table("commodity_inputs")

    def relation(row: Row) -> InputRelation:
        words = f"HS {row['heading']}: '{row['words']}'" if row["heading"] else row["words"].rstrip(".")
        return InputRelation(row["input"], row["product"], row["relation"] == "made_of", words, table.cite(row))

    return each(table, relation)


def _materials(reference: Reference) -> tuple[InputRelation, ...]:
    table = reference.table("commodities")
    return tuple(
        InputRelation(row["material"], row["id"], True, f"'{row['name']}' are made of it by name", table.cite(row))
        for row in table
        if row["material"]
    )


def _downstream(reference: Reference, as_of: date) -> tuple[InputRelation, ...]:
    return tuple(
        InputRelation(
            item.input_commodity,
            item.commodity,
            False,
            f"the Department of Labor names {item.good} as made with {item.input_good}",
            item.citation,
        )
        for item in downstream_goods(reference, as_of)
    )
