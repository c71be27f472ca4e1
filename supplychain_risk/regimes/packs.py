"""Documents and packs: a document written into a pack joins its statement; one beside it is made again and compared."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from supplychain_risk.audit.folder import add, writing
from supplychain_risk.audit.signing import is_signed
from supplychain_risk.audit.statement import FILE_NAME, read_statement
from supplychain_risk.errors import InputError
from supplychain_risk.files import LARGEST, content_of
from supplychain_risk.reference import Reference
from supplychain_risk.reference.regimes import questions, regime
from supplychain_risk.regimes.document import fill
from supplychain_risk.regimes.told import NONE, AnswersFile, read_answers
from supplychain_risk.report import file_names
from supplychain_risk.report.json_format import ReportFile, read_file

_SUBJECT = re.compile(r"<dc:subject>([A-Z0-9-]{1,40})</dc:subject>")
_REPORT = re.compile(r"<dc:identifier>sha256:([0-9a-f]{64})</dc:identifier>")
_MOST = 100_000
"""Bytes of the part with the properties that are read."""


def opened_with(report: Path, answers: Path | None) -> tuple[Reference, ReportFile, AnswersFile]:
    """The tables, the report, read once, and what people answered.

    Raises:
        MissingFile: the report or the answers cannot be opened.
        InputError: one of them is not what it is given for.
    """
    reference, opened = Reference.bundled(), read_file(report)
    return reference, opened, read_answers(answers, questions(reference)) if answers else NONE


def joins(out: Path, report: ReportFile) -> bool:
    """Whether a new file of this path stands in the pack of the report, of which it is then to be a part."""
    folder = out.resolve().parent
    return folder == report.path.resolve().parent and (folder / FILE_NAME).is_file()


def join(content: bytes, out: Path, report: ReportFile) -> None:
    """Write a new file into the pack of the report, whose statement then names it.

    Raises:
        FolderInUse: another run writes into the folder.
        InputError: the pack is signed, or is not, or no longer, that of the report; or the file exists or cannot be
            written.
    """
    out = out.resolve()
    try:
        with writing(out.parent, file_names()) as place:
            if is_signed(place):
                raise InputError(
                    "would change a pack that is signed",
                    where=out.name,
                    hint="Write the document to another folder; `regime verify` compares it with the report there, "
                    "too.",
                )
            stated = read_statement(place)
            named = {subject.name: subject.digest.get("sha256") for subject in stated.subject}
            if named.get(report.path.name) != report.sha256:
                raise InputError(
                    "is not the report that the pack's manifest names",
                    where=report.path.name,
                    hint="Screen the input again, or write the document to another folder.",
                )
            if out.name in named:
                raise InputError("a file of the pack has this name", where=out.name, hint="Choose another name.")
            add(place, stated, out.name, content)
    except FileExistsError as error:
        raise InputError("exists and is not overwritten", where=out.name, hint="Choose another name.") from error
    except OSError as error:
        raise InputError(
            f"cannot be written ({error.strerror or error})",
            where=str(out),
            hint="Choose a folder that exists and is yours, and a new name.",
        ) from error


def verify_document(path: Path, report: ReportFile, told: AnswersFile = NONE) -> tuple[str, ...]:
    """What of a filled document is not as the report, the tables and the answers make it, in sentences.

    Raises:
        InputError: the file is no document that `regime fill` wrote, or cannot be opened.
    """
    try:
        content = content_of(path, LARGEST)
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("docProps/core.xml") as part:
            about = part.read(_MOST).decode("utf-8")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise InputError(
            f"is no document that can be opened ({error})",
            where=path.name,
            hint="Name a file that `regime fill` wrote.",
        ) from error
    subject, of_report = _SUBJECT.search(about), _REPORT.search(about)
    if subject is None or of_report is None:
        raise InputError("names no regime and no report", where=path.name, hint="Name a file that `regime fill` wrote.")
    if of_report[1] != report.sha256:
        return (
            f"{path.name} was made from another report: its SHA-256 is {of_report[1]}, that of this one "
            f"{report.sha256}.",
        )
    document, reference = report.document, Reference.bundled()
    again = fill(document, reference, regime(reference, subject[1], document.about.as_of), report.sha256, told)
    if again != content:
        return (
            f"{path.name} was changed, or was made with other answers or another version: made again it is another.",
        )
    return ()
