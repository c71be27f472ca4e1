"""The cycle collector is paused while many values are made, and need not look through all of them afterwards."""

import gc

from supplychain_risk.memory import no_garbage_collection


def test_what_was_made_meanwhile_is_not_young_afterwards():
    gc.collect()
    with no_garbage_collection():
        made = [[number] for number in range(5_000)]
    young = {id(one) for one in gc.get_objects(generation=0)}
    assert not any(id(one) in young for one in made)
    assert gc.isenabled()


def test_a_circle_made_meanwhile_is_found_all_the_same():
    with no_garbage_collection():
        circle: list[object] = []
        circle.append(circle)
        known = id(circle)
        del circle
    gc.collect()
    assert all(id(one) != known or not isinstance(one, list) for one in gc.get_objects())


def test_what_somebody_else_froze_stays_frozen():
    gc.freeze()
    try:
        before = gc.get_freeze_count()
        with no_garbage_collection():
            pass
        assert gc.get_freeze_count() >= before > 0
    finally:
        gc.unfreeze()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with no_garbage_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
