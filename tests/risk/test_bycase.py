"""What is worked out once for suppliers that are alike is what each of them would be told alone."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from screened import screened

from supplychain_risk.domain import CellRef, Control, EvidenceClass, Line, Method, Reading, Resolution, Supplier
from supplychain_risk.laws.case import Case, cells_of
from supplychain_risk.laws.triggers import drafts, is_stated, united
from supplychain_risk.resolve.scheme import SchemeResolver
from supplychain_risk.risk import bycase
from supplychain_risk.risk.bycase import ByCase
from supplychain_risk.risk.controls import Controls, residual
from supplychain_risk.risk.structural import score

WORLD = screened("Supplier name,Country\nAlpha,China").screening.world


def said(code, method=Method.EXACT, candidates=()):
    return Resolution(raw=code or "?", method=method, code=code, candidates=candidates)


NOT_KNOWN = said(None, Method.UNRESOLVED)
COUNTRIES = (said("CN"), said("BD"), said("PT"), said(None, Method.AMBIGUOUS, ("CD", "CG")), NOT_KNOWN)
REGIONS = (said("CN-XJ"), said("CN-GD"))
GOODS = (said("cotton"), said("garments"), said("cotton", Method.PHRASE), said("gold"), NOT_KNOWN)
SECTORS = (said("1410"), said("0116"), said("G"))


def cell(number):
    return CellRef("a.csv", "a", f"A{number}")


@st.composite
def readings(draw, of, most=2):
    """Readings of texts that many suppliers have, from cells of their own, which rows may share."""
    many = draw(st.lists(st.sampled_from(of), max_size=most))
    return tuple(Reading(resolution=one, cells=(cell(draw(st.integers(1, 4))),)) for one in many)


@st.composite
def suppliers(draw):
    def one(of):
        return next(iter(draw(readings(of, 1))), None)

    lines = tuple(
        Line(goods=draw(readings(GOODS)), origin=one(COUNTRIES), region=one(REGIONS))
        for _ in range(draw(st.integers(0, 2)))
    )
    return Supplier(
        id="s",
        name="S",
        country=one(COUNTRIES),
        region=one(REGIONS),
        possible_region=one(REGIONS),
        sectors=draw(readings(SECTORS)),
        commodities=draw(readings(GOODS, 3)),
        lines=lines,
    )


@pytest.fixture(scope="module")
def known():
    """Shared by all examples: what one supplier left there must not be told of another."""
    return ByCase(WORLD)


@settings(max_examples=400, deadline=None)
@given(supplier=suppliers())
def test_a_supplier_is_told_what_it_would_be_told_alone(known, supplier):
    found, case = known.of(supplier), Case.of(supplier)
    assert found.case == case
    assert found.drafts == united([drafts(one, WORLD) for one in case.readings(supplier)], is_stated(supplier))
    assert found.score == score(case.scored(), WORLD)
    assert known.of(supplier).case is found.case


def test_goods_that_no_line_places_tell_suppliers_apart():
    """Both state cotton, and a line of cotton from China; one states it in another cell besides."""
    cotton = Reading(resolution=GOODS[0], cells=(cell(1),))
    line = Line(goods=(cotton,), origin=Reading(resolution=COUNTRIES[0], cells=(cell(2),)))
    placed, both = (
        Supplier(id="s", name="S", commodities=(cotton.changed(cells=cells),), lines=(line,))
        for cells in ((cell(1),), (cell(1), cell(3)))
    )
    known = ByCase(WORLD)
    assert [known.of(one).case.unplaced for one in (placed, both)] == [(), Case.of(both).goods]


def test_of_a_list_whose_texts_all_differ_only_so_many_are_remembered(monkeypatch):
    monkeypatch.setattr(bycase, "_MOST_ALIKE", 3)
    known = ByCase(WORLD)
    for country, sector in product(COUNTRIES, SECTORS):
        supplier = Supplier(
            id="s", name="S", country=Reading(resolution=country), sectors=(Reading(resolution=sector),)
        )
        assert known.of(supplier).case == Case.of(supplier)
        assert len(known._alike) <= 3


SCHEMES = SchemeResolver(WORLD.reference)
CONTROLS = [
    Control(evidence=evidence, what=what, in_place=in_place, dated=dated, cells=(cell(number),))
    for number, (evidence, what, in_place, dated) in enumerate(
        product(
            (EvidenceClass.AUDIT, EvidenceClass.CERTIFICATE),
            ("SMETA", "ISO 14001"),
            (True, None),
            (None, date(2026, 1, 1), date(2023, 1, 1)),
        )
    )
]


def named(control):
    return SCHEMES.named(control.what, control.answer)


@settings(max_examples=60, deadline=None)
@given(controls=st.lists(st.sampled_from(CONTROLS), max_size=3), cells=st.tuples(*[st.integers(1, 9)] * 3))
def test_controls_that_say_the_same_leave_the_same_each_with_its_own_cells(controls, cells):
    own = [control.changed(cells=(cell(number),)) for control, number in zip(controls, cells, strict=False)]
    before = score(Case.of(Supplier(id="s", name="S")).scored(), WORLD)
    left = Controls(WORLD)
    left.after(before, controls)
    alone = residual(before.low, before.high, own, WORLD.policy.controls, WORLD.as_of, named)
    assert left.after(before, own).residual == alone


def test_cells_are_told_once_and_in_the_order_in_which_they_were_read():
    reading = Reading(resolution=COUNTRIES[0], cells=(cell(1), cell(2)))
    again = Reading(resolution=GOODS[0], cells=(cell(2), cell(3), cell(3)))
    supplier = Supplier(id="s", name="S", country=reading, commodities=(again, again))
    assert cells_of(supplier, ("country",)) is reading.cells
    assert cells_of(supplier, ("good:cotton",)) == (cell(2), cell(3))
    assert cells_of(supplier, ("country", "goods")) == (cell(1), cell(2), cell(3))
    assert cells_of(supplier, ("region", "good:gold", "sectors")) == ()
