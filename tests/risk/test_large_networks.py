"""Networks of hostile shape: the work grows with the links, not with their square; answers are those of plain loops."""

import heapq
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ready import assessed

import supplychain_risk
from supplychain_risk.domain import Method, Reading, Resolution, Supplier, SupplyLink
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.risk.flow import Flow, count_sources
from supplychain_risk.risk.stops import Stop

NAMES = "ABCDEFG"


class Given:
    """What companies make of a good, as a test gives it: sureness by company; None where the good cannot be in it."""

    def __init__(self, ranks, other=()):
        self.ranks, self.other = ranks, set(other)

    def at(self, good, company):
        rank = self.ranks.get(company, 2)
        return None if rank is None else Stop(rank, good, None, "")

    def sold(self, supplier, buyer, good):
        return (supplier, buyer) in self.other, None


def chain(pairs):
    links = [SupplyLink(supplier=a, buyer=COMPANY if b == "@" else b) for a, b in pairs]
    return SupplyNetwork([Supplier(id=n, name=n) for n in NAMES], links)


def by_hand(flow, source):
    """To each company the surest way from one source, each beginning the surest there: company → (before, path)."""
    found = {}
    heap = [(flow.stop(b).sureness, 1, b, "", 0, (b,)) for b in flow.passing(source)]
    heapq.heapify(heap)
    while heap:
        after, distance, here, _, before, path = heapq.heappop(heap)
        if here in found or here == source:
            continue
        found[here] = before, path
        for buyer in flow.passing(here):
            step = (max(after, flow.stop(buyer).sureness), distance + 1, buyer, here, after, (*path, buyer))
            heapq.heappush(heap, step)
    return found


pairs = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES + "@")), min_size=1, max_size=18)
ranks = st.fixed_dictionaries({name: st.sampled_from([0, 1, 2, None]) for name in NAMES})
sources = st.sets(st.sampled_from(NAMES), min_size=1).map(sorted)


@given(pairs, ranks, sources, pairs)
def test_ways_from_all_sources_at_once_are_those_from_each(links, known, starts, other):
    flow = Flow(chain(links), Given(known, other), "cotton")
    ways = flow.ways(starts, len(NAMES), 3)
    assert not ways.incomplete
    told = {
        (way.source, company): (way.before, tuple(step.at for step in way.last(99)))
        for company, many in ways.to.items()
        for way in many
    }
    assert told == {(s, company): way for s in starts for company, way in by_hand(flow, s).items()}
    for many in ways.to.values():
        for way in many:
            assert tuple(step.at for step in way.head) == tuple(step.at for step in way.last(99))[:3]


@given(pairs, ranks, sources, st.integers(1, 3))
def test_of_few_ways_that_are_kept_the_first_is_as_sure_as_any(links, known, starts, room):
    """However few are kept, what a company is told is as sure as if all were; what is left out is told of."""
    flow = Flow(chain(links), Given(known), "cotton")
    ways = flow.ways(starts, room, 3)
    each = [by_hand(flow, s) for s in starts]
    for company in NAMES:
        before = sorted(one[company][0] for one in each if company in one)
        kept = ways.to.get(company, ())
        assert bool(kept) == bool(before)
        assert min((way.before for way in kept), default=None) == min(before, default=None)
        assert len(kept) >= min(room, len(before))
        assert len(kept) == len(before) or company in ways.incomplete


@given(pairs, ranks, ranks, sources, sources)
def test_sources_are_counted_once_whichever_good_comes_from_them(links, cotton, gold, some, others):
    network = chain(links)
    flows = {"cotton": Flow(network, Given(cotton), "cotton"), "gold": Flow(network, Given(gold), "gold")}
    parts = {"cotton": frozenset(some), "gold": frozenset(others)}
    counted = count_sources(flows.__getitem__, [(company, parts) for company in NAMES])
    reached = {(good, s): flows[good].reached([s]) for good, starts in parts.items() for s in starts}
    assert list(counted) == [
        len({s for (_, s), companies in reached.items() if company in companies and s != company}) for company in NAMES
    ]


# --- shapes --------------------------------------------------------------------------------------------------------


def reading(code: str) -> Reading:
    return Reading(resolution=Resolution(raw=code, method=Method.EXACT, code=code, label=code))


def line(names):
    return [(names[0], COMPANY), *((b, a) for a, b in pairwise(names))]


SHAPES = {
    "a chain": line,
    "a ring": lambda names: [*line(names), (names[0], names[-1])],
    "a hub that all buy from and sell to": lambda names: [
        (names[0], COMPANY),
        *((name, names[0]) for name in names[1:]),
        *((names[0], name) for name in names[1:]),
    ],
    "companies that sell to themselves": lambda names: [link for n in names for link in ((n, n), (n, COMPANY))],
    "many copies of one link": lambda names: [*line(names[:3]), *((names[1], names[0]) for _ in names)],
}


def made(shape, count: int) -> SupplyNetwork:
    """Every third company grows cotton in Xinjiang, the others make yarn elsewhere."""
    names = [f"s{number:05}" for number in range(count)]
    suppliers = [
        Supplier(
            id=name,
            name=f"Qzx {number}",
            country=reading("CN" if number % 3 == 0 else "VN"),
            region=reading("CN-XJ") if number % 3 == 0 else None,
            commodities=(reading("cotton" if number % 3 == 0 else "cotton-thread-yarn"),),
        )
        for number, name in enumerate(names)
    ]
    return SupplyNetwork(suppliers, [SupplyLink(supplier=a, buyer=b) for a, b in shape(names)])


def steps_taken(network: SupplyNetwork) -> int:
    """Lines run in the modules that follow links while a network is assessed: the same number each time."""
    home = Path(supplychain_risk.__file__).parent
    followed = {str(home / name) for name in ("network.py", "paths.py", "cuts.py")}
    risk = str(home / "risk")
    counted = 0

    def lines(frame, event, _):
        nonlocal counted
        counted += event == "line"
        return lines

    def calls(frame, event, _):
        name = frame.f_code.co_filename
        return lines if name in followed or name.startswith(risk) else None

    before = sys.gettrace()
    sys.settrace(calls)
    try:
        assessed(network)
    finally:
        sys.settrace(before)
    return counted


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_work_grows_with_the_links(shape):
    """Twice the links are twice the work (a square would be four times), whatever the fixed cost is."""
    one, two, four = (steps_taken(made(shape, count)) for count in (60, 120, 240))
    assert four - two < 2.8 * (two - one)


@pytest.mark.slow
def test_two_layers_that_buy_everything_from_each_other_cost_what_their_links_do():
    def layers(names):
        half = len(names) // 2
        return [*((a, COMPANY) for a in names[:half]), *((b, a) for b in names[half:] for a in names[:half])]

    one, two, four = (steps_taken(made(layers, count)) for count in (20, 40, 80))
    assert four - two < 4.8 * (two - one), "twice the companies have four times the links"


def test_a_path_of_many_companies_is_told_shortened_and_its_sources_counted_in_full():
    """One source at the deep end of a chain: a finding at each company names the first and the last of them."""
    network = made(line, 100)
    mills = {f"s{number:05}" for number in range(99)}
    changed = [
        s.changed(country=reading("VN"), region=None) if s.id in mills else s for s in network.suppliers.values()
    ]
    assessment = assessed(SupplyNetwork(changed, network.links))
    (finding,) = [f for f in assessment["s00000"].findings if f.code == "carried-order"]
    ((*path,),) = finding.paths
    assert (path[0], path[-2:]) == ("s00099", ["s00000", COMPANY])
    assert len(path) == 41
    assert "… 61 more companies …" in path
    assert "→ … 61 more companies … →" in finding.statement
    assert finding.path_count == 1


def test_sources_beyond_those_shown_are_counted():
    assessment = assessed(made(line, 100))
    (finding,) = [f for f in assessment["s00001"].findings if f.code == "carried-order"]
    assert finding.path_count == len([n for n in range(2, 100) if n % 3 == 0])
    assert [path[0] for path in finding.paths] == ["s00003", "s00006", "s00009", "s00012", "s00015"]
