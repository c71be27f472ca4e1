"""Paths through a chain of companies: the shortest few, and how many there are in all.

Plain mappings go in (node → buyers, node → fewest links to an end), so that the questions can be asked of any chain.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

Path = tuple[str, ...]

SEARCH_STEPS = 20_000
"""Steps a search for paths takes at most. Where many companies all supply each other the number of dead ends grows
exponentially; the shortest paths are found first and nothing is lost but the count."""


def shortest_first(
    start: str,
    buyers_of: Mapping[str, Sequence[str]],
    steps: Mapping[str, int],
    ends: Collection[str],
    onward: dict[str, list[str]] | None = None,
) -> Iterator[Path]:
    """Simple paths from `start` to an end, shortest first, ties by ids, until there are no more or `SEARCH_STEPS` pass.

    Best-first: the fewest links to an end are known for every node (`steps`), so a path is extended in the order of the
    shortest length it can still have. Of the companies that a path can go on to, only the next one waits: a hub has
    fifty thousand. `onward` keeps the buyers of each company in that order for other searches in the same chain.
    """
    if start not in steps:
        return
    onward = {} if onward is None else onward

    def sorted_buyers(node: str) -> list[str]:
        if node not in onward:
            found = (b for b in buyers_of.get(node, ()) if b in steps and buyers_of.get(b, ()) != (node,))
            onward[node] = sorted(found, key=lambda buyer: (steps[buyer], buyer))
        return onward[node]

    heap: list[tuple[int, Path, int]] = [(steps[start], (start,), -1)]
    for _ in range(SEARCH_STEPS):
        if not heap:
            return
        _, path, place = heapq.heappop(heap)
        if place >= 0:
            _push_next(heap, path[:-1], sorted_buyers(path[-2]), place + 1, steps, buyers_of)
        path = _without_choice(path, buyers_of, steps, ends)
        if path[-1] in ends:
            yield path
        else:
            _push_next(heap, path, sorted_buyers(path[-1]), 0, steps, buyers_of)


def _push_next(
    heap: list[tuple[int, Path, int]],
    path: Path,
    buyers: Sequence[str],
    place: int,
    steps: Mapping[str, int],
    buyers_of: Mapping[str, Sequence[str]],
) -> None:
    """Put the path to the next buyer on the heap, beginning with the one at `place`."""
    inside = set(path) if len(path) > 8 else path
    for number in range(place, len(buyers)):
        buyer = buyers[number]
        if buyer not in inside and not _is_dead_end(buyer, inside, buyers_of):
            heapq.heappush(heap, (len(path) + steps[buyer], (*path, buyer), number))
            return


def few_of_all(
    downstream_first: Iterable[str],
    buyers_of: Mapping[str, Sequence[str]],
    steps: Mapping[str, int],
    ends: Collection[str],
    circle_of: Mapping[str, Path],
    limit: int,
    most: int,
) -> Mapping[str, tuple[Path, ...]]:
    """For each node with a way to an end the shortest paths, up to `limit`, each as `shortened` to `most` companies.

    One pass, buyers before suppliers: outside of circles the shortest paths of a node are the shortest of its buyers',
    one link longer, so time is in proportion to the links and not to the lengths of the paths. So they are of a member
    of a circle that has one buyer only; the other members of a circle search for theirs one by one.
    """
    few: dict[str, list[Way]] = {}
    onward: dict[str, list[str]] = {}
    for node in downstream_first:
        if node in ends:
            few[node] = [(1, (node,), ())]
        elif node in circle_of:
            passed: dict[str, None] = {}
            while node not in few and node not in passed and len(buyers_of.get(node, ())) == 1:
                passed[node] = None
                (node,) = buyers_of[node]
            if node not in few and node not in passed:
                found = islice(shortest_first(node, buyers_of, steps, ends, onward), limit)
                few[node] = [_way(path, most) for path in found]
            ways = few.get(node, [])
            for before in reversed(passed):
                # No path of the buyer can lead through a company that sells to nobody else.
                ways = few[before] = [_longer(before, way, most) for way in ways]
        elif node in steps:
            ways = [way for buyer in buyers_of.get(node, ()) for way in few.get(buyer, ())]
            few[node] = [_longer(node, way, most) for way in heapq.nsmallest(limit, ways)]
    return {node: tuple(map(shown, ways)) for node, ways in few.items()}


Way = tuple[int, Path, Path]
"""A path: how many companies it has, the first of them, and the last of them; all are first where they are few."""


def _way(path: Path, most: int) -> Way:
    if len(path) <= most:
        return len(path), path, ()
    first = most // 2
    return len(path), path[:first], path[first - most :]


def _longer(node: str, way: Way, most: int) -> Way:
    length, first, last = way
    if not last:
        return _way((node, *first), most)
    return length + 1, (node, *first[:-1]), last


def one_longer(way: Way, buyer: str, most: int) -> Way:
    """The way, one buyer longer, of which at most `most` companies are kept."""
    length, first, last = way
    if not last:
        return _way((*first, buyer), most)
    return length + 1, first, (*last[1:], buyer)


def shown(way: Way) -> Path:
    """The companies of a way; where some are left out, how many stands in their place."""
    length, first, last = way
    return (*first, left_out(length - len(first) - len(last)), *last) if last else first


def left_out(companies: int) -> str:
    """What stands in a path for companies that are not shown."""
    return f"… {companies:,} more {'company' if companies == 1 else 'companies'} …"


def shortened(path: Path, most: int) -> Path:
    """A path of at most `most` companies: of a longer one the first and the last, and between them how many more.

    That a chain has a thousand links is told; a thousand names at each company of the chain would be told to nobody.
    """
    return shown(_way(path, most))


def _is_dead_end(node: str, inside: Collection[str], buyers_of: Mapping[str, Sequence[str]]) -> bool:
    """Whether a node leads only back into the path, as a thousand companies do that trade with one hub alone."""
    onward = buyers_of.get(node, ())
    return len(onward) == 1 and onward[0] in inside


def _without_choice(
    path: Path, buyers_of: Mapping[str, Sequence[str]], steps: Mapping[str, int], ends: Collection[str]
) -> Path:
    """The path, followed as long as there is one buyer only: a chain a thousand links deep is one step."""
    here = path[-1]
    if here in ends or len(buyers_of.get(here, ())) != 1:
        return path
    inside = set(path)
    followed = list(path)
    while here not in ends:
        onward = buyers_of.get(here, ())
        if len(onward) != 1 or onward[0] in inside or onward[0] not in steps:
            break
        here = onward[0]
        followed.append(here)
        inside.add(here)
    return tuple(followed)


def count_all(
    downstream_first: Iterable[str],
    buyers_of: Mapping[str, Sequence[str]],
    ends: Collection[str],
    circle_of: Mapping[str, Path],
    cap: int,
) -> Mapping[str, tuple[int, bool]]:
    """Number of simple paths from each node to an end, and whether that is all of them.

    One pass, buyers before suppliers: a node has as many paths as its buyers together. A path goes through a circle in
    one piece, so only the ways inside a circle are walked one by one; that stops at `cap` paths or when the circle has
    taken `SEARCH_STEPS` steps, and the number is then a lower bound, as it is for everyone upstream.
    """
    counts: dict[str, tuple[int, bool]] = dict.fromkeys(ends, (1, True))
    budgets: dict[Path, int] = {}
    for node in downstream_first:
        if node in counts:
            continue
        circle = circle_of.get(node)
        if circle is None:
            counts[node] = _sum(counts.get(buyer, (0, True)) for buyer in buyers_of.get(node, ()))
        elif circle not in budgets:
            budgets[circle] = max(200, SEARCH_STEPS * 10 // len(circle))
            inside = frozenset(circle)
            leaving = {
                member: _sum(counts.get(b, (0, True)) for b in buyers_of.get(member, ()) if b not in inside)
                for member in circle
            }
            gates = sum(count > 0 for count, _ in leaving.values())
            for member in circle:
                passed: dict[str, None] = {}
                while member not in counts and member not in passed and len(buyers_of.get(member, ())) == 1:
                    passed[member] = None
                    (member,) = buyers_of[member]
                for one in (member, *reversed(passed)):
                    if one in counts:
                        continue
                    # Who sells to one company alone has as many paths as that company, if those are all.
                    known = counts.get(buyers_of[one][0], (0, False)) if one in passed else (0, False)
                    counts[one] = (
                        known if known[1] else _walk(one, inside, buyers_of, leaving, gates, cap, budgets[circle])
                    )
    return counts


def _sum(parts: Iterable[tuple[int, bool]]) -> tuple[int, bool]:
    total, exact = 0, True
    for count, all_of_them in parts:
        total += count
        exact = exact and all_of_them
    return total, exact


def _walk(
    start: str,
    circle: frozenset[str],
    buyers_of: Mapping[str, Sequence[str]],
    leaving: Mapping[str, tuple[int, bool]],
    gates: int,
    cap: int,
    budget: int,
) -> tuple[int, bool]:
    """Paths that begin at a member of a circle: every simple way inside it, times the paths on from where it leaves.

    `gates` is how many members lead out of the circle; those on the trail are not counted among what is left of them.
    """
    total, exact = leaving[start]
    gates -= total > 0
    trail = {start: None}
    stack = [iter(buyers_of.get(start, ()))]
    while stack:
        following = next((b for b in stack[-1] if b in circle and b not in trail), None)
        if following is None:
            stack.pop()
            left, _ = trail.popitem()
            gates += leaving[left][0] > 0
            continue
        budget -= 1
        if budget < 0 or total >= cap:
            return total, False
        count, all_of_them = leaving[following]
        total += count
        exact = exact and all_of_them
        gates -= count > 0
        trail[following] = None
        # With every way out of the circle behind it, a path can only come to a dead end.
        stack.append(iter(buyers_of.get(following, ()) if gates else ()))
    return total, exact
