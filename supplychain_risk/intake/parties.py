"""Which companies a table names in each row, how they stand to one another, and whose each column is.

A name column may have a rank ("Tier 2"), a direction ("Purchased from", "Subcontractor of") or a stage ("Fabric mill").
The one without any is the row's subject: one step nearer than those ranked or directed beside it, or, beside a tier 1,
one step further. Columns that share a company's words ("Tier 2 country"), or follow its name where headings repeat, are
its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from supplychain_risk.intake.columns import Column
from supplychain_risk.intake.meaning import LAST_WORDS, OF_A_PARTY, OTHER, Meaning
from supplychain_risk.intake.plan import OF_LINK, SEVERAL, Fields, Made, Party
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.whose import GUESSED, STAGE_OF_TIER, UNSAID, Whose

_OWN = OF_A_PARTY - {"name"}
_NEVER_SHARED = ("tier",)


_Mark = tuple[str, int, str]
"""Kind, value and words of what says whose a column is."""


@dataclass(slots=True)
class _Draft:
    """A company besides the subject, while its columns are found."""

    names: list[Column]
    order: float
    tier: int | None
    fields: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cast:
    """The companies of a row: the columns left to the subject, its tier, and the others."""

    subject: tuple[Column, ...]
    tier: int | None
    parties: tuple[Party, ...]
    notes: Mapping[int, str] = field(default_factory=dict)


def cast(columns: Sequence[Column], senses: Senses) -> Cast:
    """Sort the columns of a table by the company they speak of."""
    columns = _with_steps(_with_inputs(_goods_of_tiers(columns, senses)))
    names = [c for c in columns if c.field == "name" and c.sense != "plain"]
    names += [c for c in columns if c.field == "name" and c.sense == "plain" and not names]
    said = [c for c in names if c.whose and (c.filled or not any(n.filled for n in names))]
    said = _distinct_stages(said, names)
    if not said:
        strangers = {c.index: "company-not-named" for c in columns if _is_a_strangers(c, columns, names)}
        kept = (_of_somebody_else(c) if c.index in strangers else _plain(c) for c in columns)
        return Cast(tuple(kept), None, (), strangers)
    unsaid = [c for c in names if c not in said and c.filled]
    orders = _orders(said, unsaid)
    home = orders.get(None, min(orders.values()))
    own = [c for c in said if orders[_mark(c)] == home] if None not in orders else []
    subject_mark = _mark(own[0]) if own else None
    # "Made by | Spun by": of two that are alike, the first is the row's own, and the other supplies it
    orders |= {_mark(c): home + 1 for c in own if _mark(c) != subject_mark}
    drafts: dict[_Mark, _Draft] = {}
    for column in said:
        if column in own[:1] or (own and _mark(column) == subject_mark):
            continue
        mark = _mark(column)
        draft = drafts.setdefault(mark, _Draft([], orders[mark], column.tier))
        draft.names.append(column)
    left, notes = _shared_out(columns, drafts, own, unsaid)
    tier = own[0].tier if own and (own[0].tier or 0) else None
    if tier is None and unsaid and all(c.whose.kind == "rank" for c in said):
        tier = None
    parties = _placed(drafts.values(), home, columns, senses)
    unsure = [c for c in said if c.whose.kind == "nearer" and c.whose.value]  # an agent may be the forwarder's, too
    unsure += [c for c in said if c.meaning and c.meaning.weight <= GUESSED]
    notes |= {c.index: "direction-guessed" for c in unsure}
    return Cast(tuple(_plain(c) for c in left), tier, parties, notes)


def _goods_of_tiers(columns: Sequence[Column], senses: Senses) -> Sequence[Column]:
    """Columns such as "Tier 2: Fabric", which are over goods where another column names the companies of that tier.

    And where all values are goods written as such: "Cotton fabric", and not "Cotton Mills".
    """
    named = {c.tier for c in columns if c.field == "name" and c.tier and c.meaning and c.meaning.rule != STAGE_OF_TIER}

    def is_good(text: str) -> bool:
        return senses.good(text) and not any(word[0].isupper() for word in text.split()[1:])

    ranks = {c.tier for c in columns if c.field == "name" and c.tier}

    def settled(c: Column) -> Column:
        if c.meaning is None or c.meaning.rule != STAGE_OF_TIER:
            return c
        if c.meaning.weight <= GUESSED:  # "Tier 2 - Konfektion": no word that we know says what it is
            return c if c.tier not in named and len(ranks) > 1 else replace(c, meaning=None)
        of_goods = c.tier in named or all(map(is_good, c.sample))
        return replace(c, meaning=Meaning("commodity", "", c.meaning.weight, c.meaning.rule)) if of_goods else c

    return [settled(c) for c in columns]


def _with_inputs(columns: Sequence[Column]) -> Sequence[Column]:
    """Columns such as "Polyester supplier" behind a stage ("Spinner") supply it, whatever stage they are of themselves.

    One in front of all stages may be who the row is about ("Flooring supplier" in front of "Resin maker").
    """
    stages = {c.index: c.whose.value for c in columns if c.field == "name" and c.whose.kind == "stage" and c.filled}

    def settled(c: Column) -> Column:
        half = c.field == "name" and c.sense == "vendor" and c.meaning is not None and c.meaning.rule == LAST_WORDS
        before = [value for index, value in stages.items() if index < c.index]
        if not half or c.whose or not before or not c.stem:
            return c
        beyond = [value for value in stages.values() if value > before[0]]
        return replace(c, whose=Whose("stage", min(beyond, default=before[0] + 1), c.stem))

    return [settled(c) for c in columns]


def _with_steps(columns: Sequence[Column]) -> Sequence[Column]:
    """Countries of a stage whose company no column names ("Spinning country") are where the goods went through it:
    beside the supplier's own country, or where several stages have one."""
    named = {_mark(c)[:2] for c in columns if c.field == "name" and c.whose.kind == "stage" and c.filled}
    steps = {
        c.index: c.whose.value
        for c in columns
        if c.field == "country" and c.whose.kind == "stage" and not c.of_company and c.filled
    }
    own = any(c.field == "country" and not c.whose and c.filled and c.sense in ("", "code") for c in columns)
    if not own and len(set(steps.values())) < _SEVERAL_STAGES:
        return columns
    return [
        replace(c, meaning=Meaning("origin", "", c.meaning.weight, c.meaning.rule), whose=UNSAID)
        if c.meaning and c.index in steps and _mark(c)[:2] not in named
        else c
        for c in columns
    ]


_SEVERAL_STAGES = 2


def _is_a_strangers(column: Column, columns: Sequence[Column], names: Sequence[Column]) -> bool:
    """Whether a column speaks of a company that no column names: "Tier 2 country" where rows name one supplier each.

    A stage ("Fabric supplier country") may be the supplier's own, but not beside a column without one.
    """
    kind = column.whose.kind
    if column.field not in _OWN or any(_mark(n) == _mark(column) for n in names):
        return False
    if kind == "rank":
        return column.whose.value > 1
    if kind == "nearer":
        return True
    beside = any(c.field == column.field and not c.whose for c in columns)
    return column.of_company and (kind == "further" or (kind == "stage" and beside))


def _mark(column: Column) -> _Mark:
    whose = column.whose
    return (whose.kind, whose.value, "" if whose.kind == "rank" else whose.words)


def _distinct_stages(said: list[Column], names: Sequence[Column]) -> list[Column]:
    """A stage ("Mill", "Smelter") places a company only beside another name of a company; alone it is the subject."""
    others = [c for c in names if c not in said]
    stages = {c.whose.value for c in said if c.whose.kind == "stage"}
    ranked = any(c.whose.kind != "stage" for c in said)
    sites_alone = all(c.sense == "site" for c in said) and all(c.sense in ("vendor", "company") for c in others)
    several = bool(others) and len({_mark(c) for c in said}) > 1  # "Mill 1", "Mill 2"
    if not ranked and not several and (len(stages) == 1 and (not others or sites_alone)):
        return []  # a vendor and its mill: who makes it supplies who sells it
    return said


def _orders(said: Sequence[Column], unsaid: Sequence[Column]) -> dict[_Mark | None, float]:
    """How far each company stands from the reporting company; None is the subject, where a column without words is."""
    ranks = [c.whose.value for c in said if c.whose.kind == "rank"]
    orders: dict[_Mark | None, float] = {_mark(c): float(c.whose.value) for c in said if c.whose.kind == "rank"}
    home: float | None = None
    if unsaid:
        home = 1.0 if not ranks else min(ranks) - 1.0 if min(ranks) > 1 else max(ranks) + 1.0
        orders[None] = home
    base = home if home is not None else (min(ranks) if ranks else 1.0)
    stages = sorted({c.whose.value for c in said if c.whose.kind == "stage"})
    nearest = 0 if home is not None or ranks else stages[0] if stages else 0
    for c in said:
        if c.whose.kind == "nearer":
            orders[_mark(c)] = base - 1
        elif c.whose.kind == "further":
            orders[_mark(c)] = base + 1
        elif c.whose.kind == "stage":
            # stages count in thousandths: what matters is which is nearer
            beyond = max(ranks) if ranks else base
            orders[_mark(c)] = base if c.whose.value == nearest else beyond + (stages.index(c.whose.value) + 1)
    return orders


def _shared_out(
    columns: Sequence[Column],
    drafts: Mapping[_Mark, _Draft],
    own: Sequence[Column],
    unsaid: Sequence[Column],
) -> tuple[list[Column], dict[int, str]]:
    """Give every column to the company it speaks of; what is left is the subject's."""
    names = {c.index for draft in drafts.values() for c in draft.names}
    own_mark = _mark(own[0]) if own else None
    repeated: dict[str, int] = {}
    for c in columns:
        if c.index not in names and not c.whose and c.field in _OWN:
            repeated[c.field] = repeated.get(c.field, 0) + 1
    subjects = [c for c in (*own, *unsaid) if c.stem]
    homes = {c.index: _home_of(c, drafts, subjects) for c in columns if c.index not in names and c.field != "name"}
    marked = {(mark, c.field) for c in columns if (mark := homes.get(c.index)) is not None}
    left: list[Column] = []
    notes: dict[int, str] = {}
    current: _Draft | None = None
    for c in columns:
        if c.index in names:
            current = drafts[_mark(c)]
            continue
        if c.field == "name":
            current = None
        mark = homes.get(c.index)
        if mark is not None:
            _take(drafts[mark], c)
            continue
        if c.whose and c.whose.kind == "rank" and c.field in _OWN:
            is_own = (own_mark is not None and _mark(c) == own_mark) or (not own and c.whose.value == 1)
            if not is_own:
                notes[c.index] = "company-not-named"
                left.append(_of_somebody_else(c))
                continue
        if not c.whose and current is not None and c.field in _OWN and c.field not in current.fields:
            lacking = (_mark(current.names[0]), c.field) not in marked
            elsewhere = all((m, c.field) in marked for m in drafts if drafts[m] is not current)
            subject_has = any(x.field == c.field and x.index < current.names[0].index for x in left)
            if lacking and (repeated[c.field] > 1 or (elsewhere and subject_has)):
                _take(current, c)
                continue
            if c.field in ("country", "origin") and not subject_has and c.filled:
                if not unsaid:
                    notes[c.index] = "owner-unknown"
                    c = _of_somebody_else(c)
                else:
                    notes[c.index] = "owner-guessed"
        left.append(c)
    return left, notes


def _home_of(column: Column, drafts: Mapping[_Mark, _Draft], own: Sequence[Column]) -> _Mark | None:
    """The company whose words a column shares: whom its heading speaks of, else words it has in common with a name's.

    "Subcontractor country" beside "Subcontracted to", "Yarn spinner's country" beside "Buys yarn from".
    """
    if column.field not in _OWN and column.field != "parent" and not (column.looks.countries >= 0.8):
        return None
    mark = _mark(column)
    if column.whose and mark in drafts:
        return mark
    near = [m for m in drafts if column.whose and m[0] == mark[0]]
    if column.whose.kind == "stage":  # "Fabric country" beside "Fabric supplier", "Mill country" beside "Fabric mill"
        near = [m for m in near if m[2] in mark[2] or mark[2] in m[2]]
    elif column.whose.kind == "rank":
        return None
    if len(near) == 1:
        return near[0]
    shared = {m: len(_in_common(column, draft.names[0])) for m, draft in drafts.items()}
    most = max(shared.values(), default=0)
    if not most or any(len(_in_common(column, name)) >= most for name in own):
        return None
    best = [m for m, count in shared.items() if count == most]
    return best[0] if len(best) == 1 else None


def _in_common(one: Column, other: Column) -> frozenset[str]:
    """The words of what two headings speak of that are the same but for an ending."""
    mine, theirs = set(one.stem.split()), set(other.stem.split())
    if not other.stem.isascii() and other.stem and other.stem in one.key:
        return frozenset((other.stem,))
    return frozenset(a for a in mine for b in theirs if a == b or (min(len(a), len(b)) > 3 and _near(a, b)))


def _near(one: str, other: str) -> bool:
    """Whether two words differ by at most the last two letters ("spinner", "spinners")."""
    size = min(len(one), len(other))
    return one[: size - 1] == other[: size - 1] and abs(len(one) - len(other)) <= 2


def _take(draft: _Draft, column: Column) -> None:
    """Give a column to a company; one of countries under a heading that we do not know is its country."""
    field = column.field or ("country" if column.looks.countries >= 0.8 else OTHER)
    if field in (OTHER, *_NEVER_SHARED):
        return
    found = draft.fields.setdefault(field, [])
    if not found or field in SEVERAL or field == "country":
        found.append(column.index)


def _placed(drafts: object, home: float, columns: Sequence[Column], senses: Senses) -> tuple[Party, ...]:
    """The drafts as parties, counted in steps from the subject."""
    every = sorted(drafts, key=lambda d: (d.order, d.names[0].index))  # type: ignore[call-overload]
    beyond = sorted({d.order for d in every if d.order > home})
    before = sorted({d.order for d in every if d.order < home}, reverse=True)
    parties: list[Party] = []
    for draft in every:
        steps = beyond.index(draft.order) + 1 if draft.order > home else -(before.index(draft.order) + 1)
        fields = {name: tuple(ix) for name, ix in draft.fields.items()}
        if "country" not in fields:
            spare = next(
                (
                    c.index
                    for c in columns
                    if c.whose and _mark(c) == _mark(draft.names[0]) and not c.field and c.all_countries
                ),
                None,
            )
            if spare is not None:
                fields["country"] = (spare,)
        name = draft.names[0]
        words = name.whose.words.rstrip(" 0123456789")
        goods = name.sold or (words if senses.good(words) and senses.one_good(words) else "")
        made = Made(name.index, goods) if goods and "commodity" not in fields else None
        parties.append(Party(tuple(c.index for c in draft.names), fields, steps, draft.tier, name.whose.words, made))
    return tuple(parties)


def _of_somebody_else(column: Column) -> Column:
    """A column that says nothing of the subject, whatever its values look like."""
    return replace(column, meaning=None, of_others=True)


def _plain(column: Column) -> Column:
    """A column of the subject, which no longer needs words to say whose it is."""
    return column if not column.whose else replace(column, whose=UNSAID)


def chain_fields(fields: Fields) -> Fields:
    """What of a row is said of its goods, and so perhaps of every company of its chain."""
    return {name: fields[name] for name in ("commodity", "hs") if name in fields}


__all__ = ["OF_LINK", "Cast", "cast", "chain_fields"]
