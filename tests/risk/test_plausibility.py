"""Whether amounts, days, documents and payees of a chain go together, and what is never told."""

import pytest
from screened import screened

import supplychain_risk as scr
from supplychain_risk.domain import Channel, DueDiligence
from supplychain_risk.errors import PolicyError
from supplychain_risk.laws.plausibility import PLAUSIBILITY
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.unit import UnitResolver

HEAD = "Supplier,Country,Product,Supplies to,Quantity,Unit,Shipment no,Invoice no,Ship date,Delivery date,Payee"
PURE = "Rhine Gate Silicon,Germany,Polysilicon,Kinta Wafers"
WAFERS = "Kinta Wafers,Malaysia,Photovoltaic wafers,"


def told(*rows: str, **more):
    """(supplier, code) → finding of the channel, of a sheet with these rows."""
    document = screened("\n".join((HEAD, *rows)), **more).document
    found = [f for f in document.findings if f.channel is Channel.PLAUSIBILITY]
    assert all(f.certainty == "possible" and not f.calls_for.is_a_persons for f in found)
    return {(f.supplier.partition("-")[0], f.code): f for f in found}


def balanced(into: str, out: str, **more):
    return told(f"{PURE},{into},S-1,,,,", f"{WAFERS},{out},S-1,,,,", **more)


@pytest.mark.parametrize(
    ("into", "out"),
    [
        ("10,t", "9000,kg"),
        ("10,t", "10100,kg"),  # within the tolerance
        ("10,t", "20000,lb"),  # 9,072 kg
        ("10,t", "90000,pcs"),  # unlike units
        ("10,tons", "11000,kg"),  # a ton may be short, long or metric
        ("10,", "11000,kg"),
        ("a few,t", "11000,kg"),
    ],
)
def test_what_fits_or_cannot_be_compared_is_not_told(into, out):
    assert balanced(into, out) == {}


@pytest.mark.parametrize(("into", "out"), [("10,t", "11000,kg"), ("22046,lb", "11,MT"), ("10,公吨", "11000,公斤")])
def test_more_out_than_in_is_told_with_the_cells_of_both_sides_and_what_is_assumed(into, out):
    ((about, finding),) = balanced(into, out).items()
    assert about == ("kinta", "quantity-more-than-input")
    assert {cell.rpartition("!")[2] for cell in finding.cells} == {"E2", "F2", "E3", "F3"}
    assert "This takes the rows marked 'S-1' as all that went in" in finding.statement
    assert "unless stock or a material that no row states went in" in finding.statement
    assert {c.row for c in finding.citations} & {"KGM", "LBR"}
    assert "production records" in finding.next_step
    assert {step.asked_by for step in finding.steps} == {"guidance"}


def test_several_deliveries_of_one_shipment_count_together():
    more = f"{PURE},6,t,S-1,,,,"
    assert told(more, more.replace("6,t", "5,t"), f"{WAFERS},10500,kg,S-1,,,,") == {}


def test_amounts_of_rows_without_a_common_shipment_are_not_compared():
    assert told(f"{PURE},1,t,,,,,", f"{WAFERS},9,t,,,,,") == {}
    assert told(f"{PURE},1,t,S-1,,,,", f"{WAFERS},9,t,S-2,,,,") == {}


def test_goods_that_no_table_connects_are_not_compared_and_the_report_says_so():
    """Glass goes into modules as well as cells do: more weight out than in of cells says nothing."""
    rows = ("Alba Cells,Germany,Solar cells,Bora Bricks,1,t,S-1,,,,", "Bora Bricks,India,Bricks,,9,t,S-1,,,,")
    assert told(*rows) == {}
    document = screened("\n".join((HEAD, *rows))).document
    assert any(
        "compared at 0 of 1 steps" in limit and "no row of our tables" in limit for limit in document.about.limits
    )


def test_pieces_of_one_good_cannot_grow_while_pieces_of_two_can():
    trader = "Bora Trading,India,{},,1200,pcs,S-1,,,,"
    cells = "Alba Cells,Germany,Solar cells,Bora Trading,1000,pcs,S-1,,,,"
    assert set(told(cells, trader.format("Solar cells"))) == {("bora", "quantity-more-than-input")}
    assert told(cells, trader.format("Solar modules")) == {}


def test_the_material_in_the_name_of_a_product_is_not_the_product():
    """ "Cotton yarn" is yarn of cotton, and "cotton shirts" are no cotton: only what a table connects is compared."""
    cotton = "Alba Gin,India,Cotton,Bora Mills,10,t,S-1,,,,"
    assert set(told(cotton, "Bora Mills,India,Cotton yarn,,12,t,S-1,,,,")) == {("bora", "quantity-more-than-input")}
    assert told(cotton, "Bora Mills,India,Cotton yarn,,9,t,S-1,,,,") == {}
    assert told(cotton, "Bora Mills,India,Bags with cotton lining,,12,t,S-1,,,,") == {}


def with_yields(tmp_path, line: str):
    path = tmp_path / "policy.toml"
    path.write_text(f'name = "own"\n[plausibility.yields]\n{line}\n', encoding="utf-8")
    return scr.Policy.read(path)


@pytest.mark.parametrize(
    ("out", "side"), [("9000,kg", None), ("9800,kg", "more"), ("4000,kg", "less"), ("500000,pcs", None)]
)
def test_the_policys_yield_decides_where_there_is_one(tmp_path, out, side):
    policy = with_yields(
        tmp_path,
        '"polysilicon -> photovoltaic-wafers" = { low = 0.5, high = 0.95, unit = "kg per kg", reason = "Our mills." }',
    )
    found = balanced("10,t", out, policy=policy)
    if side is None:
        assert found == {}
    else:
        statement = found["kinta", "quantity-outside-yield"].statement
        assert f"That is {side} than the policy's yield of 0.5 to 0.95 kg per kg" in statement
        assert "Our mills." in statement
    assert any("a yield of polysilicon -> photovoltaic-wafers" in text for text in policy.differences())


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('"moonrock -> solar-cells" = { low = 0, high = 1, unit = "kg per kg", reason = "x" }', "no good 'moonrock'"),
        ('"polysilicon -> solar-cells" = { low = 0, high = 1, unit = "kg", reason = "x" }', "not two units"),
        ('"polysilicon" = { low = 0, high = 1, unit = "kg per kg", reason = "x" }', "input -> good"),
        ('"polysilicon -> solar-cells" = { low = 2, high = 1, unit = "kg per kg", reason = "x" }', "more than high"),
        ('"polysilicon -> solar-cells" = { low = 0, high = 1, unit = "kg per kg" }', "reason"),
    ],
)
def test_a_yield_that_would_compare_nothing_is_refused(tmp_path, line, says):
    with pytest.raises(PolicyError, match=says):
        balanced("1,t", "1,t", policy=with_yields(tmp_path, line))


@pytest.mark.parametrize(
    ("shipped", "product", "is_told"),
    [
        ("2026-03-02", "2026-03-01", True),
        ("2026-03-01", "2026-03-01", False),
        ("March 2026", "2026-03-01", False),  # no day
        ("03/04/2026", "2026-03-20", False),  # March or April: not read
        ("soon", "2026-03-01", False),
    ],
)
def test_an_input_that_leaves_after_its_product_is_told(shipped, product, is_told):
    found = told(f"{PURE},,,S-1,,{shipped},,", f"{WAFERS},,,S-1,,{product},,")
    assert (("kinta", "dates-out-of-order") in found) is is_told
    if is_told:
        assert [c.rpartition("!")[2] for c in found["kinta", "dates-out-of-order"].cells] == ["I2", "I3"]


def test_an_input_between_two_deliveries_of_the_product_may_be_for_the_later_one():
    found = told(f"{PURE},,,S-1,,,2026-03-10,", f"{WAFERS},,,S-1,,2026-03-01,,", f"{WAFERS},,,S-1,,2026-04-01,,")
    assert found == {}


def test_an_order_or_invoice_of_the_product_may_come_before_its_input():
    head = HEAD.replace("Ship date", "Order date").replace("Delivery date", "Invoice date")
    rows = (f"{PURE},,,S-1,,2026-03-10,2026-03-20,", f"{WAFERS},,,S-1,,2026-03-01,2026-03-25,")
    document = screened("\n".join((head, *rows))).document
    assert [f.code for f in document.findings if f.channel is Channel.PLAUSIBILITY] == []


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        (f"{PURE},1,t,S-1,RG-1001,,,", f"{PURE},1,t,S-2,RG-1001,,,", True),  # two shipments
        (f"{PURE},1,t,S-1,RG-1001,,,", f"{PURE},2,t,S-1,RG-1001,,,", False),  # two lines of one invoice
        (f"{PURE},1,t,S-1,RG-1001,,,", f"{PURE},1,t,S-2,RG-1002,,,", False),
        (f"{PURE},1,t,S-1,RG-1001,,,", f"{PURE.replace('Kinta', 'Lagos')},1,t,S-1,rg 1001,,,", True),  # two buyers
        (f"{PURE},1,t,S-1,RG-1001,,,", f"{WAFERS},1,t,S-1,RG-1001,,,", True),  # two sellers of one chain
        (f"{PURE},1,t,S-1,17,,,", f"{WAFERS},1,t,S-1,17,,,", False),  # two sellers number alike
        (f"{PURE},1,t,S-1,RG-1001,,,", f"{WAFERS},1,t,S-2,RG-1001,,,", False),
    ],
)
def test_one_invoice_for_two_deliveries_is_told(one, other, is_told):
    found = {about: f for about, f in told(one, other).items() if about[1] == "document-used-twice"}
    assert bool(found) is is_told
    for finding in found.values():
        assert sorted(c.rpartition("!")[2] for c in finding.cells) == ["H2", "H3"]


def test_an_order_covers_many_shipments_and_goods_sold_afloat_keep_their_bill_of_lading():
    head = HEAD.replace("Invoice no", "PO number")
    rows = (f"{PURE},1,t,S-1,PO-100200,,,", f"{PURE},1,t,S-2,PO-100200,,,")
    afloat = (
        "Alba Mine,Germany,Polysilicon,Bora Trading,1,t,,HAM-40117,,,",
        "Bora Trading,India,Polysilicon,,1,t,,HAM-40117,,,",
    )
    for heading, lines in ((head, rows), (HEAD.replace("Invoice no", "Bill of lading no"), afloat)):
        document = screened("\n".join((heading, *lines))).document
        assert [f.code for f in document.findings if f.code == "document-used-twice"] == []


@pytest.mark.parametrize(
    ("payee", "is_told"),
    [
        ("Rhine Gate Silicon", False),
        ("RHINE GATE SILICON GMBH", False),
        ("莱茵硅业", False),  # another script: not compared
        ("Blue Harbor Holdings Ltd", True),
        ("", False),
    ],
)
def test_another_payee_is_told_and_calls_for_no_more_than_the_usual(payee, is_told):
    found = told(f"{PURE},1,t,,,,,{payee}", f"{WAFERS},1,t,,,,,")
    assert (("rhine", "payee-differs") in found) is is_told
    if is_told:
        assert found["rhine", "payee-differs"].calls_for is DueDiligence.STANDARD


def test_a_payee_alone_is_the_supplier():
    network = scr.load([{"Payee": "Alba Yarns", "Country": "India", "Amount": "5"}])
    assert [s.name for s in network.suppliers.values()] == ["Alba Yarns"]


def test_doubts_count_upstream_of_nobody_and_hold_nothing():
    document = screened(
        "\n".join((HEAD, f"{PURE},1,t,S-1,,,,", f"{WAFERS.rstrip(',')},Lark Cells,9,t,S-1,,,,"))
    ).document
    assert {f.code for f in document.findings if f.channel is Channel.PLAUSIBILITY} == {"quantity-more-than-input"}
    assert [c.holds for c in document.company_exposure] == [0] * len(document.company_exposure)


@pytest.mark.parametrize("kind", PLAUSIBILITY.kinds, ids=lambda kind: kind.code)
def test_no_kind_of_the_channel_calls_for_a_persons_decision_by_default(kind):
    assert (kind.stated, kind.possible, kind.chooser) == (None, None, "policy")


def test_a_pound_is_less_than_half_a_kilogram_and_a_bare_ton_is_not_guessed():
    units = UnitResolver(Reference.bundled())
    assert units.resolve("lbs").factor == 0.45359237
    assert {units.resolve(text).id for text in ("KG", "Kgs", "公斤", "kilograms")} == {"KGM"}
    assert [units.resolve(text) for text in ("ton", "tons", "set", "")] == [None] * 4


def test_the_unit_may_stand_in_the_heading():
    network = scr.load([{"Supplier": "Alba", "Country": "India", "Product": "Cotton", "Net weight (kg)": "12"}])
    assert [(line.quantity, line.unit) for line in network.suppliers["alba-in"].lines] == [(12.0, "kg")]
