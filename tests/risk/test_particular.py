"""What a supplier's own texts make of a finding: exceptions of orders, goods beside an order, why a region is possible.

Facts: CBP's order on tobacco from Malawi (2019-11-01; Alliance One released on 2020-06-03) and on Tangshan Sanyou Group
(2016-03-29, soda ash, calcium chloride, caustic soda; viscose and rayon fiber taken out on 2016-10-12).
"""

import pytest
from screened import screened

HEAD = "Supplier name,Country,City,Product\n"
ALLIANCE = "Alliance One Tobacco (Malawi) Limited,Malawi,,Tobacco"
SANYOU = "Tangshan Sanyou Group,China,,"


def finding(row: str, code: str, as_of: str = "2026-06-30"):
    assessment = screened(HEAD + row, as_of)
    (found,) = [f for f in assessment.document.findings if f.code == code]
    return found


def test_a_company_that_an_exception_names_is_for_review_and_told():
    found = finding(ALLIANCE, "cbp-order-origin")
    assert (found.certainty, found.calls_for) == ("possible", "review")
    assert "An exception of the order may apply: the supplier's name contains 'Alliance One'" in found.statement
    assert screened(HEAD + ALLIANCE).document.suppliers[0].due_diligence == "review"
    assert len(found.cells) == 3, "country, good and name"


@pytest.mark.parametrize(
    ("row", "as_of", "why"),
    [
        (ALLIANCE, "2020-06-02", "not yet released"),
        ("Alliance Leaf Ltd,Malawi,,Tobacco", "2026-06-30", "another name"),
        ("Premium Tobacco,Malawi,,Tobacco", "2026-06-30", "only a part of the released name"),
        ("Malliance Oneida,Malawi,,Tobacco", "2026-06-30", "the letters, not the words"),
    ],
)
def test_an_exception_reaches_nobody_else_and_not_back(row, as_of, why):
    found = finding(row, "cbp-order-origin", as_of)
    assert (found.certainty, found.calls_for) == ("stated", "hold"), why


@pytest.mark.parametrize(
    ("goods", "why"), [("Viscose fiber", "taken out of the order"), ("Sea salt", "which the order does not name")]
)
def test_goods_beside_an_order_on_a_company_are_for_review(goods, why):
    found = finding(SANYOU + goods, "cbp-order-entity")
    assert found.calls_for == "review"
    assert found.certainty == "stated", "who it is stands; what it sells is another good"
    assert f"The sheet states '{goods}', which" in found.statement
    assert why in found.statement


@pytest.mark.parametrize(
    ("goods", "as_of", "why"),
    [
        ("Soda ash", "2026-06-30", "the order names it"),
        ("", "2026-06-30", "what it sells is not stated"),
        ("Zxqw compound", "2026-06-30", "a good that no table knows may be anything"),
        ("Viscose fiber", "2016-10-11", "not yet taken out"),
        ("Viscose fiber; Soda ash", "2026-06-30", "one of the two is named"),
    ],
)
def test_an_order_on_a_company_holds_where_its_goods_may_be_meant(goods, as_of, why):
    assert finding(SANYOU + goods, "cbp-order-entity", as_of).calls_for == "hold", why


def test_goods_that_a_row_connects_with_the_order_are_not_beside_it():
    """An order on garments: fabric goes into garments, so the goods are not another matter."""
    assert finding("Casual Wear Apparel L.L.C.,Jordan,,Fabric", "cbp-order-entity").calls_for == "hold"


@pytest.mark.parametrize(
    "row",
    [
        "Top Glove Corporation Bhd,Malaysia,,Rubber gloves",
        '"Hefei Bitland Information Technology Co., Ltd.",China,,Laptops',
    ],
)
def test_goods_of_the_same_industry_may_be_the_ones_meant(row):
    """Orders on "disposable gloves" and "computer parts": that no row connects the goods says nothing."""
    assert finding(row, "cbp-order-entity", "2021-02-01").calls_for == "hold"


def test_an_order_on_all_products_names_every_good():
    row = "Huizhou Mink Industrial CO. Ltd.,China,,Sea salt"
    assert finding(row, "cbp-order-entity").calls_for == "hold"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Xinjiang Dolphin Cotton Co Ltd,China,,Cotton", "only the company's name says so: 'Xinjiang'"),
        ("Alpha,,Aksu,Cotton", "the country is not given, and places elsewhere may bear the name"),
        ("Alpha,Viet Nam,Kashgar,Cotton", "but the country is Viet"),
    ],
)
@pytest.mark.parametrize("code", ["uflpa-xinjiang-possible", "cbp-order-origin"])
def test_a_possible_region_says_which_text_points_there(row, why, code):
    assert why in finding(row, code).statement
