"""An honest look back: did the score of end 2020 rank the goods and origins that were put under order afterwards?

    python tools/backtest.py            prints the result as it stands in docs/method-backtest.md
    python tools/backtest.py --write    puts it there

Keys: every country of the 2020 Trafficking in Persons report × every ISIC division, and × every good of the commodities
table. Positive: a withhold release order, a Finding or a UFLPA priority sector from 2021 on names a good of the origin.
No entity list is used. Intervals: bootstrap over countries, seeded, 2.5th to 97.5th percentile.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from supplychain_risk.laws.case import Case, Good
from supplychain_risk.laws.eo13126 import by_country as eo13126_goods
from supplychain_risk.laws.world import World
from supplychain_risk.policy import Policy
from supplychain_risk.reference import Reference
from supplychain_risk.reference.industries import priority_sectors
from supplychain_risk.reference.orders import order_rules
from supplychain_risk.risk.structural import country_effort, goods_listed, sector_named

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "method-backtest.md"
MENTIONS = ROOT / "tools" / "tables" / "vocab" / "commodity_mentions.csv"
THEN = date(2020, 12, 31)
"""The day whose tables are used."""
NEXT_LIST = date(2022, 9, 28)
"""The first edition of ILAB's list that the tables have as of a known day after THEN: used in the leaky variants only.

That of 2020 is in the tables in its state of June 2022.
"""
LATEST = date(2026, 6, 30)
DRAWS = 2000
SEED = 20201231
DECILE = 0.1

Key = tuple[str, str]
"""Country and ISIC division, or country and good."""
Measure = Callable[[Case], float]


def world(day: date) -> World:
    """The tables as of a day."""
    return World.over(Reference.bundled(), Policy.default(), day)


@cache
def named(after: bool) -> Mapping[Key, frozenset[str]]:
    """(country, good) → the orders and UFLPA priority sectors that named it after THEN, or by then."""
    reference = Reference.bundled()
    with MENTIONS.open(encoding="utf-8", newline="") as file:
        mentions = {(r["list"], r["text"]): r["goods"].split(";") for r in csv.DictReader(file)}
    by_name = {row["name"]: row["id"] for row in reference.table("commodities")}
    found: dict[Key, set[str]] = {}
    for row in reference.table("cbp_orders"):
        if (row["date_from"] > THEN.isoformat()) is after and row["target_kind"] != "region_rule":
            for good in mentions["cbp", row["merchandise"]]:
                if good.strip():
                    found.setdefault((row["country"], by_name[good.strip()]), set()).add(row["order_number"])
    for rule in order_rules(reference, LATEST):
        if (rule.date_from > THEN) is after:
            for good in rule.commodities:
                found.setdefault((rule.origin_country, good), set()).add(rule.order_id)
    for sector in priority_sectors(reference, LATEST):
        if (sector.date_from > THEN) is after:
            for good in sector.commodities:
                found.setdefault(("CN", good), set()).add(sector.citation.row)
    return {key: frozenset(why) for key, why in found.items()}


def countries() -> list[str]:
    """The countries of the 2020 report."""
    rows = Reference.bundled().table("tip_tiers")
    return sorted({row["country"] for row in rows if row["report_year"] == "2020"})


def divisions_of(good: str) -> set[str]:
    """ISIC divisions that make a good."""
    return {code[:2] for code in Reference.bundled().table("commodities").by_id[good]["isic"].split(";") if code}


@dataclass(frozen=True, eq=False)
class Universe:
    """Keys, which of them are positive, and the case that a supplier known by the key alone would be."""

    name: str
    keys: tuple[Key, ...]
    positive: frozenset[Key]
    case: Callable[[Key], Case]

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The case of each key."""
        return tuple(map(self.case, self.keys))

    @cache  # noqa: B019  # a script, which ends
    def measured(self, measure: Measure) -> np.ndarray:
        """What is measured of each key."""
        return np.array([measure(case) for case in self.cases])


def by_division(*, new: bool = False) -> Universe:
    """Country × ISIC division; `new`: without those in which an order had named a good by THEN."""
    table = Reference.bundled().table("isic_rev4")
    codes = sorted(row["code"] for row in table if row["level"] == "division")
    positive = {(country, d) for country, good in named(after=True) for d in divisions_of(good)}
    earlier = {(country, d) for country, good in named(after=False) for d in divisions_of(good)} if new else set()
    keys = tuple((c, code) for c in countries() for code in codes if (c, code) not in earlier)
    name = "country × ISIC division" + (", keys that no order had named by the end of 2020" if new else "")
    return Universe(name, keys, frozenset(positive) & set(keys), lambda k: _case(k[0], sector=k[1]))


def by_good() -> Universe:
    """Country × good of the commodities table."""
    table = Reference.bundled().table("commodities")
    goods = sorted(row["id"] for row in table if not row["same_as"])
    keys = tuple((country, good) for country in countries() for good in goods)
    return Universe("country × good", keys, frozenset(named(after=True)) & set(keys), lambda k: _case(k[0], good=k[1]))


def _case(country: str, *, sector: str = "", good: str = "") -> Case:
    return Case(
        country=country,
        region=None,
        region_firm=False,
        possible_region=None,
        goods=(Good(good, firm=True),) if good else (),
        goods_complete=bool(good),
        sectors=(sector,) if sector else (),
    )


def measures() -> Mapping[str, Measure]:
    """What is compared, by name; `leaky` ones use a list that was not published by THEN."""
    then, later = world(THEN), world(NEXT_LIST)

    @cache
    def country(case: Case) -> float:
        return country_effort(case, then).high

    @cache
    def sector(case: Case) -> float:
        return sector_named(case, then).high

    @cache
    def goods(case: Case) -> float:
        return goods_listed(case, later).high

    @cache
    def contractors(case: Case) -> float:
        listed = then.view(eo13126_goods).get(case.country or "", ())
        return float(
            any(
                then.covered(case, x.commodity) or (not case.goods and then.in_sectors(case, x.commodity))
                for x in listed
            )
        )

    return {
        "score, strict: country + sector": lambda case: country(case) + sector(case),
        "TIP tier alone": country,
        "sector lists alone": sector,
        "EO 13126 list alone": contractors,
        "score, leaky: country + sector + ILAB 2022": lambda case: country(case) + sector(case) + goods(case),
        "ILAB 2022 alone, leaky": goods,
    }


@dataclass(frozen=True)
class Result:
    """AUC and lift in the top decile, each with its bootstrap interval."""

    auc: tuple[float, float, float]
    lift: tuple[float, float, float]


def evaluate(universe: Universe, measure: Measure, without: str = "", draws: int = DRAWS) -> Result:
    """How a measure ranks the positives of a universe; `without` leaves a country out.

    The tables of counts per country and value are resampled, so that ties are ties in every draw.
    """
    kept = np.array([key[0] != without for key in universe.keys])
    keys = [key for key in universe.keys if key[0] != without]
    values = universe.measured(measure)[kept]
    levels = np.unique(values)
    names = sorted({key[0] for key in keys})
    row = {name: n for n, name in enumerate(names)}
    counts = np.zeros((2, len(names), len(levels)))
    for key, level in zip(keys, np.searchsorted(levels, values), strict=True):
        counts[int(key in universe.positive), row[key[0]], level] += 1
    weights = _weights(len(names), draws)
    negative, positive = weights @ counts[0], weights @ counts[1]
    return Result(_interval(_auc(positive, negative)), _interval(_lift(positive, negative)))


@cache
def _weights(countries: int, draws: int) -> np.ndarray:
    """How often each country is in each draw; the first row has each once."""
    rng = random.Random(SEED)
    weights = np.ones((draws + 1, countries))
    for draw in range(1, draws + 1):
        weights[draw] = np.bincount(rng.choices(range(countries), k=countries), minlength=countries)
    return weights


def _auc(positive: np.ndarray, negative: np.ndarray) -> np.ndarray:
    """Chance that a positive is ranked above a negative; a tie counts half. One value per row of counts."""
    below = np.cumsum(negative, axis=1) - negative
    with np.errstate(invalid="ignore"):
        return (positive * (below + negative / 2)).sum(axis=1) / (positive.sum(axis=1) * negative.sum(axis=1))


def _lift(positive: np.ndarray, negative: np.ndarray) -> np.ndarray:
    """Share of the positives in the top tenth, over a tenth; keys that tie at its edge count in part."""
    both = positive + negative
    room = both.sum(axis=1, keepdims=True) * DECILE
    above = np.cumsum(both[:, ::-1], axis=1)[:, ::-1] - both
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.clip((room - above) / both, 0, 1)
        return np.nansum(np.where(both > 0, share, 0) * positive, axis=1) / positive.sum(axis=1) / DECILE


def _interval(found: np.ndarray) -> tuple[float, float, float]:
    drawn = found[1:][~np.isnan(found[1:])]
    low, high = np.percentile(drawn, [2.5, 97.5]) if len(drawn) else (float("nan"), float("nan"))
    return float(found[0]), float(low), float(high)


def lines(draws: int = DRAWS) -> Iterator[str]:
    """The result as Markdown."""
    chosen = measures()
    for universe in (by_division(), by_division(new=True), by_good()):
        for without, title in (("", "all countries"), ("CN", "without China")):
            kept = [key for key in universe.keys if key[0] != without]
            positives = [key for key in kept if key in universe.positive]
            yield f"### {universe.name}, {title}"
            yield ""
            yield (
                f"{len(kept)} keys, {len(positives)} positive in {len({c for c, _ in positives})} countries "
                f"({len(positives) / len(kept):.2%})."
            )
            yield ""
            yield "| ranked by | AUC | 95% interval | lift in the top decile | 95% interval |"
            yield "|---|---|---|---|---|"
            for name, measure in chosen.items():
                result = evaluate(universe, measure, without, draws)
                yield f"| {name} | {_told(result.auc)} | {_told(result.lift)} |"
            yield ""


def _told(value: tuple[float, float, float]) -> str:
    return f"{value[0]:.2f} | {value[1]:.2f} to {value[2]:.2f}"


def positives() -> Iterator[str]:
    """The positive goods and origins with what named them, as Markdown."""
    name = Reference.bundled().table("commodities").by_id
    before = named(after=False)
    for (country, good), why in sorted(named(after=True).items()):
        earlier = "; named before by " + ", ".join(sorted(before[country, good])) if (country, good) in before else ""
        yield f"- {country} {name[good]['name']}: {', '.join(sorted(why))}{earlier}"


def whole(draws: int = DRAWS) -> list[str]:
    """Result and positives as Markdown lines."""
    return [*lines(draws), "### The positives", "", *positives(), ""]


BEGIN, END = "<!-- result: made by tools/backtest.py --write -->", "<!-- end of result -->"


def with_result(page: str, result: Iterable[str]) -> str:
    """The page with the part between the marks replaced."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{chr(10).join(result)}\n{END}{after}"


def main() -> None:
    """Print the result, or write it into the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the result into docs/method-backtest.md")
    parser.add_argument("--draws", type=int, default=DRAWS)
    args = parser.parse_args()
    result = whole(args.draws)
    if args.write:
        PAGE.write_text(with_result(PAGE.read_text(encoding="utf-8"), result), encoding="utf-8")
    else:
        print("\n".join(result))


if __name__ == "__main__":
    main()
