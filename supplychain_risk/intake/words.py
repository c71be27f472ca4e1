"""The words by which headings are read: resource `heading_words` of the table `column_names`, by kind.

Whole headings stand in the table's main resource; here are the words around and between them: noise, ranks, whom a
heading speaks of. Translators add rows there, not code here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

KINDS: Mapping[str, str] = {
    "noise": "words that change nothing in a heading",
    "others": "words of somebody else than the supplier (contact, bank, ship to)",
    "world_region": "parts of the world; under Region they are no state or province",
    "status": "what stands under State or Type where they mean the state of a record or a kind of relation",
    "answer_heading": "headings of columns that hold the answers to questions, or the values of labels, beside them",
    "label_heading": "headings of columns whose cells say what the cell beside them is",
    "day_of_response": "headings of the day on which a questionnaire was filled in, as web forms export them",
    "day_of_declaration": "labels of that day on a form; as a heading of a list they may mean other days",
    "maker": "companies that make the goods",
    "name_noise": "words of a name column that do not say whose name it is",
    "tier_before": "words for tier that stand before its number",
    "tier_after": "words for tier that stand after its number",
    "numeral": "numbers in words; `value` is the number",
    "joint": "small words between the words of a heading (of, der, de)",
    "party_rank": "words that give a company of a row its tier (direct supplier); `value` is the tier",
    "party_further": "words for a company one step upstream of the row's own (purchased from)",
    "party_nearer": "words for a company one step nearer to it, which the row's own supplies (subcontractor of); "
    "`value` is 1 where it may be another (agent)",
    "party_prefix": "syllables that put a word for a supplier one step upstream (under-, sub-, vor-)",
    "possessive": "words that do so before it (their supplier)",
    "trade": "words that begin a heading about trade with another company (buys, receives, ships); `value` is `away` "
    "for those that hand work on",
    "trade_with": "words that end such a heading; `value` is where the company stands (buys cotton from: further)",
    "party_stage": "what a company of a chain makes (fabric mill, spinner); `value` grows with the distance from the "
    "finished good",
    "part_above": "words for the part that another goes into (parent, used in)",
    "part_instead": "words for a part that may stand in for another (alternative, replaces)",
    "depth": "words for how deep a part lies, which may be the tier of a supplier as well (level)",
    "own_production": "what stands in the place of a supplier where the company makes a part itself",
    "external_party": "what stands beside own plants where others are suppliers (third party, group company)",
    "receiving_place": "places of the company itself to which suppliers deliver (receiving plant)",
    "bare_plant": "headings of plants that may be the company's own, as exports of purchasing systems have them",
    "id_word": "words for a number or code that tells things apart, first or last in headings of ids",
    "node_name": "headings of what the nodes of a network are called, beside their ids (label)",
    "own_sites": "headings of several sites of one company, over places rather than over companies (production sites)",
    "role_heading": "headings that ask whether a company supplies or buys (partner type); `value` is `coded` where "
    "single letters say it, `counted` where a number or a yes says that it supplies (supplier rank)",
    "supplier_role": "what such a column says of suppliers; `value` is `coded` for single letters",
    "customer_role": "what it says of customers; `value` as for `supplier_role`",
    "what_or_whom": "headings that say what a company supplies or whom (supplies)",
    "clerk": "headings of those who buy, which may be the clerks of the purchasing department",
    "given_name": "first names of persons; a buyer who bears one is a clerk, and no company",
    "place_kind": "kinds of places of one company: `production`, `seat` or `plain`",
    "ending": "endings that a plural or a case adds to a word of a heading or puts in the place of another ending",
    "relation_supplies": "relations in which A supplies B; `value` is `noun` where the word may be read both ways",
    "relation_supplied_by": "relations of A and B in which B supplies A",
    "relation_owns": "relations of A and B in which A owns B",
    "relation_owned_by": "relations of A and B in which B owns A",
    "company": "words for a company that do not say where it stands in a chain",
    "unit": "units of quantity as cells write them",
    "payee": "words for who is paid, which name the supplier where no other column does",
    "kin": "words for companies that belong with the supplier and may trade under names of their own (subsidiary)",
    "fishery": "words of headings that only lists of catches have, beside which a vessel is who caught the fish",
    "vessel": "headings of the vessels that caught the fish of a list",
    "stage_good": "words for companies that all make or grow one good ('Ginner'); `value` is the good",
    "paper_kind": "words of headings of document numbers; `value` is the kind of document (see `domain.PaperKind`)",
    "day_kind": "words of headings of days of a line; `value` is what happened on the day (see `domain.DayKind`)",
    "suppliers": "words of lists of suppliers, in headings of ids and in names of sheets and files",
    "not_suppliers": "words of lists of something else; `value` is what they list",
    "abbreviation": "abbreviated words of headings; `value` is what each stands for, several readings parted by |",
    "total": "what a total is called, alone or beside the name of what is summed; `value` is `sure` where no company "
    "is called so (subtotal, but not total)",
    "ditto": "words for the same as the cell above; `value` is `marked` where they count only with a mark around them, "
    "or the language of the headings beside which they count",
    "total_of": "words in front of what is summed; `value` as for `total`",
}
"""Kinds of words, and what each is for."""


class HeadingWords:
    """The words of headings, by kind."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._kinds: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
        for row in rows:
            self._kinds[row["kind"]][row["key"]] = row["value"]

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, reference: Reference) -> HeadingWords:
        """The words of a reference; the same ones for the same reference."""
        return cls(reference.table("column_names", "heading_words").rows)

    def __getitem__(self, kind: str) -> frozenset[str]:
        """The words of a kind, in the form of `heading_key`."""
        return self._sets[kind]

    def values(self, kind: str) -> Mapping[str, str]:
        """Word → value, for kinds whose words mean something each."""
        return self._kinds[kind]

    def without_joints(self, key: str) -> str:
        """A heading key without small words between others: "proveedor de" → "proveedor"."""
        joints = self["joint"]
        kept = [word for word in key.split() if word not in joints]
        return " ".join(kept) if kept else key

    @cached_property
    def _sets(self) -> Mapping[str, frozenset[str]]:
        return {kind: frozenset(words) for kind, words in self._kinds.items()}

    @cached_property
    def days_of_answers(self) -> frozenset[str]:
        """Labels of the day on which a form was filled in."""
        return self["day_of_response"] | self["day_of_declaration"]

    def finds(self, kind: str) -> re.Pattern[str]:
        """Finds a word of a kind in a heading key."""
        found = self._patterns.get(kind)
        if found is None:
            found = self._patterns[kind] = found_in(self[kind])
        return found


def found_in(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of some words in a heading key: Latin ones as whole words, others anywhere."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(rf"\b{re.escape(w)}\b" if w.isascii() else re.escape(w) for w in ordered) or "(?!)")
