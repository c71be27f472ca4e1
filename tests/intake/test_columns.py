"""What each column is."""

from small_lists import column, names, only_sheet


def test_a_column_of_countries_is_the_country_even_under_location(csv):
    result = csv("Vendor,Location\nA,China\nB,Germany\n")
    assert only_sheet(result).mapping["country"] == "Location"


def test_places_under_location_are_addresses(csv):
    result = csv('Vendor,Location\nA,"Shenzhen, Guangdong"\nB,"Dhaka, Savar"\n')
    assert only_sheet(result).mapping == {"address": "Location", "name": "Vendor"}


def test_country_region_wins_over_region_and_state(csv):
    result = csv("Factory Name,State,Country / Region,Region\nA,Oregon,USA,AMERICAS\nB,Hanoi,Vietnam,SE ASIA\n")
    sheet = only_sheet(result)
    assert (sheet.mapping["country"], sheet.mapping["region"]) == ("Country / Region", "State")
    assert sheet.unused == ("Region",)
    assert [{h: v.text for h, v in r.extra} for r in result.suppliers] == [
        {"Region": "AMERICAS"},
        {"Region": "SE ASIA"},
    ]


def test_parts_of_the_world_are_no_provinces(csv):
    assert "region" not in only_sheet(csv("Supplier,Region,Country\nA,Africa,China\nB,Asia Pacific,India\n")).mapping


def test_state_codes_are_not_taken_for_countries(csv):
    sheet = only_sheet(csv("Company Name,City,State\nA,Wilmington,DE\nB,Gary,IN\n"))
    assert "country" not in sheet.mapping
    assert sheet.mapping["region"] == "State"


def test_the_country_code_fills_gaps_of_the_country_name(csv):
    result = csv("name,country_code,country_name\nA,CN,China\nB,VN,\n")
    assert column(result, "country") == [["China", "CN"], ["VN"]]


def test_namibia_is_not_missing(csv):
    assert column(csv("Supplier,Country\nA,NA\nB,China\n"), "country") == [["NA"], ["China"]]


def test_a_vendor_column_of_numbers_is_the_id(csv):
    result = csv("Vendor,Vendor Name,Country\n100234,Acme,China\n100235,Beta,India\n")
    assert only_sheet(result).mapping == {"country": "Country", "name": "Vendor Name", "supplier_id": "Vendor"}


def test_city_and_country_in_one_cell(csv):
    result = csv('Vendor,"City, Country"\nA,"Shenzhen, China"\nB,somewhere\n')
    assert column(result, "country") == [["China"], []]
    assert column(result, "city") == [["Shenzhen"], []]
    assert column(result, "address") == [[], ["somewhere"]]
    assert result.suppliers[0].first("country").raw == "Shenzhen, China"


def test_unused_columns_travel_along_and_duplicate_headings_survive(csv):
    result = csv("Supplier,Note,Country,Note,\nA,x,China,y,z\n")
    assert only_sheet(result).unused == ("Note", "Note (2)", "column E")
    assert [(h, v.text, v.cell.cell) for h, v in result.suppliers[0].extra] == [
        ("Note", "x", "B2"),
        ("Note (2)", "y", "D2"),
        ("column E", "z", "E2"),
    ]


def test_cells_beyond_the_last_heading_are_kept(csv):
    result = csv("Supplier,Country\nA,China,late remark\n")
    assert [(h, v.text) for h, v in result.suppliers[0].extra] == [("column C", "late remark")]


def test_amounts_are_written_plainly_by_the_columns_decimal_mark(csv):
    result = csv("Lieferant;Land;Umsatz\nA;China;12.345\nB;China;1.234.567,89\n")
    assert column(result, "spend") == [["12345"], ["1234567.89"]]
    assert result.suppliers[0].first("spend").raw == "12.345"


def test_quantities_are_written_plainly_by_their_own_decimal_mark(csv):
    result = csv("Lieferant;Ware;Menge;Umsatz\nA;Garn;1.200,00;100.50\nB;Tuch;500,00;99.90\n")
    assert column(result, "quantity") == [["1200"], ["500"]]
    assert column(result, "spend") == [["100.5"], ["99.9"]]


def test_a_column_of_words_is_not_the_spend(csv):
    sheet = only_sheet(csv("Supplier,Country,Amount\nA,China,Less than 10M\nB,India,100M - 1B\n"))
    assert "spend" not in sheet.mapping
    assert sheet.unused == ("Amount",)


def test_sap_field_names(csv):
    result = csv(
        "LIFNR;NAME1;NAME2;LAND1;ORT01;STRAS;STCEG\n0000100001;Müller GmbH;Werk;DE;Köln;Weg 1;DE1\n", encoding="cp1252"
    )
    assert {f: v[0].text for f, v in result.suppliers[0].values.items()} == {
        "supplier_id": "0000100001",
        "name": "Müller GmbH",
        "other_name": "Werk",
        "country": "DE",
        "city": "Köln",
        "address": "Weg 1",
        "vat": "DE1",
    }


def test_the_standard_name_is_the_name_and_the_alias_another_name(csv):
    result = csv(
        "金属,冶炼厂查找 (*),标准冶炼厂名称,冶炼厂地址：国家或地区,冶炼厂 ID\n"
        "Tin,Alias Co,Standard Co,CHINA,CID1\nTin,Same Co,Same Co,CHINA,CID2\n"
        "Tin,Smelter not listed,,,\nTin,Smelter not yet identified,Unknown,Unknown,\n"
    )
    assert names(result) == ["Standard Co", "Same Co"]
    assert column(result, "other_name") == [["Alias Co"], []]
    assert column(result, "cid") == [["CID1"], ["CID2"]]
    assert [p.code for p in result.problems] == ["placeholder-name", "placeholder-name"]


def test_headings_in_many_languages(csv):
    for head, line in (
        ("Proveedor,País,Producto,Importe", "A,China,x1,5"),
        ("Fournisseur,Pays,Produit,Montant", "A,China,x1,5"),
        ("Fornecedor,País,Produto,Valor", "A,China,x1,5"),
        ("Fornitore,Paese,Prodotto,Importo", "A,China,x1,5"),
        ("Tedarikçi,Ülke,Ürün,Tutar", "A,China,x1,5"),
        ("Nhà cung cấp,Quốc gia,Sản phẩm,Số tiền", "A,China,x1,5"),
        ("仕入先名,国,品目,取引金額", "A,China,x1,5"),
        ("공급업체명,국가,품목,금액", "A,China,x1,5"),
        ("供應商名稱,國家,產品,金額", "A,China,x1,5"),
    ):
        sheet = only_sheet(csv(f"{head}\n{line}\n"))
        assert sorted(sheet.mapping) == ["commodity", "country", "name", "spend"], head


def test_a_running_number_is_no_supplier_id(csv):
    assert "supplier_id" not in only_sheet(csv("No.,Supplier,Country\n1,A,China\n2,B,India\n3,A,China\n")).mapping
    assert only_sheet(csv("No.,Supplier,Country\n4711,A,China\n4712,B,India\n")).mapping["supplier_id"] == "No."


def test_a_code_shared_by_several_suppliers_is_no_supplier_id(csv):
    result = csv("Code,Supplier,Country\nK7,A,China\nK7,B,India\nK9,C,Peru\n")
    assert "supplier_id" not in only_sheet(result).mapping
    assert only_sheet(result).unused == ("Code",)


def test_a_comma_that_cuts_a_legal_form_off_is_put_back(csv):
    result = csv("ID,Supplier name,Country\nL-1,Alder GmbH,Austria\nL-2,Birch Co., Ltd,China\nL-3,Cedar,DE\n")
    assert [(r.first("name").text, r.first("country").text) for r in result.suppliers] == [
        ("Alder GmbH", "Austria"),
        ("Birch Co., Ltd", "China"),
        ("Cedar", "DE"),
    ]
    assert [p.code for p in result.problems] == ["rows-realigned"]


def test_names_that_end_with_a_country_are_names_beside_a_column_of_countries(csv):
    assert names(csv("Vendor name,Country,Product\nEsquel Vietnam,Vietnam,Shirts\n")) == ["Esquel Vietnam"]
