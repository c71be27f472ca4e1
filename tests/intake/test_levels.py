"""Bills of materials: whom the supplier of a part supplies."""

import pytest
from openpyxl.styles import Alignment
from small_lists import codes, column, names

from supplychain_risk.intake.outlines import depths_of, indents, is_outline


def supplied(result):
    """Supplier → whom it supplies, by the rows."""
    return {r.first("name").text: [v.text for v in r.values.get("buyer", ())] for r in result.suppliers}


CHAIN = {"A": [], "B": ["A"], "C": ["B"], "D": ["A"]}
"""B and D supply A, C supplies B."""


@pytest.mark.parametrize(
    "headings",
    [
        "Stufe;Übergeordnete Teilenummer;Teilenummer;Benennung;Lieferant",
        "Niveau;Article parent;Article;Désignation;Fournisseur",
        "Nivel;Código padre;Código;Descripción;Proveedor",
        "レベル;親品番;品番;品名;仕入先",
        "层级;上级物料;物料编码;物料名称;供应商",
        "Level;Used in part;Part;Part name;Supplier",
        "Level;Input for;Item;Item description;Vendor",
        "Poziom;Część nadrzędna;Numer części;Nazwa;Dostawca",
    ],
)
@pytest.mark.parametrize("with_level", [True, False])
def test_the_part_above_by_its_number(csv, headings, with_level):
    rows = ["1;P-0;P-1;Jacket;A", "2;P-1;P-2;Lining;B", "3;P-2;P-3;Silk;C", "2;P-1;P-4;Zip;D"]
    text = "\n".join(line if with_level else line.split(";", 1)[1] for line in (headings, *rows))
    result = csv(text)
    assert supplied(result) == CHAIN
    assert column(result, "commodity") == [["Jacket"], ["Lining"], ["Silk"], ["Zip"]]


def test_a_column_of_part_numbers_refers_to_the_parts_above_whatever_it_is_called(csv):
    result = csv(
        "Part number,Group,Part name,Supplier\nT10,,Pump,A\nT11,T10,Rotor,B\nT12,T11,Magnet,C\nT13,T10,Seal,D\n"
    )
    assert supplied(result) == CHAIN
    assert "column-guessed" in codes(result)


def test_a_part_that_stands_in_for_another_does_not_go_into_it(csv):
    result = csv("Part number,Replaces,Part name,Supplier\nT10,,Pump,A\nT11,T10,Pump,B\nT12,T11,Pump,C\n")
    assert supplied(result) == {"A": [], "B": [], "C": []}


def test_parts_above_by_their_names(csv):
    result = csv("Component,Goes into,Supplier\nTent,,A\nCanvas,Tent,B\nCotton,Canvas,C\nPole,Tent,D\n")
    assert supplied(result) == CHAIN


@pytest.mark.parametrize("heading", ["Pos.", "Nr.", "序号", "Item no.", "Line", "Ref"])
@pytest.mark.parametrize(
    "numbers",
    [
        ("1", "1.1", "1.1.1", "1.2"),
        ("1.0", "1.1", "1.1.1", "1.2"),
        ("A", "A.1", "A.1.1", "A.2"),
        ("1", "1-1", "1-1-1", "1-2"),
    ],
)
def test_outline_numbers_give_the_part_above(csv, heading, numbers):
    rows = "".join(f"{n};Part {i};{name}\n" for i, (n, name) in enumerate(zip(numbers, "ABCD", strict=True)))
    assert supplied(csv(f"{heading};Description;Supplier\n{rows}")) == CHAIN


def test_what_is_no_outline():
    assert not is_outline(["1", "1.5", "2"])  # amounts
    assert not is_outline(["1", "2", "3"])  # a running number
    assert not is_outline(["0010", "0020"])
    assert not is_outline(["1.1.2026", "2.1.2026"])


def test_numbers_of_parts_that_begin_at_nought_are_no_outline(csv):
    text = """Part number,Description,Supplier,Country
PN-000,Jacket,Alder Ltd,India
PN-001,Zipper,Birch Ltd,India
PN-002,Buttons,Cedar Ltd,India
"""
    read = csv(text)
    assert [r.values.get("buyer") for r in read.suppliers] == [None, None, None], "a zipper goes into no PN-000"
    assert [p.number.text for p in read.parts] == ["PN-000", "PN-001", "PN-002"]


def test_an_outline_of_suppliers_alone_is_read_and_told(csv):
    result = csv("No.,Supplier,Country\n1,A,China\n1.1,B,India\n1.1.1,C,India\n1.2,D,China\n")
    assert supplied(result) == CHAIN
    assert codes(result) == ["column-guessed"]


@pytest.mark.parametrize("unit", ["  ", "\t", "\u00a0\u00a0", "\u3000", "- ", "..", "└─"])
def test_indentation_gives_the_part_above(csv, unit):
    rows = f"Bag;A\n{unit}Cloth;B\n{unit * 2}Yarn;C\n{unit}Buckle;D\n"
    result = csv(f"Item;Supplier\n{rows}")
    assert supplied(result) == CHAIN
    assert codes(result) == ["read-by-indentation"]


def test_a_slip_of_the_finger_is_no_indentation(csv):
    assert indents({0: "Bag", 1: " Cloth", 2: "Yarn"}) == {}
    result = csv("Item,Supplier,Country\nBag,A,China\n Cloth,B,India\nYarn,C,India\n")
    assert supplied(result) == {"A": [], "B": [], "C": []}


def test_the_format_of_cells_indents_them(xlsx):
    def prepare(book):
        for row, steps in ((3, 1), (4, 2), (5, 1)):
            book["S"].cell(row, 1).alignment = Alignment(indent=steps)

    rows = [["Item", "Supplier"], ["Lamp", "A"], ["Shade", "B"], ["Sand", "C"], ["Cable", "D"]]
    result = xlsx({"S": rows}, prepare)
    assert supplied(result) == CHAIN
    assert codes(result) == ["read-by-indentation"]


def test_rows_grouped_under_another(xlsx):
    def prepare(book):
        for row, depth in ((3, 1), (4, 2), (5, 1)):
            book["S"].row_dimensions[row].outlineLevel = depth

    rows = [["Part name", "Supplier"], ["Lamp", "A"], ["Shade", "B"], ["Sand", "C"], ["Cable", "D"]]
    assert supplied(xlsx({"S": rows}, prepare)) == CHAIN


@pytest.mark.parametrize(
    "headings", ["Level 1,Level 2,Level 3", "Stufe 1,Stufe 2,Stufe 3", "Product,Assembly,Component"]
)
def test_a_column_for_each_depth(csv, headings):
    result = csv(f"{headings},Supplier,Country\nChair,,,A,China\n,Seat,,B,India\n,,Cotton,C,India\n,Legs,,D,China\n")
    assert supplied(result) == CHAIN
    assert column(result, "commodity") == [["Chair"], ["Seat"], ["Cotton"], ["Legs"]]


def test_a_column_for_each_depth_with_the_parts_above_written_again(csv):
    rows = "Chair,,,A\nChair,Seat,,B\nChair,Seat,Cotton,C\nChair,Legs,,D\n"
    result = csv(f"Level 1,Level 2,Level 3,Supplier\n{rows}")
    assert supplied(result) == CHAIN
    assert column(result, "commodity") == [["Chair"], ["Seat"], ["Cotton"], ["Legs"]]


def test_levels_left_of_goods_without_numbers_of_parts(csv):
    result = csv("Niveau;Désignation;Fournisseur\n1;Veste;A\n2;Doublure;B\n3;Soie;C\n2;Boutons;D\n")
    assert supplied(result) == CHAIN
    suppliers = csv("Supplier,Level,Country,Product\nA,1,China,Shirts\nB,2,India,Fabric\nC,1,India,Shirts\n")
    assert column(suppliers, "tier") == [["1"], ["2"], ["1"]]


def test_depths_in_many_forms():
    texts = ("..2", "Level 2", "Ebene 2", "L2", "+2", "2.", "2.0", "第2层", "2nd level", "**")
    assert depths_of(dict(enumerate(texts))) == dict.fromkeys(range(len(texts)), 2)


@pytest.mark.parametrize(
    "text",
    [
        "Parent item,Item,Item description,Vendor\nF-0,F-1,Battery,A\nF-0,F-1,Battery,B\nF-1,F-2,Cell,C\n",
        "Level,Item,Item description,Vendor\n1,F-1,Battery,A\n1,F-1,Battery,B\n2,F-2,Cell,C\n",
        "Level,Item,Item description,Vendor\n1,F-1,Battery,A\n,,,B\n2,F-2,Cell,C\n",
        "Level,Item,Item description,Vendor,Alternative vendor\n1,F-1,Battery,A,B\n2,F-2,Cell,C,\n",
    ],
)
def test_what_goes_into_a_part_of_two_suppliers_may_go_to_either(csv, text):
    assert supplied(csv(text))["C"] == ["A", "B"]


def test_a_part_in_two_places_goes_with_both_and_what_is_repeated_below_it_with_the_nearest(csv):
    once = "Parent part,Part,Supplier\n,X-1,A\n,X-2,B\nX-1,S-1,C\nX-2,S-1,D\nS-1,W-1,E\n"
    assert supplied(csv(once))["E"] == ["C", "D"]
    twice = "Parent part,Part,Supplier\n,X-1,A\nX-1,S-1,C\nS-1,W-1,E\n,X-2,B\nX-2,S-1,D\nS-1,W-1,F\n"
    assert supplied(csv(twice)) == {"A": [], "C": ["A"], "E": ["C"], "B": [], "D": ["B"], "F": ["D"]}


OWN = ["In-house", "Eigenfertigung", "fabrication interne", "自制", "内製", "Собственное производство"]


@pytest.mark.parametrize("own", OWN)
def test_what_the_company_makes_itself_has_no_supplier(csv, own):
    result = csv(
        f"Level,Part No,Part name,Supplier\n1,E-10,Frame,{own}\n2,E-11,Tube,A\n1,E-20,Motor,B\n2,E-21,Wire,C\n"
    )
    assert supplied(result) == {"A": [], "B": [], "C": ["B"]}
    assert codes(result) == ["own-production"]


def test_a_part_without_supplier_passes_on_what_goes_into_it(csv):
    result = csv("Level,Part No,Part name,Supplier\n1,K-1,Kettle,A\n2,K-2,Heating,\n3,K-3,Wire,B\n")
    assert supplied(result) == {"A": [], "B": ["A"]}


def test_parts_above_that_are_no_parts_of_the_list_are_told(csv):
    result = csv("Parent part,Part,Supplier\nX-0,X-1,A\nX-1,X-2,B\nX-9,X-3,C\n")
    assert supplied(result) == {"A": [], "B": ["A"], "C": []}
    assert codes(result) == ["part-above-not-listed"]
    assert "'X-0', 'X-9'" in result.problems[0].message


def test_indented_names_are_read_and_told(csv):
    result = csv("Supplier,Country\nA,China\n   B,India\n      C,India\n   D,China\n")
    assert supplied(result) == CHAIN
    assert codes(result) == ["read-by-indentation"]
    assert names(result) == ["A", "B", "C", "D"]
