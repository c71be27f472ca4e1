"""What is on a sheet before its rows are read: its tables, what their columns are, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from supplychain_risk.domain import Problem
from supplychain_risk.errors import InputError
from supplychain_risk.intake.bare import bare_list
from supplychain_risk.intake.beside import tables_beside
from supplychain_risk.intake.columns import describe_columns, rows_looked_at
from supplychain_risk.intake.factsheet import FactSheet, fact_sheet, heads_labels
from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.layout import Header, find_header, unnumbered
from supplychain_risk.intake.longlist import answers_by_supplier, long_list
from supplychain_risk.intake.mapping import SheetMapping, headings_of
from supplychain_risk.intake.matrix import is_turned
from supplychain_risk.intake.plan import Plan
from supplychain_risk.intake.planning import plan_columns, plan_stated, without_doubtful_ids
from supplychain_risk.intake.relations import Relations
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.stacked import stacked
from supplychain_risk.intake.subject import subject
from supplychain_risk.intake.unheaded import header_by_values
from supplychain_risk.intake.values import one_line, tidy
from supplychain_risk.intake.whatorwhom import names_in, settle_what_or_whom


@dataclass(frozen=True, slots=True)
class Found:
    """A table on a sheet: its header, its plan, and the row (0-based, exclusive) where it ends."""

    header: Header
    plan: Plan
    end: int
    part: Grid | None = None
    """With tables side by side: the sheet with the columns of this table alone."""
    stated: frozenset[int] = frozenset()
    """Columns of which a mapping says what they are, or that they are not to be used."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found on a sheet before its rows are read. No tables: `reason` says why."""

    grid: Grid
    tables: tuple[Found, ...]
    reason: str
    sure: bool = True
    """Whether its headings speak of suppliers; the others are read only if no sheet does."""
    facts: FactSheet | None = None
    """Set where the sheet is a fact sheet; its one table then lies in `facts.grid`."""
    doubt: str = ""
    """Why it may be no list of suppliers, where it is read all the same."""
    notes: tuple[Problem, ...] = ()
    """What was done to rows wider than their header."""
    aside: frozenset[int] = frozenset()
    """Rows wider than their header that fit nowhere."""
    beside: bool = False
    """Whether its tables stand side by side under one header row."""


def survey(grid: Grid, vocabulary: Vocabulary, senses: Senses, stated: SheetMapping | None = None) -> Survey:
    """Find the tables of a sheet and what their columns are.

    Raises:
        InputError: a mapping names a row or heading that the sheet does not have.
    """
    if stated is not None and stated.get("ignore"):
        return Survey(grid, (), "the mapping says to ignore it")
    last = _last_row(grid)
    if last == 0:
        return Survey(grid, (), "the sheet is empty")
    if stated is not None and (stated.get("header_row") or stated.get("columns") or stated.get("unused")):
        return _stated(grid, vocabulary, senses, stated, last)
    header = find_header(grid, vocabulary)
    if header is not None and heads_labels(grid, header, vocabulary):
        header = None
    if header is None:
        facts = fact_sheet(grid, vocabulary) or answers_by_supplier(grid, vocabulary, senses)
        told = _of_facts(grid, facts, vocabulary, senses) if facts else None
        header = None if told else header_by_values(grid, vocabulary, senses)
        if header is None:
            return told or _no_header(grid, vocabulary, senses, last)
    long = _long(grid, header, last, vocabulary, senses)
    if long:
        return long
    beside = _beside(grid, header, last, vocabulary, senses)
    if beside:
        return beside
    stack = stacked(grid, header, last, vocabulary, senses)
    grid, header = stack.grid, stack.tables[0][0]
    tables: list[Found] = []
    for one, end in stack.tables:
        named = frozenset().union(*(names_in(table.plan) for table in tables))
        plan = plan_columns(
            settle_what_or_whom(describe_columns(grid, one, end, vocabulary, senses), named, senses),
            senses,
            rows_looked_at(grid, one, end),
            Relations.of(vocabulary.words),
            grid.rows[one.row + 1 : end],
        )
        if plan is not None:
            tables.append(Found(one, without_doubtful_ids(plan, grid.rows[one.row + 1 : end]), end))
        elif tables:
            tables[-1] = Found(tables[-1].header, tables[-1].plan, end)
    if not tables:
        return Survey(grid, (), f"row {header.row + 1} looks like a header, but no column holds names of suppliers")
    main = tables[0]
    if not _has_names(main):
        return Survey(grid, (), _no_names_reason(main))
    about = subject(grid, main.header, main.plan, vocabulary)
    doubt = _doubt(grid, main, vocabulary, senses) or (
        f"it is no list of suppliers: {about.against}" if about.refused else ""
    )
    if doubt:
        return Survey(grid, (), f"row {main.header.row + 1} looks like a header, but {doubt}")
    return Survey(
        grid,
        tuple(tables),
        main.header.reason,
        main.header.sure,
        doubt=about.against if about.doubtful else "",
        notes=stack.notes,
        aside=stack.aside,
    )


def _no_header(grid: Grid, vocabulary: Vocabulary, senses: Senses, last: int) -> Survey:
    """A sheet without a header row and without facts: a list that starts with data, or none."""
    bare = bare_list(grid, vocabulary, senses)
    if bare is not None:
        return Survey(grid, (Found(*bare, last),), bare[0].reason, sure=False)
    return Survey(grid, (), _why_none(grid, vocabulary))


def _long(grid: Grid, header: Header, last: int, vocabulary: Vocabulary, senses: Senses) -> Survey | None:
    """The sheet as a long list (a row per supplier and attribute), if it is one."""
    facts = long_list(grid, header, last, vocabulary)
    return _of_facts(grid, facts, vocabulary, senses) if facts else None


def _of_facts(grid: Grid, facts: FactSheet, vocabulary: Vocabulary, senses: Senses) -> Survey | None:
    """A sheet that was turned into a table, if that has a column of suppliers."""
    end = len(facts.grid.rows)
    plan = plan_columns(describe_columns(facts.grid, facts.header, end, vocabulary, senses), senses)
    if plan is None or not _has_names(Found(facts.header, plan, end)):
        return None
    table = Found(facts.header, plan, end)
    return Survey(grid, (table,), facts.header.reason, sure=facts.header.sure, facts=facts)


def _beside(grid: Grid, header: Header, last: int, vocabulary: Vocabulary, senses: Senses) -> Survey | None:
    """The tables that stand side by side under a header, if there are several."""
    found: list[Found] = []
    for part, own in tables_beside(grid, header, last, vocabulary):
        plan = plan_columns(describe_columns(part, own, last, vocabulary, senses), senses)
        if plan is None or not _has_names(Found(own, plan, last)):
            return None
        found.append(Found(own, without_doubtful_ids(plan, part.rows[own.row + 1 : last]), last, part))
    if len(found) < 2:
        return None
    reason = f"{header.reason}; {len(found)} tables stand side by side"
    return Survey(grid, tuple(found), reason, header.sure, beside=True)


def _last_row(grid: Grid) -> int:
    """Rows up to and including the last one that is not empty."""
    for number in range(len(grid.rows), 0, -1):
        if any(text and not text.isspace() for text in grid.rows[number - 1]):
            return number
    return 0


def _has_names(table: Found) -> bool:
    plan = table.plan
    fields = [plan.fields, *({"name": party.names} for party in plan.parties)]
    wanted = ("name", "supplier_ref", "supplier_id", "os_id", "cid", "lei", "uscc", "duns")
    columns = {c.index: c for c in plan.columns}
    return any(columns[i].filled for f in fields for w in wanted for i in f.get(w, ()))


def _doubt(grid: Grid, table: Found, vocabulary: Vocabulary, senses: Senses) -> str:
    """Why a table that has a header is no list of suppliers after all; "" if nothing speaks against it."""
    named = [i for f in (table.plan.fields,) for i in f.get("name", ())]
    columns = [c for c in table.plan.columns if c.index in named[:1]]
    if not columns:
        return ""
    column = columns[0]
    headings = {unnumbered(t) for t in column.sample if (m := vocabulary.meaning(t)) and m.rule == "heading"}
    words = sum(1 for t in column.sample if unnumbered(t) in headings) if len(headings) >= 8 else 0
    if words >= 8 and words > 0.15 * len(column.sample):
        return f"'{column.heading}' holds headings, not names (a list of labels or translations)"
    if is_turned(table.plan.columns, column, senses):
        return "its suppliers stand in the header, one per column; write one per row"
    lengths = sorted(map(len, column.sample))
    if lengths and lengths[len(lengths) // 2] > 100:
        return f"'{column.heading}' holds sentences, not names"
    if table.header.known <= 2 and column.fill < 0.25 and column.seen > 8:
        return f"only {column.filled} of {column.seen} rows below have something under '{column.heading}'"
    if grid.hidden and (
        table.header.known < 2 or table.header.share < 0.5 or (column.sense == "plain" and table.header.known < 3)
    ):
        return "the sheet is hidden and reads like a list for look-up, not of suppliers"
    return ""


def _no_names_reason(table: Found) -> str:
    plan = table.plan
    named = [c.heading for c in plan.columns if c.field in ("name", "supplier_ref", "buyer")]
    where = f"columns {', '.join(named)}" if named else "its columns"
    return f"row {table.header.row + 1} is a header, but {where} hold no names of suppliers"


def _why_none(grid: Grid, vocabulary: Vocabulary) -> str:
    header = find_header(grid, vocabulary, needs_rows=False)
    if header is not None:
        return f"row {header.row + 1} is a header, but there are no rows below it"
    known = sorted(
        {
            one_line(tidy(text))
            for row in grid.rows[:60]
            for text in row
            if text and len(text) < 60 and (m := vocabulary.meaning(one_line(tidy(text)))) and m.field != "other"
        }
    )
    if known:
        return f"no row names a column of suppliers (words we know there: {', '.join(known[:6])})"
    return "no row has headings of a supplier table"


def _stated(grid: Grid, vocabulary: Vocabulary, senses: Senses, stated: SheetMapping, last: int) -> Survey:
    where = f"{grid.file}!{grid.name}"
    wanted = {name: headings_of(value) for name, value in stated.get("columns", {}).items()}
    leave = headings_of(stated.get("unused"))
    row = stated.get("header_row")
    if row is None:
        row = _row_with(grid, {**wanted, "": leave}) or 0
    if not 1 <= row <= last:
        raise InputError(
            f"header_row {row} lies outside the sheet ({last} rows)"
            if row
            else "no row has the headings of the mapping",
            where=where,
            hint="Correct the mapping. Headings in the sheet: " + headings_seen(grid),
        )
    headings = tuple(one_line(tidy(t)) for t in grid.rows[row - 1])
    header = Header(row - 1, 1, headings, len(wanted), 1.0, 0.0, 1.0, f"row {row} by the mapping", True)
    columns = describe_columns(grid, header, last, vocabulary, senses)
    by_key = {heading_key(c.heading): c.index for c in reversed(columns)}

    def index_of(name: str, text: str) -> int:
        index = by_key.get(heading_key(text))
        if index is None:
            raise InputError(
                f"{name}: row {row} has no heading '{text}'",
                where=where,
                hint="Headings there: " + ", ".join(h for h in headings if h),
            )
        return index

    fixed = {name: tuple(index_of(f"columns.{name}", text) for text in texts) for name, texts in wanted.items()}
    unused = frozenset(index_of("unused", text) for text in leave)
    plan = plan_stated(columns, fixed, senses, unused=unused)
    if plan is None:
        return Survey(grid, (), f"row {row} is the header by the mapping, but no column holds names of suppliers")
    if "supplier_id" not in fixed:
        plan = without_doubtful_ids(plan, grid.rows[row:last])
    said = frozenset(index for indexes in fixed.values() for index in indexes) | unused
    return Survey(grid, (Found(header, plan, last, stated=said),), header.reason)


def _row_with(grid: Grid, wanted: dict[str, tuple[str, ...]]) -> int | None:
    keys = {heading_key(t) for texts in wanted.values() for t in texts}
    for number, row in enumerate(grid.rows):
        if keys <= {heading_key(one_line(tidy(t))) for t in row if t.strip()}:
            return number + 1
    return None


def headings_seen(grid: Grid) -> str:
    """The first row with at least two texts, for an error message."""
    for row in grid.rows[:60]:
        texts = [one_line(tidy(t)) for t in row if t.strip()]
        if len(texts) >= 2:
            return ", ".join(t if len(t) <= 40 else t[:39] + "…" for t in texts[:12])
    return next((one_line(tidy(t))[:60] for row in grid.rows[:60] for t in row if t.strip()), "")
