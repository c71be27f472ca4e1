"""load(): rows become suppliers, links and problems; nothing is lost and nothing is merged that should not be."""

import io

import pandas as pd
import pytest

import supplychain_risk as scr
from supplychain_risk.domain import Fate
from supplychain_risk.network import COMPANY
from supplychain_risk.risk.shares import direct_supply


def read(text: str, **more) -> scr.SupplyNetwork:
    frame = pd.read_csv(io.StringIO(text.strip()), dtype=str, keep_default_na=False, skipinitialspace=True)
    return scr.load(frame, **more)


def codes(network) -> list[str]:
    return [p.code for p in network.account.problems]


def test_each_row_a_supplier_that_sells_to_the_reporting_company():
    net = read(
        """
        Supplier name, Country
        Alpha Mills, Viet Nam
        Beta Farms, P.R.C.
        """
    )
    assert {(s.name, s.country_code, net.tier(s.id)) for s in net.suppliers.values()} == {
        ("Alpha Mills", "VN", 1),
        ("Beta Farms", "CN", 1),
    }


def test_namibia_is_not_missing():
    net = read(
        """
        Supplier name, Country
        Etosha Fish, NA
        Rundu Beef, ZA
        """
    )
    assert {s.country_code for s in net.suppliers.values()} == {"NA", "ZA"}


def test_rows_of_one_name_and_country_are_one_supplier_with_all_its_cells():
    net = read(
        """
        Supplier name, Country, Product
        Alpha Mills, India, Cotton
        ALPHA MILLS, India, Garments
        Alpha Mills, Nepal, Carpets
        """
    )
    indian = next(s for s in net.suppliers.values() if s.country_code == "IN")
    assert len(net) == 2
    assert set(indian.commodity_codes) == {"cotton", "garments"}
    assert [c.cell for c in indian.cells] == ["A2", "A3"]


def test_one_id_with_two_countries_is_a_conflict_that_names_both_cells():
    net = read(
        """
        Supplier ID, Supplier name, Country
        V1, Alpha Mills, India
        V1, Alpha Mills, Nepal
        """
    )
    (supplier,) = net.suppliers.values()
    assert supplier.country_code is None
    assert supplier.country.resolution.candidates == ("IN", "NP")
    (problem,) = [p for p in net.account.problems if p.code == "conflicting-country"]
    assert (problem.where.cell, "C2" in problem.message) == ("C3", True)


def test_running_numbers_in_two_files_do_not_join_strangers(tmp_path):
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("Supplier ID,Supplier name,Country\n1,Alpha,India\n2,Beta,India\n")
    other.write_text("Supplier ID,Supplier name,Country\n1,Gamma,Peru\n2,Beta,India\n")
    net = scr.load([one, other])
    assert sorted(s.name for s in net.suppliers.values()) == ["Alpha", "Beta", "Gamma"]


def test_the_order_of_rows_changes_neither_ids_nor_suppliers():
    rows = ["V1,Alpha,India", ",Beta,Peru", ",Beta,Chile", ",合盛硅业,中国"]
    head = "Supplier ID,Supplier name,Country\n"
    one, other = read(head + "\n".join(rows)), read(head + "\n".join(reversed(rows)))
    assert set(one.suppliers) == set(other.suppliers)


def test_buyers_by_id_make_tiers_and_the_only_outside_buyer_is_the_company():
    net = read(
        """
        Supplier ID, Supplier name, Country, Supplies to
        A, Alpha Garments, Bangladesh, Acme Outdoor
        B, Beta Mills, India, A
        C, Gamma Cotton, Turkmenistan, Beta Mills
        """
    )
    assert net.company == "Acme Outdoor"
    assert {s: net.tier(s) for s in net.suppliers} == {"A": 1, "B": 2, "C": 3}
    assert net.paths("C") == (("C", "B", "A", COMPANY),)


def test_a_blank_buyer_sells_directly_and_is_marked_inferred():
    net = read(
        """
        Supplier ID, Supplier name, Country, Supplies to
        A, Alpha Garments, Bangladesh,
        B, Beta Mills, India, A
        """
    )
    basis = {link.supplier: link.basis for link in net.links}
    assert basis == {"A": "inferred", "B": "declared"}


def test_a_row_without_a_buyer_beside_rows_that_name_one_is_a_direct_sale():
    net = read(
        """
        id, name, country, good, Sells to, Spend
        G, Mary Gin, Turkmenistan, Cotton, , 900
        G, Mary Gin, Turkmenistan, Cotton, S, 100
        S, Spinner, Portugal, Cotton yarn, , 50
        """
    )
    assert {s: net.tier(s) for s in net.suppliers} == {"G": 1, "S": 1}
    assert {(k.supplier, k.buyer): k.spend for k in net.links} == {
        ("G", COMPANY): 900,
        ("G", "S"): 100,
        ("S", COMPANY): 50,
    }


def test_one_direct_sale_out_of_a_circle_gives_everybody_a_tier():
    ring = "\n".join(f"R{n},Ring {n},India,R{(n + 1) % 20}" for n in range(20))
    net = read(f"id,name,country,Sells to\n{ring}\nR0,Ring 0,India,\n")
    assert {s: net.tier(s) for s in net.suppliers} == {f"R{n}": 1 + (20 - n) % 20 for n in range(20)}


def test_a_deep_supplier_without_a_buyer_gets_no_invented_link():
    net = read(
        """
        Supplier name, Country, Tier
        Alpha Garments, Bangladesh, 1
        Gamma Cotton, Turkmenistan, Tier 3
        """
    )
    deep = next(s.id for s in net.suppliers.values() if s.name == "Gamma Cotton")
    assert (net.tier(deep), net.is_connected(deep), net.paths(deep)) == (3, False, ())


def test_a_name_that_several_suppliers_bear_does_not_become_the_reporting_company(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(
        "Supplier ID,Supplier,Country,Supplies to\nS1,Alder,India,\nS2,Alder,Nepal,\nS3,Cedar,India,Alder\n"
    )
    network = scr.load(path)
    assert network.company == ""
    assert [p.code for p in network.account.problems] == ["link-ambiguous"]
    assert [link.buyer for link in network.links if link.supplier == "S3"] == ["buyer-alder"]


def test_several_brands_are_several_ends():
    net = read(
        """
        Brand, Factory name, Country
        North, Alpha Mill, Malaysia
        South, Alpha Mill, Malaysia
        South, Beta Mill, Indonesia
        """
    )
    assert sorted(net.buyers.values()) == ["North", "South"]
    assert len(net) == 2
    alpha = next(s.id for s in net.suppliers.values() if s.name == "Alpha Mill")
    assert net.count_paths(alpha) == (2, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Congo", "country-ambiguous"), ("Sp'ain", "country-unresolved"), ("Nigerr", "country-unresolved")],
)
def test_a_country_we_cannot_tell_is_a_problem_with_its_cell(text, code):
    net = read(f"Supplier name,Country\nAlpha,{text}\nBeta,Peru")
    (problem,) = [p for p in net.account.problems if p.code == code]
    assert problem.where.cell == "B2"
    assert problem.hint
    assert next(s for s in net.suppliers.values() if s.name == "Alpha").country_code is None


def test_a_circle_and_a_self_link_do_not_stop_the_reading():
    net = read(
        """
        Supplier name, Country, Supplies to
        Alpha, India, Beta
        Beta, India, Alpha
        Gamma, India, Gamma
        """
    )
    assert len(net.cycles) == 2


def test_columns_we_do_not_use_travel_with_the_supplier():
    net = read("Supplier name,Country,Buyer's remark on quality\nAlpha,India,always late\n")
    (supplier,) = net.suppliers.values()
    assert dict(supplier.attributes)["Buyer's remark on quality"] == "always late"


def test_the_account_reconciles_and_counts():
    net = read("Supplier name,Country\nAlpha,India\n,Peru\nBeta,\n")
    (sheet,) = net.account.files[0].sheets
    assert sheet.rows_read == sheet.used_rows + sheet.problem_rows + sheet.blank_rows
    counts = net.account.counts[(net.account.files[0].name, sheet.name)]
    assert (counts.suppliers, counts.countries) == (2, 1)


def test_numeric_codes_of_iso_are_countries_where_the_heading_says_so():
    frame = pd.DataFrame({"Supplier": ["Alpha", "Beta"], "ISO country (numeric)": ["356", "040"]})
    assert [s.country_code for s in scr.load(frame).suppliers.values()] == ["IN", "AT"]
    assert [s.country for s in scr.load(frame.set_axis(["Supplier", "Country"], axis=1)).suppliers.values()] == [
        None
    ] * 2


def test_a_spend_that_cannot_be_read_is_a_problem_with_its_cell_and_a_true_note():
    net = read("Supplier,Country,Spend\nA,India,5000\nB,Peru,low\nC,Chile,9000\nD,Spain,high\n")
    found = [p for p in net.account.problems if p.code == "amount-unreadable"]
    assert [(p.where.cell, p.value, p.fate) for p in found] == [
        ("C3", "low", Fate.VALUE_NOT_USED),
        ("C5", "high", Fate.VALUE_NOT_USED),
    ]
    assert all(p.hint for p in found)
    assert direct_supply(net).note == "spend is not stated or cannot be read for 2 of 4 suppliers"


def test_a_whole_column_of_spend_that_cannot_be_read_is_told_cell_by_cell():
    net = read("Supplier,Country,Spend\nA,India,1.2m\nB,Peru,3m\n")
    assert [p.where.cell for p in net.account.problems if p.code == "amount-unreadable"] == ["C2", "C3"]
    assert direct_supply(net).note.endswith("or neither can be read")


@pytest.mark.parametrize("share", ["120%", "-5%", "half"])
def test_a_share_that_is_none_is_a_problem(share):
    net = read(f"Supplier,Country,Share of supply\nA,India,{share}\nB,Peru,25%\n")
    (problem,) = [p for p in net.account.problems if p.code == "share-unreadable"]
    assert (problem.where.cell, problem.value, problem.fate) == ("C2", share, Fate.VALUE_NOT_USED)


@pytest.mark.parametrize(
    ("column", "shares"),
    [
        (("1", "25", "0.5"), [0.01, 0.25, 0.005]),
        (("1", "25%", ""), [1.0, 0.25, None]),
        (("0.25", "1", "0.5"), [0.25, 1.0, 0.5]),
    ],
)
def test_a_one_in_a_column_of_percentages_is_one_percent(column, shares):
    net = read("Supplier,Country,Share of supply\n" + "".join(f"S{n},Peru,{s}\n" for n, s in enumerate(column)))
    share_of = {net.suppliers[link.supplier].name: link.share for link in net.links}
    assert [share_of[f"S{n}"] for n in range(len(column))] == shares


def test_a_city_of_xinjiang_in_a_chinese_companys_name_is_possible_and_elsewhere_is_a_name():
    rows = "Shihezi Sunrise Textile Co. Ltd.,China\nShihezi Sunrise Trading,Norway\nAksu Yarn,Turkey\n"
    net = read("Supplier,Country\n" + rows)
    assert {s.name: s.possible_region and s.possible_region.code for s in net.suppliers.values()} == {
        "Shihezi Sunrise Textile Co. Ltd.": "CN-XJ",
        "Shihezi Sunrise Trading": None,
        "Aksu Yarn": None,
    }


def test_numbers_that_can_be_read_and_blanks_are_no_problem():
    net = read('Supplier,Country,Spend\nA,India,"EUR 1,200.50"\nB,Peru,\nC,Chile,(300)\n')
    assert [p.code for p in net.account.problems if p.code.endswith("unreadable")] == []


def test_a_raw_good_of_a_chain_is_that_of_every_company_upstream_and_a_made_one_only_perhaps(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Product,Tier 1 supplier,Tier 2 supplier\nCotton,Alder,Birch\nShirts,Cedar,Dogwood\n")
    suppliers = {s.name: s for s in scr.load(path).suppliers.values()}
    said = {name: [(r.code, r.resolution.method.value) for r in s.commodities] for name, s in suppliers.items()}
    assert said["Birch"] == [("cotton", "exact")]
    assert said["Dogwood"] == [(said["Cedar"][0][0], "phrase")]


def test_goods_of_a_row_come_each_from_the_origin_beside_it(tmp_path):
    path = tmp_path / "shoes.csv"
    path.write_text(
        "Supplier,Country,Material 1,Origin 1,Material 2,Origin 2\nAlder,Vietnam,Leather,Brazil,Cotton,Turkmenistan\n",
        encoding="utf-8",
    )
    (supplier,) = scr.load(path).suppliers.values()
    assert [(line.goods[0].code, line.origin.code) for line in supplier.lines] == [("leather", "BR"), ("cotton", "TM")]
    assert [len(line.goods) for line in supplier.lines] == [1, 1]
