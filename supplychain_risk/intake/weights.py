"""The weights by which columns are told: `weights.toml` beside this file, each with its reason."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight in bits, and why it is what it is."""

    bits: float
    reason: str


@cache
def weights() -> Mapping[str, Weight]:
    """All weights by id."""
    text = (files("supplychain_risk.intake") / "weights.toml").read_text(encoding="utf-8")
    return {name: Weight(float(one["bits"]), one["reason"]) for name, one in tomllib.loads(text).items()}


def bits(name: str) -> float:
    """The bits of a weight."""
    return weights()[name].bits
