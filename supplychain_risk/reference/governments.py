"""What governments do, as US departments state it: policy or pattern, child soldiers, law and conventions.

Sources: US Department of State, tables `tip_policy_or_pattern` and `tip_child_soldiers`; US Department of Labor, table
`dol_country_law_and_conventions`. None of it is about a company or a product.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from supplychain_risk.domain import Citation
from supplychain_risk.reference.package import Row
from supplychain_risk.reference.store import Reference, each
from supplychain_risk.reference.tip import tip_reports

_FORCED = ("forced labor", "labor export")
"""Words of `kind` that say forced labor: of the programs the report states strong indications of it."""


@dataclass(frozen=True, slots=True)
class PolicyOrPattern:
    """A government that the TIP report of a year names for a policy or pattern.

    `kind` is what it is about, where that was read; `forced_labor` is None where it was not, and False where it is
    about child soldiers. `whole_year`: that year's list is here whole, so a country without a row was not on it.
    """

    country: str
    report_year: int
    published: date
    kind: str
    whole_year: bool
    citation: Citation

    @property
    def forced_labor(self) -> bool | None:
        """Whether the pattern is stated to be one of forced labor, labor export programs among them."""
        return any(word in self.kind for word in _FORCED) if self.kind else None


@dataclass(frozen=True, slots=True)
class ChildSoldiers:
    """A government on the Child Soldiers Prevention Act list of a year's report. It moves no score."""

    country: str
    report_year: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class CountryLaw:
    """A country's law and conventions, by the Department of Labor; None where it does not state it or it cannot apply.

    `conventions` maps `c138`, `c182`, `crc`, `crc_armed_conflict`, `crc_sale_of_children` and `palermo_protocol`.
    """

    country: str
    advancement: str
    conventions: Mapping[str, bool | None]
    forced_labor_law: bool | None
    forced_labor_law_conforms: bool | None
    child_trafficking_law: bool | None
    child_trafficking_law_conforms: bool | None
    citation: Citation


CONVENTIONS = ("c138", "c182", "crc", "crc_armed_conflict", "crc_sale_of_children", "palermo_protocol")
_YES_NO = {"yes": True, "no": False, "n/a": None, "": None}


def policy_or_pattern(reference: Reference, country: str, as_of: date) -> PolicyOrPattern | None:
    """The newest statement about a country in a report published by the day; None where the table has none.

    None is not "no policy or pattern": the table lacks whole years.
    """
    known = [one for one in reference.once(_patterns) if one.country == country and one.published <= as_of]
    return max(known, key=lambda one: one.published, default=None)


def forced_labor_pattern(reference: Reference, country: str, as_of: date) -> tuple[PolicyOrPattern, ...]:
    """Statements by which a government has a policy or pattern of forced labor, as far as the table shows on the day.

    First the one of the newest report whose list is here whole, then, where that one does not say of what, the newest
    that does; empty where the newest whole list does not have the country, or nothing read says forced labor.
    """
    known = policies_or_patterns(reference, as_of)
    newest = max((one.report_year for one in known if one.whole_year), default=0)
    of_country = [one for one in known if one.country == country]
    listed = [one for one in of_country if one.report_year == newest]
    stated = [one for one in of_country if one.kind]
    if not listed or not stated or not stated[-1].forced_labor:
        return ()
    return tuple(dict.fromkeys((listed[0], stated[-1])))


def policies_or_patterns(reference: Reference, as_of: date) -> tuple[PolicyOrPattern, ...]:
    """Every statement of a report published by the day, by year and country."""
    return tuple(one for one in reference.once(_patterns) if one.published <= as_of)


def child_soldiers_list(reference: Reference, country: str, as_of: date) -> ChildSoldiers | None:
    """The country's row on the newest list that the table holds of a report published by the day; None if it has none.

    Lists of reports whose day of publication the tables do not have are left out.
    """
    out = {report.year for report in tip_reports(reference) if report.published <= as_of}
    known = [one for one in child_soldiers(reference) if one.report_year in out]
    newest = max((one.report_year for one in known), default=0)
    return next((one for one in known if one.country == country and one.report_year == newest), None)


def child_soldiers(reference: Reference) -> tuple[ChildSoldiers, ...]:
    """Every row of the lists that were read, by year and country."""
    return reference.once(_child_soldiers)


def country_law(reference: Reference, country: str) -> CountryLaw | None:
    """What the department states of a country; None where its report does not cover it."""
    return reference.once(_laws).get(country)


def _patterns(reference: Reference) -> tuple[PolicyOrPattern, ...]:
    table = reference.table("tip_policy_or_pattern")
    published = {report.year: report.published for report in tip_reports(reference)}

    def pattern(row: Row) -> PolicyOrPattern:
        year = int(row["report_year"])
        if year not in published:
            raise ValueError(f"tip_reports does not say when the report of {year} was published")
        whole = row["complete_year"] == "1"
        return PolicyOrPattern(row["country"], year, published[year], row["kind"], whole, table.cite(row))

    return tuple(sorted(each(table, pattern), key=lambda one: (one.report_year, one.country)))


def _child_soldiers(reference: Reference) -> tuple[ChildSoldiers, ...]:
    table = reference.table("tip_child_soldiers")
    return each(table, lambda row: ChildSoldiers(row["country"], int(row["report_year"]), table.cite(row)))


def _laws(reference: Reference) -> Mapping[str, CountryLaw]:
    table = reference.table("dol_country_law_and_conventions")

    def law(row: Row) -> CountryLaw:
        return CountryLaw(
            country=row["country"],
            advancement=row["advancement"],
            conventions={name: _YES_NO[row[name]] for name in CONVENTIONS},
            forced_labor_law=_YES_NO[row["forced_labor_law"]],
            forced_labor_law_conforms=_YES_NO[row["forced_labor_law_conforms"]],
            child_trafficking_law=_YES_NO[row["child_trafficking_law"]],
            child_trafficking_law_conforms=_YES_NO[row["child_trafficking_law_conforms"]],
            citation=table.cite(row),
        )

    return {made.country: made for made in each(table, law)}
