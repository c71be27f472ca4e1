"""Assessment: the frozen result of a screening, as tables, as single suppliers, and as files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from supplychain_risk import files
from supplychain_risk.assess.keeping import WORKBOOK, refuse_to_lose_tasks
from supplychain_risk.audit.folder import is_unfinished
from supplychain_risk.audit.signing import Signing, signature_faults, unsigned
from supplychain_risk.audit.statement import REPORT, Statement, altered, company_of, read_statement
from supplychain_risk.domain import Certainty, DueDiligence
from supplychain_risk.errors import InputError, MissingFile, SupplyChainRiskError, UnknownSupplier
from supplychain_risk.files import sha256_of
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.reference.user_lists import lists_on
from supplychain_risk.report import DEFAULT_FORMATS, FORMATS, Document, file_names, notebook, write_report
from supplychain_risk.report.formats import report_files
from supplychain_risk.report.json_format import read_file
from supplychain_risk.report.referring import made_otherwise
from supplychain_risk.report.tables import FINDINGS, GROUPS, LINES, PROBLEMS, REASONS, SUPPLIERS, Table
from supplychain_risk.review.register import Register
from supplychain_risk.review.workbook import dispositions_file, not_given

if TYPE_CHECKING:
    import pandas as pd

    from supplychain_risk.assess.moving import Material
    from supplychain_risk.assess.screening import Screening
    from supplychain_risk.explanation import Explanation
    from supplychain_risk.reference.overview import TableOverview
    from supplychain_risk.whatif import Change, WhatIf


_FINDINGS = [
    *("id", "supplier", "code", "channel", "certainty", "calls_for", "statement", "instrument"),
    *("jurisdiction", "citation", "url", "read_in", "cells", "path", "path_count", "score"),
    *("disposition", "disposition_why", "reason"),
]
"""Columns of `findings`, in order."""


class ReportView:
    """A report as tables, as single suppliers and as files: everything here reads from the `document`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._sha256 = ""

    @property
    def sha256(self) -> str:
        """SHA-256 of the `report.json`: of the file that was read, or of the one that this is written as by default."""
        return self._sha256 or self.sha256_as(DEFAULT_FORMATS)

    def sha256_as(self, formats: Sequence[str], whole: bool | None = None) -> str:
        """SHA-256 of the `report.json` that `write` would write with these formats."""
        return sha256_of(report_files(self.document, tuple(formats), whole)[REPORT])

    def __repr__(self) -> str:
        summary, as_of = self.document.summary, self.document.about.as_of
        counts = f"{summary.suppliers} suppliers, {summary.findings} findings"
        return f"{type(self).__name__}({counts}, as of {as_of})"

    def _repr_html_(self) -> str:
        """A notebook shows how many suppliers call for what, and why."""
        return notebook.overview(self.document)

    def __len__(self) -> int:
        return len(self.document.suppliers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __contains__(self, supplier_id: object) -> bool:
        return supplier_id in self._places

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """Supplier id → its place in the document."""
        return {supplier.id: place for place, supplier in enumerate(self.document.suppliers)}

    def __getitem__(self, supplier_id: str) -> Explanation:
        """One supplier; `.explain()` gives its factors, findings, cells, citations and paths as text.

        Raises:
            UnknownSupplier: no supplier has this id.
        """
        from supplychain_risk.explanation import Explanation

        try:
            return Explanation(self.document, self.document.suppliers[self._places[supplier_id]])
        except KeyError:
            raise UnknownSupplier(
                f"no supplier '{supplier_id}'", hint="Ids are in assessment.suppliers['id'] and in the report."
            ) from None

    @property
    def suppliers(self) -> pd.DataFrame:
        """One row per supplier, most urgent first: id, name, country, tier, due_diligence, why, score and exposure."""
        return self._frame(SUPPLIERS).astype({"tier": "Int64"})

    @property
    def findings(self) -> pd.DataFrame:
        """One row per finding: id, supplier, code, channel, certainty, statement, instrument, citation and cells."""
        shared = self._frame(REASONS).set_index("id")
        frame = self._frame(FINDINGS)
        told = shared.loc[frame["reason"]].reset_index(drop=True)
        for column in ("statement", "instrument", "jurisdiction", "citation", "url", "read_in"):
            frame[column] = told[column]
        return frame[_FINDINGS]

    @property
    def reasons(self) -> pd.DataFrame:
        """One row per reason of findings, most urgent first: how many suppliers, spend, statement, citation, steps."""
        return self._frame(REASONS)

    @property
    def groups(self) -> pd.DataFrame:
        """One row per group of suppliers that call for the same for one reason, most urgent and firmest first."""
        return self._frame(GROUPS)

    @property
    def lines(self) -> pd.DataFrame:
        """One row per line of goods: supplier, goods, origin, quantity, day, document, spend and cells."""
        return self._frame(LINES)

    @property
    def priorities(self) -> pd.DataFrame:
        """One row per supplier that calls for action, in order: supplier, severity, likelihood, score, share, leverage,

        why, and whether it is in the smallest set that stands on every way from a hold (`smallest_set`).
        """
        import pandas as pd

        engagement = self.document.engagement
        columns = ["supplier", "severity", "likelihood", "score", "share", "leverage", "why", "smallest_set"]
        chosen = {gate.supplier for gate in engagement.smallest_set} if engagement else set()
        rows = [{**p.plain(), "smallest_set": p.supplier in chosen} for p in (engagement.order if engagement else ())]
        return pd.DataFrame(rows, columns=columns)

    @property
    def concentration(self) -> pd.DataFrame:
        """One row per commodity and country, region or supplier it depends on, with the share and what it rests on."""
        import pandas as pd

        columns = ["commodity", "kind", "code", "name", "suppliers", "share", "basis"]
        rows = [
            (c.commodity, d.kind, d.code, d.name, d.suppliers, d.share, c.basis)
            for c in self.document.concentration
            for d in c.depends_on
        ]
        return pd.DataFrame(rows, columns=columns)

    @property
    def problems(self) -> pd.DataFrame:
        """One row per problem: where, code, value, message, hint, fate, and how many cells it is about."""
        return self._frame(PROBLEMS)

    def _frame(self, table: Table) -> pd.DataFrame:
        import pandas as pd

        return pd.DataFrame(table.values(self.document))

    def write(
        self,
        folder: str | Path,
        formats: Sequence[str] = DEFAULT_FORMATS,
        *,
        force: bool = False,
        tell: Callable[[str], None] | None = None,
        sign: str | Path | None = None,
        progress: Callable[[str, int, int], None] | None = None,
        whole: bool | None = None,
    ) -> tuple[Path, ...]:
        """Write the report into a folder, whole or not at all; returns the paths.

        Args:
            folder: made where it does not exist; files in it that are no part of a pack stay.
            formats: names of formats.
            force: replace the pack of another company.
            tell: called with a sentence for each file of an earlier pack that was removed, or left and is no part.
            sign: PEM file with an Ed25519 key to sign the manifest with; needs the extra `sign`.
            progress: called with what is being done, how much is done, and how much there is.
            whole: True: `report.json` holds all of the report, however long it is. If left out, it does up to
                `report.TABLES_ABOVE` suppliers and where it is the only format; False: only up to that number. Else it
                refers to tables beside it: of the formats `parquet` or `jsonl` where one is asked for, else in Parquet
                where pyarrow is installed, else in JSON Lines.

        Raises:
            InputError: a format is not known, the folder cannot be written, or it holds another company's pack.
            MissingExtra: a format needs a part of the package that is not installed.
        """
        signing = Signing(sign) if sign else None
        return write_report(
            self.document,
            Path(folder),
            tuple(formats),
            force=force,
            tell=tell,
            signing=signing,
            progress=progress,
            whole=whole,
        )


class Assessment(ReportView):
    """What was found about a network, with what it was assessed with."""

    def __init__(
        self,
        document: Document,
        network: SupplyNetwork,
        screening: Screening,
        register: Register,
    ) -> None:
        super().__init__(document)
        self.network = network
        self.register = register
        """Matches with list entries as a reviewer gets them, and the verdicts that were given."""
        self.screening = screening
        """What the network was assessed with; it assesses others, too."""

    def what_if(self, *changes: Change) -> WhatIf:
        """What would change if suppliers were dropped, replaced or added, a country were another, a match confirmed.

        Args:
            changes: made in this order; `Drop`, `Replace`, `Add`, `SetCountry` or `Confirm` of `scr.changes`.

        The assessment stays as it is and nothing is written. The result tells what differs and why, and holds both
        documents.

        Raises:
            InputError: no change is given, or one names a supplier, country or finding that is not known.
        """
        from supplychain_risk.whatif import WhatIf, apply, differences, sources_of_carried

        if not changes:
            raise InputError("no change is given", hint="Give at least one Drop, Replace, Add, SetCountry or Confirm.")
        possible = {
            f.id: f.statement
            for f in self.document.findings
            if f.certainty is Certainty.POSSIBLE and f.calls_for is DueDiligence.REVIEW
        }
        changed = apply(
            self.network, changes, self.screening.world, possible, sources_of_carried(self.document.findings)
        )
        after, _ = self.screening.report(changed.network, changed.confirmed)
        return WhatIf(changed.told, self.document, after, differences(self.document, after))

    def write(
        self,
        folder: str | Path,
        formats: Sequence[str] = DEFAULT_FORMATS,
        *,
        force: bool = False,
        tell: Callable[[str], None] | None = None,
        sign: str | Path | None = None,
        documents: Mapping[str, bytes] | None = None,
        progress: Callable[[str, int, int], None] | None = None,
        whole: bool | None = None,
    ) -> tuple[Path, ...]:
        """Write the report into a folder, whole or not at all; returns the paths. Takes what `ReportView.write` takes,

        and `documents`: more files that belong to the pack, by name, as those of one product.

        Where suppliers match list entries, `dispositions.xlsx` is written, too: a row per match for a reviewer's
        verdict, with earlier verdicts in place. Verdicts in a file of that name in the folder are kept. Tasks that were
        given to the screening stand in the workbook.

        Raises:
            InputError: a format is not known, the folder cannot be written or holds another company's pack, its
                `dispositions.xlsx` is no such file, or its `report.xlsx` holds tasks that the screening was not given.
        """
        folder = Path(folder)

        def verdicts() -> dict[str, bytes]:
            refuse_to_lose_tasks(folder, self.screening.tasks)
            return dispositions_file(self.register, folder)

        signing = Signing(sign) if sign else None
        return write_report(
            self.document,
            folder,
            tuple(formats),
            verdicts,
            force=force,
            tell=tell,
            signing=signing,
            documents=documents,
            progress=progress,
            whole=whole,
        )

    def since(self, old: str | Path | ReportView) -> Assessment:
        """The same assessment, whose report marks what is new since an earlier one (`document.since`).

        Nothing is left out of the report for it; page, workbook and terminal show first what is new.

        Args:
            old: an earlier report of the same company, its folder, or a view of it.

        Raises:
            MissingFile: the report cannot be opened.
            InputError: it is no report of this tool, of another version of the schema, or of another company.
        """
        from supplychain_risk.whatif import marked_since

        view = old if isinstance(old, ReportView) else read(old)
        before = view.document
        after = self.document
        names = [company_of(d.manifest) for d in (before, after)]
        if all(names) and names[0].casefold() != names[1].casefold():
            raise InputError(
                f"is a report of another company ({names[0]}, and this one is of {names[1]})",
                where="" if isinstance(old, ReportView) else str(old),
                hint="Compare with an earlier report of the same company.",
            )
        return Assessment(marked_since(before, after, view.sha256), self.network, self.screening, self.register)

    @property
    def lists(self) -> tuple[TableOverview, ...]:
        """The lists of entities that were screened, with their age on the day of the report and what they lack."""
        world = self.screening.world
        return lists_on(world.reference, world.lists, world.as_of)

    def waiting(self, folder: str | Path) -> int:
        """How many verdicts stand in the `dispositions.xlsx` of a folder that were not given to this screening."""
        return len(not_given(self.register, Path(folder)))


def read(report: str | Path) -> ReportView:
    """The view of a report that was written before: `report.json`, or the folder that holds it.

    A report that refers to tables is read from them, and gives the same view.

    Raises:
        MissingFile: the file, or a table that it refers to, cannot be opened.
        InputError: it is no report of this tool, or of another version of the schema, or a table is not the one that it
            refers to.
        MissingExtra: it refers to Parquet files, and the extra `parquet` is not installed.
    """
    opened = read_file(report)
    view = ReportView(opened.document)
    view._sha256 = opened.sha256
    return view


def diff(old: str | Path | ReportView, new: str | Path | ReportView, material: Material | None = None) -> WhatIf:
    """What differs between two reports: what each was made of, and which suppliers, levels and findings changed.

    Args:
        old: a report, its folder, or a view of it.
        new: another report of the same company.
        material: the files that both runs were made of, to work out what each change comes of where more than one thing
            moved; without them the manifests decide.

    Raises:
        MissingFile: a report cannot be opened.
        InputError: one is no report of this tool, or of another version of the schema.
    """
    from supplychain_risk.whatif import between_runs

    before, after = (one if isinstance(one, ReportView) else read(one) for one in (old, new))
    if material is None:
        return between_runs(before.document, after.document)
    from supplychain_risk.assess.moving import steps_between

    steps = steps_between(before.document, after.document, material)
    return between_runs(before.document, after.document, steps)


def verify(folder: str | Path, again: ReportView | None = None, *, key: str | Path | None = None) -> tuple[str, ...]:
    """What of a pack is not as its manifest says, in sentences; none where it is unchanged.

    Args:
        folder: what `write` or `screen --out` wrote.
        again: the same inputs screened anew; the report is then compared with theirs, too, byte by byte.
        key: PEM file with the public key of who signed it; the signature is then checked, too.

    Raises:
        MissingFile: the folder has no manifest.
        InputError: the manifest is none, the report in the folder cannot be read, or the key is no public key.
        MissingExtra: a signature is to be checked, or the report refers to Parquet files and is to be compared with one
            screened anew, and the extra `sign` or `parquet` is not installed.
    """
    folder = Path(folder)
    if is_unfinished(folder):
        raise InputError(
            "holds no whole pack: a run was ended while it wrote here",
            where=str(folder),
            hint="Screen into the folder again; what was begun is finished first.",
        )
    for _ in range(_TRIES):
        stated = read_statement(folder)
        told = _verified(folder, stated, again)
        faults = signature_faults(folder, key) if key else tuple(filter(None, (unsigned(folder),)))
        told = (*faults, *told)
        if not told or _is_same(folder, stated):
            return told
    raise InputError(
        "the pack is replaced by another again and again while it is read",
        where=str(folder),
        hint="Wait until no run writes into the folder, or verify a copy.",
    )


_TRIES = 20
"""How often a pack is read anew that another run replaces meanwhile."""


def _is_same(folder: Path, stated: Statement) -> bool:
    """Whether the pack in the folder is still the one of the statement, and not one that was put there meanwhile."""
    try:
        return read_statement(folder) == stated
    except MissingFile:
        return False


def _verified(folder: Path, stated: Statement, again: ReportView | None) -> tuple[str, ...]:
    report = folder / "report.json"
    found_altered = altered(folder, stated, file_names())
    told = tuple(line for name, one in found_altered.items() for line in (one, *_cells_of(folder, stated, name)))
    if again is None or not report.is_file() or report.name in found_altered:
        return told
    otherwise = made_otherwise(files.content_of(report, files.LARGEST), again.document, folder)
    if not otherwise:
        return told
    if REPORT not in otherwise:
        return (*told, *(f"Screened anew, {name} has other columns beside its records." for name in otherwise))
    try:
        before = read(folder).document
    except InputError as error:  # a release with another schema; the hashes hold all the same
        return (*told, f"Screened anew, the report is another. What would change cannot be said: it {error.message}.")
    from supplychain_risk.whatif import between_runs

    return (*told, "Screened anew, the report is another.", *_would_change(between_runs(before, again.document)))


def _cells_of(folder: Path, stated: Statement, name: str) -> Iterator[str]:
    """Of a workbook that was changed, which cells: those of tasks, or others. Nothing of any other file.

    The workbook as it was made is written anew from the report, and counts only where it has the stated hash.
    """
    if name != WORKBOOK or not (folder / name).is_file():
        return
    digests = {one.name: one.digest.get("sha256") for one in stated.subject}
    if name not in digests:
        return
    unknown = "  Which of its cells were changed, or whether only tasks were filled in, cannot be told: "
    try:
        report = read_file(folder / REPORT)
        if report.sha256 != digests.get(REPORT):
            yield f"{unknown}{REPORT}, from which it is made, is not as the manifest states."
            return
        (workbook,) = (form for form in FORMATS if form.file_names == (WORKBOOK,))
        made = workbook.files(report.document)[WORKBOOK]
    except SupplyChainRiskError as error:
        yield f"{unknown}{error.message}."
        return
    if hashlib.sha256(made).hexdigest() != digests[name]:
        yield f"{unknown}this release does not write the workbook as the one did that wrote the pack."
        return
    from supplychain_risk.review.filled import filled
    from supplychain_risk.review.filled import told as told_of

    yield from (f"  {line}" for line in told_of(filled(made, files.content_of(folder / name, files.LARGEST), name)))


def _would_change(found: WhatIf) -> Iterator[str]:
    from supplychain_risk.whatif.outcome import told as moved_told

    yield from (f"  {one}" for one in (*found.changes, *found.how))
    moved = found.differences
    yield f"  Suppliers judged otherwise: {len(moved.suppliers)}; findings new, gone or changed: {len(moved.findings)}."
    for change in moved.suppliers[:_SHOWN]:
        figures = "; ".join(map(moved_told, change.moved)) or "findings"
        yield f"    {change.name} ({change.id}), {change.kind}: {figures}"
    if len(moved.suppliers) > _SHOWN:
        yield f"    and {len(moved.suppliers) - _SHOWN} more; `supplychain-risk diff` shows all."


_SHOWN = 10
"""Suppliers named of those that a re-run would judge otherwise."""
