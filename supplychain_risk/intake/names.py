"""Which of several name columns is the supplier's, and what the others are."""

from __future__ import annotations

from supplychain_risk.intake.columns import Column, best


class Names:
    """Which of several name columns is the supplier's, and what the others are."""

    def __init__(self, found: dict[str, list[Column]]) -> None:
        self._found = found
        self.name: tuple[int, ...] = ()
        self.via: int | None = None
        self.companies: tuple[int, ...] = ()

    def settle(self) -> bool:
        """Decide; False if there is nothing to call a supplier by."""
        found = self._found
        candidates = [c for c in found.get("name", ()) if c.filled] or found.get("name", [])
        if len(candidates) > 1:  # "Vendor" with numbers beside "Vendor name"
            coded = [c for c in candidates if c.numbers > 0.9 or (c.codes > 0.9 and c.fill > 0)]
            if coded and len(coded) < len(candidates):
                candidates = [c for c in candidates if c not in coded]
                found.setdefault("supplier_id", []).extend(coded)
        if found.get("supplier_ref") and (found.get("buyer") or found.get("buyer_id")):
            return True
        sites, vendors, companies, plain = (
            [c for c in candidates if c.sense == sense] for sense in ("site", "vendor", "company", "plain")
        )
        if sites:
            self._of_sites(sites, vendors, companies)
        elif vendors:
            self._of_vendors(vendors, companies)
        elif companies or plain:
            chosen = best(companies or plain)
            self.name = (chosen.index,)
        elif found.get("other_name"):
            chosen = best(found["other_name"])
            found["other_name"].remove(chosen)
            self.name = (chosen.index,)
        elif any(c.filled for c in found.get("buyer", ())) and not found.get("supplier_id"):
            chosen = best(found["buyer"])
            found["buyer"] = []
            self.name = (chosen.index,)
        else:
            ids = [c for f in ("supplier_id", "os_id", "cid", "lei", "uscc", "duns") for c in found.get(f, ())]
            return any(c.filled and c.sense != "weak" for c in ids)
        return True

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

    def _of_vendors(self, vendors: list[Column], companies: list[Column]) -> None:
        chosen = best(vendors)
        self.name = (chosen.index,)
        others = [c for c in vendors if c is not chosen and c.filled]
        if others:
            self._found.setdefault("other_name", []).extend(others)
        if companies and not self._found.get("buyer"):
            # One company many times over beside many suppliers is who buys; otherwise we do not know and do not guess.
            company = best(companies)
            if len(company.sample) * 2 <= len(chosen.sample) or len(company.sample) == 1 < company.seen:
                self._found["buyer"] = [company]
