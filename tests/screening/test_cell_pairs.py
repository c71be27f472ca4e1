"""Names beside the cells that hold them, and beside cells that hold a look-alike: tests/screening/cell_pairs.csv."""

from collections import Counter

import make_cell_pairs
import pytest
from name_matchers import ours
from name_outcomes import outcomes
from name_pairs import CELLS, read_cells

PAIRS = read_cells()
KINDS = sorted({pair.category for pair in PAIRS})
RECALL, PRECISION = 0.93, 0.95
"""Of all cells: least share of companies that are shown, and of names called one company that are."""
RECALL_OF_A_KIND, PRECISION_OF_A_KIND = 0.9, 0.93


def measured(pairs):
    return outcomes(pairs, lambda one, other: ours(one, other)[2])


def test_cells_are_found_and_look_alikes_are_not():
    found = measured(PAIRS)
    assert (found.recall >= RECALL, found.precision >= PRECISION) == (True, True), found


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_cell_is_given_up(kind):
    found = measured([pair for pair in PAIRS if pair.category == kind])
    if found.counts["family"]:
        assert (found.families, found.called_family) == (1.0, 1.0)
        shown = found.counts["different"].get("family", 0)
        assert sum(found.counts["different"].values()) - found.counts["different"]["different"] == shown <= 2
    else:
        assert found.recall >= RECALL_OF_A_KIND
        assert found.precision >= PRECISION_OF_A_KIND


def test_every_kind_is_large_has_both_labels_and_a_reason_per_pair():
    assert min(Counter(pair.category for pair in PAIRS).values()) >= 40
    assert len(KINDS) >= 11
    for kind in KINDS:
        labels = {pair.expected for pair in PAIRS if pair.category == kind}
        assert labels in ({"same", "different"}, {"family", "different"})
    assert all(pair.reason and pair.one != pair.other for pair in PAIRS)
    assert max(Counter(frozenset((pair.one, pair.other)) for pair in PAIRS).values()) == 1


def test_the_pairs_can_be_made_again():
    assert CELLS.read_text(encoding="utf-8") == make_cell_pairs.text()
