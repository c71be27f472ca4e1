"""Tables that join by id, in files of their own or sheets of one workbook."""

import pytest
from small_lists import codes, column, names, read, told

SUPPLIERS = "supplier_id,supplier_name,country\nS1,Alpha,China\nS2,Beta,India\n"
MATERIALS = "material_id,material_name\nM1,Cotton\nM2,Cobalt\n"
WHICH = "supplier_id,material_id\nS1,M1\nS2,M2\nS2,M1\n"


@pytest.fixture
def files(tmp_path):
    def read_files(**texts):
        paths = []
        for name, text in texts.items():
            paths.append(tmp_path / f"{name}.csv")
            paths[-1].write_text(text, "utf-8")
        return read(*paths)

    return read_files


def goods(result):
    found: dict[str, set[str]] = {}
    for name, said in zip(names(result), column(result, "commodity"), strict=True):
        found.setdefault(name, set()).update(said)
    return found


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_suppliers_materials_and_who_supplies_which_in_any_order(files, order):
    tables = [("suppliers", SUPPLIERS), ("materials", MATERIALS), ("supplier_materials", WHICH)]
    result = files(**dict(tables[n] for n in order))
    assert goods(result) == {"Alpha": {"Cotton"}, "Beta": {"Cobalt", "Cotton"}}
    assert {c for said in column(result, "country") for c in said} == {"China", "India"}


def test_a_completed_cell_refers_to_where_its_text_stands(files):
    result = files(suppliers=SUPPLIERS, materials=MATERIALS, supplier_materials=WHICH)
    (joined,) = [r for r in result.suppliers if r.file == "supplier_materials.csv" and r.row == 3]
    assert str(joined.values["commodity"][0].cell) == "materials.csv!materials!B3"
    assert str(joined.first("name").cell) == "suppliers.csv!suppliers!B3"
    assert str(joined.first("supplier_id").cell) == "supplier_materials.csv!supplier_materials!A3"


def test_the_sheets_of_a_workbook_join_as_files_do(xlsx):
    result = xlsx(
        {
            "Suppliers": [["Supplier ID", "Supplier", "Country"], ["S1", "Alpha", "China"], ["S2", "Beta", "India"]],
            "Products": [["Supplier ID", "Product"], ["S1", "Cotton"], ["S1", "Tea"], ["S2", "Tin"]],
        }
    )
    assert goods(result) == {"Alpha": {"Cotton", "Tea"}, "Beta": {"Tin"}}


def test_the_bare_id_of_a_sheet_is_the_id_of_what_the_sheet_is_called_after(files):
    result = files(
        suppliers="id,name,country\nS1,Alpha,China\nS2,Beta,India\n", products="supplier_id,product\nS1,Tin\n"
    )
    assert goods(result) == {"Alpha": {"Tin"}, "Beta": set()}
    apart = files(partners="id,name,country\nS1,Alpha,China\nS2,Beta,India\n", products="supplier_id,product\nS1,Tin\n")
    assert "joined-by-id" not in codes(apart)


def test_how_the_tables_were_joined_is_told_and_how_many_ids_were_there(files):
    result = files(suppliers=SUPPLIERS, supplier_materials=WHICH, materials=MATERIALS)
    notes = [p.message for p in result.problems if p.code == "joined-by-id"]
    assert len(notes) == 2
    assert all("3 of 3 ids are there" in note for note in notes)


def test_an_id_that_the_other_table_lacks_is_told_at_its_cell(files):
    result = files(
        suppliers=SUPPLIERS, supplier_materials="supplier_id,material_id\nS1,M1\nS2,M9\n", materials=MATERIALS
    )
    assert goods(result) == {"Alpha": {"Cotton"}, "Beta": set()}
    (lacking,) = [p for p in result.problems if p.code == "id-not-found"]
    assert (lacking.value, lacking.cells, lacking.where.cell) == ("M9", 1, "B3")


def test_ids_that_the_other_table_holds_twice_join_nothing(files):
    result = files(
        suppliers=SUPPLIERS,
        supplier_materials=WHICH,
        materials="material_id,material_name\nM1,Cotton\nM1,Tea\nM2,Cobalt\n",
    )
    assert {text for said in column(result, "commodity") for text in said} == set()
    assert [t for t in told(result, "joined-by-id") if t == "material_id"] == []


def test_tables_that_share_few_ids_are_not_of_one_another(files):
    result = files(
        suppliers=SUPPLIERS,
        supplier_materials="supplier_id,material_id\nS1,M1\nS2,X2\nS1,X3\nS2,X4\n",
        materials=MATERIALS,
    )
    assert told(result, "joined-by-id") == ["supplier_id"]
    assert {text for said in column(result, "commodity") for text in said} == set()


def test_of_two_tables_of_the_same_ids_one_is_completed_so_that_no_amount_counts_twice(files):
    for texts in (
        {"suppliers": SUPPLIERS, "spend": "supplier_id,spend\nS1,500\nS2,20\n"},
        {"spend": "supplier_id,supplier_name,spend\nS1,Alpha,500\nS2,Beta,20\n", "suppliers": SUPPLIERS},
        {"suppliers": SUPPLIERS, "orders": "order_no,supplier_id,spend\nO1,S1,500\nO2,S8,20\nO3,S9,7\n"},
    ):
        amounts = sorted(text for said in column(files(**texts), "spend") for text in said)
        assert amounts == sorted({"500", "20", "7"} & set(amounts)), texts
        assert {"500", "20"} <= set(amounts)


def test_tables_that_do_not_speak_of_suppliers_are_left_alone(files):
    result = files(
        vendors="Vendor,Country\nAlpha,China\n",
        staff="employee_id,name,desk\n1,Ann,7\n2,Bob,8\n",
        desks="desk_id,employee_id,floor\nD1,1,4\nD2,2,5\n",
    )
    assert names(result) == ["Alpha"]
    assert "joined-by-id" not in codes(result)


def test_two_supplier_lists_of_different_numbering_are_not_joined(files):
    result = files(
        one="supplier_id,supplier_name,country\nA1,Alpha,China\nA2,Beta,India\n",
        two="supplier_id,supplier_name,sector\nB1,Gamma,Apparel\nB2,Delta,Mining\n",
    )
    assert names(result) == ["Alpha", "Beta", "Gamma", "Delta"]
    assert "joined-by-id" not in codes(result)


IN_OTHER_WORDS = (
    ("LIFNR,NAME1,LAND1", "MATNR,SPRAS,MAKTX", "EBELN,EBELP,LIFNR,MATNR,HERKL"),
    ("Lieferantennummer,Lieferantenname,Land", "Materialnummer,x,Materialbezeichnung",
     "Bestellnummer,Pos.,Lieferantennummer,Materialnummer,Ursprungsland"),
    ("code_fournisseur,raison_sociale,pays", "code_article,x,désignation",
     "n° commande,ligne,code_fournisseur,code_article,pays_origine"),
    ("código proveedor,razón social,país", "código artículo,x,descripción artículo",
     "número de pedido,línea,código proveedor,código artículo,país de origen"),
    ("kod dostawcy,nazwa dostawcy,kraj", "indeks,x,nazwa towaru",
     "numer zamówienia,poz,kod dostawcy,indeks,kraj pochodzenia"),
    ("код поставщика,поставщик,страна", "код товара,x,наименование товара",
     "номер заказа,поз,код поставщика,код товара,страна происхождения"),
    ("vendor_no,vendor_name,country", "item_no,x,item_description", "po_number,line,supplier_id,part_no,coo"),
)  # fmt: skip


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
@pytest.mark.parametrize("headings", IN_OTHER_WORDS, ids=lambda h: h[0])
def test_ids_join_whatever_their_headings_are_called(files, headings, order):
    suppliers, materials, orders = headings
    texts = [
        ("suppliers", f"{suppliers}\n0000100001,Alpha,China\n0000100002,Beta,India\n"),
        ("materials", f"{materials}\n4711,E,Cotton\n4712,E,Cobalt\n"),
        ("orders", f"{orders}\n45001,10,100001,0004711,Peru\n45002,10,100002,0004712,Spain\n"),
    ]
    result = files(**dict(texts[n] for n in order))
    assert goods(result) == {"Alpha": {"Cotton"}, "Beta": {"Cobalt"}}
    assert {o for said in column(result, "origin") for o in said} == {"Peru", "Spain"}


def test_ids_of_sites_are_no_ids_of_suppliers(files):
    result = files(
        suppliers="supplier_id,supplier_name,country\n1,Alpha,China\n2,Beta,India\n",
        sites="site_id,supplier_id,city,country\n1,2,Pune,India\n2,1,Ningbo,China\n3,1,Turpan,China\n",
    )
    found = {(r.first("name").text, r.first("supplier_id").text) for r in result.suppliers}
    assert found == {("Alpha", "1"), ("Beta", "2")}
