"""Controls and the residual score: what stated evidence takes off the structural score, and why so little.

residual = own × (1 − effectiveness). The residual orders the work among suppliers that call for the same; it removes no
finding and changes no level of due diligence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache

from supplychain_risk.domain import Control, ControlEffect, EvidenceClass, Residual, StructuralScore
from supplychain_risk.laws.world import World
from supplychain_risk.policy import ControlsPolicy
from supplychain_risk.reference.schemes import Scheme
from supplychain_risk.resolve.scheme import SchemeResolver

Named = Callable[[Control], Sequence[Scheme]]
"""The schemes of table `control_schemes` that a control names."""
_MOST = 1 << 14
"""Scores with their controls that are remembered."""


class Controls:
    """What controls leave of scores in a world, worked out once for all that say the same in other cells."""

    def __init__(self, world: World) -> None:
        named = world.view(_schemes).named
        policy, as_of = world.policy.controls, world.as_of

        def of(low: float, high: float, controls: tuple[Control, ...]) -> Residual | None:
            return residual(low, high, controls, policy, as_of, lambda control: named(control.what, control.answer))

        self._of = lru_cache(_MOST)(of)

    def after(self, scored: StructuralScore, controls: Sequence[Control]) -> StructuralScore:
        """The score of a supplier with what its controls leave of it; the case's own where it states none."""
        if not controls:
            return scored
        left = self._of(scored.low, scored.high, tuple([control.changed(cells=()) for control in controls]))
        if left is None:
            return scored
        effects = zip(left.controls, controls, strict=True)
        return scored.changed(
            residual=left.changed(controls=tuple([effect.changed(cells=control.cells) for effect, control in effects]))
        )


def _schemes(world: World) -> SchemeResolver:
    """The schemes that controls may name."""
    return SchemeResolver(world.reference)


def residual(
    low: float,
    high: float,
    controls: Iterable[Control],
    policy: ControlsPolicy,
    as_of: date,
    named: Named = lambda control: (),
) -> Residual | None:
    """The score (low to high, 0 to 10) after controls; None if the input states none.

    Each class of evidence counts once, by its most effective control; classes add up as independent layers, 1 −
    (1 − a)(1 − b)…, up to the cap. The low end of the residual takes the most that the controls can do, the high end
    the least, so that a control without a date widens the interval and lowers nothing for sure. A membership, a
    training and a scheme whose subject is something else than labor take off nothing. No scheme is a clearance.
    """
    effects = tuple(effect(control, policy, as_of, named(control)) for control in controls)
    if not effects:
        return None
    least, most = (_together([getattr(e, end) for e in best], policy.cap.value) for end, best in _best(effects).items())
    return Residual(low=low * (1 - most), high=high * (1 - least), effect_low=least, effect_high=most, controls=effects)


def effect(control: Control, policy: ControlsPolicy, as_of: date, schemes: Sequence[Scheme] = ()) -> ControlEffect:
    """What one control does on a day: the value of its class, in full while fresh, then falling evenly to nothing.

    Nothing counts that is not said to be in place, that is dated after the day, whose validity has ended, or that names
    only `schemes` in which nobody looks at labor.
    """
    full = policy.of(control.evidence)
    low, high, why = _counted(control, policy, as_of, full)
    if high and schemes and not any(scheme.counts for scheme in schemes):
        low, high, why = 0.0, 0.0, f"counts for nothing: {_no_evidence(schemes[0])}"
    return ControlEffect(
        what=control.what,
        evidence=control.evidence,
        low=low,
        high=high,
        why=why,
        cells=control.cells,
        covers=tuple(scheme.words for scheme in schemes),
        citations=tuple(scheme.citation for scheme in schemes),
    )


def _no_evidence(scheme: Scheme) -> str:
    if scheme.forced_labor == "not its subject":
        return f"forced labor is not the subject of {scheme.name}"
    return f"{scheme.name} is a {scheme.kind}, and no audit or certificate"


def _counted(control: Control, policy: ControlsPolicy, as_of: date, full: float) -> tuple[float, float, str]:
    if control.in_place is None:
        return 0.0, 0.0, "counts for nothing: the input does not say whether it is in place"
    if not control.in_place:
        return 0.0, 0.0, "counts for nothing: the input says that it is not in place"
    if control.valid_until is not None and control.valid_until < as_of:
        return 0.0, 0.0, f"counts for nothing: valid until {control.valid_until}"
    if control.dated is None:
        return 0.0, full, f"at most {full:g}: no date is stated, so it may be too old to count"
    age = (as_of - control.dated).days
    if age < 0:
        return 0.0, 0.0, f"counts for nothing: dated {control.dated}, after {as_of}"
    fresh, stale = policy.fresh_days.value, policy.stale_days.value
    share = 1.0 if age <= fresh else max(0.0, (stale - age) / (stale - fresh))
    value = full * share
    return value, value, f"{full:g} × {share:.2f}: {age} days old on {as_of}"


def _best(effects: Iterable[ControlEffect]) -> dict[str, list[ControlEffect]]:
    """For each end of the interval the most effective control of each class."""
    listed = list(effects)
    classes = [[e for e in listed if e.evidence is evidence] for evidence in EvidenceClass]
    return {
        end: [max(group, key=lambda e: float(getattr(e, end))) for group in classes if group] for end in ("low", "high")
    }


def _together(values: Iterable[float], cap: float) -> float:
    rest = 1.0
    for value in values:
        rest *= 1 - value
    return min(cap, 1 - rest)
