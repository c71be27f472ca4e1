"""The workbook's pages to read: Summary with charts, Coverage, Sources and method."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from supplychain_risk.domain import DueDiligence, Json
from supplychain_risk.report import words
from supplychain_risk.report.charts import COLORS, top_countries
from supplychain_risk.report.models import Document
from supplychain_risk.report.xlsx_places import Places
from supplychain_risk.workbooks.blocks import Row, Shown
from supplychain_risk.workbooks.sheet import Column, Sheet

COVERAGE = (
    Column("File", 28),
    Column("Sheet", 18, "bold"),
    Column("Header row", 8, "count"),
    Column("Rows read", 9, "count"),
    Column("Used", 9, "count"),
    Column("Set aside", 9, "count"),
    Column("Blank", 9, "count"),
    Column("Suppliers", 10, "count"),
    Column("Links", 9, "count"),
    Column("Countries", 10, "count"),
    Column("Columns read", 40),
    Column("Columns not used", 26),
    Column("Why", 34),
)

SOURCES = (
    Column("Table", 28, "bold"),
    Column("Publisher", 22),
    Column("Edition", 14),
    Column("Data date", 12, "date"),
    Column("Age in days", 8, "count"),
    Column("Rows", 8, "count"),
    Column("Completeness", 13),
    Column("Gaps", 34),
    Column("Does not say", 34),
    Column("Legal effect", 30),
    Column("Licence", 18),
    Column("SHA-256", 24),
)


def summary(book: Any, sheet: Sheet, document: Document, places: Places) -> None:
    """Headline figures, counts, coverage and two charts."""
    counts, coverage = document.summary, document.summary.coverage
    problems = f"{words.counted(counts.problems, 'line')} with cell and what to do"
    sheet.widths((34, 12, 50, 3, *[9] * 9))
    sheet.sheet.set_portrait()
    sheet.wide(f"Supply chain screening: {document.about.company}", 12, "title")
    sheet.wide(f"As of {words.day(document.about)} · {document.about.tool} {document.about.version}", 12, "subtitle")
    for limit in document.about.limits[:3]:
        sheet.wide(limit, 12)
    if len(document.about.limits) > 3:
        sheet.wide("What the lists behind this report lack stands on the sheet Sources and method.", 12)
    sheet.row += 1
    chart_row = sheet.row
    first = _counts(
        sheet,
        "Due diligence",
        ((x.value, counts.by_due_diligence[x], words.MEANING[x]) for x in DueDiligence),
        styles=list(DueDiligence),
    )
    _bar_chart(
        book, sheet, chart_row, "Suppliers by due diligence", first, [COLORS[level.value] for level in DueDiligence]
    )
    _counts(
        sheet,
        "Headline figures",
        (
            ("Suppliers", counts.suppliers, ""),
            ("Findings", counts.findings, ", ".join(f"{n} {name}" for name, n in counts.findings_by_certainty.items())),
            (
                "Inferred findings",
                counts.findings_inferred,
                f"of the findings; stated by nobody, inferred from a product; they raise {counts.raised_by_inferred} "
                "suppliers",
            ),
            ("Carried findings", counts.findings_carried, "of the findings; a good upstream, followed to tier 1"),
            ("Cells of the input with a problem", counts.problem_cells, f"in {problems}, on sheet Problems"),
            ("Unmapped share of upstream", coverage.unmapped_share, "share of supply not traced to a primary producer"),
            *_outlook(document, places.names),
        ),
    )
    country_row = sheet.row
    countries = top_countries(document, 15, places.countries)
    first = _counts(sheet, "Suppliers by country", ((name, count, "") for name, count in countries))
    _bar_chart(book, sheet, country_row, "Suppliers by country (top 15)", first, ["#0072B2"] * len(countries))
    _counts(sheet, "Structural score, by band", ((k.replace("_", " "), n, "") for k, n in counts.by_band.items()))
    _counts(sheet, "Tier", ((f"tier {k}" if k != "unknown" else k, n, "") for k, n in counts.by_tier.items()))
    total = counts.suppliers
    _counts(
        sheet,
        "What is known of the suppliers",
        (
            (name, n, f"{words.percent(n / total)} of suppliers" if total else "")
            for name, n in (
                ("with a country", coverage.suppliers_with_country),
                ("with a region", coverage.suppliers_with_region),
                ("with a sector", coverage.suppliers_with_sector),
                ("with a commodity", coverage.suppliers_with_commodity),
                ("with a tier", coverage.suppliers_with_tier),
                ("scored", coverage.suppliers_scored),
            )
        ),
    )
    _counts(
        sheet,
        "Rows of the input",
        (
            ("rows read", coverage.rows_read, f"files: {coverage.files}, sheets: {coverage.sheets}"),
            ("used", coverage.used_rows, ""),
            ("set aside with a problem", coverage.problem_rows, ""),
            ("blank", coverage.blank_rows, ""),
        ),
    )


def _outlook(document: Document, names: dict[str, str]) -> Iterator[tuple[str, float | None, str]]:
    """Headline figures of the network: unmapped by supplier and by spend, exposed supply, the smallest set."""
    unmapped = document.coverage.unmapped
    if document.company_exposure:
        yield "  by supplier", unmapped.by_supplier, "each direct supplier counting alike"
        yield "  by spend", unmapped.by_spend, unmapped.note or f"by {unmapped.basis}"
        company = document.company_exposure[0]
        name = names.get(company.id, company.id)
        told = f"{name}, {words.basis(company)}"
        by_score = "Direct supply with a structural-score path in band high or above"
        yield by_score, company.share_exposed, told
        if company.share_exposed_low != company.share_exposed:
            yield "  if every unknown input were at its best", company.share_exposed_low, told
        yield "Direct supply on hold or with a hold upstream", company.share_with_hold, told
    if document.engagement:
        chosen = len(document.engagement.smallest_set)
        yield "Suppliers on every way from a hold", chosen, "the fewest to engage or replace, on sheet Engagement"


def _counts(
    sheet: Sheet, title: str, rows: Iterable[tuple[str, float | None, str]], styles: list[Any] | None = None
) -> tuple[int, int]:
    """A small table of label, figure (whole: a count; else a share) and remark; returns its first and last row."""
    listed = list(rows)
    sheet.put(0, title, "section")
    sheet.put(1, "", "section")
    sheet.put(2, "", "section")
    sheet.sheet.set_row(sheet.row, 20)
    sheet.row += 1
    first = sheet.row
    for index, (label, figure, remark) in enumerate(listed):
        shown = _figure(figure)
        sheet.line((label, shown.value, remark), (styles[index] if styles else "text", shown.style, "text"), _WIDTHS)
    sheet.row += 1
    return first, first + max(len(listed), 1) - 1


_WIDTHS = (34, 12, 50)
_COUNTED = tuple(Column(title, width) for title, width in zip(("Label", "Figure", "Remark"), _WIDTHS, strict=True))
"""The columns of a small table, whose headings are not shown."""


def _figure(figure: float | None) -> Shown:
    """A whole number as a count, any other as a share."""
    return Shown("not known" if figure is None else figure, "percent" if isinstance(figure, float) else "count")


def _bar_chart(book: Any, sheet: Sheet, row: int, title: str, rows: tuple[int, int], colors: list[str]) -> None:
    """A native bar chart of a `_counts` table, beside it."""
    first, last = rows
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": title,
            "categories": [sheet.name, first, 0, last, 0],
            "values": [sheet.name, first, 1, last, 1],
            "points": [{"fill": {"color": color}} for color in colors],
            "data_labels": {"value": True},
            "gap": 40,
        }
    )
    chart.set_title({"name": title, "name_font": {"size": 12}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "line": {"none": True}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_chartarea({"border": {"color": "#D0D0D0"}})
    chart.set_size({"width": 560, "height": 90 + 24 * max(4, last - first + 1)})
    sheet.sheet.insert_chart(
        row, 4, chart, {"object_position": 2, "description": f"{title}; the figures are in the table beside it"}
    )


def coverage(sheet: Sheet, document: Document, names: dict[str, str]) -> None:
    """What became of every row of every sheet; what was not assessed; what nobody has mapped."""
    sheets = [(file, part) for file in document.coverage.files for part in file.sheets]
    sheet.table(COVERAGE, len(sheets))
    for file, part in sheets:
        mapping = "\n".join(f"{field} ← {heading}" for field, heading in sorted(part.mapping.items()))
        title = f"{part.name} (hidden)" if part.hidden else part.name
        counted = (part.rows_read, part.used_rows, part.problem_rows, part.blank_rows)
        found = (part.suppliers, part.links, part.countries)
        values = (file.name, title, part.header_row or "none", *counted, *found, mapping, words.several(part.unused))
        sheet.line((*values, part.reason), [column.style for column in COVERAGE], [column.width for column in COVERAGE])
    sheet.row += 1
    sheet.wide("Every row below a header has one fate: rows read = used + set aside + blank.", 12)
    sheet.row += 1
    by_tier_1 = document.coverage.unmapped.by_tier_1
    not_assessed = [(reason, n, "") for reason, n in document.coverage.not_assessed.items()]
    _counts(sheet, "Not assessed, suppliers by reason", not_assessed or [("none", 0, "")])
    overall = ("overall", document.coverage.unmapped.overall, "")
    _, last = _counts(sheet, "Unmapped share, by tier-1 supplier", [overall])
    sheet.row = last + 1

    def unmapped() -> Iterator[Row]:
        for key, share in by_tier_1.items():
            yield Row((names.get(key, key), _figure(share), key))

    sheet.rows(_COUNTED, len(by_tier_1), unmapped)


def sources(sheet: Sheet, document: Document) -> None:
    """The tables used, the method, the limits and the manifest."""
    last = len(SOURCES) - 1
    sheet.table(SOURCES, len(document.sources))
    styles = [column.style for column in SOURCES]
    for table in document.sources:
        edition = (f"{table.title} ({table.name})", table.publisher, table.edition, table.data_date)
        state = (table.age_days, table.rows, table.completeness, "\n".join(table.gaps), "\n".join(table.blind_spots))
        sheet.line(
            (*edition, *state, table.legal_effect, table.licence, table.sha256),
            styles,
            [column.width for column in SOURCES],
        )
    sheet.row += 1
    sheet.wide("Limits", last, "section")
    for limit in document.about.limits:
        sheet.wide(limit, last)
    sheet.row += 1
    if document.kinds:
        sheet.wide("What the kinds of finding mean, and what they do not", last, "section")
        for kind in document.kinds:
            sheet.wide(f"{kind.title} ({kind.code}): {kind.means} {kind.does_not_mean}", last)
        sheet.row += 1
    sheet.wide("Method", last, "section")
    for section in document.methodology:
        sheet.wide(section.title, last, "subtitle")
        sheet.wide(section.text, last)
        sheet.row += 1
    if document.stability:
        stability = document.stability
        sheet.wide("Numbers that the stability of scores and ranks is drawn from", last, "section")
        sheet.wide(f"{stability.draws} draws, seed {stability.seed}, {stability.ranked} suppliers ranked", last)
        for number in stability.varied:
            span = f"{words.number(number.low)} to {words.number(number.high)}"
            sheet.wide(f"{number.key} = {words.number(number.value)}, drawn from {span}. {number.reason}", last)
        sheet.row += 1
    sheet.wide("Manifest", last, "section")
    for key, value in flattened(document.manifest):
        sheet.wide(f"{key}: {value}", last)


def flattened(value: Json, key: str = "") -> Iterator[tuple[str, str]]:
    """Nested manifest values as dotted keys and text, sorted."""
    if isinstance(value, dict):
        for name in sorted(value):
            yield from flattened(value[name], f"{key} › {name}" if key else name)
    elif isinstance(value, list):
        for index, item in enumerate(value, 1):
            yield from flattened(item, f"{key} › {index}")
    else:
        yield key, "" if value is None else str(value)
