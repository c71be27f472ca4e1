"""Laws of exposure on random networks. Where a law does not hold as one would word it first, the exact form is here."""

import itertools
from functools import cache

import numpy as np
import pytest
from chains import NAMES, by_hand, chain, link, smallest_sets
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from screened import screened

from supplychain_risk.domain import Supplier
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.policy import Policy
from supplychain_risk.risk import bits, unions, upstream
from supplychain_risk.risk.engagement import smallest_set
from supplychain_risk.risk.exposure import exposures
from supplychain_risk.risk.shares import weigh

POLICY = Policy.default()
FADE, THRESHOLD = POLICY.exposure.attenuation.value, POLICY.exposure.exposed_from.value
COUNTS = ("triggers", "upstream", "holds")

names = st.sampled_from(NAMES)
pairs = st.tuples(names, st.sampled_from(NAMES + "@"))
chains = st.lists(pairs, min_size=1, max_size=14)
scores = st.fixed_dictionaries({n: st.floats(2, 10) for n in NAMES})
counts = st.fixed_dictionaries({n: st.integers(0, 40) for n in NAMES})
holding = st.sets(names, max_size=4)
amounts = st.floats(1, 1000)


def told(network, own, findings=None, holds=(), policy=POLICY, low=None):
    return exposures(network, own, findings or dict.fromkeys(NAMES, 1), policy, own_low=low, holds=holds)


def faded(value: float) -> Policy:
    number = POLICY.exposure.attenuation.model_copy(update={"value": value})
    return POLICY.model_copy(update={"exposure": POLICY.exposure.model_copy(update={"attenuation": number})})


def worst(exposure) -> float:
    return exposure.worst or 0.0


# --- by hand ----------------------------------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=200)
@given(chains, scores, counts, holding, st.sampled_from([0.0, 0.5, FADE, 1.0]))
def test_exposure_equals_following_every_path_by_hand(links, own, findings, holds, fade):
    net = chain(links)
    found = told(net, own, findings, holds, faded(fade))
    for node, exposure in found.items():
        hardest, triggers, upstream, exposed = by_hand(net, own, findings, node, fade, THRESHOLD)
        assert exposure.worst == (None if hardest is None else pytest.approx(hardest))
        assert (exposure.triggers, exposure.upstream) == (triggers, upstream)
        assert exposure.holds == by_hand(net, own, dict.fromkeys(holds, 1), node, fade, THRESHOLD)[1]
        direct = net.suppliers_of.get(node, ())
        assert exposure.share_exposed == (pytest.approx(len(exposed) / len(direct)) if direct else None)


WAYS = st.fixed_dictionaries(
    {
        (upstream, "PLAIN"): st.sampled_from([0, 64]),
        (unions, "FEW"): st.sampled_from([0, 1, 3, 64]),
        (unions, "HELD"): st.sampled_from([-1, 10, 2**25]),
        (unions, "SPARSE"): st.sampled_from([1, 2048]),
        (unions, "ROWS"): st.sampled_from([1, 10**9]),
        (unions, "AT_ONCE"): st.sampled_from([1, 5, 2**22]),
        (bits, "WIDE"): st.sampled_from([0, 10**9]),
        (bits, "CHUNK"): st.sampled_from([1, 64, 32768]),
        (bits, "CACHED"): st.sampled_from([1, 2**21]),
        (bits, "BLOCK"): st.sampled_from([1, 3, 4096]),
        (bits, "MANY"): st.sampled_from([1, 2, 32]),
    }
)
"""How sets are passed on: plainly, as numbers, as bits level by level, as bits one by one; at once or in parts."""


def summed_by_asking(net, weights):
    """Whatever the way, each supplier upstream counts once."""
    return {
        n: total for n in net.upstream_first if (total := sum(weights.get(behind, 0) for behind in net.upstream(n)))
    }


@settings(max_examples=100)
@given(chains, counts, counts, WAYS)
def test_sums_are_those_of_asking_each_company_however_sets_are_passed_on(links, one, other, ways):
    net = chain(links)
    with pytest.MonkeyPatch.context() as patch:
        for (module, name), value in ways.items():
            patch.setattr(module, name, value)
        found = upstream.Reach(net).sums(one, other, one, {})
    assert found == tuple(summed_by_asking(net, weights) for weights in (one, other, one, {}))


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.integers(1, 12), st.booleans(), WAYS)
def test_sums_of_hundreds_of_companies_are_those_of_asking_each(rng, deep, around, ways):
    """More than bits of one word, and weights of several kinds."""
    many = [f"S{number:03}" for number in range(200)]
    tiers = [many[tier::deep] for tier in range(deep)]
    pairs = [(rng.choice(many), COMPANY) for _ in range(30)]
    for _ in range(rng.randrange(600)):
        near, far = sorted((rng.randrange(deep), rng.randrange(deep)))
        if near < far:
            pairs.append((rng.choice(tiers[far]), rng.choice(tiers[near])))
    if around:
        pairs += [(rng.choice(many), rng.choice(many)) for _ in range(3)]
    net = SupplyNetwork([Supplier(id=n, name=n) for n in many], [link(a, b) for a, b in pairs])
    weights = {name: rng.choice([0, 1, 1, 2, 10**12]) for name in many}, dict.fromkeys(many, 1)
    with pytest.MonkeyPatch.context() as patch:
        for (module, name), value in ways.items():
            patch.setattr(module, name, value)
        assert upstream.Reach(net).sums(*weights) == tuple(summed_by_asking(net, one) for one in weights)


@given(st.lists(st.integers(0, 2**64 - 1), min_size=1))
def test_bits_are_counted_alike_with_a_numpy_that_does_not_count_them(words):
    assert bits._ones_by_hand(np.array(words, np.uint64)).tolist() == [word.bit_count() for word in words]


@given(chains, scores)
def test_the_worst_path_is_a_shortest_path_and_has_the_worst_value(links, own):
    net = chain(links)
    for node, exposure in told(net, own).items():
        if exposure.worst is None:
            assert exposure.worst_path == ()
            continue
        path = exposure.worst_path
        assert path[-1] == node
        assert len(set(path)) == len(path)
        assert all(b in net.buyers_of[a] for a, b in itertools.pairwise(path))
        assert len(path) == len(net.shortest_path(path[0], node))
        assert exposure.worst == pytest.approx(own[path[0]] * FADE ** (len(path) - 2))


@given(chains)
def test_each_supplier_counts_once_however_many_paths_lead_from_it(links):
    net = chain(links)
    for node, exposure in told(net, dict.fromkeys(NAMES, 5.0)).items():
        assert exposure.upstream == exposure.triggers == len(net.upstream(node))


@given(chains, scores, counts, holding)
def test_findings_do_not_fade(links, own, findings, holds):
    """Whatever the attenuation, and whatever the scores."""
    net = chain(links)
    one, other = (
        told(net, own, findings, holds, faded(1.0)),
        told(net, dict.fromkeys(own, 2.0), findings, holds, faded(0)),
    )
    for node in one:
        assert [getattr(one[node], what) for what in COUNTS] == [getattr(other[node], what) for what in COUNTS]


# --- more risk, fewer links --------------------------------------------------------------------------------------


@given(chains, scores, names, st.floats(THRESHOLD, 10), st.lists(st.sampled_from(NAMES + "@"), min_size=1, max_size=3))
def test_adding_a_risky_supplier_never_lowers_anything(links, own, source, score, buyers):
    """Risky: its own score is at or above `exposed_from`. In an equal split it counts as one more that is exposed."""
    before = told(chain(links), own)
    larger = chain([*links, *(("X", b) for b in buyers), (source, "X")], NAMES + "X")
    after = told(larger, {**own, "X": score}, dict.fromkeys(NAMES + "X", 1))
    for node, exposure in before.items():
        assert worst(after[node]) >= worst(exposure)
        assert all(getattr(after[node], what) >= getattr(exposure, what) for what in COUNTS)
        assert (after[node].share_exposed or 0) >= (exposure.share_exposed or 0) - 1e-12


@given(chains, scores, st.lists(amounts, min_size=14, max_size=14), st.sampled_from(NAMES + "@"), amounts)
def test_adding_a_risky_supplier_that_states_spend_as_the_others_do_never_lowers_the_share(
    links, own, spend, buyer, more
):
    """A link without spend among links with it makes the shares an equal split: another yardstick, not less risk."""
    before = told(chain(links, spend=spend), own)
    after = told(chain([*links, ("X", buyer)], NAMES + "X", spend=[*spend[: len(links)], more]), {**own, "X": 9.0})
    for node in before:
        assert (after[node].share_exposed or 0) >= (before[node].share_exposed or 0) - 1e-12


@given(chains, scores, counts, holding, st.data())
def test_removing_a_link_never_raises_worst_or_counts_nor_the_share_of_other_buyers(links, own, findings, holds, data):
    gone = data.draw(st.integers(0, len(links) - 1))
    buyer = COMPANY if links[gone][1] == "@" else links[gone][1]
    before = told(chain(links), own, findings, holds)
    after = told(chain(links[:gone] + links[gone + 1 :]), own, findings, holds)
    for node in after:
        assert worst(after[node]) <= worst(before[node])
        assert all(getattr(after[node], what) <= getattr(before[node], what) for what in COUNTS)
        if node != buyer:
            assert (after[node].share_exposed or 0) <= (before[node].share_exposed or 0) + 1e-12


@given(chains, scores, st.data())
def test_removing_a_link_never_raises_the_exposed_amount_of_its_buyer(links, own, data):
    """The share can rise: of two suppliers one exposed, without the calm one all that is left is exposed."""
    gone = data.draw(st.integers(0, len(links) - 1))
    nets = chain(links), chain(links[:gone] + links[gone + 1 :])
    before, after = (
        {n: (x.share_exposed or 0) * len(net.suppliers_of.get(n, ())) for n, x in told(net, own).items()}
        for net in nets
    )
    for node in after:
        assert after[node] <= before[node] + 1e-9


@given(st.sets(pairs, min_size=1, max_size=14), scores, st.data())
def test_where_shares_are_stated_and_fit_in_one_removing_a_link_never_raises_the_share(links, own, data):
    listed = sorted(links)
    share = [1 / 14] * len(listed)
    gone = data.draw(st.integers(0, len(listed) - 1))
    before = told(chain(listed, share=share), own)
    after = told(chain(listed[:gone] + listed[gone + 1 :], share=share), own)
    for node in after:
        assert (after[node].share_exposed or 0) <= (before[node].share_exposed or 0) + 1e-12


def test_the_share_of_the_links_own_buyer_can_rise_when_a_calm_supplier_goes():
    own = {"A": 9.0, "B": 3.0}
    both = told(chain([("A", "@"), ("B", "@")], "AB"), own)[COMPANY]
    one = told(chain([("A", "@")], "AB"), own)[COMPANY]
    assert (both.share_exposed, one.share_exposed) == (0.5, 1.0)
    assert both.worst == one.worst


SHARES = ("share_exposed", "share_exposed_low", "share_with_hold")


# --- the same thing told otherwise -------------------------------------------------------------------------------


@given(
    chains, scores, st.lists(amounts, min_size=14, max_size=14), st.lists(st.floats(0.1, 0.9), min_size=14, max_size=14)
)
def test_splitting_the_rows_of_a_supplier_changes_nothing(links, own, spend, parts):
    whole = told(chain(links, spend=spend), own)
    halves = [x * p for x, p in zip(spend, parts, strict=True)]
    rest = [x - h for x, h in zip(spend, halves, strict=True)]
    split = told(chain([*links, *links], spend=[*halves[: len(links)], *rest[: len(links)]]), own)
    for node, exposure in whole.items():
        other = split[node]
        for share in SHARES:
            told_whole, told_split = getattr(exposure, share), getattr(other, share)
            assert told_split == (pytest.approx(told_whole) if told_whole is not None else None)
        apart = dict.fromkeys((*SHARES, "unmapped_share"))
        assert other.changed(**apart) == exposure.changed(**apart)
        assert other.unmapped_share == (
            pytest.approx(exposure.unmapped_share) if exposure.unmapped_share else exposure.unmapped_share
        )


@given(chains, scores, counts, holding, st.permutations(NAMES), st.randoms(use_true_random=False))
def test_other_ids_and_another_order_of_links_change_nothing(links, own, findings, holds, other, random):
    renamed = dict(zip(NAMES, other, strict=True)) | {"@": "@", COMPANY: COMPANY}
    moved = [(renamed[a], renamed[b]) for a, b in links]
    random.shuffle(moved)
    one = told(chain(links), own, findings, holds)
    two = told(
        chain(moved),
        {renamed[n]: v for n, v in own.items()},
        {renamed[n]: v for n, v in findings.items()},
        {renamed[n] for n in holds},
    )
    for node, exposure in one.items():
        there = two[renamed[node]]
        assert there.worst == exposure.worst
        assert there.share_exposed == exposure.share_exposed
        assert there.unmapped_share == (
            None if exposure.unmapped_share is None else pytest.approx(exposure.unmapped_share)
        )
        assert [getattr(there, what) for what in COUNTS] == [getattr(exposure, what) for what in COUNTS]
    sets = smallest_set(chain(links), holds), smallest_set(chain(moved), {renamed[n] for n in holds})
    assert {renamed[g.supplier] for g in sets[0].gates} == {g.supplier for g in sets[1].gates}
    assert sets[0].only_one == sets[1].only_one


@given(chains, scores, st.fixed_dictionaries({n: st.floats(0, 2) for n in NAMES}))
def test_the_interval_of_less_knowledge_contains_that_of_more(links, own, unknown):
    net = chain(links)
    more = told(net, own, low={n: v - 1 for n, v in own.items()})
    less = told(net, {n: v + unknown[n] for n, v in own.items()}, low={n: v - 1 - unknown[n] for n, v in own.items()})
    for node, exposure in more.items():
        if exposure.worst is not None:
            assert less[node].worst_low <= exposure.worst_low <= exposure.worst <= less[node].worst
        if exposure.share_exposed is not None:
            assert less[node].share_exposed_low <= exposure.share_exposed_low
            assert exposure.share_exposed_low <= exposure.share_exposed <= less[node].share_exposed


# --- circles -----------------------------------------------------------------------------------------------------


@given(chains, scores)
def test_a_link_to_itself_and_a_link_stated_twice_change_nothing(links, own):
    selves = [(n, n) for n in NAMES]
    assert told(chain(links), own) == told(chain([*links, *links, *selves]), own)


@given(chains, scores, names, names)
def test_closing_a_circle_reaches_only_those_downstream_of_the_new_link(links, own, seller, buyer):
    """Who buys from `buyer`, directly or not, has more upstream now; nobody else has, and nobody has itself."""
    net, closed = chain(links), chain([*links, (seller, buyer)])
    before, after = told(net, own), told(closed, own)
    reached = {buyer} | {n for n in before if buyer in closed.upstream(n)}
    for node, exposure in after.items():
        assert node not in closed.upstream(node)
        if node not in reached:
            assert exposure == before[node]


def test_going_round_adds_nothing():
    """B is as risky as A makes it, A as B makes it; neither is made worse by itself."""
    net = chain([("A", "@"), ("B", "A"), ("A", "B")], "AB")
    found = told(net, {"A": 10.0, "B": 2.0})
    assert (found["A"].worst, found["B"].worst) == (2.0, 10.0)
    assert (found["A"].share_exposed, found["B"].share_exposed) == (0.0, 1.0)
    assert found[COMPANY].worst == 10.0
    assert (found["A"].triggers, found["B"].triggers, found[COMPANY].triggers) == (1, 1, 2)


ROWS = [
    "A1,Alpha,Bangladesh,Apparel,Garments,,400",
    "B1,Beta,China,Textiles,Textiles,A1,30",
    "C1,Gamma,Turkmenistan,Agriculture,Cotton,B1,10",
    "D1,Delta,,Apparel,Garments,,100",
    "E1,Epsilon,Portugal,Apparel,Garments,,250",
]
HEAD = "Supplier ID,Supplier name,Country,Sector,Product,Supplies to (ID),Spend"


def assessed(rows, columns=range(7)):
    return document_of("\n".join(",".join(line.split(",")[c] for c in columns) for line in [HEAD, *rows]))


@cache
def document_of(sheet):
    """The sheet as it stands is compared with every example, and screened once."""
    return screened(sheet).document


def without_cells(document):
    """What the report says, but for where it was read."""
    return (
        {
            s.id: (
                s.due_diligence,
                s.why,
                s.structural and (s.structural.low, s.structural.high),
                s.exposure,
                s.stability,
            )
            for s in document.suppliers
        },
        {(f.id, f.certainty, f.statement, f.paths) for f in document.findings},
        document.engagement,
        document.concentration,
    )


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.permutations(ROWS), st.permutations(range(7)))
def test_another_order_of_rows_and_columns_changes_no_word(rows, columns):
    # left of the names a country heads a group, and blanks below it are read as its own
    assume(columns.index(1) < columns.index(2))
    assert without_cells(assessed(rows, columns)) == without_cells(assessed(ROWS))


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.integers(0, 4), st.integers(1, 9))
def test_splitting_a_row_of_the_sheet_changes_no_word(which, tenths):
    *cells, spend = ROWS[which].split(",")
    part = int(spend) * tenths // 10
    halves = [",".join([*cells, str(amount)]) for amount in (part, int(spend) - part)]
    assert without_cells(assessed([*ROWS[:which], *halves, *ROWS[which + 1 :]])) == without_cells(assessed(ROWS))


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(["Turkmenistan,Agriculture,Cotton", "China,Apparel,Garments"]),
    st.sampled_from(["", "A1", "B1", "D1", "E1"]),
)
def test_a_risky_supplier_more_makes_nobody_less_urgent_and_removes_no_finding(kind, buyer):
    before, after = assessed(ROWS), assessed([*ROWS, f"Z1,Omega,{kind},{buyer},50"])
    now = {s.id: s for s in after.suppliers}
    for supplier in before.suppliers:
        other = now[supplier.id]
        assert other.due_diligence.at_least(supplier.due_diligence)
        assert other.structural == supplier.structural
    # what was inferred because nobody was known upstream goes where somebody is
    stays = {f.id for f in before.findings if f.certainty != "inferred"}
    assert stays < {f.id for f in after.findings}
    one, two = before.company_exposure[0], after.company_exposure[0]
    assert two.worst >= one.worst
    assert two.triggers > one.triggers
    assert two.upstream == one.upstream + 1


def test_a_circle_changes_no_score_of_its_members():
    straight, round_ = assessed(ROWS), assessed([*ROWS, "B1,Beta,China,Textiles,Textiles,C1,5"])
    for one, other in zip(straight.suppliers, round_.suppliers, strict=True):
        assert {s.id for s in straight.suppliers} == {s.id for s in round_.suppliers}
        assert one.structural == replace_cells(other.structural, one.structural)
    assert round_.cycles == (("B1", "C1"),)


def replace_cells(score, like):
    return score.changed(cells=like.cells)


# --- the smallest set --------------------------------------------------------------------------------------------


@settings(max_examples=300)
@given(chains, holding)
def test_the_smallest_set_is_one_of_the_smallest_and_knows_whether_it_is_the_only_one(links, holds):
    net = chain(links)
    found = smallest_set(net, holds)
    every = smallest_sets(net, holds)
    assert frozenset(g.supplier for g in found.gates) in every
    assert found.only_one == (len(every) == 1)
    if not found.only_one:
        assert frozenset(found.alternative) in every
        assert frozenset(found.alternative) != frozenset(g.supplier for g in found.gates)
    assert {*found.holds, *found.unconnected} == holds


@given(chains, holding)
def test_without_the_smallest_set_no_hold_reaches_the_company(links, holds):
    chosen = {g.supplier for g in smallest_set(chain(links), holds).gates}
    left = chain([(a, b) for a, b in links if a not in chosen and b not in chosen])
    assert not [h for h in holds if h not in chosen and left.is_connected(h)]


def test_of_equal_sets_the_one_nearest_the_company_is_chosen():
    net = chain([("A", "@"), ("B", "A"), ("C", "B"), ("D", "C")], "ABCD")
    found = smallest_set(net, {"D"})
    assert [g.supplier for g in found.gates] == ["A"]
    assert (found.only_one, found.alternative) == (False, ("D",))


def test_a_hold_in_the_set_either_sells_directly_or_its_ways_spread():
    net = chain([("A", "@"), ("B", "@"), ("C", "A"), ("C", "B"), ("D", "@")], "ABCD")
    gates = {g.supplier: g for g in smallest_set(net, {"C", "D"}).gates}
    assert (gates["C"].is_hold, gates["C"].is_direct) == (True, False)
    assert (gates["D"].is_hold, gates["D"].is_direct) == (True, True)


def test_companies_that_are_only_buyers_cannot_be_chosen():
    """Two brands buy from an agent of whom no row is known; the agent is a buyer only."""
    links = [link("A", "agent"), link("B", "agent"), link("agent", "@")]
    net = SupplyNetwork([Supplier(id="A", name="A"), Supplier(id="B", name="B")], links, buyers={"agent": "Agent"})
    found = smallest_set(net, {"A", "B"})
    assert {g.supplier for g in found.gates} == {"A", "B"}
    assert found.only_one


# --- shapes that must not blow up --------------------------------------------------------------------------------


def test_a_fan_out_of_a_thousand_counts_each_once():
    fan = [f"S{n}" for n in range(1000)]
    links = [link("H", "@"), *(link(s, "H") for s in fan), *(link("R", s) for s in fan)]
    net = SupplyNetwork([Supplier(id=n, name=n) for n in ("H", "R", *fan)], links)
    own = {**dict.fromkeys(fan, 3.0), "H": 3.0, "R": 10.0}
    found = exposures(net, own, {"R": 2}, POLICY, holds={"R"})[COMPANY]
    assert (found.upstream, found.triggers, found.holds) == (1002, 2, 1)
    assert found.worst == pytest.approx(10 * FADE**2)
    assert net.count_paths("R") == (1000, True)
    assert [g.supplier for g in smallest_set(net, {"R"}).gates] == ["H"]


def test_a_chain_a_thousand_deep_is_followed_to_its_end():
    nodes = [f"S{n:04}" for n in range(1000)]
    links = [link(nodes[0], "@"), *(link(b, a) for a, b in itertools.pairwise(nodes))]
    net = SupplyNetwork([Supplier(id=n, name=n) for n in nodes], links)
    found = exposures(net, {**dict.fromkeys(nodes, 2.0), nodes[-1]: 10.0}, {nodes[-1]: 1}, POLICY)[COMPANY]
    assert (found.upstream, found.triggers) == (1000, 1)
    assert found.worst == 2.0
    assert net.paths(nodes[-1]) == ((*reversed(nodes), COMPANY),)


def test_paths_through_layers_are_all_counted_though_nobody_could_list_them():
    layers = [[f"L{a}-{b}" for b in range(10)] for a in range(30)]
    links = [link(s, "@") for s in layers[0]]
    links += [link(s, b) for near, far in itertools.pairwise(layers) for s in far for b in near]
    net = SupplyNetwork([Supplier(id=n, name=n) for layer in layers for n in layer], links)
    assert net.count_paths("L29-0") == (10**29, True)
    assert len(net.paths("L29-0", 5)) == 5
    own = {n: 2.0 + int(n.split("-")[0][1:]) / 10 for n in net.suppliers}
    found = exposures(net, own, dict.fromkeys(own, 1), POLICY)[COMPANY]
    assert (found.upstream, found.triggers) == (300, 300)


def test_a_circle_of_hundreds_is_counted_in_bounds_and_flagged():
    ring = [f"R{n:03}" for n in range(300)]
    links = [link("R000", "@"), *(link(a, b) for a in ring for b in (ring[0], ring[150]) if a != b)]
    links += [link(ring[0], r) for r in ring[1:]]
    net = SupplyNetwork([Supplier(id=n, name=n) for n in ring], links)
    count, exact = net.count_paths("R299")
    assert count >= 2
    found = exposures(net, dict.fromkeys(ring, 5.0), dict.fromkeys(ring, 1), POLICY)
    assert {found[r].triggers for r in ring} == {299}
    assert found[COMPANY].triggers == 300
    assert isinstance(exact, bool)


def test_several_components_and_several_ends_are_kept_apart():
    suppliers = [Supplier(id=n, name=n) for n in "ABCD"]
    links = [link("A", "brand1"), link("B", "brand2"), link("C", "B"), link("D", "D")]
    net = SupplyNetwork(suppliers, links, buyers={"brand1": "One", "brand2": "Two"})
    found = exposures(net, {"A": 3.0, "B": 4.0, "C": 9.0, "D": 10.0}, dict.fromkeys("ABCD", 1), POLICY)
    assert (found["brand1"].worst, found["brand1"].triggers) == (3.0, 1)
    assert (found["brand2"].worst, found["brand2"].triggers) == (pytest.approx(9 * FADE), 2)
    assert found[COMPANY].worst is None
    assert found["D"].upstream == 0


@given(
    st.lists(
        st.tuples(names, st.one_of(st.none(), st.floats(-5, 50)), st.one_of(st.none(), st.floats(0, 1))), max_size=9
    )
)
def test_shares_always_add_up_to_what_is_mapped(rows):
    weights = weigh([link(a, "@", spend=spend, share=share) for a, spend, share in rows])
    assert sum(weights.by_supplier.values()) == pytest.approx(weights.mapped)
    assert set(weights.by_supplier) == {a for a, *_ in rows}
    assert (weights.note != "") == (weights.basis == "equal split")
