"""The laws and lists: one room for each, with its rules, its kinds of finding, and what follows from them.

`LAWS` is the only list. Rules, kinds, what an entry of a list means, and the pages about them are made from it; a new
law is a module, its tables and a line here.
"""

from __future__ import annotations

from collections.abc import Mapping

from supplychain_risk.laws.caatsa import CAATSA
from supplychain_risk.laws.cbp import CBP
from supplychain_risk.laws.chain import CHAIN
from supplychain_risk.laws.entity_list import ENTITY_LISTS, listing_of
from supplychain_risk.laws.eo13126 import EO13126
from supplychain_risk.laws.ilab import ILAB
from supplychain_risk.laws.ilo import ILO
from supplychain_risk.laws.industries import INDUSTRIES
from supplychain_risk.laws.kind import Kind, Law, Listing, Rule
from supplychain_risk.laws.matches import MATCHES
from supplychain_risk.laws.plausibility import PLAUSIBILITY
from supplychain_risk.laws.tip import TIP
from supplychain_risk.laws.uflpa import UFLPA
from supplychain_risk.laws.user_list import USER_LISTS
from supplychain_risk.reference.entities import ListedEntity

LAWS: tuple[Law, ...] = (
    UFLPA,
    CBP,
    CAATSA,
    MATCHES,
    ILAB,
    EO13126,
    TIP,
    ILO,
    INDUSTRIES,
    ENTITY_LISTS,
    USER_LISTS,
    CHAIN,
    PLAUSIBILITY,
)
"""Every law and list."""

KINDS: Mapping[str, Kind] = {kind.code: kind for law in LAWS for kind in law.kinds}
"""Code of a finding → its kind."""

RULES: tuple[Rule, ...] = tuple(rule for law in LAWS for rule in law.rules)
"""Every rule, in the order of the laws."""

LISTINGS: Mapping[str, Listing] = {kind: listing for law in LAWS for kind, listing in law.listings.items()}
"""`ListedEntity.kind` → what an entry of that kind means."""


def meaning_of(entity: ListedEntity) -> Listing:
    """What an entry of a list means: as its list says, or as its law does."""
    return listing_of(entity.means) if entity.means else LISTINGS[entity.kind]
