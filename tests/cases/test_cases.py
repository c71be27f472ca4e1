"""Whole inputs, each with what a careful person reads in it: who, where, who supplies whom, what is told and found.

The files were made for this project (README.md beside this file); `cases.json` says what must hold.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

import pytest
from ready import assessed

import supplychain_risk as scr
from supplychain_risk.errors import InputError
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.report.models import FindingEntry, SupplierEntry

HERE = Path(__file__).parent
AS_OF = "2026-06-30"
THE_COMPANY = "@"


@dataclass(frozen=True, kw_only=True)
class Case:
    """An input and what must hold of it. Companies are called as they are written; "@" is the reporting company."""

    id: str
    kind: str
    files: Sequence[str]
    reads: str
    """What a careful person reads, in words."""
    suppliers: Mapping[str, str | None] = field(default_factory=dict)
    """Exactly these, each with its country: None is one that is not known, "?" is not checked."""
    links: Sequence[tuple[str, str]] = ()
    """[supplier, buyer] that must be there."""
    not_links: Sequence[tuple[str, str]] = ()
    levels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Supplier → its due diligence is one of these."""
    found: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Supplier → it has a finding whose code begins with one of these."""
    not_found: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Supplier → it has no finding whose code begins with any of these."""
    says: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Supplier → each of these texts stands in the statement of one of its findings."""
    told: Sequence[str] = ()
    """Each of these texts stands in a problem."""
    told_or_named: Sequence[tuple[str, str]] = ()
    """[text, name]: a problem holds the text, or a supplier has the name."""
    asked: bool = False
    """The input is refused with a hint, or a problem is told: it is not read in silence."""
    no_text: Sequence[str] = ()
    """No supplier is called this."""
    no_controls: Sequence[str] = ()
    """These suppliers have no control."""

    @property
    def screens(self) -> bool:
        """Whether the case speaks of findings."""
        return bool(self.levels or self.found or self.not_found or self.says)


CASES = tuple(Case(**case) for case in json.loads((HERE / "cases.json").read_text(encoding="utf-8")))
IN_WORDS = ("id", "kind", "files", "reads")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_an_input_is_read_as_a_careful_person_reads_it(case: Case) -> None:
    assert list(shortfalls(case)) == [], case.reads


def test_every_folder_has_a_case_and_every_case_its_folder_with_its_files() -> None:
    there = {
        folder.name: sorted(path.name for path in folder.iterdir())
        for folder in HERE.iterdir()
        if folder.is_dir() and folder.name != "__pycache__"
    }
    assert there == {case.id: sorted(case.files) for case in CASES}
    assert len(there) == len(CASES), "two cases have one id"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_case_expects_something(case: Case) -> None:
    assert any(getattr(case, f.name) for f in fields(case) if f.name not in IN_WORDS)


def shortfalls(case: Case) -> Iterator[str]:
    """What of a case does not hold."""
    try:
        network = scr.load([HERE / case.id / name for name in case.files], company="The Company")
    except InputError as error:
        if not (case.asked and error.hint):
            yield f"refused: {error}"
        return
    yield from _network(case, network)
    yield from _problems(case, network)
    if case.screens:
        yield from _findings(case, assessed(network, AS_OF))


def _network(case: Case, network: SupplyNetwork) -> Iterator[str]:
    suppliers = {s.name: s for s in network.suppliers.values()}
    if case.suppliers and set(case.suppliers) != set(suppliers):
        yield f"suppliers are {sorted(suppliers)}, not {sorted(case.suppliers)}"
    for name, country in case.suppliers.items():
        if country != "?" and name in suppliers and suppliers[name].country_code != country:
            yield f"the country of {name} is {suppliers[name].country_code}, not {country}"
    called = {node: THE_COMPANY if node == COMPANY else network.name(node) for node in network.graph}
    links = {(called[link.supplier], called[link.buyer]) for link in network.links}
    for one, other in case.links:
        if (one, other) not in links:
            yield f"no link {one} → {other}"
    for one, other in case.not_links:
        if (one, other) in links:
            yield f"a wrong link {one} → {other}"
    for text in case.no_text:
        if text in suppliers:
            yield f"a supplier is called {text!r}"
    for name in case.no_controls:
        if name not in suppliers or suppliers[name].controls:
            yield f"{name} has a control, or is missing"


def _problems(case: Case, network: SupplyNetwork) -> Iterator[str]:
    problems = network.account.problems
    said = " | ".join(f"{p.value} {p.message} {p.hint}" for p in problems).casefold()
    names = {s.name for s in network.suppliers.values()}
    for text in case.told:
        if text.casefold() not in said:
            yield f"no problem tells of {text!r}"
    for text, name in case.told_or_named:
        if text.casefold() not in said and name not in names:
            yield f"neither is {text!r} told of nor a supplier called {name}"
    # that the encoding was guessed is told of most text files, whatever they hold
    if case.asked and all(p.code == "encoding-guessed" for p in problems):
        yield "read in silence: no problem is told"


def _findings(case: Case, assessment: scr.Assessment) -> Iterator[str]:
    suppliers = {s.name: s for s in assessment.document.suppliers}

    def findings(name: str) -> Sequence[FindingEntry]:
        return assessment[suppliers[name].id].findings if name in suppliers else ()

    for name, levels in case.levels.items():
        one = _called(suppliers, name)
        level = one.due_diligence.value if one else "missing"
        if level not in levels:
            yield f"{name} is {level}, not {' or '.join(levels)}"
    for name, starts in case.found.items():
        codes = sorted(f.code for f in findings(name))
        if not any(code.startswith(tuple(starts)) for code in codes):
            yield f"{name} has no finding {'/'.join(starts)}…, only {codes}"
    for name, starts in case.not_found.items():
        wrong = sorted(f.code for f in findings(name) if f.code.startswith(tuple(starts)))
        if wrong or name not in suppliers:
            yield f"{name} has the findings {wrong}" if wrong else f"{name} is missing"
    for name, texts in case.says.items():
        for text in texts:
            if not any(text in f.statement for f in findings(name)):
                yield f"no finding of {name} says {text!r}"


def _called(suppliers: Mapping[str, SupplierEntry], name: str) -> SupplierEntry | None:
    """The supplier of a name, or the one whose name holds it or is held by it: a cell may be a name and an address."""
    wanted = unicodedata.normalize("NFKC", name)
    near = sorted((n for n in suppliers if n in wanted or wanted in n), key=len, reverse=True)
    return suppliers.get(wanted) or (suppliers[near[0]] if near else None)
