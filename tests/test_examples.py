"""What the README and examples/ promise is run here."""

import importlib.util
import re
import runpy
import sys
from functools import cache
from pathlib import Path

import pytest

import supplychain_risk as scr
from supplychain_risk.cli import app, reference_app

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("supplier", "code", "says"),
    [("V-003", 1, "uflpa-listed-entity"), ("V-004", 0, "no hold"), ("V-999", 2, "no supplier 'V-999'")],
)
def test_the_procurement_gate(supplier, code, says, monkeypatch, capsys):
    gate = EXAMPLES / "procurement_gate.py"
    monkeypatch.setattr(sys, "argv", [str(gate), str(EXAMPLES / "apparel_suppliers.xlsx"), supplier])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(gate), run_name="__main__")
    told = "".join(capsys.readouterr())
    if isinstance(ended.value.code, str):  # which Python prints, and ends with 1
        ended.value.code, told = 1, told + ended.value.code
    assert ended.value.code == code
    assert says in told


def maker():
    spec = importlib.util.spec_from_file_location("make_examples", EXAMPLES / "make_examples.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(maker().MAKERS))
def test_each_example_is_what_its_maker_makes(name, tmp_path):
    maker().MAKERS[name](tmp_path / name)
    assert (tmp_path / name).read_bytes() == (EXAMPLES / name).read_bytes()


def test_every_example_is_on_the_page():
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    names = {f"{path.name}/" if path.is_dir() else path.name for path in EXAMPLES.iterdir()}
    names -= {"README.md", "make_examples.py", "__pycache__/"}
    assert names == set(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE))
    assert set(SCREENED) == {name for name in names if name.endswith((".csv", ".xlsx"))}


@cache
def screened(name):
    return scr.screen(scr.load(EXAMPLES / name), as_of="2026-06-30").document


SCREENED = {
    "apparel_suppliers.xlsx": {
        "Xinjiang Junggar Cotton and Linen Company Limited": "hold",
        "Ahal Morning Cotton Enterprise": "hold",
        "Aksu Huarong Color Printing Co., Ltd.": "review",
        "Cape Fold Workwear (Pty) Ltd": "not_assessed",
    },
    "tiers_side_by_side.csv": {
        "Ahal Morning Cotton Enterprise": "hold",
        "Meghna Meadow Spinning Mills Ltd.": "review",
        "Padma Crest Garments Ltd.": "review",
    },
    "order_book.xlsx": {
        "Elbwiesen Faserkontor GmbH": "hold",
        "Lago Sereno Filati S.r.l.": "hold",
        "Serra da Lã Malhas, Lda.": "standard",
        "Lotus & Loom Trims Co., Ltd.": "not_assessed",
    },
    "bill_of_materials.csv": {
        "Rhine Gate Silicon Trading GmbH": "hold",
        "Bright Heron Lanterns Ltd": "review",
        "Fjord & Forge AS": "standard",
    },
    "tick_matrix.xlsx": {
        "Ahal Morning Cotton Enterprise": "hold",
        "Shire Terrace Leaf Co-operative": "hold",
        "Quiet Lagoon Latex Sdn. Bhd.": "standard",
    },
    "solar_chain.xlsx": {
        "Kinta Lantern Wafers Sdn. Bhd.": "standard",
        "Bright Heron Modules Ltd": "standard",
    },
    "solar_chain_with_faults.xlsx": {
        "Kinta Lantern Wafers Sdn. Bhd.": "enhanced",
        "Bright Heron Modules Ltd": "enhanced",
        "Rhine Gate Polysilicon GmbH": "standard",
    },
}
"""What some suppliers of each example call for."""


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SCREENED))
def test_what_each_example_is_for_is_found(name):
    levels = {supplier.name: supplier.due_diligence.value for supplier in screened(name).suppliers}
    assert {supplier: levels[supplier] for supplier in SCREENED[name]} == SCREENED[name]


def test_the_order_book_tells_origins_by_the_line():
    document = screened("order_book.xlsx")
    (trader,) = (s for s in document.suppliers if s.name == "Elbwiesen Faserkontor GmbH")
    assert trader.country == "DE"
    assert [(line.origin, line.document) for line in document.lines if line.supplier == trader.id] == [
        ("TR", "LO-2601"),
        ("TM", "LO-2601"),
    ]
    (order,) = (f for f in document.findings if f.supplier == trader.id and f.code == "cbp-order-origin")
    assert sorted(order.cells) == ["order_book.xlsx!Orders 2026!E5", "order_book.xlsx!Orders 2026!F5"]
    assert {(p.code, p.where.split("!")[-1]) for p in document.problems} == {
        ("commodity-unresolved", "E9"),
        ("filled-down", "C5"),
        ("origin-unresolved", "F11"),
        ("total-row", "C13"),
    }


def test_the_bill_of_materials_makes_a_chain():
    document = screened("bill_of_materials.csv")
    tiers = {s.name: s.tier for s in document.suppliers}
    assert tiers["Rhine Gate Silicon Trading GmbH"] == 4
    assert tiers["Copper Ibis Minerals SARL"] == 3
    assert [(p.code, p.value) for p in document.problems] == [
        ("commodity-class", "Solar lantern"),
        ("no-supplier-name", "1 | SL-14 | Packaging | 1"),
    ]


def test_the_matrix_gives_each_supplier_its_ticks():
    sold = {s.name: set(s.commodities) for s in screened("tick_matrix.xlsx").suppliers}
    assert sold["Shire Terrace Leaf Co-operative"] == {"tobacco", "tea"}
    assert sold["Ahal Morning Cotton Enterprise"] == {"cotton"}


def test_every_command_is_in_the_readme():
    names = [command.name or command.callback.__name__.replace("_", "-") for command in app.registered_commands]
    names += [f"reference {command.name}" for command in reference_app.registered_commands]
    for name in names:
        assert re.search(rf"supplychain-risk +{name}\b", README), name


def test_the_two_commands_are_marked_for_continuous_integration():
    for name in ("screen", "test"):
        assert README.count(f"<!-- command: {name} -->") == 1


def test_the_solar_chain_contradicts_itself_only_where_its_maker_changed_it():
    """One impossible quantity, one date out of order, one document used twice; the twin without faults has none."""

    def doubts(name):
        found = [f for f in screened(name).findings if f.channel == "plausibility"]
        return {f.code: sorted(cell.rpartition("!")[2] for cell in f.cells) for f in found}

    assert doubts("solar_chain.xlsx") == {}
    assert doubts("solar_chain_with_faults.xlsx") == {
        "quantity-more-than-input": ["J12", "J13", "K12", "K13"],
        "dates-out-of-order": ["P15", "Q14"],
        "document-used-twice": ["M15", "M9"],
    }
    assert screened("solar_chain.xlsx").problems == ()
