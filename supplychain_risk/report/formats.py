"""The formats a report is written in, and writing them whole or not at all.

The report of a long list refers to tables instead of holding what is long in it: `referring.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from supplychain_risk.audit.folder import put, refuse_anothers, writing
from supplychain_risk.audit.statement import ENVELOPE, REPORT, company_of, statement
from supplychain_risk.audit.statement import FILE_NAME as MANIFEST
from supplychain_risk.errors import InputError
from supplychain_risk.files import Content, Spooled, Writable, sha256_of
from supplychain_risk.memory import no_garbage_collection

if TYPE_CHECKING:
    from supplychain_risk.audit.signing import Signing
    from supplychain_risk.report.models import Document
    from supplychain_risk.report.tables import Table


def _rendered_by(module: str) -> Callable[..., bytes]:
    """The `render` of a module of `report/`, imported when a report is written: asking for help needs none of them."""

    def render(document: Document, *more: str) -> bytes:
        content: bytes = import_module(f"supplychain_risk.report.{module}").render(document, *more)
        return content

    return render


def _table_by(function: str) -> Callable[[Table, Document, Writable], None]:
    """A function of `table_formats`, imported when a report is written."""

    def write(table: Table, document: Document, target: Writable) -> None:
        from supplychain_risk.report.tables import run_columns

        rows = ((row, None) for row in table.rows(document))
        written_by = getattr(import_module("supplychain_risk.report.table_formats"), function)
        written_by(table.columns, run_columns(document), rows, target)

    return write


@dataclass(frozen=True)
class Format:
    """A rendering of the document.

    What the command line and its help, `Assessment.write` and the pages of the documentation say of formats follows
    from it, and so do the tests of what hostile names could do to it (`tests/report/hostile.py`, by file ending).
    """

    name: str
    """On the command line."""
    extension: str
    title: str
    """What it is for, in a few words."""
    render: Callable[..., bytes] | None = None
    """Renders the document as one file."""
    is_default: bool = True
    """Whether it is written when nobody names a format."""
    write_table: Callable[[Table, Document, Writable], None] | None = None
    """Writes one table of the document; for formats that write a file per table."""
    states_report: bool = False
    """Whether it states the SHA-256 of the pack's `report.json`, which `render` then takes after the document."""

    @property
    def file_names(self) -> tuple[str, ...]:
        """The files it writes: `report.` and the ending, or a table's name and the ending."""
        if self.write_table:
            from supplychain_risk.report.tables import TABLES

            return tuple(f"{table.name}.{self.extension}" for table in TABLES)
        return (f"report.{self.extension}",)

    def files(self, document: Document, report: str = "") -> dict[str, bytes]:
        """File name → content.

        Args:
            document: the report.
            report: SHA-256 of the `report.json` that it is written beside; of one that holds all if left out.
        """
        contents = self.contents(document, report).items()
        return {name: one.opened().read() if isinstance(one, Spooled) else one for name, one in contents}

    def contents(self, document: Document, report: str = "", beside: Container[str] = ()) -> dict[str, Content]:
        """As `files`, but for those of a name in `beside`; tables are not held in memory."""
        if not self.write_table:
            (name,) = self.file_names
            more = (report,) if self.states_report else ()
            return {name: self.render(document, *more)} if self.render else {}
        from supplychain_risk.report.tables import TABLES

        made: dict[str, Content] = {}
        for name, table in zip(self.file_names, TABLES, strict=True):
            if name not in beside:
                made[name] = target = Spooled()
                self.write_table(table, document, target)
        return made


FORMATS: tuple[Format, ...] = (
    Format("json", "json", "the report itself, for programs", _rendered_by("json_format")),
    Format("xlsx", "xlsx", "a workbook to sort, filter and work through", _rendered_by("xlsx")),
    Format("html", "html", "one page to read, mail and print, offline", _rendered_by("html")),
    Format(
        "jsonl",
        "jsonl",
        "a file per table, a row per line, for pipelines",
        is_default=False,
        write_table=_table_by("json_lines"),
    ),
    Format(
        "parquet",
        "parquet",
        "a file per table, for warehouses; needs pip install 'supplychain-risk[parquet]'",
        is_default=False,
        write_table=_table_by("parquet"),
    ),
    Format(
        "pdf",
        "pdf",
        "a document to read, print and sign, bounded; needs pip install 'supplychain-risk[pdf]'",
        _rendered_by("pdf"),
        is_default=False,
        states_report=True,
    ),
)
"""Every format. A new one is a module of `report/` with a function that renders a document, and a line here."""

DEFAULT_FORMATS: tuple[str, ...] = tuple(format_.name for format_ in FORMATS if format_.is_default)
"""Names of the formats that are written when nobody names one."""


def file_names() -> frozenset[str]:
    """Names of the files that the formats write, and of the tables that a report can refer to."""
    from supplychain_risk.report.tables import REFERRED

    referred = {f"{name}.{f.extension}" for f in FORMATS if f.write_table for name, _ in REFERRED.values()}
    return frozenset({name for format_ in FORMATS for name in format_.file_names} | referred)


TABLES_ABOVE = 50_000
"""With more suppliers than this `report.json` refers to tables instead of holding what is long in it."""


def form_of_tables(document: Document, wanted: Sequence[str], whole: bool | None = None) -> Form | None:
    """The format of the tables that `report.json` is to refer to; None where it is to hold all of the report.

    Args:
        document: the report.
        wanted: names of the formats that are written.
        whole: whether `report.json` is to hold all, however long it is; if left out, it is where it is all that is
            written.
    """
    if len(document.suppliers) <= TABLES_ABOVE or (wanted == (REPORT_FORMAT,) if whole is None else whole):
        return None
    asked = [form for form in TABLE_FORMS if form in wanted]
    return (asked or (TABLE_FORMS if find_spec("pyarrow") else TABLE_FORMS[1:]))[0]


REPORT_FORMAT = "json"
"""The format that is the report itself."""

Form = Literal["parquet", "jsonl"]
TABLE_FORMS: tuple[Form, ...] = ("parquet", "jsonl")
"""Formats of the tables that a report can refer to, the preferred first; the last needs nothing to be installed."""


def report_files(document: Document, wanted: Sequence[str], whole: bool | None = None) -> dict[str, Content]:
    """`report.json`, first, and the tables that it refers to, if it does. Takes what `form_of_tables` takes.

    Raises:
        MissingExtra: tables are to be Parquet files, and pyarrow is not installed.
    """
    form = form_of_tables(document, wanted, whole)
    if form is None:
        from supplychain_risk.report.json_format import render

        return {REPORT: render(document)}
    from supplychain_risk.report.referring import report_and_tables

    # Parquet packs columns that nobody asked for into little; in JSON Lines they take twice what the records do
    return report_and_tables(document, form, REPORT, columns=form == "parquet" or form in wanted)


def known_formats(names: Iterable[str]) -> tuple[str, ...]:
    """The names, cleaned, each once, in the order given.

    Raises:
        InputError: a name is not in FORMATS, or there is none at all.
    """
    known = [f.name for f in FORMATS]
    wanted = tuple(dict.fromkeys(name.strip().lower() for name in names if name.strip()))
    for name in wanted:
        if name not in known:
            raise InputError(f"no report format '{name}'", hint=f"Formats are {', '.join(known)}.")
    if not wanted:
        raise InputError("no report format given", hint=f"Formats are {', '.join(known)}.")
    return wanted


@no_garbage_collection()
def write_report(
    document: Document,
    folder: Path,
    formats: Iterable[str],
    extra_files: Callable[[], Mapping[str, bytes]] | None = None,
    *,
    force: bool = False,
    tell: Callable[[str], None] | None = None,
    signing: Signing | None = None,
    documents: Mapping[str, bytes] | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    whole: bool | None = None,
) -> tuple[Path, ...]:
    """Write a report in each of the formats, and extra files, into `folder`: all of them, or nothing.

    Beside them stands `manifest.json`, which states the hashes of the files of the formats and what they were made of.
    Files of an earlier pack that this one does not write are removed, or told where they are no longer as its manifest
    says; all other files of the folder stay. See `audit/folder.py` for what a process killed at any moment leaves.

    Args:
        document: the report.
        folder: made where it does not exist.
        formats: names of formats.
        extra_files: gives more files to write, by name; called while nobody else may write into the folder.
        force: replace the pack of another company.
        tell: called with a sentence for each file of an earlier run that was removed or left.
        signing: signs the manifest, into `manifest.dsse.json`.
        documents: more files that belong to the pack, by name; the manifest states their hashes, too.
        progress: called before each format, and after the last.
        whole: whether `report.json` holds all of the report although it is about more than `TABLES_ABOVE` suppliers; if
            left out, it does where it is the only format. Else it refers to tables, which are written beside it: those
            of the formats asked for, or of Parquet, or of JSON Lines where pyarrow is not installed.

    Returns:
        The paths, those of the formats first.

    Raises:
        InputError: a format is not known, the folder cannot be written, another run writes there, or it holds the pack
            of another company.
    """
    by_name = {f.name: f for f in FORMATS}
    wanted = known_formats(formats)
    contents: dict[str, Content] = {}
    known = {MANIFEST, *file_names()}
    if progress:
        progress(_WRITING, 0, len(wanted))
    try:
        report = report_files(document, wanted, whole) if REPORT_FORMAT in wanted else {}
        digest = sha256_of(report[REPORT]) if report else ""
        for number, name in enumerate(wanted):
            if progress and number:
                progress(_WRITING, number, len(wanted))
            contents |= report if name == REPORT_FORMAT else by_name[name].contents(document, digest, beside=report)
        contents |= _named_apart(documents or {}, contents)
        contents[MANIFEST] = made = statement(contents, document.manifest)
        if signing:
            contents[ENVELOPE] = signing.sign(made)
        with writing(folder, known) as place:
            if not force:
                refuse_anothers(place, company_of(document.manifest))
            contents |= _named_apart(extra_files() if extra_files else {}, contents)
            placed = put(place, contents, known)
    except OSError as error:
        raise InputError(
            f"the report cannot be written here ({error.strerror or error})",
            where=str(folder),
            hint="Close the report if it is open elsewhere, or name another folder with --out.",
        ) from error
    if progress:
        progress(_WRITING, len(wanted), len(wanted))
    for sentence in placed.told():
        (tell or _unheard)(sentence)
    return tuple(folder / name for name in contents if name not in (MANIFEST, ENVELOPE))


def _named_apart(files: Mapping[str, bytes], others: Mapping[str, Content]) -> dict[str, bytes]:
    """Files in the order of their names.

    Raises:
        ValueError: a name is that of another file, or no plain one.
    """
    for name in files:
        if name in (*others, MANIFEST, ENVELOPE, "..") or Path(name).name != name:
            raise ValueError(f"extra file {name!r} is not a free, plain file name")
    return dict(sorted(files.items()))


_WRITING = "Writing the report"


def _unheard(sentence: str) -> None:
    """For who does not ask what became of earlier files."""
