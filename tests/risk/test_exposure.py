"""Exposure: laws on random networks, and the arithmetic on small ones."""

import pytest
from chains import unmapped_shares
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.domain import CellRef, Method, Reading, Resolution, Supplier, SupplyLink
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.policy import Policy
from supplychain_risk.risk.exposure import exposures
from supplychain_risk.risk.shares import weigh

POLICY = Policy.default()


def supplier(name: str, sector: str | None = None) -> Supplier:
    sectors = (Reading(resolution=Resolution(raw=sector, method=Method.EXACT, code=sector)),) if sector else ()
    return Supplier(id=name, name=name, sectors=sectors)


def network(links: list[SupplyLink], **sectors: str) -> SupplyNetwork:
    names = {end for link in links for end in (link.supplier, link.buyer)} - {COMPANY}
    return SupplyNetwork([supplier(n, sectors.get(n)) for n in names], links)


def link(a: str, b: str, **more) -> SupplyLink:
    return SupplyLink(supplier=a, buyer=COMPANY if b == "@" else b, **more)


def test_worst_path_fades_with_distance_and_is_named():
    net = network([link("A", "@"), link("B", "A"), link("C", "B")])
    found = exposures(net, {"A": 3.0, "B": 5.0, "C": 10.0}, {}, POLICY)
    assert found[COMPANY].worst == pytest.approx(10 * 0.8**2)
    assert found[COMPANY].worst_path == ("C", "B", "A", COMPANY)
    assert found["A"].worst == pytest.approx(8.0)
    assert found["C"].worst is None


def test_findings_are_counted_once_and_do_not_fade():
    net = network([link("A", "@"), link("B", "@"), link("C", "A"), link("C", "B")])
    found = exposures(net, dict.fromkeys("ABC", 2.0), {"C": 4}, POLICY)
    assert found[COMPANY].triggers == 4
    assert found["A"].triggers == 4


def test_share_exposed_by_spend():
    net = network([link("A", "@", spend=300.0), link("B", "@", spend=100.0)])
    found = exposures(net, {"A": 7.0, "B": 3.0}, {}, POLICY)[COMPANY]
    assert (found.share_exposed, found.share_basis) == (0.75, "spend")


def test_share_exposed_through_the_upstream_of_a_calm_supplier():
    net = network([link("A", "@"), link("B", "@"), link("C", "B")])
    found = exposures(net, {"A": 3.0, "B": 3.0, "C": 10.0}, {}, POLICY)[COMPANY]
    assert (found.share_exposed, found.share_basis) == (0.5, "equal split")


def test_the_share_lies_between_the_low_and_the_high_ends():
    net = network([link("A", "@"), link("B", "@")])
    found = exposures(net, {"A": 10.0, "B": 7.0}, {}, POLICY, own_low={"A": 2.0, "B": 7.0}, unassessed=("A",))[COMPANY]
    assert (found.share_exposed_low, found.share_exposed) == (0.5, 1.0)
    assert (found.worst, found.worst_path[0], found.worst_assessed) == (10.0, "A", False)
    known = exposures(net, {"A": 10.0, "B": 7.0}, {}, POLICY, unassessed=("B",))[COMPANY]
    assert (known.share_exposed_low, known.worst_assessed) == (1.0, True)


def test_supply_with_a_hold_counts_whatever_the_scores_say():
    net = network([link("A", "@", spend=300.0), link("B", "@", spend=100.0), link("C", "A")])
    found = exposures(net, dict.fromkeys("ABC", 2.0), {}, POLICY, holds=("C",))
    assert (found[COMPANY].share_exposed, found[COMPANY].share_with_hold) == (0.0, 0.75)
    assert (found["A"].share_with_hold, found["B"].share_with_hold) == (1.0, None)
    both = exposures(net, dict.fromkeys("ABC", 2.0), {}, POLICY, holds=("B", "C"))[COMPANY]
    assert both.share_with_hold == 1.0


def test_a_company_on_hold_does_not_inherit_its_own_hold_through_a_circle():
    net = network([link("A", "@"), link("B", "A"), link("A", "B")])
    found = exposures(net, dict.fromkeys("AB", 2.0), {}, POLICY, holds=("A",))
    assert (found["A"].share_with_hold, found["B"].share_with_hold, found[COMPANY].share_with_hold) == (0.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("links", "basis", "mapped"),
    [
        ([link("A", "@", share=0.2), link("B", "@", share=0.3)], "stated share", 0.5),
        ([link("A", "@", share=0.8), link("B", "@", share=0.9)], "stated share", 1.0),
        ([link("A", "@", spend=5.0), link("B", "@")], "equal split", 1.0),
        ([link("A", "@", spend=5.0), link("B", "@", spend=-5.0)], "equal split", 1.0),
        ([], "", 0.0),
    ],
)
def test_weights_say_what_they_rest_on(links, basis, mapped):
    weights = weigh(links)
    assert weights.basis == basis
    assert weights.mapped == pytest.approx(mapped)
    assert sum(weights.by_supplier.values()) == pytest.approx(mapped)


def at(sheet, row):
    return (CellRef(f"{sheet}.csv", sheet, f"A{row}"),)


def test_a_sheet_without_amounts_takes_nothing_from_one_that_states_them():
    """A register and a list of audits beside a list of payments."""
    paid = [link("A", "@", spend=90.0, cells=at("paid", 2)), link("B", "@", spend=10.0, cells=at("paid", 3))]
    listed = [link(s, "@", cells=at(sheet, 2)) for s in "AB" for sheet in ("register", "audits")]
    assert weigh([*paid, *listed]).by_supplier == pytest.approx({"A": 0.9, "B": 0.1})
    assert weigh([*listed, *paid]).basis == "spend"
    unknown = link("A", "@", cells=at("paid", 4))  # an order whose amount nobody wrote down
    assert weigh([*paid, *listed, unknown]).basis == "equal split"
    more = link("A", "@", spend=100.0, cells=at("paid too", 2))
    assert weigh([*paid, *listed, more]).by_supplier == pytest.approx({"A": 0.95, "B": 0.05})


def test_unmapped_share_ends_at_a_primary_producer():
    links = [link("maker", "@"), link("farm", "maker", share=0.6)]
    shares = unmapped_shares(network(links, farm="0116", maker="14"))
    assert shares["farm"] == 0
    assert shares["maker"] == pytest.approx(0.4)
    assert shares[COMPANY] == pytest.approx(0.4)


def test_a_maker_that_names_nobody_is_unmapped_and_a_circle_traces_nothing():
    shares = unmapped_shares(network([link("A", "@"), link("B", "A"), link("A", "B")]))
    assert shares["A"] == 1
    assert shares["B"] == 1


names = st.sampled_from("ABCDEF")
edge_lists = st.lists(st.tuples(names, st.sampled_from("ABCDEF@")), min_size=1, max_size=12)
scores = st.fixed_dictionaries({n: st.floats(0, 10) for n in "ABCDEF"})


def build(pairs) -> SupplyNetwork:
    links = [link(a, b) for a, b in pairs]
    return SupplyNetwork([supplier(n) for n in "ABCDEF"], links)


def worst(found, node):
    return found[node].worst or 0.0


@given(edge_lists, scores, names)
def test_a_riskier_supplier_never_lowers_anything(pairs, own, who):
    before = exposures(build(pairs), own, {}, POLICY)
    after = exposures(build(pairs), {**own, who: 10.0}, {}, POLICY)
    for node in before:
        assert worst(after, node) >= worst(before, node)
        assert (after[node].share_exposed or 0) >= (before[node].share_exposed or 0) - 1e-12


@given(edge_lists, scores, st.data())
def test_removing_a_link_never_raises_worst_or_triggers(pairs, own, data):
    gone = data.draw(st.integers(0, len(pairs) - 1))
    findings = dict.fromkeys("ABCDEF", 1)
    before = exposures(build(pairs), own, findings, POLICY)
    after = exposures(build(pairs[:gone] + pairs[gone + 1 :]), own, findings, POLICY)
    for node in after:
        assert worst(after, node) <= worst(before, node)
        assert after[node].triggers <= before[node].triggers


@given(edge_lists, scores)
def test_doubling_every_link_changes_nothing(pairs, own):
    assert exposures(build(pairs), own, {}, POLICY) == exposures(build(pairs + pairs), own, {}, POLICY)


@given(edge_lists, scores)
def test_shares_stay_between_nothing_and_all(pairs, own):
    for exposure in exposures(build(pairs), own, {}, POLICY).values():
        assert 0 <= (exposure.share_exposed or 0) <= 1 + 1e-9
        assert (exposure.share_exposed_low or 0) <= (exposure.share_exposed or 0)
        assert 0 <= (exposure.unmapped_share or 0) <= 1
