"""A made-up supply chain of a made-up company: four tiers, findings, an unknown country, problems, a circle.

Lists, laws and editions are invented too; only the shape is real.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from supplychain_risk.account import FileReading, SheetReading
from supplychain_risk.domain import (
    Band,
    CellRef,
    Certainty,
    Channel,
    Citation,
    DueDiligence,
    Exposure,
    Factor,
    Fate,
    Finding,
    Ground,
    Identifier,
    Line,
    Method,
    Named,
    OwnershipLink,
    Problem,
    Reading,
    Reason,
    Resolution,
    StructuralScore,
    Supplier,
    SupplyLink,
)
from supplychain_risk.policy import Range
from supplychain_risk.report.document import Assessed, Document, Section, SourceTable, build_document
from supplychain_risk.risk.concentration import Concentration, Dependence
from supplychain_risk.risk.due_diligence import Decision
from supplychain_risk.risk.engagement import Engagement, Gate
from supplychain_risk.risk.outlook import Outlook
from supplychain_risk.risk.priority import Priority
from supplychain_risk.risk.shares import Mapped
from supplychain_risk.risk.stability import Stability, SupplierStability

sys.path.insert(0, str(Path(__file__).parent))  # helpers are importable by name: x

FILE = "Vendors_2026 FINAL v3.xlsx"
COMPANY = "reporting-company"
WORST_NAMES = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!--<script>",
    "A|B",
    '=HYPERLINK("http://evil.example","click")',
    "+cmd|' /C calc'!A0",
    "@SUM(1,1)",
    "-2+3",
    "\t=1+1",
    "{=1+1}",
    "http://evil.example/",
    "mailto:evil@example.org",
    "شركة النسيج المتحدة",
    "abc\u202egnitset\u202c",
    "{{ 7*7 }}{% raw %}",
    "${alert(1)}`",
    'O\'Brien & "Sons" \\ Co',
    "合盛 _x0041_ 工业",
    "bell\x07 and null\x00 and \ufffe",
    "line\u2028separator\nbreak",
    "\x1b]0;owned\x07 and \x9b31mred\x7f",
    "constructor",
    "0801",
    "x" * 40_000,
)
"""Names that have broken spreadsheets, pages or scripts."""


def cell(address: str, sheet: str = "Vendors") -> CellRef:
    return CellRef(FILE, sheet, address)


LIST_ROW = Citation(
    dataset="example_entities",
    edition="2026-01",
    row="e-17",
    publisher="Example Labor Department",
    url="https://lists.example.org/entities#e-17",
    licence="Public domain",
    confidence="verified",
    authority_url="https://lists.example.org/entities#e-17",
    read_in="https://copies.example.net/entities.csv",
)
GOODS_ROW = LIST_ROW.changed(
    dataset="example_goods", edition="2025", row="g-3", url="https://lists.example.org/goods?id=g-3&x=1"
)
COUNTRY_ROW = LIST_ROW.changed(
    dataset="example_ratings", edition="2025", row="c-9", url="https://lists.example.org/ratings"
)
COUNTRIES = {
    "BD": "Bangladesh",
    "CN": "China",
    "DE": "Germany",
    "ID": "Indonesia",
    "IN": "India",
    "IT": "Italy",
    "MX": "Mexico",
    "MY": "Malaysia",
    "PK": "Pakistan",
    "PT": "Portugal",
    "TH": "Thailand",
    "TR": "Türkiye",
    "US": "United States of America",
    "UZ": "Uzbekistan",
    "VN": "Viet Nam",
    "BR": "Brazil",
    "KH": "Cambodia",
}


def resolved(raw: str, code: str | None, label: str, at: CellRef, method: Method = Method.ALIAS) -> Reading:
    rule = f"alias '{raw}' of {label} (example_countries)" if code else f"'{raw}' is in no table"
    return Reading(resolution=Resolution(raw=raw, method=method, code=code, label=label, rule=rule), cells=(at,))


def supplier(id_: str, name: str, row: int, country: str | None, good: str = "", **more: object) -> Supplier:
    raw = COUNTRIES.get(country or "", "Ruritania")
    reading = resolved(
        raw, country, raw if country else "", cell(f"C{row}"), Method.ALIAS if country else Method.UNRESOLVED
    )
    goods = (resolved(good, good, good.capitalize(), cell(f"F{row}")),) if good else ()
    fields: dict[str, object] = {
        "id": id_,
        "name": name,
        "names": (Named(text=name, cells=(cell(f"B{row}"),)),),
        "country": reading,
        "sectors": (resolved("Textiles", "13", "Manufacture of textiles", cell(f"E{row}")),),
        "commodities": goods,
        "cells": (cell(f"A{row}"), cell(f"B{row}"), cell(f"C{row}")),
    }
    return Supplier(**(fields | more))


def score(low: float, high: float, unknown: tuple[str, ...] = (), row: int = 2) -> StructuralScore:
    band = Band.VERY_HIGH if high >= 8 else Band.HIGH if high >= 6 else Band.MEDIUM if high >= 4 else Band.LOW
    return StructuralScore(
        low=low,
        high=high,
        band=band,
        unknown=unknown,
        factors=(
            Factor(
                id="country",
                points_low=low - 3,
                points_high=high - 3,
                answer="rated 3 of 3 by the example ratings",
                citations=(COUNTRY_ROW,),
                reads=("country",),
            ),
            Factor(
                id="sector",
                points_low=2,
                points_high=2,
                answer="division 13 is named on two lists",
                citations=(GOODS_ROW,),
                reads=("sectors",),
            ),
            Factor(
                id="goods",
                points_low=1,
                points_high=1,
                answer="cotton from this origin is listed",
                citations=(GOODS_ROW,),
                reads=("goods",),
            ),
        ),
    )


def finding(id_: str, about: str, certainty: Certainty, calls_for: DueDiligence, **more: object) -> Finding:
    fields: dict[str, object] = {
        "id": id_,
        "supplier": about,
        "code": "listed-entity",
        "channel": Channel.LEGAL,
        "certainty": certainty,
        "statement": "The name equals entry e-17 of the example entity list.",
        "instrument": "Example Labor Act, sec. 3",
        "jurisdiction": "US",
        "citations": (LIST_ROW,),
        "cells": (cell("B4"),),
        "calls_for": calls_for,
        "path_count": 1,
        "next_step": "Ask counsel before goods move; ask the supplier for its production records.",
    }
    every = fields | more
    named = [name for name in Reason.__struct_fields__ if name != "id" and name in every]
    reason = Reason.of(**{name: every.pop(name) for name in named})
    return Finding(**every, reason=reason)


SUPPLIERS = (
    supplier(
        "V-001", "Brightwater Apparel GmbH", 2, "DE", identifiers=(Identifier(scheme="vat", value="DE 000 000 000"),)
    ),
    supplier(
        "V-002", "Lotus Garments Ltd.", 3, "BD", "cotton", region=resolved("Dhaka Div.", "BD-C", "Dhaka", cell("D3"))
    ),
    supplier(
        "V-003",
        "远山纺织有限公司",
        4,
        "CN",
        "cotton",
        names=(
            Named(text="远山纺织有限公司", cells=(cell("B4"),)),
            Named(text="Far Mountain Textile Co., Ltd.", cells=(cell("G4"),)),
        ),
        lines=(
            Line(
                goods=(resolved("Raw cotton", "cotton", "Cotton", cell("F4")),),
                origin=resolved("Uzbekistan", "UZ", "Uzbekistan", cell("I4")),
                possible_region=resolved("Tashkent", "UZ-TK", "Tashkent", cell("I4")),
                buyer="Lotus Garments Ltd.",
                quantity=12_500.5,
                unit="kg",
                dated=date(2026, 3, 9),
                document="PO-0017",
                spend=98_000.125,
                cells=(cell("F4"), cell("I4"), cell("J4")),
            ),
            Line(origin=resolved("Atlantis", None, "", cell("I5"), Method.UNRESOLVED), cells=(cell("I5"),)),
        ),
    ),
    supplier("V-004", "Silk Road Ginning JSC", 5, "UZ", "cotton"),
    supplier("V-005", "Ruritanian Dye Works", 6, None),
    supplier("V-006", "Ponte Buttons S.p.A.", 7, "IT"),
    Supplier(id="V-007", name="Unnamed farm pool", described=False),
)
PROBLEMS = (
    Problem(
        where=cell("C6"),
        code="country-unresolved",
        value="Ruritania",
        message="No country of this name.",
        hint="Write the ISO name or code.",
        fate=Fate.VALUE_NOT_USED,
    ),
    Problem(
        where=cell("A10"),
        code="no-name",
        value="",
        message="The row has no supplier name.",
        hint="Fill in the name.",
        fate=Fate.ROW_SET_ASIDE,
    ),
    Problem(
        where=cell("B3"),
        code="footnote",
        value="Lotus Garments Ltd.*",
        message="A footnote mark was left out.",
        hint="Nothing to do.",
        fate=Fate.NOTE,
    ),
)
FILES = (
    FileReading(
        FILE,
        "xlsx",
        "",
        "a" * 64,
        (
            SheetReading(
                "Vendors",
                1,
                {"name": "Vendor name", "country": "Country", "commodity": "Goods"},
                ("Fax",),
                9,
                7,
                1,
                1,
                "row 1 holds 'Vendor name' and 'Country'",
                0.97,
            ),
            SheetReading("Notes", None, {}, (), 0, 0, 0, 0, "no column looks like supplier names"),
        ),
    ),
)
SOURCES = (
    SourceTable(
        name="example_ratings",
        title="Example ratings of countries",
        publisher="Example Labor Department",
        edition="2025",
        data_date=date(2025, 6, 1),
        age_days=394,
        rows=188,
        completeness="complete",
        blind_spots=("Rates governments, not companies.",),
        licence="Public domain",
        legal_effect="None by itself.",
        sha256="b" * 64,
    ),
    SourceTable(
        name="example_entities",
        title="Example list of entities",
        publisher="Example Labor Department",
        edition="2026-01",
        data_date=date(2026, 1, 15),
        age_days=166,
        rows=144,
        completeness="partial",
        gaps=("Subsidiaries are not listed.",),
        licence="Public domain",
        legal_effect="Goods are presumed to be barred from import.",
        sha256="c" * 64,
    ),
)
METHOD = (
    Section(
        id="score",
        title="The structural score",
        text="own = C + S + G, from 0 to 10.\n\nAn unknown input gives an interval.",
    ),
    Section(
        id="factor-country",
        title="Factor: country",
        text="Why it matters: prevalence differs by country.\n\nDoes not say: anything about this supplier.",
    ),
)

_PATHS = {
    "V-001": ("V-001", COMPANY),
    "V-002": ("V-002", "V-001", COMPANY),
    "V-003": ("V-003", "V-002", "V-001", COMPANY),
    "V-004": ("V-004", "V-003", "V-002", "V-001", COMPANY),
}
_SCORES = {
    "V-001": score(4, 4),
    "V-002": score(6.5, 6.5, row=3),
    "V-003": score(8.004, 8.004, row=4),
    "V-004": score(8, 8, row=5),
    "V-005": score(4, 8, ("country",), 6),
    "V-006": score(3.5, 3.5, row=7),
}
_LEVELS = {
    "V-001": (DueDiligence.ENHANCED, "band medium, and a finding upstream"),
    "V-002": (DueDiligence.REVIEW, "cotton of a listed origin is inferred upstream"),
    "V-003": (DueDiligence.HOLD, "the name equals an entry of the example entity list"),
    "V-004": (DueDiligence.REVIEW, "the name may be an entry of the example entity list"),
    "V-005": (DueDiligence.ENHANCED, "band very high, because country is unknown"),
    "V-006": (DueDiligence.STANDARD, "band low, no finding"),
    "V-007": (DueDiligence.NOT_ASSESSED, "only named as a supplier of another row"),
}


RANGE = Range(low=1.5, high=2.5, reason="Half a step either way.")


def outlook(firm: dict[str, SupplierStability], company: str = COMPANY) -> Outlook:
    """The network as a whole: two on hold, one of them behind Lotus Garments; cotton from two countries."""
    return Outlook(
        exposures={
            company: Exposure(
                worst=5.12256,
                worst_low=4.0,
                worst_path=("V-003", "V-002", "V-001", company),
                share_exposed=0.9375,
                share_exposed_low=0.25,
                share_with_hold=1.0,
                share_basis="spend",
                unmapped_share=0.375,
                triggers=3,
                holds=1,
                upstream=6,
            )
        },
        mapped=Mapped(2, 1, 0.375, "spend", "", 0.625, 0.375),
        concentration=(
            Concentration(
                "cotton",
                "Cotton",
                2,
                "equal split",
                "neither spend nor share is stated, or neither can be read",
                0.5,
                (
                    Dependence("country", "UZ", "Uzbekistan", 1, 0.5),
                    Dependence("country", None, "not known", 1, 0.5),
                    Dependence("supplier", "V-004", "Silk Road Ginning JSC", 1, 0.5),
                ),
            ),
        ),
        engagement=Engagement((Gate("V-001", False, 1, ("V-003",)),), ("V-003",), ("V-004",), False, ("V-002",)),
        priorities=(
            Priority("V-003", 3, 4, 8.004, 0.46875, 0.15625, "Severity: goods may be barred (listed-entity)."),
            Priority("V-002", 3, 3, 6.5, 0.75, 0.375, "Severity: hold upstream."),
        ),
        stability=Stability(7, 200, {"country.tier_2": RANGE}, 6, 1, firm),
    )


FIRM = {
    "V-003": SupplierStability(1, 7.5, 8.2549, 1, 3, 0.73333),
    "V-005": SupplierStability(2, 8.0, 8.0, 2, 2, 0.0),
}


def decided(level: DueDiligence, why: str) -> Decision:
    grounds = {DueDiligence.NOT_ASSESSED: Ground.MISSING, DueDiligence.STANDARD: Ground.NOTHING}
    return Decision(level, why, grounds.get(level, Ground.FINDING if level.is_a_persons else Ground.SCORE))


def example() -> Assessed:
    """The example as the assessment hands it over, in no particular order."""
    return Assessed(
        company="Acme Outdoor",
        as_of=date(2026, 6, 30),
        version="0.1.0",
        suppliers=SUPPLIERS,
        tiers={"V-001": 1, "V-002": 2, "V-003": 3, "V-004": 4, "V-005": 3, "V-006": 1, "V-007": None},
        scores={**_SCORES, "V-007": None},
        exposures={
            **{s.id: Exposure() for s in SUPPLIERS},
            "V-001": Exposure(
                worst=6.40320,
                worst_path=("V-003", "V-002", "V-001"),
                share_exposed=0.62345678,
                share_exposed_low=0.62345678,
                share_with_hold=0.5,
                worst_assessed=False,
                share_basis="spend",
                unmapped_share=0.25,
                triggers=3,
                upstream=4,
            ),
            "V-002": Exposure(
                worst=8.004,
                worst_path=("V-003", "V-002"),
                share_exposed=1.0,
                share_basis="equal split",
                unmapped_share=0.0,
                triggers=2,
                upstream=3,
            ),
            "V-003": Exposure(
                worst=8, worst_path=("V-004", "V-003"), share_exposed=1 / 3, share_basis="share", triggers=1, upstream=1
            ),
        },
        decisions={k: decided(*v) for k, v in _LEVELS.items()},
        findings=(
            finding(
                "F-2",
                "V-004",
                Certainty.POSSIBLE,
                DueDiligence.REVIEW,
                code="potential-match",
                score=0.9,
                paths=(_PATHS["V-004"],),
                cells=(cell("B5"),),
                disposition="in_review",
                statement="The name may be entry e-17 of the example list: equal once legal forms are set aside.",
            ),
            finding("F-1", "V-003", Certainty.STATED, DueDiligence.HOLD, paths=(_PATHS["V-003"],)),
            finding(
                "F-3",
                "V-002",
                Certainty.INFERRED,
                DueDiligence.REVIEW,
                code="listed-good",
                citations=(GOODS_ROW,),
                channel=Channel.INDICATOR,
                statement="Cotton of this origin is a listed good.",
                cells=(cell("F3"),),
                paths=(_PATHS["V-002"], ("V-002", "V-006", COMPANY)),
                path_count=7,
            ),
        ),
        problems=PROBLEMS,
        files=FILES,
        sheet_counts={(FILE, "Vendors"): (7, 6, 5)},
        links=(
            SupplyLink(supplier="V-001", buyer=COMPANY, spend=120000, cells=(cell("H2"),)),
            SupplyLink(supplier="V-006", buyer=COMPANY, spend=8000),
            SupplyLink(supplier="V-002", buyer="V-001", share=0.8),
            SupplyLink(supplier="V-003", buyer="V-002", commodity="Cotton"),
            SupplyLink(supplier="V-004", buyer="V-003"),
            SupplyLink(supplier="V-005", buyer="V-002", basis="inferred"),
        ),
        ownership=(OwnershipLink(parent="Far Mountain Holding", child="V-003", share=0.51),),
        cycles=(("V-003", "V-004"),),
        companies={COMPANY: "Acme Outdoor"},
        not_assessed={"not described in any row": 1},
        unmapped_share=0.375,
        unmapped_by_tier_1={"V-001": 0.25, "V-006": 1.0},
        sources=SOURCES,
        methodology=METHOD,
        limits=("No match is not a clearance: lists are incomplete by nature.",),
        manifest={
            "inputs": {FILE: "a" * 64},
            "policy": {"name": "default-1", "sha256": "d" * 64},
            "tables": {"example_entities": "c" * 64},
        },
        outlook=outlook(FIRM),
        policy_numbers={"country.tier_2": 2.0},
    )


def hostile() -> Assessed:
    """The example with the worst names everywhere a user or a foreign list could put them."""
    base = example()
    names = [
        supplier(
            f"W-{n:02}",
            name,
            20 + n,
            "CN",
            name[:50],
            names=(Named(text=name),),
            address=(Named(text=name),),
            lines=(
                Line(
                    goods=(resolved(name, None, "", cell(f"F{20 + n}")),),
                    origin=resolved(name, None, "", cell(f"I{20 + n}")),
                    buyer=name,
                    quantity=1.0,
                    unit=name,
                    document=name,
                    cells=(cell(f"F{20 + n}"),),
                ),
            ),
        )
        for n, name in enumerate(WORST_NAMES)
    ]
    ids = [s.id for s in names]
    joined = " ".join(n for n in WORST_NAMES if len(n) < 100)
    return replace(
        base,
        company=WORST_NAMES[0] + "&P",
        suppliers=base.suppliers + tuple(names),
        exposures={**base.exposures, **dict.fromkeys(ids, Exposure(worst_path=tuple(ids[:3])))},
        decisions={
            **base.decisions,
            **{i: decided(DueDiligence.HOLD, name) for i, name in zip(ids, WORST_NAMES, strict=True)},
        },
        scores={**base.scores, ids[0]: score(9, 9)},
        findings=base.findings
        + tuple(
            finding(
                f"W-{n}",
                id_,
                Certainty.STATED,
                DueDiligence.HOLD,
                statement=name,
                instrument=name,
                next_step=name,
                paths=((id_, COMPANY),),
                cells=(CellRef(name[:60], name[:30], "B2"),),
                citations=(LIST_ROW.changed(url="javascript:alert(1)", row=name[:60]),),
            )
            for n, (id_, name) in enumerate(zip(ids, WORST_NAMES, strict=True))
        ),
        problems=base.problems
        + tuple(
            Problem(
                where=CellRef(name[:60], name[:30], "A1"),
                code="odd-value",
                value=name,
                message=name,
                hint=name,
                fate=Fate.NOTE,
            )
            for name in WORST_NAMES
        ),
        companies={COMPANY: WORST_NAMES[0]},
        not_assessed={name[:80]: 1 for name in WORST_NAMES},
        methodology=(*METHOD, Section(id="odd", title=WORST_NAMES[0], text=joined)),
        limits=(joined,),
        manifest={"inputs": {name[:80]: "a" * 64 for name in WORST_NAMES}},
        outlook=hostile_outlook(ids),
    )


def hostile_outlook(ids: list[str]) -> Outlook:
    """The worst names as commodities, places and reasons."""
    base = outlook(FIRM)
    return replace(
        base,
        concentration=tuple(
            Concentration(name, name, 1, "spend", name, 1.0, (Dependence("country", name, name, 1, 1.0),))
            for name in WORST_NAMES
        ),
        engagement=Engagement(tuple(Gate(i, True, 1, (i,)) for i in ids), tuple(ids), (), True, ()),
        priorities=tuple(Priority(i, 3, 4, 9.0, 0.1, 0.1, name) for i, name in zip(ids, WORST_NAMES, strict=True)),
    )


def many(count: int) -> Assessed:
    """A wide network: `count` suppliers over three tiers, one finding per fifty."""
    base = example()
    codes = sorted(COUNTRIES)
    suppliers = [
        supplier(
            f"S-{n:06}",
            f"{COUNTRIES[codes[n % 17]]} Works No. {n}",
            n + 2,
            codes[n * n % 17],
            "cotton" if n % 3 else "",
        )
        for n in range(count)
    ]
    ids = [s.id for s in suppliers]
    levels = list(DueDiligence)
    return replace(
        base,
        suppliers=tuple(suppliers),
        tiers={i: 1 + n % 3 for n, i in enumerate(ids)},
        scores={i: score(3 + n % 6, 4 + n % 7 if n % 5 == 0 else 3 + n % 6, row=n + 2) for n, i in enumerate(ids)},
        exposures={
            i: Exposure(worst=4 + n % 5, worst_path=(i,), upstream=n % 4, triggers=n % 2) for n, i in enumerate(ids)
        },
        decisions={
            i: decided(
                levels[min(4, n % 50)] if n % 50 < 4 else DueDiligence.STANDARD, "band high, and a finding upstream"
            )
            for n, i in enumerate(ids)
        },
        findings=tuple(
            finding(f"F-{i}", i, Certainty.STATED, DueDiligence.HOLD, paths=((i, ids[0], COMPANY),)) for i in ids[::50]
        ),
        links=tuple(SupplyLink(supplier=i, buyer=COMPANY) for i in ids),
        cycles=(),
        ownership=(),
        outlook=None,
    )


@pytest.fixture(scope="session")
def assessed() -> Assessed:
    return example()


@pytest.fixture(scope="session")
def document() -> Document:
    return build_document(example())


@pytest.fixture(scope="session")
def hostile_document() -> Document:
    return build_document(hostile())


@pytest.fixture(scope="session")
def small_document() -> Document:
    """Two suppliers, one finding, one problem: what the golden file shows."""
    base = example()
    ids = ("V-003", "V-005")
    return build_document(
        replace(
            base,
            suppliers=tuple(s for s in base.suppliers if s.id in ids),
            findings=tuple(f for f in base.findings if f.supplier in ids),
            problems=tuple(p for p in base.problems if p.code == "country-unresolved"),
            links=(),
            ownership=(),
            cycles=(),
        )
    )


@pytest.fixture(scope="session")
def huge_document() -> Document:
    """As many suppliers as the page holds."""
    return build_document(many(20_000))


@pytest.fixture(scope="session")
def big_document() -> Document:
    """More findings than the page draws, and more suppliers than one page of the table."""
    return build_document(replace(many(600), findings=tuple(replace_id(f"F-{n:03}") for n in range(520))))


def replace_id(id_: str) -> Finding:
    return finding(id_, "S-000000", Certainty.STATED, DueDiligence.HOLD)


@pytest.fixture(scope="session")
def worst_names() -> tuple[str, ...]:
    return WORST_NAMES
