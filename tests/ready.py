"""What small sheets are screened against, made once per process: indexing the lists takes longer than a small sheet."""

from functools import cache

import supplychain_risk as scr


def assessed(network: scr.SupplyNetwork, as_of: str = "2026-06-30", **more) -> scr.Assessment:
    """The same as `scr.screen(network, as_of=as_of, **more)`."""
    return scr.screen(network, as_of=as_of, **more) if more else _ready(as_of).assess(network)


@cache
def _ready(as_of: str) -> scr.Screening:
    return scr.Screening.prepare(as_of=as_of)
