"""What speaks of the reporting company itself: its plants, its clerks, its own sites, examples. None is a supplier."""

import pytest
from small_lists import codes, countries, names, only_sheet, supplies, told

from supplychain_risk.errors import NoSupplierTable

RECEIVING = (
    "Receiving plant",
    "Ship-to plant",
    "Plant (ship-to)",
    "Destination site",
    "Our plant",
    "Empfangswerk",
    "Zielwerk",
    "Usine de réception",
    "Planta receptora",
    "Stabilimento di destinazione",
    "收货工厂",
    "納入先工場",
    "Zakład docelowy",
)


@pytest.mark.parametrize("heading", RECEIVING)
def test_a_plant_that_receives_the_goods_is_nobody_of_the_chain(csv, heading):
    result = csv(
        f"Supplier,Country,{heading},Item\nAlpha Seals,France,Plant Ulm,Seals\nBeta SA,Italy,Plant Linz,Pins\n"
    )
    assert countries(result) == {"Alpha Seals": "France", "Beta SA": "Italy"}
    assert supplies(result) == set()
    assert told(result, "column-not-used") == [heading]


def test_the_country_of_a_receiving_plant_is_not_the_suppliers(csv):
    result = csv("Supplier,Receiving plant,Receiving plant country\nAlpha,Plant Ulm,Germany\nBeta,Plant Linz,Italy\n")
    assert countries(result) == {"Alpha": "", "Beta": ""}


def test_few_plants_that_several_vendors_share_are_the_companys_own(csv):
    rows = "".join(f"PO-{n},Vendor {n},Italy,{'Ulm' if n % 2 else 'Linz'},Pins\n" for n in range(8))
    result = csv(f"PO number,Vendor,Country,Plant,Item\n{rows}")
    assert names(result) == [f"Vendor {n}" for n in range(8)]
    assert told(result, "column-not-used") == ["Plant"]


def test_the_plants_of_a_vendor_are_its_suppliers(csv):
    result = csv("Vendor,Plant,Plant country\nAlpha,Ulm Mill,Germany\nAlpha,Linz Mill,Italy\nBeta,Pune Mill,India\n")
    assert ("Ulm Mill", "Alpha") in supplies(result)
    assert len(supplies(result)) == 3


@pytest.mark.parametrize(
    ("heading", "buyers"),
    [
        ("Buyer", ("Anna Keller", "Piotr Nowak")),
        ("Buyer name", ("Keller, Anna", "Nowak, Piotr")),
        ("Einkäufer", ("A. Keller", "P. Nowak")),
        ("Acheteur", ("Mme Anne Dupont", "Jean Morel")),
        ("Purchasing agent", ("Anna Keller", "John Smith")),
        ("Comprador", ("María López", "Juan Pérez")),
    ],
)
def test_a_buyer_who_is_a_person_is_a_clerk(csv, heading, buyers):
    result = csv(f'Supplier,Country,{heading}\nAlpha Ltd,Italy,"{buyers[0]}"\nBeta Ltd,India,"{buyers[1]}"\n')
    assert names(result) == ["Alpha Ltd", "Beta Ltd"]
    assert supplies(result) == set()
    assert told(result, "column-not-used") == [heading]


@pytest.mark.parametrize("buyer", ["Larkfield", "Anna Keller GmbH", "Beta Ltd"])
def test_a_buyer_that_is_a_company_stays_one(csv, buyer):
    result = csv(f"Supplier,Country,Buyer\nAlpha Ltd,Italy,{buyer}\nGamma Ltd,India,{buyer}\n")
    assert supplies(result) == {("Alpha Ltd", buyer), ("Gamma Ltd", buyer)}


@pytest.mark.parametrize(
    ("heading", "own", "other"),
    [
        ("Ownership", "Own plant", "Supplier"),
        ("Type", "Internal", "External"),
        ("Eigen/Fremd", "Eigenes Werk", "Lieferant"),
        ("Propriété", "Usine propre", "Sous-traitant"),
        ("自有/外协", "自有工厂", "供应商"),
    ],
)
def test_own_sites_of_a_list_are_no_suppliers(csv, heading, own, other):
    result = csv(f"Site,{heading},Country\nPlant Ulm,{own},Germany\nAlpha Ltd,{other},Italy\nBeta,{other},India\n")
    assert names(result) == ["Alpha Ltd", "Beta"]
    assert [record.first("name").text for record in result.own] == ["Plant Ulm"]


LIST = [["Supplier", "Country"], ["Alpha Bags", "Vietnam"]]
SHOWN = [["Supplier", "Country"], ["ABC Company Ltd", "China"]]


@pytest.mark.parametrize("name", ["Example", "Sample data", "Beispiel (bitte löschen)", "Exemple", "示例", "記入例"])
def test_a_sheet_that_is_an_example_is_told_and_not_read(xlsx, name):
    result = xlsx({name: SHOWN, "Suppliers": LIST})
    assert names(result) == ["Alpha Bags"]
    assert told(result, "example-sheet") == [name]


@pytest.mark.parametrize("sheets", [{"Example": LIST}, {"Template": LIST, "Example": [["Notes"], ["Fill in"]]}])
def test_a_list_in_a_sheet_called_template_or_alone_is_read(xlsx, sheets):
    assert names(xlsx(sheets)) == ["Alpha Bags"]


@pytest.mark.parametrize("heading", ["Finish", "Surface treatment", "Print", "Oberfläche"])
def test_what_is_done_to_a_part_names_nobody(csv, heading):
    with pytest.raises(NoSupplierTable):
        csv(f"Part No.,Description,Weight (kg),{heading}\n1-4,Bracket,0.4,Zinc plated\n1-5,Pin,0.1,Plain\n")


def test_texts_without_a_heading_are_told(csv):
    result = csv("Supplier,Country\nAlpha,India,ask for certificate\nBeta,India,new since May\n")
    assert "column-not-used" in codes(result)
    assert only_sheet(result).unused == ("column C",)


@pytest.mark.parametrize(("heading", "field"), [("Supplies", "buyer"), ("Поставляет", "buyer"), ("供应", "buyer")])
def test_a_heading_that_says_what_or_whom_is_read_by_its_values(csv, heading, field):
    whom = csv(f"Supplier,Country,{heading}\nAlpha,India,\nBeta,China,Alpha\nGamma,China,Alpha\n")
    assert supplies(whom) == {("Beta", "Alpha"), ("Gamma", "Alpha")}
    what = csv(f"Supplier,Country,{heading}\nAlpha,India,Cotton\nBeta,China,Tomatoes\n")
    assert set(only_sheet(what).mapping) == {"name", "country", "commodity"}


def test_a_table_further_down_says_whom_of_the_table_above_it_supplies(xlsx):
    above = [["Name", "Country", "Product"], ["Alpha Ltd", "Vietnam", "Jackets"], ["Beta Co", "India", "Pants"]]
    below = [["Name", "Country", "Product", "Supplies"], ["Gamma", "China", "Zippers", "Alpha Ltd"]]
    result = xlsx({"Chain": [["Tier 1 suppliers"], *above, [None], ["Tier 2 suppliers"], *below]})
    assert supplies(result) == {("Gamma", "Alpha Ltd")}
