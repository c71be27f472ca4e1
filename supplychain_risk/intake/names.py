"""Which of several name columns is the supplier's, and what the others are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from supplychain_risk.intake.columns import Column, best
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.meaning import Meaning
from supplychain_risk.resolve.text import key

_PLACES = ("country", "region", "city", "address")
_MOSTLY = 0.5
"""Share of the rows in which a second column names the same company, from which on it holds other names."""
_SURELY = 0.8
"""With less than this it is told that it does not in some."""
Own = Callable[[str], Sequence[str]]
_NUMBERS = ("supplier_id", "lei", "duns", "uscc", "vat", "registration")
Told = dict[int, dict[str, tuple[int, ...]]]
"""Column of a company's name → field → the columns that speak of that company."""


def of_others(columns: Sequence[Column], names: Names) -> Told:
    """Columns that speak of another company than the row's subject, by the column of that company's name.

    "Vendor, Vendor id, Vendor country, Factory, Factory country": the factory must not get its vendor's country, and
    the factories of a vendor are not one supplier because they share its id.
    """
    if not names.name:
        return {}
    by_index = {c.index: c for c in columns}
    own = by_index[names.name[0]].stem
    told: Told = {}
    for other in columns:
        if other.field not in ("name", "buyer", "parent") or other.index in names.name or other.whose:
            continue
        stem = other.stem
        if not stem or stem in own or own in stem:
            continue
        for column in columns:
            said = heading_key(column.heading)
            owner = other.index == names.via or other.index in names.companies
            about = column.field in _PLACES or (owner and column.field in _NUMBERS)
            if about and stem in said and own not in said and said != stem:
                _give(told, other.index, column)
    _by_place(columns, names, own, told)
    return told


def _give(told: Told, owner: int, column: Column) -> None:
    fields = told.setdefault(owner, {})
    fields[column.field] = (*fields.get(column.field, ()), column.index)


def _by_place(columns: Sequence[Column], names: Names, own: str, told: Told) -> None:
    """Columns behind another company's name, where the subject has one of the kind behind its own name or under its
    own words: "Vendor, Country, Factory, Country"."""
    owners = (c.index for c in columns if c.field == "parent" and c.filled)
    named = sorted(
        {names.name[0], *names.beside, *names.companies, *owners, *(() if names.via is None else (names.via,))}
    )
    given = {i for fields in told.values() for ix in fields.values() for i in ix}

    def owner(column: Column) -> int | None:
        if own and own in column.key and column.key != own:
            return names.name[0]
        return max((i for i in named if i < column.index), default=None)

    for field in (*_PLACES, *_NUMBERS) if len(named) > 1 else ():
        free = [
            c
            for c in columns
            if c.field == field and c.filled and not c.whose and c.sense != "production" and c.index not in given
        ]
        whose = {c.index: owner(c) for c in free}
        for column in free if names.name[0] in whose.values() else ():
            other = whose[column.index]
            if other is not None and other != names.name[0] and field not in told.get(other, {}):
                _give(told, other, column)


class Names:
    """Which of several name columns is the supplier's, and what the others are."""

    def __init__(self, found: dict[str, list[Column]], rows: Sequence[Sequence[str]], own: Own) -> None:
        """`own`: the words of a company's name that are its own (see `Senses`)."""
        self._found = found
        self._rows = rows
        self._own = own
        self.beside: tuple[int, ...] = ()
        self.doubtful: tuple[int, ...] = ()
        """Other names of the supplier that are those of other companies in some rows."""
        self.name: tuple[int, ...] = ()
        self.via: int | None = None
        self.companies: tuple[int, ...] = ()

    def settle(self) -> bool:
        """Decide; False if there is nothing to call a supplier by."""
        found = self._found
        candidates = [c for c in found.get("name", ()) if c.filled] or found.get("name", [])
        if len(candidates) > 1:  # "Vendor" with numbers beside "Vendor name"
            coded = [c for c in candidates if c.looks.numbers > 0.9 or (c.looks.codes > 0.9 and c.fill > 0)]
            if coded and len(coded) < len(candidates):
                candidates = [c for c in candidates if c not in coded]
                found.setdefault("supplier_id", []).extend(coded)
            elif coded and any(c.sense == "vendor" for c in candidates):
                candidates = [c for c in candidates if c.sense == "vendor"]  # a "Plant" of numbers is the buyer's
        self._settle_entities(candidates)
        if found.get("supplier_ref") and (found.get("buyer") or found.get("buyer_id")):
            return True
        sites, vendors, companies, plain = (
            [c for c in candidates if c.sense == sense] for sense in ("site", "vendor", "company", "plain")
        )
        makers = [c for c in companies if c.filled and c.makes]
        if sites:
            self._of_sites(sites, vendors, companies)
        elif makers and any(c.filled for c in vendors):  # who makes it supplies who sells it
            self._of_sites(makers, vendors, [c for c in companies if c not in makers])
        elif vendors:
            self._of_vendors(vendors, companies)
        elif len(makers) > 1:  # "Manufacturer 1", "Manufacturer 2": each makes the part of the row
            self._of_vendors(makers, [c for c in companies if c not in makers])
        elif companies or plain:
            chosen = best(companies or plain)
            self.name = (chosen.index,)
        elif found.get("other_name"):
            chosen = best(found["other_name"])
            found["other_name"].remove(chosen)
            self.name = (chosen.index,)
            self._settle_legal_names(chosen)
        elif any(c.filled for c in found.get("buyer", ())) and not found.get("supplier_id"):
            chosen = best(found["buyer"])
            found["buyer"] = []
            self.name = (chosen.index,)
        else:
            ids = [c for f in ("supplier_id", "os_id", "cid", "lei", "uscc", "duns") for c in found.get(f, ())]
            return any(c.filled and c.sense != "weak" for c in ids)
        return True

    def _settle_entities(self, candidates: list[Column]) -> None:
        """ "Entity" is who pays, one for many suppliers; nearly one per supplier, it is the supplier's own company."""
        names = max((len(c.sample) for c in candidates), default=0)
        entities = [c for c in self._found.get("buyer", ()) if c.sense == "entity"]
        for entity in entities:
            if candidates and len(entity.sample) > 1 and len(entity.sample) * 2 > names:
                self._found["buyer"].remove(entity)
                if any(c.sense == "site" for c in candidates):
                    owner = replace(entity, meaning=Meaning("name", "company", 0.6, "one per site"))
                    candidates.append(owner)

    def _settle_legal_names(self, alias: Column) -> None:
        """ "Legal entity" beside "Trading name" alone, nearly one for each, is the same company's name in law."""
        for entity in [c for c in self._found.get("buyer", ()) if c.sense == "entity"]:
            if len(entity.sample) > 1 and len(entity.sample) * 2 > len(alias.sample):
                self._found["buyer"].remove(entity)
                self._found["other_name"].append(alias)
                self.name = (entity.index,)

    def _of_sites(self, sites: list[Column], vendors: list[Column], companies: list[Column]) -> None:
        site = best(sites)
        fallback = [c.index for c in self._found.get("other_name", ()) if c.sense == "lookup"]
        self.name = (site.index, *(c.index for c in sites if c is not site and self._standard(c, site)), *fallback)
        if vendors:
            self.via = best(vendors).index
        self.companies = tuple(c.index for c in companies if c.filled)

    @staticmethod
    def _standard(other: Column, site: Column) -> bool:
        """Whether two site columns name the same thing ("Smelter Name", "Standard Smelter Name")."""
        return (
            other.heading.split()[-1:] == site.heading.split()[-1:]
            and "standard" in (other.heading + site.heading).lower()
        )

    def _alike(self, one: Column, other: Column) -> float:
        """Share of the rows in which two columns name the same company: in like words, or each in its own script."""
        width = max(one.index, other.index)
        pairs = [(row[one.index].strip(), row[other.index].strip()) for row in self._rows if len(row) > width]
        pairs = [(a, b) for a, b in pairs if a and b]
        return sum(_alike(a, b, self._own) for a, b in pairs) / len(pairs) if pairs else 1.0

    def _of_vendors(self, vendors: list[Column], companies: list[Column]) -> None:
        chosen = best(vendors)
        self.name = (chosen.index,)
        others = [c for c in vendors if c is not chosen and c.filled]
        shares = {c.index: self._alike(chosen, c) for c in others}
        alike = [c for c in others if shares[c.index] >= _MOSTLY]
        if alike:
            self._found.setdefault("other_name", []).extend(alike)
        self.beside = tuple(c.index for c in others if c not in alike)
        self.doubtful = tuple(c.index for c in alike if shares[c.index] < _SURELY)
        if companies and not self._found.get("buyer"):
            # One company many times over beside many suppliers is who buys; otherwise we do not know and do not guess.
            company = best(companies)
            if len(company.sample) * 2 <= len(chosen.sample) or len(company.sample) == 1 < company.seen:
                self._found["buyer"] = [company]


def _alike(one: str, other: str, own: Own) -> bool:
    """Whether two names may be one company's: one is part of the other, or most of their own words are the same.

    That both are called Hooks Ltd says nothing; the first of its own words is what a company is known by.
    """
    a, b = key(one), key(other)
    if a.isascii() != b.isascii() or a in b or b in a:
        return True
    words, more = own(one) or a.split(), own(other) or b.split()
    shared = len(set(words) & set(more))
    return (words[0] in more or more[0] in words) and 2 * shared > min(len(set(words)), len(set(more)))
