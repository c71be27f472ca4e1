"""Policy: every number a person chose, with its reason, in one TOML file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from supplychain_risk.domain import Band, DueDiligence, EvidenceClass
from supplychain_risk.errors import MissingFile, PolicyError
from supplychain_risk.files import from_toml, text_of

DEFAULT_FILE = "default-1.toml"
SCALE = 10.0
"""The structural score runs from 0 to this."""


class Checked(BaseModel):
    """What a person wrote in a policy: checked when it is read, immutable, an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Number(Checked):
    """A chosen number and why it was chosen."""

    value: float
    reason: str = Field(min_length=1)


class Points(Number):
    """Points of the structural score, 0 to `SCALE`."""

    value: float = Field(ge=0, le=SCALE)


class Fraction(Number):
    """A number from 0 to 1."""

    value: float = Field(ge=0, le=1)


class Count(Number):
    """A whole number, at least 1."""

    value: int = Field(ge=1)


class Choice(Checked):
    """A chosen level of due diligence and why it was chosen; `hold` is for what the input itself states."""

    value: Literal[DueDiligence.REVIEW, DueDiligence.ENHANCED, DueDiligence.STANDARD]
    reason: str = Field(min_length=1)


class Switch(Checked):
    """Something that is on or off, and why."""

    value: StrictBool
    reason: str = Field(min_length=1)


class Names(Checked):
    """A chosen set of ids and why."""

    value: tuple[str, ...] = Field(min_length=1)
    reason: str = Field(min_length=1)


Chosen = Number | Choice | Switch | Names


def _out_of_order(key: str, what: str) -> PydanticCustomError:
    """An error whose text begins with the key it is about (a section is checked as a whole)."""
    return PydanticCustomError("out_of_order", "{key} {what}", {"key": key, "what": what})


def _rising(section: str, part: Checked, *names: str) -> None:
    """Each of these numbers of a section is at least the one before.

    Raises:
        PydanticCustomError: one is not; the message names its key.
    """
    for lower, upper in pairwise(names):
        low, high = getattr(part, lower).value, getattr(part, upper).value
        if high < low:
            raise _out_of_order(f"{section}.{upper}", f"is {high:g}, less than {lower} ({low:g}); it must not be less")


def _falling(section: str, part: Checked, *names: str) -> None:
    """Each of these numbers of a section is at most the one before; raises as `_rising`."""
    for upper, lower in pairwise(names):
        high, low = getattr(part, upper).value, getattr(part, lower).value
        if low > high:
            raise _out_of_order(f"{section}.{lower}", f"is {low:g}, more than {upper} ({high:g}); it must not be more")


class Draws(Count):
    """How many draws: a thousand settle a share to about 1.5 points; more than 100,000 only take memory and time."""

    value: int = Field(ge=1, le=100_000)


class Companies(Count):
    """How many companies of a path are shown: at least the first and the last."""

    value: int = Field(ge=2, le=10_000)


class FactorPoints(Checked):
    """The points of one factor of the structural score: the section of the policy that bears the factor's id.

    The factor's range, the formula that a report prints and what can be varied follow from it. The ranges of all such
    sections together must stay on the scale.
    """

    @property
    def low(self) -> float:
        """The fewest points that the section gives."""
        return min(self._points())

    @property
    def high(self) -> float:
        """The most points that the section gives."""
        return max(self._points())

    def _points(self) -> list[float]:
        parts = (getattr(self, name) for name in type(self).model_fields)
        return [part.value for part in parts if isinstance(part, Points)]


class CountryPoints(FactorPoints):
    """Points per TIP tier."""

    tier_1: Points
    tier_2: Points
    tier_2_watch_list: Points
    tier_3: Points
    special_case: Points
    not_rated_low: Points
    not_rated_high: Points

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _rising("country", self, "tier_1", "tier_2", "tier_2_watch_list", "tier_3")
        _rising("country", self, "not_rated_low", "not_rated_high")
        return self

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


class SectorPoints(FactorPoints):
    """Points by how many lists name the sector."""

    base: Points
    named: Points
    named_by_several: Points
    several: Count

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _rising("sector", self, "base", "named", "named_by_several")
        return self

    def for_lists(self, count: int) -> float:
        """Points of a sector that `count` lists name."""
        if count >= self.several.value:
            return self.named_by_several.value
        return self.named.value if count else self.base.value


class GoodsPoints(FactorPoints):
    """Points by the strongest listing of a good."""

    none: Points
    child_labor_good: Points
    downstream_good: Points
    forced_labor_good: Points

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for middle in ("child_labor_good", "downstream_good"):
            _rising("goods", self, "none", middle, "forced_labor_good")
        return self


class Bands(Checked):
    """Lower bounds of the bands above low."""

    medium: Points
    high: Points
    very_high: Points

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _rising("bands", self, "medium", "high", "very_high")
        return self

    def of(self, score: float) -> Band:
        """The band of a score (of its high end)."""
        if score >= self.very_high.value:
            return Band.VERY_HIGH
        if score >= self.high.value:
            return Band.HIGH
        return Band.MEDIUM if score >= self.medium.value else Band.LOW


class ExposurePolicy(Checked):
    """How exposure is read off paths."""

    attenuation: Fraction
    exposed_from: Points
    paths_shown: Count
    companies_shown: Companies
    path_count_cap: Count


class CarriedPolicy(Checked):
    """What goods carried through the chain call for at a direct supplier."""

    stated_order: Choice
    possible_order: Choice
    stated_listed_good: Choice
    possible_listed_good: Choice


class InferredPolicy(Checked):
    """Whether inputs are inferred where the upstream is not known, and what they call for."""

    enabled: Switch
    named_product: Choice
    other: Choice
    priority_input: Choice


class ControlsPolicy(Checked):
    """How much stated evidence takes off the score."""

    worker_voice: Fraction
    audit: Fraction
    certificate: Fraction
    questionnaire: Fraction
    cap: Fraction
    fresh_days: Count
    stale_days: Count

    def of(self, evidence: EvidenceClass) -> float:
        """Effectiveness of a fresh control of this class."""
        return {
            EvidenceClass.WORKER_VOICE: self.worker_voice,
            EvidenceClass.AUDIT: self.audit,
            EvidenceClass.CERTIFICATE: self.certificate,
            EvidenceClass.QUESTIONNAIRE: self.questionnaire,
        }[evidence].value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.stale_days.value <= self.fresh_days.value:
            raise _out_of_order("controls.stale_days", "must be more than fresh_days")
        _falling("controls", self, "worker_voice", "audit", "certificate", "questionnaire")
        if self.cap.value >= 1:
            raise _out_of_order("controls.cap", "must be less than 1: controls never remove a score")
        return self


class IndicatorsPolicy(Checked):
    """What reported ILO indicators call for."""

    critical: Names
    critical_calls_for: Choice
    several: Count
    several_call_for: Choice
    one_calls_for: Choice


class Bits(Number):
    """Evidence in bits (log2 of a likelihood ratio), -60 to 60."""

    value: float = Field(ge=-60, le=60)


class Scale(Number):
    """A positive number of bits."""

    value: float = Field(gt=0, le=60)


class ScreeningPolicy(Checked):
    """What doubt about a name costs, and from which score a person must look."""

    potential_from: Fraction
    family_from: Fraction
    family_cap: Fraction
    midpoint: Bits
    scale: Scale
    potential_cap: Fraction
    brand_cap: Bits
    institution: Bits
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
    same_words: Bits
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


class Range(Checked):
    """Between what a person could as well have chosen a number of the score, and why."""

    low: float
    high: float
    reason: str = Field(min_length=1)


class Yield(Checked):
    """How much of a good is made of one unit of an input, at least and at most, and why; as the user knows it."""

    low: float = Field(ge=0)
    high: float = Field(gt=0)
    unit: str = Field(min_length=1)
    """Unit of the good per unit of the input: "kg per kg", "pieces per kg"."""
    reason: str = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low > self.high:
            raise ValueError(f"low is {self.low:g}, more than high ({self.high:g})")
        return self


ARROW = " -> "
"""Stands between input and good in the key of a yield."""


class PlausibilityPolicy(Checked):
    """What doubts about quantities, days, documents and payees call for, and the yields that the user knows."""

    quantity: Choice
    dates: Choice
    document: Choice
    payee: Choice
    tolerance: Fraction
    yields: dict[str, Yield]
    """By "INPUT -> GOOD", ids of table `commodities`."""

    @model_validator(mode="after")
    def _of_pairs(self) -> Self:
        for key in self.yields:
            if len(key.split(ARROW)) != 2:
                raise _out_of_order(f"plausibility.yields.{key}", 'must be written as "input -> good"')
        return self

    def __hash__(self) -> int:
        return hash((self.quantity, self.dates, self.document, self.payee, self.tolerance, *sorted(self.yields)))


class StabilityPolicy(Checked):
    """Draws over the ranges of the score's numbers."""

    draws: Draws
    seed: Count
    ranges: dict[str, Range]
    """By dotted key of a number of the score: one in a section of `FactorPoints`."""

    def __hash__(self) -> int:
        return hash((self.draws, self.seed, tuple(sorted(self.ranges.items(), key=lambda item: item[0]))))


class LimitsPolicy(Checked):
    """How much of a file is read; what has more is refused, with the limit in its way, or told to be cut."""

    file_bytes: Count
    unpacked_bytes: Count
    text_bytes: Count
    lines: Count
    cells: Count
    characters: Count
    cell_characters: Count
    columns: Count
    seconds: Count


class Policy(Checked):
    """All chosen numbers. Build with `Policy.default()` or `Policy.read(path)`."""

    name: str
    country: CountryPoints
    sector: SectorPoints
    goods: GoodsPoints
    bands: Bands
    exposure: ExposurePolicy
    carried: CarriedPolicy
    inferred: InferredPolicy
    controls: ControlsPolicy
    indicators: IndicatorsPolicy
    screening: ScreeningPolicy
    plausibility: PlausibilityPolicy
    stability: StabilityPolicy
    limits: LimitsPolicy
    sha256: str = Field(default="", exclude=True)
    """Of the TOML text it was read from."""

    @model_validator(mode="after")
    def _levels_in_order(self) -> Self:
        """What is stated calls for no less than what is possible, and that for no less than what is inferred."""
        for order in (
            ("carried.stated_order", "carried.possible_order"),
            ("carried.stated_listed_good", "carried.possible_listed_good", "inferred.named_product", "inferred.other"),
            ("indicators.critical_calls_for", "indicators.several_call_for", "indicators.one_calls_for"),
        ):
            for more, less in pairwise(order):
                levels = [getattr(getattr(self, s), k).value for s, k in (more.split("."), less.split("."))]
                if not levels[0].at_least(levels[1]):
                    raise _out_of_order(less, f"is {levels[1]}, more than {more} ({levels[0]})")
        return self

    @model_validator(mode="after")
    def _on_the_scale(self) -> Self:
        highest = {name: section.high for name, section in self.points().items()}
        if sum(highest.values()) > SCALE:
            raise _out_of_order(" + ".join(highest), _off_the_scale(highest))
        return self

    def points(self) -> dict[str, FactorPoints]:
        """The sections that make the structural score, by the id of their factor, in the order of the score."""
        sections = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: part for name, part in sections.items() if isinstance(part, FactorPoints)}

    def inferring(self, on: bool) -> Policy:
        """The same policy with inferred inputs on or off, as the caller of a run may ask for."""
        if self.inferred.enabled.value is on:
            return self
        switch = Switch(value=on, reason="Asked for by the caller of this run.")
        return self.model_copy(update={"inferred": self.inferred.model_copy(update={"enabled": switch})})

    @classmethod
    def default(cls) -> Policy:
        """The shipped policy `default-1`."""
        return _default()

    @classmethod
    def read(cls, path: Path) -> Policy:
        """Read a policy file; keys it leaves out keep their default.

        Raises:
            MissingFile: the file cannot be read.
            PolicyError: it is no TOML, has a key we do not know, or a value out of range; the message names the key.
        """
        try:
            text = text_of(path)
        except (OSError, UnicodeDecodeError) as error:
            raise MissingFile(
                f"cannot be read as a policy ({error})", where=path.name, hint="Name a UTF-8 TOML file with --policy."
            ) from error
        return cls._parse(text, path.name)

    @classmethod
    def _parse(cls, text: str, where: str) -> Policy:
        hint = "Copy the shipped default-1.toml (supplychain_risk/policies) and change values in it."
        try:
            given = from_toml(text)
        except ValueError as error:
            raise PolicyError(f"is not valid TOML ({error})", where=where, hint=hint) from error
        try:
            policy = cls.model_validate(_over(from_toml(_default_text()), given))
            policy.check_ranges(given)
        except ValidationError as error:
            raise PolicyError(_told(error), where=where, hint=hint) from error
        except ValueError as error:
            raise PolicyError(str(error), where=where, hint=hint) from error
        if where != DEFAULT_FILE and (key := _unexplained(given, policy)):
            raise PolicyError(f"{key}.reason is missing: say why the number was changed", where=where, hint=hint)
        return policy.model_copy(update={"sha256": hashlib.sha256(text.encode()).hexdigest()})

    def numbers(self) -> dict[str, Number]:
        """Every number by its dotted key, sorted."""
        return {key: chosen for key, chosen in self.chosen().items() if isinstance(chosen, Number)}

    def chosen(self) -> dict[str, Chosen]:
        """Every number, level, switch and set by its dotted key, sorted."""
        found: dict[str, Chosen] = {}
        for section in sorted(type(self).model_fields):
            part = getattr(self, section)
            if isinstance(part, Checked):
                for key in sorted(type(part).model_fields):
                    if isinstance(chosen := getattr(part, key), Chosen):
                        found[f"{section}.{key}"] = chosen
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
            if key not in numbers or key.partition(".")[0] not in self.points():
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
        highest = {name: section.high for name, section in self.points().items()}
        for key, span in self.ranges().items():
            section = key.partition(".")[0]
            if isinstance(numbers[key], Points):
                highest[section] = max(highest[section], span.high)
        if sum(highest.values()) > SCALE:
            raise ValueError(f"stability.ranges: {' + '.join(highest)} {_off_the_scale(highest)}")

    def differences(self) -> tuple[str, ...]:
        """Where this policy departs from the default, in words."""
        default = type(self).default()
        usual = default.chosen()
        changed = tuple(
            f"{key} is {shown(number)} instead of {shown(usual[key])}: {number.reason}"
            for key, number in self.chosen().items()
            if number.value != usual[key].value
        )
        changed += tuple(
            f"a yield of {key} is {one.low:g} to {one.high:g} {one.unit}: {one.reason}"
            for key, one in sorted(self.plausibility.yields.items())
        )
        before = default.ranges()
        spans = self.ranges()
        return changed + tuple(
            f"{key} is varied from {span.low:g} to {span.high:g}: {span.reason}"
            if (span := spans.get(key))
            else f"{key} is not varied: its number lies outside {before[key].low:g} to {before[key].high:g}"
            for key in sorted({*before, *spans})
            if spans.get(key) != before.get(key)
        )


def _off_the_scale(highest: Mapping[str, float]) -> str:
    parts = " + ".join(f"{points:g}" for points in highest.values())
    return f"(their highest points: {parts}) add up to {sum(highest.values()):g}, more than the {SCALE:g} of the scale"


def _told(error: ValidationError) -> str:
    """The first error, by its key."""
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "out_of_order":
        return str(first["msg"])
    if first["type"] == "extra_forbidden":
        return f"{key} is no key of a policy"
    if first["type"] == "missing" and "." not in key:
        return f"the section [{key}] is missing"
    if first["type"] == "missing":
        return f'{key} is missing: each number is written as {{ value = …, reason = "…" }}'
    if first["type"] == "model_type":
        return f'{key} must be written as {{ value = …, reason = "…" }}' if "." in key else f"{key} must be a section"
    if first["type"] == "literal_error":
        return f"{key} must be review, enhanced or standard"
    return f"{key}: {first['msg']}"


def _unexplained(given: Mapping[str, Any], policy: Policy) -> str | None:
    """The first key whose value the file changes without saying why; the default's reason is about another value."""
    usual = Policy.default().chosen() if given else {}
    for key, chosen in policy.chosen().items():
        section, _, name = key.partition(".")
        leaf = given.get(section, {}).get(name)
        if isinstance(leaf, dict) and "reason" not in leaf and chosen.value != usual[key].value:
            return key
    return None


MANY = 100_000
"""From here on numbers are written out, with commas."""


def shown(chosen: Chosen) -> str:
    """The value as people write it: `0.8`, `review`, `on`."""
    if isinstance(chosen, Number):
        return f"{chosen.value:,}" if chosen.value >= MANY else f"{chosen.value:g}"
    if isinstance(chosen, Switch):
        return "on" if chosen.value else "off"
    return ", ".join(chosen.value) if isinstance(chosen, Names) else chosen.value.value


@cache
def _default() -> Policy:
    return Policy._parse(_default_text(), DEFAULT_FILE)


def _default_text() -> str:
    return (files("supplychain_risk") / "policies" / DEFAULT_FILE).read_text(encoding="utf-8")


def _over(base: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """`given` laid over `base`, section by section; a bare number keeps the default's shape but needs a reason."""
    merged = dict(base)
    for key, value in given.items():
        both = isinstance(value, dict) and isinstance(base.get(key), dict)
        merged[key] = _over(base[key], value) if both else value
    return merged
