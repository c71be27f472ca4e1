"""The workbook's tables, a row each, with filters: Groups, Reasons, Suppliers, Findings, Lines, and so on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from supplychain_risk.domain import DueDiligence
from supplychain_risk.report import words, xlsx_since, xlsx_tasks
from supplychain_risk.report.models import DispositionEntry, Document, FindingEntry, SupplierEntry
from supplychain_risk.report.xlsx_places import Places
from supplychain_risk.review.tasks import REASON_HEADINGS, SUPPLIER_HEADINGS, Subject
from supplychain_risk.workbooks.blocks import FOLDED, HEADS, Row, Shown
from supplychain_risk.workbooks.cells import Value
from supplychain_risk.workbooks.sheet import Column, Sheet

SUPPLIERS = (
    Column("Due diligence", 14),
    Column(SUPPLIER_HEADINGS["name"], 26, "bold"),
    Column(SUPPLIER_HEADINGS["id"], 11),
    Column("Why", 32),
    *xlsx_tasks.COLUMNS,
    Column("Country", 14),
    Column("Country code", 8),
    Column("Commodities", 14),
    Column("Tier", 8, "count"),
    Column("Score low", 7, "number"),
    Column("Score high", 7, "number"),
    Column("Band", 11),
    Column("Findings", 9, "count"),
    Column("Findings upstream", 9, "count"),
    Column("Worst upstream", 9, "number"),
    Column("Sectors", 18),
    Column("ISIC", 7),
    Column("Band, because", 16),
    Column("Share exposed by score", 9, "percent"),
    Column("Unmapped share", 10, "percent"),
    Column("Factors", 80),
    Column("After controls, low", 9, "number"),
    Column("After controls, high", 9, "number"),
    Column("Controls", 60),
    Column("Worst path", 34),
    Column("Share by", 11),
    Column("Why an equal split", 36),
    Column("Holds upstream", 9, "count"),
    Column("Share exposed by score, low", 9, "percent"),
    Column("Share with a hold", 9, "percent"),
    Column("Worst path's supplier", 14),
    Column("Rank", 7, "count"),
    Column("Rank, 5th pct.", 8, "count"),
    Column("Rank, 95th pct.", 8, "count"),
    Column("Score, 5th pct.", 8, "number"),
    Column("Score, 95th pct.", 8, "number"),
    Column("Draws in top tenth", 9, "percent"),
    Column("Region", 16),
    Column("Region code", 9),
    Column("Problems", 9, "count"),
    Column("Other names", 28),
    Column("Cells", 36),
    Column("Rests on", 15),
    Column("Group", 8),
    Column("Reason", 15),
    Column("Positive lists", 60),
    Column("Commodity ids", 18),
)
SUPPLIERS_PRINTED = 18
VERDICTS = Column("Verdicts on its matches", 40)
"""Beside the tasks of a supplier, where reviewers' verdicts were given."""
_BESIDE_TASKS = 4 + len(xlsx_tasks.COLUMNS)
"""Where on the sheet Suppliers it stands."""

BY_REASON = (
    Column("Calls for", 13),
    Column("Why, and for whom", 70),
    Column("Suppliers", 10, "count"),
    Column("Stated spend", 14, "amount"),
    Column("Country", 16),
    Column("Tier", 8, "count"),
    Column("Score high", 8, "number"),
    Column("What to do", 44),
    Column("Supplier id", 12),
    Column("Group", 8),
)

GROUPS = (
    Column("Calls for", 13),
    Column("Rests on", 15),
    Column("Suppliers", 10, "count"),
    Column("Stated spend", 14, "amount"),
    Column("Why", 70),
    Column("Country", 18),
    Column("Country code", 8),
    Column("Goods", 22),
    Column("What to do", 44),
    Column("First supplier", 26, "bold"),
    Column("Group", 8),
    Column("Reason", 15),
    Column("Code", 24),
)

REASONS = (
    Column("Calls for", 13),
    Column("Certainty", 11),
    Column("Suppliers", 10, "count"),
    Column("Stated spend", 14, "amount"),
    Column(REASON_HEADINGS["name"], 60),
    Column("Next step", 34),
    *xlsx_tasks.COLUMNS,
    Column("Instrument", 24),
    Column("Citation", 28),
    Column("Source", 38, "link"),
    Column("Read in", 38),
    Column("Asked for by law or guidance", 60),
    Column("Goods", 18),
    Column("Jurisdiction", 11),
    Column("Channel", 10),
    Column(REASON_HEADINGS["code"], 24),
    Column(REASON_HEADINGS["id"], 15),
)
REASONS_PRINTED = 12

SOURCES_SHEET = "Sources and method"
FINDINGS = (
    Column("Calls for", 13),
    Column("Certainty", 11),
    Column("Supplier", 26, "bold"),
    Column("What", 30),
    Column("Reason", 15),
    Column("Path to the company", 34),
    Column("Cells", 30),
    Column("Disposition", 15),
    Column("Supplier id", 12),
    Column("Paths shown", 8, "count"),
    Column("Paths", 8, "count"),
    Column("Match score", 8, "number"),
    Column("Code", 24),
    Column("Finding id", 30),
    Column("Disposition, why", 44),
)
FINDINGS_PRINTED = 8

PROBLEMS = (
    Column("What became of it", 16),
    Column("Code", 22),
    Column("Cell", 34),
    Column("Cells", 8, "count"),
    Column("Value", 30),
    Column("What is the matter", 50),
    Column("What to do", 50),
)


LINES = (
    Column("Supplier", 28, "bold"),
    Column("Goods", 28),
    Column("Origin of the goods", 22),
    Column("Origin code", 8),
    Column("Region of origin", 22),
    Column("Region code", 9),
    Column("Possible region code", 9),
    Column("Quantity", 11, "amount"),
    Column("Unit", 8),
    Column("Day", 11, "date"),
    Column("Document", 16),
    Column("Paid to", 18),
    Column("Amount", 12, "amount"),
    Column("Sold to", 22),
    Column("Origin as written", 22),
    Column("Supplier id", 14),
    Column("Cells", 34),
)


DISPOSITIONS = (
    Column("What became of it", 13, "bold"),
    Column("Supplier", 24),
    Column("Supplier id", 12),
    Column("Listed name", 26),
    Column("List", 20),
    Column("Entry", 12),
    Column("Verdict", 14),
    Column("Reason", 34),
    Column("Who", 16),
    Column("Date", 11, "date"),
    Column("Expires", 11, "date"),
    Column("Why", 44),
    Column("List edition", 16),
    Column("Cell", 24),
    Column("Finding id", 24),
)


LEVELS = {level: Shown(level.value, level.value) for level in DueDiligence}
"""What a cell shows that holds nothing but a level."""


def suppliers(sheet: Sheet, document: Document, places: Places) -> None:
    """One row per supplier, in the document's order."""
    states, columns, printed = xlsx_since.states(document), _with_since(SUPPLIERS, document), SUPPLIERS_PRINTED
    if document.dispositions:
        columns, printed = (*columns[:_BESIDE_TASKS], VERDICTS, *columns[_BESIDE_TASKS:]), printed + 1
    # What is on paper decides how tall a row is; the long texts beside it are read in their cells.
    sheet.table(columns, len(document.suppliers), frozen=2, printed=printed, sparse=True)
    xlsx_tasks.open_columns(sheet, columns, len(document.suppliers))
    verdicts = _verdicts(document)
    tasks = xlsx_tasks.beside(document, Subject.SUPPLIER)
    of_group = {id_: _group(number) for number, group in enumerate(document.groups, 1) for id_ in group.suppliers}
    told: dict[str, str] = {}  # of each score, its factors in words

    def rows() -> Iterator[Row]:
        for supplier in document.suppliers:
            id_, structural = supplier.id, supplier.structural
            if structural and structural.score.id not in told:
                told[structural.score.id] = "\n".join(map(words.factor, structural.factors))
            factors = told[structural.score.id] if structural else ""
            row = _supplier_row(supplier, places.names, factors, tasks.get(id_, xlsx_tasks.EMPTY))
            if at := places.finding.get(id_):
                row[_ID] = Shown(id_, "text", f"Findings!A{at}")
            row += [
                supplier.ground.value,
                of_group[id_],
                supplier.reason,
                "\n".join(f"{words.positive(one)} {one.cell}" for one in supplier.positive),
                words.several(supplier.commodities),
            ]
            if document.since:
                row.append(states.get(id_, xlsx_since.AS_BEFORE))
            if document.dispositions:
                row.insert(_BESIDE_TASKS, verdicts.get(id_))
            yield Row(row)

    sheet.rows(columns, len(document.suppliers), rows, printed=printed)


_ID = 2
"""The column of suppliers' ids, which lead to the most urgent finding of each."""


def _verdicts(document: Document) -> dict[str, str]:
    """Id of a supplier → the verdicts on its matches, a line each, and how many possible matches have none."""
    if not document.dispositions:
        return {}
    by_finding: dict[str, list[DispositionEntry]] = defaultdict(list)
    for entry in document.dispositions:
        by_finding[entry.finding].append(entry)
    told: dict[str, list[str]] = defaultdict(list)
    without: Counter[str] = Counter()
    for finding in document.findings:
        given = by_finding.get(finding.id, ())
        told[finding.supplier] += map(words.verdict, sorted(given, key=lambda one: one.state != "applied"))
        without[finding.supplier] += finding.score is not None and not given
    for supplier, number in without.items():
        if number:
            told[supplier].append(f"{number} possible {'match' if number == 1 else 'matches'} without a verdict")
    return {supplier: "\n".join(lines) for supplier, lines in told.items()}


def _with_since(columns: tuple[Column, ...], document: Document) -> tuple[Column, ...]:
    return (*columns, xlsx_since.SINCE) if document.since else columns


def _supplier_row(
    supplier: SupplierEntry, names: dict[str, str], factors: str, task: Sequence[Value]
) -> list[Value | Shown]:
    score, exposure = supplier.structural, supplier.exposure
    left = score.residual if score else None
    return [
        LEVELS[supplier.due_diligence],
        supplier.name,
        supplier.id,
        supplier.why,
        *task,
        _named(supplier.country, supplier.country_name),
        supplier.country,
        words.several(
            label or code for code, label in zip(supplier.commodities, supplier.commodity_names, strict=True)
        ),
        supplier.tier if supplier.tier is not None else "unknown",
        score.low if score else None,
        score.high if score else None,
        score.band.value if score else words.NOT_SCORED,
        len(supplier.findings),
        exposure.triggers,
        exposure.worst,
        words.several(supplier.sector_names),
        words.several(supplier.sectors),
        words.band_because(score),
        exposure.share_exposed,
        exposure.unmapped_share,
        factors,
        left.low if left else None,
        left.high if left else None,
        "\n".join((words.residual(left), *map(words.control, left.controls))) if left else "",
        words.route(exposure.worst_path, names),
        exposure.share_basis,
        exposure.share_note,
        exposure.holds,
        exposure.share_exposed_low,
        exposure.share_with_hold,
        words.assessed(exposure),
        *_stability(supplier),
        _named(supplier.region, supplier.region_name),
        supplier.region,
        len(supplier.problems),
        words.several(name for name in supplier.names if name != supplier.name),
        words.several(supplier.cells),
    ]


def _stability(supplier: SupplierEntry) -> list[float | None]:
    s = supplier.stability
    return [s.rank, s.rank_p5, s.rank_p95, s.score_p5, s.score_p95, s.top_decile] if s else [None] * 6


def _named(code: str | None, label: str) -> str:
    """The word for a code, whose code stands in a column of its own; `unknown` without a code."""
    return "unknown" if code is None else label or code


def _group(number: int) -> str:
    return f"G{number}"


def groups(sheet: Sheet, document: Document, places: Places) -> None:
    """One row per group of suppliers: what decides, how many, and a link to the first of them."""
    sheet.table(GROUPS, len(document.groups), printed=9)

    def rows() -> Iterator[Row]:
        for number, group in enumerate(document.groups, 1):
            first = places.suppliers[group.suppliers[0]]
            yield Row(
                (
                    LEVELS[group.due_diligence],
                    group.ground.value,
                    len(group.suppliers),
                    group.spend,
                    group.why,
                    _named(group.country, group.country_name),
                    group.country,
                    words.several(group.commodity_names),
                    group.next_step,
                    Shown(first.name, "text", f"Suppliers!A{first.row}"),
                    _group(number),
                    group.reason,
                    group.code,
                )
            )

    sheet.rows(GROUPS, len(document.groups), rows)
    if not document.groups:
        sheet.put(0, "none")


def by_reason(sheet: Sheet, document: Document, places: Places) -> None:
    """An outline: each group of suppliers by what decides their level, its suppliers folded below it.

    It is no Excel table: sorting one would tear suppliers from the reason that they stand under.
    """
    sheet.plain(BY_REASON, frozen=2)
    sheet.sheet.outline_settings(symbols_below=False)

    def rows() -> Iterator[Row]:
        for number, group in enumerate(document.groups, 1):
            name = _group(number)
            yield Row(
                (
                    *(LEVELS[group.due_diligence], Shown(group.why, "bold"), len(group.suppliers), group.spend),
                    *(_named(group.country, group.country_name), None, None, group.next_step, None, name),
                ),
                HEADS,
            )
            for id_ in group.suppliers:
                called, kind, row = places.suppliers[id_]
                yield Row(
                    (
                        *(kind.due_diligence.value, Shown(called, "text", f"Suppliers!B{row}"), None, None),
                        *(_named(kind.country, kind.country_name), kind.tier if kind.tier is not None else "unknown"),
                        *(kind.score, None, id_, name),
                    ),
                    FOLDED,
                )

    sheet.rows(BY_REASON, len(document.groups) + len(document.suppliers), rows, outlined=True)
    if not document.groups:
        sheet.put(0, "none")


def reasons(sheet: Sheet, document: Document, places: Places) -> None:
    """One row per reason of findings: sentence, citation and steps, once for all suppliers it is true of."""
    styles = [column.style for column in REASONS]
    widths = [column.width if n < REASONS_PRINTED else 0.0 for n, column in enumerate(REASONS)]
    sheet.table(REASONS, len(document.reasons), frozen=3, printed=REASONS_PRINTED, sparse=True)
    xlsx_tasks.open_columns(sheet, REASONS, len(document.reasons))
    tasks = xlsx_tasks.beside(document, Subject.REASON)
    tables = _source_rows(document)
    for reason in document.reasons:
        if sheet.full(len(document.reasons)):
            return
        values = (
            reason.calls_for.value,
            reason.certainty.value,
            reason.suppliers,
            reason.spend,
            reason.statement,
            reason.next_step,
            *tasks.get(reason.id, xlsx_tasks.EMPTY),
            reason.instrument,
            "\n".join(map(words.citation, reason.citations)),
            reason.citations[0].url if reason.citations else "",
            "\n".join(dict.fromkeys(filter(None, (c.read_in for c in reason.citations)))),
            "\n".join(map(words.step, reason.steps)),
            words.several(reason.goods),
            reason.jurisdiction,
            reason.channel.value,
            reason.code,
            reason.id,
        )
        inside = {len(values) - 1: f"Findings!A{places.reason[reason.id]}"}
        for cited in reason.citations[:1]:
            if at := tables.get(cited.dataset) or tables.get(cited.edition):
                inside[_CITED] = f"'{SOURCES_SHEET}'!A{at}"
        sheet.line(values, [reason.calls_for, *styles[1:]], widths, inside=inside)
    if not document.reasons:
        sheet.put(0, "none")


_CITED = [column.title for column in REASONS].index("Citation")


def _source_rows(document: Document) -> dict[str, int]:
    """Name and edition of a table → its row on the sheet of sources; editions that several tables bear are left out.

    A citation names the part of a table that its row stands in, which may bear another name, and the table's edition.
    """
    editions = Counter(table.edition for table in document.sources)
    by_edition = {t.edition: row for row, t in enumerate(document.sources, 2) if editions[t.edition] == 1}
    return by_edition | {table.name: row for row, table in enumerate(document.sources, 2)}


def findings(sheet: Sheet, document: Document, places: Places) -> None:
    """One row per finding, in the document's order; its sentence stands on the sheet Reasons."""
    names = places.names
    titles = {kind.code: kind.title for kind in document.kinds}
    at = {reason.id: row for row, reason in enumerate(document.reasons, 2)}
    states, columns = xlsx_since.states(document), _with_since(FINDINGS, document)
    sheet.table(columns, len(document.findings), frozen=3, printed=FINDINGS_PRINTED, sparse=True)
    to_reason = {id_: Shown(id_, "text", f"Reasons!A{row}") for id_, row in at.items()}

    def rows() -> Iterator[Row]:
        for finding in document.findings:
            supplier, code = finding.supplier, finding.code
            yield Row(
                (
                    LEVELS[finding.calls_for],
                    finding.certainty.value,
                    names.get(supplier, supplier),
                    titles.get(code, code),
                    to_reason[finding.reason.id],
                    "\n".join([words.route(path, names) for path in finding.paths]),
                    words.several(finding.cells),
                    finding.disposition,
                    Shown(supplier, "text", f"Suppliers!A{places.suppliers[supplier].row}"),
                    len(finding.paths),
                    _path_count(finding),
                    finding.score,
                    code,
                    finding.id,
                    finding.disposition_why,
                    *((states.get(finding.id, xlsx_since.AS_BEFORE),) if document.since else ()),
                )
            )

    sheet.rows(columns, len(document.findings), rows)
    if not document.findings:
        sheet.put(0, "none")


_EXACT = 10**15
"""Whole numbers that a spreadsheet holds without rounding have at most 15 digits."""


def _path_count(finding: FindingEntry) -> str | int:
    """How many paths there are: a number, or in words where it is no exact one."""
    count = max(finding.path_count, len(finding.paths))
    exact = finding.path_count_exact and count < _EXACT
    return count if exact else words.paths(count, finding.path_count_exact)


def lines(sheet: Sheet, document: Document, places: Places) -> None:
    """One row per line of goods, by supplier, in the order of the input."""
    names = places.names
    sheet.table(LINES, len(document.lines), frozen=1, sparse=True)

    def rows() -> Iterator[Row]:
        for line in document.lines:
            yield Row(
                (
                    names.get(line.supplier, line.supplier),
                    words.several(line.goods),
                    _named(line.origin, line.origin_name) if line.origin or line.origin_stated else "not stated",
                    line.origin,
                    line.region_name,
                    line.region,
                    line.possible_region,
                    line.quantity,
                    line.unit,
                    line.dated,
                    line.document,
                    line.payee,
                    line.spend,
                    line.buyer,
                    line.origin_stated,
                    line.supplier,
                    words.several(line.cells),
                )
            )

    sheet.rows(LINES, len(document.lines), rows)


def dispositions(sheet: Sheet, document: Document) -> None:
    """One row per reviewer's verdict, applied or not, with what became of it."""
    sheet.table(DISPOSITIONS, len(document.dispositions), frozen=2)

    def rows() -> Iterator[Row]:
        for entry in document.dispositions:
            who = (entry.verdict, entry.reason, entry.person, entry.date, entry.expires)
            what = (entry.supplier_name, entry.supplier, entry.listed_name, entry.list_name, entry.entry)
            yield Row((entry.state, *what, *who, entry.why, entry.list_edition, entry.where, entry.finding))

    sheet.rows(DISPOSITIONS, len(document.dispositions), rows)


def problems(sheet: Sheet, document: Document) -> None:
    """One row per problem, in the order of files, sheets and cells."""
    sheet.table(PROBLEMS, len(document.problems))

    def rows() -> Iterator[Row]:
        for problem in document.problems:
            what = (problem.value, problem.message, problem.hint)
            yield Row((problem.fate.value, problem.code, problem.where, problem.cells, *what))

    sheet.rows(PROBLEMS, len(document.problems), rows)
    if not document.problems:
        sheet.put(0, "none")
