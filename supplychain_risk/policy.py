"""Policy: every number a person chose, with its reason, in one TOML file."""

from __future__ import annotations

import hashlib
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from supplychain_risk.domain import Band, Frozen
from supplychain_risk.errors import MissingFile, PolicyError


class Number(Frozen):
    """A chosen number and why it was chosen."""

    value: float
    reason: str = Field(min_length=1)


class Points(Number):
    """Points of the structural score, 0 to 10."""

    value: float = Field(ge=0, le=10)


class Fraction(Number):
    """A number from 0 to 1."""

    value: float = Field(ge=0, le=1)


class Count(Number):
    """A whole number, at least 1."""

    value: int = Field(ge=1)


class CountryPoints(Frozen):
    """Points per TIP tier."""

    tier_1: Points
    tier_2: Points
    tier_2_watch_list: Points
    tier_3: Points
    special_case: Points
    not_rated_low: Points
    not_rated_high: Points

    def for_tier(self, tier: str) -> float:
        """Points of a tier as the table writes it: 1, 2, 2WL, 3, SC."""
        by_tier = {
            "1": self.tier_1,
            "2": self.tier_2,
            "2WL": self.tier_2_watch_list,
            "3": self.tier_3,
            "SC": self.special_case,
        }
        return by_tier[tier].value

    @property
    def low(self) -> float:
        """The table minimum."""
        return min(self._values())

    @property
    def high(self) -> float:
        """The table maximum."""
        return max(self._values())

    def _values(self) -> list[float]:
        return [getattr(self, name).value for name in type(self).model_fields]


class SectorPoints(Frozen):
    """Points by how many lists name the sector."""

    base: Points
    named: Points
    named_by_several: Points
    several: Count

    def for_lists(self, count: int) -> float:
        """Points of a sector that `count` lists name."""
        if count >= self.several.value:
            return self.named_by_several.value
        return self.named.value if count else self.base.value


class GoodsPoints(Frozen):
    """Points by the strongest listing of a good."""

    none: Points
    child_labor_good: Points
    downstream_good: Points
    forced_labor_good: Points


class Bands(Frozen):
    """Lower bounds of the bands above low."""

    medium: Points
    high: Points
    very_high: Points

    def of(self, score: float) -> Band:
        """The band of a score (of its high end)."""
        if score >= self.very_high.value:
            return Band.VERY_HIGH
        if score >= self.high.value:
            return Band.HIGH
        return Band.MEDIUM if score >= self.medium.value else Band.LOW


class ExposurePolicy(Frozen):
    """How exposure is read off paths."""

    attenuation: Fraction
    exposed_from: Points
    paths_shown: Count
    path_count_cap: Count


class Bits(Number):
    """Evidence in bits (log2 of a likelihood ratio), -60 to 60."""

    value: float = Field(ge=-60, le=60)


class Scale(Number):
    """A positive number of bits."""

    value: float = Field(gt=0, le=60)


class ScreeningPolicy(Frozen):
    """What doubt about a name costs, and from which score a person must look."""

    potential_from: Fraction
    family_from: Fraction
    family_cap: Fraction
    midpoint: Bits
    scale: Scale
    potential_cap: Fraction
    brand_cap: Bits
    slip_cost: Bits
    reading_cost: Bits
    order_cost: Bits
    alias_cost: Bits
    translation_cost: Bits
    extra_word_cost: Bits
    trade_cap: Bits
    trade_missing: Bits
    trade_related: Bits
    every_word: Bits
    extra_trade: Bits
    trade_conflict: Bits
    same_country: Bits
    same_province: Bits
    same_city: Bits
    same_county: Bits
    place_missing: Bits
    place_missing_without_brand: Bits
    place_conflict: Bits
    place_across_border: Bits
    country_conflict: Bits
    number_agrees: Bits
    number_missing: Bits
    number_conflict: Bits
    branch_only_one: Bits
    descriptor_missing: Bits
    same_name_other_country: Fraction
    name_with_addition: Fraction
    identifier_conflict: Bits
    address_agrees: Bits


class Range(Frozen):
    """Between what a person could as well have chosen a number of the score, and why."""

    low: float
    high: float
    reason: str = Field(min_length=1)


class StabilityPolicy(Frozen):
    """Draws over the ranges of the score's numbers."""

    draws: Count
    seed: Count
    ranges: dict[str, Range]
    """By dotted key of a number of `country`, `sector` or `goods`."""

    def __hash__(self) -> int:
        return hash((self.draws, self.seed, tuple(sorted(self.ranges.items(), key=lambda item: item[0]))))


class Policy(Frozen):
    """All chosen numbers. Build with `Policy.default()` or `Policy.read(path)`."""

    name: str
    country: CountryPoints
    sector: SectorPoints
    goods: GoodsPoints
    bands: Bands
    exposure: ExposurePolicy
    screening: ScreeningPolicy
    stability: StabilityPolicy
    sha256: str = Field(default="", exclude=True)
    """Of the TOML text it was read from."""

    @classmethod
    def default(cls) -> Policy:
        """The shipped policy `default-1`."""
        return cls._parse(_default_text(), "default-1.toml")

    @classmethod
    def read(cls, path: Path) -> Policy:
        """Read a policy file; keys it leaves out keep their default.

        Raises:
            MissingFile: the file cannot be read.
            PolicyError: it is no TOML, has a key we do not know, or a value out of range; the message names the key.
        """
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise MissingFile(
                f"cannot be read as a policy ({error})", where=path.name, hint="Name a UTF-8 TOML file with --policy."
            ) from error
        return cls._parse(text, path.name)

    @classmethod
    def _parse(cls, text: str, where: str) -> Policy:
        hint = "Copy the shipped default-1.toml (supplychain_risk/policies) and change values in it."
        try:
            given = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise PolicyError(f"is not valid TOML ({error})", where=where, hint=hint) from error
        try:
            policy = cls.model_validate(_over(tomllib.loads(_default_text()), given))
            policy.check_ranges(given)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            raise PolicyError(f"{key}: {first['msg']}", where=where, hint=hint) from error
        except ValueError as error:
            raise PolicyError(str(error), where=where, hint=hint) from error
        return policy.model_copy(update={"sha256": hashlib.sha256(text.encode()).hexdigest()})

    def numbers(self) -> dict[str, Number]:
        """Every number by its dotted key, sorted."""
        found: dict[str, Number] = {}
        for section in sorted(type(self).model_fields):
            part = getattr(self, section)
            if isinstance(part, Frozen):
                for key in sorted(type(part).model_fields):
                    if isinstance(number := getattr(part, key), Number):
                        found[f"{section}.{key}"] = number
        return found

    def ranges(self) -> dict[str, Range]:
        """The ranges that contain the chosen number.

        Who chooses a number outside a range of the default has made up their mind: the number is then not varied.
        """
        numbers = self.numbers()
        return {k: r for k, r in self.stability.ranges.items() if r.low <= numbers[k].value <= r.high}

    def check_ranges(self, given: dict[str, Any]) -> None:
        """Raise ValueError, naming the key, where a range is about no number of the score, or impossible.

        `given` is what the file itself states: a range stated there must contain the number.
        """
        stated = given.get("stability", {}).get("ranges", {})
        numbers = self.numbers()
        for key, span in self.stability.ranges.items():
            where = f"stability.ranges.{key}"
            if key not in numbers or key.partition(".")[0] not in _SCORED:
                raise ValueError(f"{where}: there is no number '{key}' of the score")
            number = numbers[key]
            for end in (span.low, span.high):
                try:
                    type(number).model_validate({"value": end, "reason": span.reason})
                except ValidationError as error:
                    raise ValueError(f"{where}: {end:g}: {error.errors()[0]['msg']}") from error
            if span.low > span.high:
                raise ValueError(f"{where}: low is above high")
            if key in stated and not span.low <= number.value <= span.high:
                raise ValueError(f"{where}: {span.low:g} to {span.high:g} does not contain {key} = {number.value:g}")

    def differences(self) -> tuple[str, ...]:
        """Where this policy departs from the default, in words."""
        usual = type(self).default().numbers()
        changed = tuple(
            f"{key} is {number.value:g} instead of {usual[key].value:g}: {number.reason}"
            for key, number in self.numbers().items()
            if number.value != usual[key].value
        )
        before = type(self).default().ranges()
        spans = self.ranges()
        return changed + tuple(
            f"{key} is varied from {span.low:g} to {span.high:g}: {span.reason}"
            if (span := spans.get(key))
            else f"{key} is not varied: its number lies outside {before[key].low:g} to {before[key].high:g}"
            for key in sorted({*before, *spans})
            if spans.get(key) != before.get(key)
        )


_SCORED = ("country", "sector", "goods")
"""Sections whose numbers make the structural score."""


def _default_text() -> str:
    return (files("supplychain_risk") / "policies" / "default-1.toml").read_text(encoding="utf-8")


def _over(base: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """`given` laid over `base`, section by section; a bare number keeps the default's shape but needs a reason."""
    merged = dict(base)
    for key, value in given.items():
        both = isinstance(value, dict) and isinstance(base.get(key), dict)
        merged[key] = _over(base[key], value) if both else value
    return merged
