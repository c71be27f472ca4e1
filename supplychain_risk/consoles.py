"""How results look on a terminal; the only module that prints. Rich is imported when something is printed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from supplychain_risk.domain import DueDiligence
from supplychain_risk.reference.user_lists import USER_LIST

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from supplychain_risk.lists import Imported, ListDifference
    from supplychain_risk.reference.entities import ListedEntity
    from supplychain_risk.reference.overview import TableOverview
    from supplychain_risk.reference.package import Row, Table
    from supplychain_risk.reference.validate import Checked
    from supplychain_risk.report import Document
    from supplychain_risk.report.models import FileCoverage, ProblemEntry, Summary
    from supplychain_risk.report.readiness import Readiness
    from supplychain_risk.review.register import Register
    from supplychain_risk.screening import Match
    from supplychain_risk.whatif import WhatIf

_STYLES = {"hold": "bold red", "review": "bold yellow", "enhanced": "cyan", "standard": "", "not_assessed": "dim"}


def _console(stderr: bool = False) -> Console:
    from rich.console import Console, ConsoleOptions
    from rich.segment import Segment

    class Guarded(Console):
        """A console on which no text drives the terminal, whoever forgets to make it visible before."""

        def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
            for segment in super().render(renderable, options):
                yield segment if segment.control else Segment(visible(segment.text), segment.style)

    # markup off: supplier names are hostile input and must not style the terminal
    console = Guarded(stderr=stderr, markup=False, highlight=False, emoji=False)
    if not (sys.stderr if stderr else sys.stdout).isatty():  # a program that reads lines gets them whole
        console.width, console.soft_wrap = _UNBROKEN, True
    return console


_UNBROKEN = 100_000
"""Letters of a line where no terminal bounds it; no cell of a sheet holds more than a third of that."""


def print_error(message: str, hint: str) -> None:
    """An error and what to do next, on stderr."""
    console = _console(stderr=True)
    console.print("Error: ", style="bold red", end="")
    console.print(visible(message))
    console.print(f"  {visible(hint)}")


def print_note(text: str) -> None:
    """A line on stderr that is no error."""
    _console(stderr=True).print(visible(text), soft_wrap=True)


def print_text(text: str) -> None:
    """Plain lines on stdout."""
    _console().print("\n".join(visible(line) for line in text.split("\n")), soft_wrap=True)


def visible(text: str) -> str:
    """Text without control characters, so that a cell cannot drive the terminal."""
    return "".join(ch if ch.isprintable() or ch == "\n" else "\N{REPLACEMENT CHARACTER}" for ch in text)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on stderr; call with what is being done, how much is done, how much there is (0: not known)."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=_console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}
        amounts: dict[str, int] = {}

        def tick(what: str, done: int, total: int) -> None:
            if what not in tasks:
                for earlier, task in tasks.items():  # steps follow one another: what was begun before is done
                    bar.update(task, completed=amounts[earlier], total=amounts[earlier])
                tasks[what] = bar.add_task(visible(what), total=total or None)
            amounts[what] = max(total, 1)
            bar.update(tasks[what], completed=done, total=total or None)

        yield tick


def _apart(summary: Summary) -> str:
    """Findings that are counted apart: what nobody stated, and what follows a good from upstream."""
    told = [(summary.findings_inferred, "inferred"), (summary.findings_carried, "carried from upstream")]
    parts = [f"{count} {what}" for count, what in told if count]
    return f" ({', '.join(parts)})" if parts else ""


def print_summary(document: Document, paths: Sequence[Path]) -> None:
    """What `screen` found, in a dozen lines."""
    from rich.table import Table

    from supplychain_risk.report import words

    console = _console()
    summary, about = document.summary, document.about
    console.print(
        f"{visible(about.company)}: {words.counted(summary.suppliers, 'supplier')} as of {words.day(about)}",
        style="bold",
    )
    table = Table(box=None, pad_edge=False, show_header=False)
    for level, count in summary.by_due_diligence.items():
        table.add_row(level.replace("_", " "), str(count), style=_STYLES.get(level, "") if count else "dim")
    console.print(table)
    for supplier in document.suppliers[:5]:
        if supplier.due_diligence.is_a_persons:
            tier = f"tier {supplier.tier}" if supplier.tier is not None else "tier not known"
            console.print(f"  {supplier.due_diligence.value}: ", style=_STYLES[supplier.due_diligence.value], end="")
            console.print(visible(f"{supplier.name} ({tier}). {supplier.why}"))
    _print_groups(console, document)
    coverage = summary.coverage
    console.print(
        f"{words.counted(summary.findings, 'finding')}{_apart(summary)}, "
        f"problems in {words.counted(summary.problem_cells, 'cell')}; "
        f"{words.counted(coverage.rows_read, 'row')} read: "
        f"{coverage.used_rows} used, {coverage.problem_rows} set aside, {coverage.blank_rows} blank"
    )
    if coverage.unmapped_share is not None:
        console.print(f"{coverage.unmapped_share:.0%} of supply is not traced to a primary producer")
    for company in document.company_exposure[:1]:
        if company.share_exposed is not None:
            console.print(
                f"{words.exposed_share(company)} of direct supply {words.SCORE_PATH}, by {company.share_basis}"
            )
        if company.share_with_hold is not None:
            console.print(f"{words.percent(company.share_with_hold)} of direct supply {words.HELD}")
    if document.engagement and document.engagement.holds:
        console.print(visible(f"Whom to talk to first: {document.engagement.statement}"))
    console.print(about.limits[0], style="dim")
    console.print("Report: " + "  ".join(str(path) for path in paths))


def print_since(document: Document, paths: Sequence[Path]) -> None:
    """What is new since an earlier report, and what that leaves out."""
    from supplychain_risk.report import words

    console, new = _console(), document.since
    assert new is not None
    about = document.about
    console.print(
        visible(f"{about.company}: new since the report as of {new.report.as_of}, now as of {words.day(about)}"),
        style="bold",
    )
    console.print(visible(new.left_out), style="bold yellow")
    for part in new.made_of:
        console.print(visible(f"  {part.text}"))
    for what, added, changed, gone in new.counts:
        console.print(f"{what}: {added} new, {changed} changed, {gone} gone")
    for again in new.look_again[:_SUPPLIERS_SHOWN]:
        console.print("  look again: ", style="bold red", end="")
        console.print(visible(f"{again.name} ({again.supplier}). {again.why}"))
    for one in new.suppliers[:_SUPPLIERS_SHOWN]:
        levels = " → ".join(words.level(x) if x else "not there" for x in (one.due_diligence_before, one.due_diligence))
        console.print(f"  {one.state}: ", style="bold", end="")
        console.print(visible(f"{one.name} ({one.id}): {levels}"))
        for text in (one.why or one.figures)[:3]:
            console.print(visible(f"      {text}"), style="dim")
    hidden = [len(part) - _SUPPLIERS_SHOWN for part in (new.look_again, new.suppliers)]
    if any(count > 0 for count in hidden):
        console.print(f"  … {sum(max(0, count) for count in hidden)} more stand in the report", style="dim")
    levels_now = ", ".join(
        f"{count} {name.replace('_', ' ')}" for name, count in document.summary.by_due_diligence.items()
    )
    console.print(f"In all: {words.counted(document.summary.suppliers, 'supplier')}, {levels_now}")
    console.print(about.limits[0], style="dim")
    console.print("Report: " + "  ".join(str(path) for path in paths))


_GROUPS_SHOWN = 5


def _print_groups(console: Console, document: Document) -> None:
    """The largest groups of suppliers that call for enhanced due diligence: how many, where, with what, and why."""
    from supplychain_risk.report import words

    titles = {kind.code: kind.title for kind in document.kinds}
    chosen = [group for group in document.groups if group.due_diligence is DueDiligence.ENHANCED]
    for group in chosen[:_GROUPS_SHOWN]:
        count = words.counted(len(group.suppliers), "supplier")
        where = ", ".join((*filter(None, (group.country_name,)), *group.commodity_names))
        console.print(f"  {group.due_diligence.value}: ", style=_STYLES[group.due_diligence.value], end="")
        console.print(visible(f"{count}{f' ({where})' if where else ''}: {titles.get(group.code, group.why)}"))
    if len(chosen) > _GROUPS_SHOWN:
        more = words.counted(len(chosen) - _GROUPS_SHOWN, "more group")
        console.print(f"  and {more}; all stand in the report, each with its reason and its suppliers", style="dim")


def print_matches_to_decide(register: Register, waiting: int, folder: Path) -> None:
    """How many matches wait for a reviewer, and verdicts that lie in the folder and were not given to this run."""
    from supplychain_risk.review.rulings import FILE_NAME

    console = _console()
    file = folder / FILE_NAME
    undecided = sum(not register.is_decided(row.key) for row in register.rows)
    if undecided:
        what = "1 match with a list waits" if undecided == 1 else f"{undecided} matches with lists wait"
        console.print(visible(f"{what} for a verdict in {file}; pass it with --dispositions once it is filled in."))
    if waiting:
        what = "1 verdict in it was" if waiting == 1 else f"{waiting} verdicts in it were"
        console.print(visible(f"{file}: {what} kept, but not applied: it was not given with --dispositions."))


def print_tasks(document: Document) -> None:
    """How many tasks of earlier workbooks were carried on, and how many stand beside nothing."""
    from supplychain_risk.report import words
    from supplychain_risk.review.tasks import EARLIER_SHEET, State

    if not document.tasks:
        return
    kept = sum(State(task.state).stands for task in document.tasks)
    told = f"{words.counted(kept, 'task')} carried on"
    if left := len(document.tasks) - kept:
        told += f"; {left} on the sheet {EARLIER_SHEET} of the workbook, with why"
    _console().print(visible(f"{told}."))


def print_what_if(outcome: WhatIf) -> None:
    """What a what-if changes: the changes, figures before and after, suppliers and findings with the reason."""
    from rich.table import Table

    from supplychain_risk.report import words
    from supplychain_risk.whatif.outcome import came_of, shown

    console, d = _console(), outcome.differences
    console.print(outcome.heading, style="bold")
    for change in (*outcome.changes, *outcome.how):
        console.print(visible(f"  {change}"))
    if not (d.suppliers or d.findings or d.companies or d.smallest_set):
        console.print("Nothing changes.")
        return
    figures = [("suppliers", m) for m in d.by_due_diligence]
    figures += [(name, m) for name, moved in d.companies.items() for m in moved]
    if figures:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in ("", "Figure", "Before", "After"):
            table.add_column(heading, justify="right" if heading in ("Before", "After") else "left")
        for name, m in figures:
            both = (shown(m.what, m.before), shown(m.what, m.after))
            table.add_row(*map(visible, (name, m.what.replace("_", " "), *both)))
        console.print(table)
    if d.suppliers:
        verb = "is" if len(d.suppliers) == 1 else "are"
        console.print(f"{words.counted(len(d.suppliers), 'supplier')} {verb} judged otherwise:", style="bold")
        for supplier in d.suppliers[:_SUPPLIERS_SHOWN]:
            console.print(visible(f"  {supplier.name} ({supplier.id})"), style="bold", end="")
            moved = "; ".join(f"{m.what} {shown(m.what, m.before)} → {shown(m.what, m.after)}" for m in supplier.moved)
            console.print(
                visible(
                    f"  {supplier.kind}{came_of(supplier.causes)}"
                    + (f": {moved}" if supplier.kind == "changed" and moved else "")
                )
            )
            for reason in supplier.because:
                console.print(visible(f"      {reason}"), style="dim")
        if len(d.suppliers) > _SUPPLIERS_SHOWN:
            console.print(f"  … {len(d.suppliers) - _SUPPLIERS_SHOWN} more; use --json for all", style="dim")
    kinds = Counter(f.kind for f in d.findings)
    if kinds:
        console.print(
            "Findings: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())), style="bold"
        )
    for m in d.smallest_set:
        if m.what == "whom to engage":
            console.print(visible(f"Whom to engage: {m.after}"))
    console.print(outcome.after.about.limits[0], style="dim")


_SUPPLIERS_SHOWN = 25


def print_check(
    files: Sequence[FileCoverage],
    problems: Sequence[ProblemEntry],
    ready: Readiness,
    notes: Sequence[str],
    doubts: Mapping[tuple[str, str], Sequence[str]] | None = None,
) -> None:
    """The verdict of `check`: what was found where, what cannot be assessed, and problems by cause with examples.

    `doubts`: by file and sheet, the columns that were close, with their evidence.
    """
    from supplychain_risk.report.readiness import gaps, verdict

    console = _console()
    for file in files:
        _print_file(console, file, doubts or {})
    console.print(f"{ready.suppliers} suppliers in all", style="bold")
    for line in gaps(ready):
        console.print(visible(line), style="dim" if line.startswith(" ") else "bold yellow", soft_wrap=True)
    for note in notes:
        console.print(visible(note), soft_wrap=True)
    if problems:
        _print_problems(console, problems)
    console.print(verdict(ready, problems), style="bold")


def _print_file(console: Console, file: FileCoverage, doubts: Mapping[tuple[str, str], Sequence[str]]) -> None:
    encoding = f", {file.encoding}" if file.encoding else ""
    console.print(visible(f"{file.name} ({file.format}{encoding})"), style="bold")
    for sheet in file.sheets:
        hidden = " (hidden)" if sheet.hidden else ""
        if file.format == "fixes":
            console.print(visible(f"  {sheet.name}: {sheet.reason}"))
            continue
        if sheet.header_row is None:
            console.print(visible(f"  {sheet.name}{hidden}: not used. {sheet.reason}"), style="dim")
            continue
        console.print(visible(f"  {sheet.name}{hidden}: header in row {sheet.header_row}. {sheet.reason}"))
        console.print(
            f"    {sheet.rows_read} rows read = {sheet.used_rows} used + {sheet.problem_rows} set aside + "
            f"{sheet.blank_rows} blank"
        )
        console.print(f"    {sheet.suppliers} suppliers, {sheet.links} links, {sheet.countries} countries")
        for column, heading in sheet.mapping.items():
            console.print(visible(f"    {column:<12} ← {heading}"))
        for line in doubts.get((file.name, sheet.name), ()):
            console.print(visible(f"    close: {line}"), style="yellow", soft_wrap=True)
        if sheet.unused:
            console.print(visible(f"    not used, kept as attributes: {', '.join(sheet.unused)}"), style="dim")


def _print_problems(console: Console, problems: Sequence[ProblemEntry]) -> None:
    """Problems by cause, those of most cells first; a text that repeats stands once, with the number of its cells."""
    from supplychain_risk.report import words

    groups: dict[tuple[str, str], list[ProblemEntry]] = {}
    for problem in problems:
        groups.setdefault((problem.code, problem.fate.value), []).append(problem)
    counted = [(sum(p.cells for p in found), *cause, found) for cause, found in groups.items()]
    console.print("Problems by cause, with the cells they touch:", style="bold")
    for cells, code, fate, found in sorted(counted, key=lambda one: (-one[0], *one[1:3])):
        texts = f", {words.counted(len(found), 'text')}" if len(found) != cells else ""
        console.print(f"  {cells} × {code} ({fate}){texts}")
        shown = sorted(found, key=lambda p: -p.cells)[:3]
        alike = len({problem.hint for problem in shown}) == 1
        for problem in shown:
            more = f" and {problem.cells - 1} more" if problem.cells > 1 else ""
            what = problem.message if alike else f"{problem.message}. {problem.hint}"
            console.print(visible(f"      {problem.where}{more}: '{problem.value}' – {what}"))
        if alike:
            console.print(visible(f"      What to do: {shown[0].hint}"), style="dim")


def match_entry(match: Match) -> dict[str, Any]:
    """A match for `match --json`."""
    from dataclasses import asdict

    entity = match.entity
    return {
        "outcome": match.outcome.value,
        "score": match.score,
        "compared": match.name,
        "listed_name": match.listed_name,
        "why": match.why,
        "evidence": [asdict(piece) for piece in match.evidence],
        "entity": entity.name,
        "entity_id": entity.entity_id,
        "list": entity.list_name,
        "kind": entity.kind,
        "status": entity.status,
        "since": None if _is_undated(entity) else entity.date_from.isoformat(),
        "until": entity.date_to.isoformat() if entity.date_to else None,
        "citation": entity.citation.plain(),
    }


def _is_undated(entity: ListedEntity) -> bool:
    """Whether a user's list does not say since when it names the entity."""
    return entity.kind == USER_LIST and not entity.dated


def print_matches(found: Mapping[str, Sequence[Match]]) -> None:
    """What `match` found per name."""
    from supplychain_risk.report import words

    console = _console()
    for name, matches in found.items():
        console.print(visible(name), style="bold")
        if not matches:
            console.print("  No match in the entity lists as they stand here. No match is not a clearance.")
        for match in matches:
            style = "bold red" if match.outcome.value == "listed" else "bold yellow"
            console.print(f"  {match.outcome.value} ({match.score:.2f}): ", style=style, end="")
            entity = match.entity
            until = f" until {entity.date_to}" if entity.date_to else ""
            since = entity.note.partition(";")[0] if _is_undated(entity) else f"since {entity.date_from}"
            console.print(visible(f"{entity.name}, {entity.list_name}, {entity.status}, {since}{until}"))
            if match.outcome.value == "listed":
                console.print(visible(f"    {match.why}"))
            else:
                if match.listed_name != entity.name:
                    console.print(visible(f"    compared with its alias {match.listed_name}"))
                console.print(_evidence_table(match))
            cited = f"{entity.citation.dataset} row {entity.citation.row}: {words.place(entity.citation)}"
            console.print(visible(f"    {cited}"), style="dim")


def _evidence_table(match: Match) -> RenderableType:
    """What was compared, side by side, and what each piece weighs in bits; their sum gives the score."""
    from rich.padding import Padding
    from rich.table import Table as RichTable

    table = RichTable(box=None, padding=(0, 2, 0, 0), show_footer=True)
    table.add_column("compared", footer="sum", style="bold")
    table.add_column("the name")
    table.add_column("the listed name")
    table.add_column("how they agree", overflow="fold")
    table.add_column("bits", justify="right", footer=f"{sum(piece.bits for piece in match.evidence):+.1f}")
    for piece in match.evidence:
        texts = (piece.what, piece.one or "-", piece.other or "-", piece.how)
        style = "" if piece.bits >= 0 else "red"
        table.add_row(*(visible(text) for text in texts), f"{piece.bits:+.1f}", style=style)
    return Padding(table, (0, 0, 0, 4), expand=False)


def table_entry(table: TableOverview) -> dict[str, Any]:
    """A table for `reference list --json`."""
    from dataclasses import asdict

    entry = asdict(table)
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in entry.items()}


def print_tables(tables: Sequence[TableOverview], as_of: date, note: str) -> None:
    """`reference list`."""
    console = _console()
    console.print(f"Reference tables as of {as_of}", style="bold")
    for t in tables:
        console.print(f"\n{t.name}", style="bold", end="")
        console.print(visible(f"  {t.title}"))
        console.print(
            visible(
                f"  edition {t.edition}; data of {t.data_date}, {t.age}; {t.rows} rows; "
                f"{t.completeness}; licence: {t.licence}"
            )
        )
        for gap in t.gaps:
            console.print(visible(f"  gap: {gap}"), style="dim")
        if t.renewal:
            console.print(visible(f"  newer edition: {t.renewal}"), style="dim")
    console.print(f"\n{note}", style="bold")


def import_entry(imported: Imported) -> dict[str, Any]:
    """An import for `reference import --json`."""
    about = imported.list.table.about
    return {
        "folder": str(imported.folder),
        "name": imported.list.name,
        "kind": imported.list.kind,
        "title": imported.list.title,
        "data_date": str(about["data_date"]),
        "edition": imported.list.table.edition,
        "licence": imported.list.table.licence,
        "rows": imported.rows,
        "entries": imported.entries,
        "joined": imported.joined,
        "earlier": imported.earlier,
        "left_out": dict(imported.left_out),
        "problems": [p.plain() | {"where": str(p.where)} for p in imported.problems],
        "hint": imported.hint,
        "licence_hint": imported.licence_hint,
    }


def print_import(imported: Imported) -> None:
    """What `reference import` did: counts, date, licence, and what could not be used."""
    console = _console()
    table = imported.list.table
    console.print(visible(f"{imported.list.name}: {imported.list.title}"), style="bold")
    console.print(f"  {imported.rows} rows read, {imported.entries} entries", end="")
    console.print(f" ({imported.earlier} in the earlier edition)" if imported.earlier is not None else "")
    if imported.joined:
        console.print(f"  {imported.joined} rows repeat an entry and were joined with it")
    console.print(visible(f"  shows {table.edition}"))
    console.print(visible(f"  licence: {table.licence}"))
    console.print(visible(f"  effect: {table.about['legal_effect']}"))
    for reason, count in imported.left_out:
        console.print(visible(f"  left out: {reason} ({count})"))
    if imported.problems:
        console.print(f"  problems ({len(imported.problems)}):", style="bold")
        for p in imported.problems[:10]:
            more = f" and {p.cells - 1} more" if p.cells > 1 else ""
            console.print(visible(f"    {p.where}{more}: '{p.value}' – {p.message} ({p.fate.value}). {p.hint}"))
        if len(imported.problems) > 10:
            console.print(f"    … {len(imported.problems) - 10} more; --json prints all")
    for hint in filter(None, (imported.hint, imported.licence_hint)):
        console.print(visible(f"  {hint}"), style="bold yellow")
    console.print(visible(f"Wrote {imported.folder}. Screen with it: --lists {imported.folder.parent}"))


def list_difference_entry(found: ListDifference) -> dict[str, Any]:
    """What changed in a list, for `reference diff --json`."""
    from dataclasses import asdict

    entry = asdict(found)
    for which in ("old", "new"):
        edition = entry[which]
        edition["data_date"] = edition["data_date"].isoformat()
        edition["entries"] = len(edition["entries"])
    return entry


def print_list_difference(found: ListDifference) -> None:
    """`reference diff`."""
    console = _console()
    old, new = found.old, found.new
    for which, edition in (("before", old), ("after", new)):
        console.print(
            visible(f"{which}: {edition.title} ({edition.name}), {edition.edition}; {len(edition.entries)} entries")
        )
    if old.data_date > new.data_date:
        console.print("The edition given first shows the later day; are they the wrong way round?", style="bold yellow")
    for what, entries in (("added", found.added), ("gone", found.gone)):
        console.print(f"{what}: {len(entries)}", style="bold")
        for entry in entries:
            day = f", listed from {entry.listed_from}" if entry.listed_from else ""
            where = f" [{entry.cell}]" if entry.cell else ""
            console.print(visible(f"  {entry.name}{f' ({entry.country})' if entry.country else ''}{day}{where}"))
    for what, many in (("renamed", found.renamed), ("moved in time", found.moved), ("changed otherwise", found.other)):
        console.print(f"{what}: {len(many)}", style="bold")
        for one in many:
            told = "; ".join(f"{field}: {a or 'none'} → {b or 'none'}" for field, (a, b) in one.what.items())
            console.print(visible(f"  {one.after.name}: {told}"))
    console.print(f"the same in both: {found.same}")
    if found.gone:
        console.print("An entry that is gone may have been removed from the list, or the later file may be incomplete.")
    for gap in new.gaps if found.gone else ():
        console.print(visible(f"  gap of the later edition: {gap}"), style="dim")


def print_checked(checked: Sequence[Checked]) -> None:
    """`reference validate`."""
    console = _console()
    for one in checked:
        if not one.faults:
            console.print(visible(f"{one.name}: {one.rows} rows, no fault"))
            continue
        console.print(visible(f"{one.name}: {len(one.faults)} faults"), style="bold red")
        for fault in one.faults:
            console.print(visible(f"  {fault.where}: {fault.message}. {fault.hint}"))


def print_list_ages(lists: Sequence[TableOverview]) -> None:
    """How old each list of entities is on the day of the report, and how complete; a line for each."""
    console = _console()
    console.print("Lists of entities on the day of the report:")
    for t in lists:
        complete = f"; how complete: {_short(t.gaps[0])}" if t.gaps else ""
        more = f" ({len(t.gaps) - 1} more in the report)" if len(t.gaps) > 1 else ""
        console.print(visible(f"  {t.title}: data of {t.data_date}, {t.age}{complete}{more}"), style="dim")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_GAP else f"{text[:_LONGEST_GAP].rsplit(' ', 1)[0]} …"


_LONGEST_GAP = 140


def print_table(table: Table, rows: Sequence[Row], limit: int, about_it: TableOverview) -> None:
    """`reference show`."""
    console = _console()
    about = table.about
    console.print(str(about["title"]), style="bold")
    console.print(f"{about['description']}")
    console.print(
        f"Edition {table.edition}, data of {table.data_date}, {about_it.age}, publisher {about['publisher']}, "
        f"licence {table.licence}"
    )
    console.print(f"Legal effect: {about['legal_effect']}")
    console.print(f"Completeness: {table.completeness}")
    for label, texts in (("Gap", table.gaps), ("Does not say", table.blind_spots)):
        for text in texts:
            console.print(f"  {label}: {text}")
    if about_it.renewal:
        console.print(visible(f"Newer edition: {about_it.renewal}"))
    for row in rows[:limit]:
        console.print(visible("  ".join(f"{k}={v}" for k, v in row.items() if v)), soft_wrap=True)
    if len(rows) > limit:
        console.print(f"… {len(rows) - limit} more rows; use --limit 0 for all", style="dim")
