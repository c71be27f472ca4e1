"""`check` tells what cannot be assessed, not only what could not be read, and counts problems by cells."""

from __future__ import annotations

import json

import pytest
from commands import run

import supplychain_risk as scr
from supplychain_risk import consoles
from supplychain_risk.account import Account
from supplychain_risk.domain import CellRef, Fate, Problem, Supplier
from supplychain_risk.loading import load_with_tables
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.report import problem_entries
from supplychain_risk.report.readiness import gaps, readiness, verdict

WHOLE = "Supplier,Country,Sector,Product\nAlpha Mills,Spain,Textiles,Cotton\nBeta Farms,Peru,Agriculture,Cocoa\n"
LISTS = {
    "no country": "Supplier,Product\n" + "".join(f"Works {n} Ltd,Cotton\n" for n in range(97)),
    "no goods": "Supplier,Country\nAlpha Mills,Spain\nBeta Farms,Peru\n",
    "some": "Supplier,Country,Product\nAlpha Mills,Spain,Cotton\nBeta Farms,,Cocoa\nGamma Ltd,Peru,\n"
    "Delta Ltd,Korea,Toys\n",
}


@pytest.fixture
def check(tmp_path):
    def of(text: str, *more: str) -> str:
        (tmp_path / "list.csv").write_text(text, encoding="utf-8")
        done = run("check", "list.csv", *more, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return of


def test_a_list_of_which_nothing_is_missing_has_no_problems(check):
    said = check(WHOLE)
    assert said.endswith("No problems.\n")
    assert "cannot be assessed" not in said


def test_a_list_without_countries_is_not_without_problems(check):
    said = check(LISTS["no country"])
    assert "No problems." not in said
    assert "97 of 97 suppliers cannot be assessed, and `screen` will say so of each:\n  97 × country is missing" in said
    assert "there is no column with countries. Add one to the sheet itself." in said
    assert said.endswith("97 of 97 suppliers cannot be assessed; no problems in the cells.\n")


@pytest.mark.parametrize("name", LISTS)
def test_check_says_of_how_many_what_screen_then_says_of_each(check, name, tmp_path):
    """Of Delta, screening says that Korea is ambiguous beside what would be found if the North is meant."""
    found = json.loads(check(LISTS[name], "--json"))["suppliers"]
    assert run("screen", "list.csv", "--format", "json", "--quiet", cwd=tmp_path).returncode == 0
    document = scr.read(tmp_path / "audit").document
    said = [s.name for s in document.suppliers if "not assessed: " in s.why.lower()]
    assert found["not_assessed"] == len(said)
    assert found["reasons"].items() >= document.coverage.not_assessed.items()
    assert "No problems." not in check(LISTS[name])


def test_what_is_not_known_is_said_by_kind(check):
    found = json.loads(check(LISTS["some"], "--json"))["suppliers"]
    assert found == {
        "suppliers": 4,
        "not_assessed": 3,
        "reasons": {"country is ambiguous": 1, "country is missing": 1, "sector and goods are unknown": 1},
        "only_named": 0,
        "without_country": 2,
        "without_sector": 4,
        "without_goods": 1,
        "unknown_regions": 0,
    }
    assert "Of 4 suppliers we know no country of 2, no sector of any, no goods of 1" in check(LISTS["some"])


def test_suppliers_that_are_only_named_are_told_apart():
    named = [Supplier(id="A", name="Alpha"), Supplier(id="B", name="Beta", described=False)]
    found = readiness(SupplyNetwork(named, ()))
    assert (found.not_assessed, found.only_named) == (2, 1)
    assert "  (1 of them is only named in other suppliers' rows)" in list(gaps(found))


def test_an_empty_list_has_no_supplier_to_assess():
    assert verdict(readiness(SupplyNetwork((), ())), ()) == "There is no supplier to assess."


def account_with(problems: list[Problem]):
    network = load_with_tables([{"Supplier": "Alpha Mills", "Country": "Spain", "Product": "Cotton"}]).network
    known = network.account
    return network.with_account(Account(tuple(problems), known.files, known.counts, known.reference, known.corrections))


def test_problems_are_counted_by_the_cells_they_touch(capsys):
    def problem(code: str, cell: str, cells: int, value: str = "x") -> Problem:
        return Problem(
            where=CellRef("a.csv", "a", cell), code=code, value=value, message="m", hint="h", fate=Fate.VALUE_NOT_USED,
            cells=cells,
        )  # fmt: skip

    network = account_with(
        [
            problem("commodity-unresolved", "C2", 640, "frobnicators"),
            problem("commodity-unresolved", "C9", 1),
            problem("date-ambiguous", "D3", 1),
            problem("region-unresolved", "E3", 7, "Xinjian"),
        ]
    )
    ready = readiness(network)
    consoles.print_check((), problem_entries(network.account.problems), ready, ())
    said = capsys.readouterr().out
    assert "641 × commodity-unresolved (value not used), 2 texts" in said
    assert "a.csv!a!C2 and 639 more: 'frobnicators'" in said
    assert said.index("641 ×") < said.index("7 ×") < said.index("1 × date-ambiguous")
    assert "7 cells of suppliers in China with a region that no table knows" in said
    assert said.endswith("7 cells with an unknown region of China; problems in 649 cells.\n")
    assert not ready.is_complete


def test_each_problem_shown_has_its_own_hint_where_they_differ(capsys):
    cells = {"C2": "Did you mean Xinjiang?", "C5": "Did you mean Guangdong?"}
    problems = [
        Problem(where=CellRef("a.csv", "a", c), code="x", value="v", message="m", hint=h, fate=Fate.NOTE)
        for c, h in cells.items()
    ]
    network = account_with(problems)
    consoles.print_check((), problem_entries(problems), readiness(network), ())
    said = capsys.readouterr().out
    assert all(hint in said for hint in cells.values())


def test_an_unknown_region_alone_is_never_no_problems(capsys):
    where = CellRef("a.csv", "a", "E3")
    note = Problem(where=where, code="region-unresolved", value="Xinjian", message="m", hint="h", fate=Fate.NOTE)
    network = account_with([note])
    consoles.print_check((), problem_entries(network.account.problems), readiness(network), ())
    assert "No problems." not in capsys.readouterr().out
