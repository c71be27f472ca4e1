"""Documents and packs: a document written into a pack joins its statement; one beside it is made again and compared."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path

from supplychain_risk.audit.statement import ENVELOPE, FILE_NAME, read_statement, with_file
from supplychain_risk.errors import InputError
from supplychain_risk.files import LARGEST, content_of, write_new
from supplychain_risk.reference import Reference
from supplychain_risk.reference.regimes import regime
from supplychain_risk.regimes.document import fill
from supplychain_risk.regimes.told import NONE, AnswersFile
from supplychain_risk.report import read_document

_SUBJECT = re.compile(r"<dc:subject>([A-Z0-9-]{1,40})</dc:subject>")
_REPORT = re.compile(r"<dc:identifier>sha256:([0-9a-f]{64})</dc:identifier>")
_MOST = 100_000
"""Bytes of the part with the properties that are read."""


def report_in(place: Path) -> Path:
    """The `report.json` that is named, or that of the folder that is named."""
    return place / "report.json" if place.is_dir() else place


def sha256_of(path: Path) -> str:
    """SHA-256 of a file that exists."""
    return hashlib.sha256(content_of(path, LARGEST)).hexdigest()


def put(content: bytes, out: Path, report: Path, *, joins: bool = True) -> bool:
    """Write a new file; True where it now belongs to the pack of the report, whose statement then names it.

    `joins` False: a working file, which belongs to no pack wherever it is written.

    Raises:
        InputError: the file exists or cannot be written, or the pack's report is not the one that its statement names.
    """
    of_pack = joins and out.resolve().parent == report.resolve().parent and (out.resolve().parent / FILE_NAME).is_file()
    stated = None
    if of_pack and (out.resolve().parent / ENVELOPE).is_file():
        raise InputError(
            "would change a pack that is signed",
            where=out.name,
            hint="Write the document to another folder; `regime verify` compares it with the report there, too.",
        )
    if of_pack:
        stated = read_statement(out.resolve().parent)
        named = {subject.name: subject.digest.get("sha256") for subject in stated.subject}
        if named.get(report.name) != sha256_of(report):
            raise InputError(
                "is not the report that the pack's manifest names",
                where=report.name,
                hint="Screen the input again, or write the document to another folder.",
            )
        if out.name in named:
            raise InputError("a file of the pack has this name", where=out.name, hint="Choose another name.")
    try:
        write_new(out, content)
    except FileExistsError as error:
        raise InputError("exists and is not overwritten", where=out.name, hint="Choose another name.") from error
    except OSError as error:
        raise InputError(
            f"cannot be written ({error.strerror or error})",
            where=str(out),
            hint="Choose a folder that exists and is yours, and a new name.",
        ) from error
    if stated is not None:
        manifest = out.resolve().parent / FILE_NAME
        changed = manifest.with_suffix(".new")
        changed.write_bytes(with_file(stated, out.name, content))
        changed.replace(manifest)
    return of_pack


def verify_document(path: Path, report: Path, told: AnswersFile = NONE) -> tuple[str, ...]:
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
    digest = sha256_of(report)
    if of_report[1] != digest:
        return (f"{path.name} was made from another report: its SHA-256 is {of_report[1]}, that of this one {digest}.",)
    document, reference = read_document(report), Reference.bundled()
    again = fill(document, reference, regime(reference, subject[1], document.about.as_of), digest, told)
    if again != content:
        return (
            f"{path.name} was changed, or was made with other answers or another version: made again it is another.",
        )
    return ()
