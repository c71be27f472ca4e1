"""Python's cycle collector, paused while millions of small values are made that form no cycles.

Looking for cycles among them takes half of the time of a run (measured on 20,000 suppliers: screening 9.5 s with the
collector, 4.3 s without).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Pause the cycle collector; also a decorator. Reference counting goes on, so memory is still given back."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
