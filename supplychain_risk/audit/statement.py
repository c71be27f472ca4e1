"""The statement of a pack: which files belong to it, with their hashes, and what they were made of.

It is an in-toto Statement (https://in-toto.io/Statement/v1), so that tools which sign and check such statements can
sign and check a pack. What is filled in by people (the dispositions workbook) is not in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from supplychain_risk.domain import Frozen, Json
from supplychain_risk.errors import InputError
from supplychain_risk.files import (
    LARGEST,
    WRITTEN_BY_HAND,
    Content,
    content_of,
    digest_of,
    file_content,
    opened,
    sha256_of,
)

FILE_NAME = "manifest.json"
REPORT = "report.json"
ENVELOPE = "manifest.dsse.json"
"""The signed statement, beside the statement itself, of a pack that was signed."""
TYPE = "https://in-toto.io/Statement/v1"
PREDICATE = "urn:supplychain-risk:pack:1"


class Subject(Frozen, frozen=True, kw_only=True):
    """A file of the pack."""

    name: str
    digest: dict[str, str]


class Statement(
    Frozen,
    frozen=True,
    kw_only=True,
    rename={"type_": "_type", "predicate_type": "predicateType"},
):
    """The files of a pack and what they were made of."""

    type_: str
    subject: tuple[Subject, ...]
    predicate_type: str
    predicate: dict[str, Json]


def statement(files: Mapping[str, Content], manifest: Mapping[str, Json]) -> bytes:
    """The statement of a pack with these files: name and SHA-256 of each, and the manifest of the run."""
    made = Statement(
        type_=TYPE,
        subject=tuple(
            Subject(name=name, digest={"sha256": sha256_of(content)}) for name, content in sorted(files.items())
        ),
        predicate_type=PREDICATE,
        predicate=dict(manifest),
    )
    return _written(made)


def with_file(stated: Statement, name: str, content: bytes) -> bytes:
    """The statement of the pack with one more file."""
    subject = Subject(name=name, digest={"sha256": hashlib.sha256(content).hexdigest()})
    files = tuple(sorted((*stated.subject, subject), key=lambda one: one.name))
    return _written(stated.changed(subject=files))


def _written(made: Statement) -> bytes:
    return msgspec.json.format(msgspec.json.encode(made, order="deterministic"), indent=2) + b"\n"


def read_statement(folder: Path) -> Statement:
    """The statement of the pack in a folder.

    Raises:
        MissingFile: there is none.
        InputError: it is no statement of a pack.
    """
    path = folder / FILE_NAME
    content = file_content(
        path,
        "Name a folder that `supplychain-risk screen --out` wrote; packs of older releases have no manifest.",
        most=WRITTEN_BY_HAND,
    )
    try:
        found = msgspec.json.decode(content, type=Statement)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            f"is no statement of a pack ({error})", where=str(path), hint="Screen the input again, or ask for the pack."
        ) from error
    if found.type_ != TYPE or found.predicate_type != PREDICATE:
        raise InputError(
            f"is a statement of another kind ({found.predicate_type})", where=str(path), hint="Name a pack's folder."
        )
    return found


def company_of(manifest: Mapping[str, Json]) -> str:
    """The name of the reporting company as the run was given it; "" where it was given none.

    Args:
        manifest: of a run, as it stands in a report and, as the predicate, in a pack's statement.
    """
    parameters = manifest.get("parameters")
    company = parameters.get("company") if isinstance(parameters, dict) else None
    return company if isinstance(company, str) else ""


def hashes(manifest: Mapping[str, Json], part: str) -> dict[str, str]:
    """Name → hash of what a part of a manifest (`inputs`, `tables`, `lists`, `context`) names; empty without it."""
    named = manifest.get(part)
    return {name: str(digest) for name, digest in named.items()} if isinstance(named, dict) else {}


def hashes_in_order(manifest: Mapping[str, Json], part: str) -> tuple[str, ...]:
    """The hashes, in hexadecimal, of the files that a part of a manifest (`dispositions`, `tasks`) names one by one."""
    named = manifest.get(part)
    files = [one for one in named if isinstance(one, dict)] if isinstance(named, list) else []
    return tuple(str(one.get("sha256")).removeprefix("sha256:") for one in files)


def altered(folder: Path, stated: Statement, known: Iterable[str] = ()) -> dict[str, str]:
    """Name of each file of a pack that is not as its statement says → what is the matter, in a sentence.

    Files that runs write (`known` by name, or called `report`) and that the statement does not name are told, too.
    """
    told = {}
    names = {subject.name for subject in stated.subject}
    for subject in stated.subject:
        path = folder / subject.name
        if Path(subject.name).name != subject.name or not path.is_file():
            told[subject.name] = f"{subject.name} is missing."
            continue
        with opened(path) as file:
            found = digest_of(file)
        if found != subject.digest.get("sha256"):
            told[subject.name] = f"{subject.name} was changed: its SHA-256 is {found}, the manifest states another."
    there = {path.name for path in folder.glob("report.*")} | {name for name in known if (folder / name).is_file()}
    told |= {name: f"{name} is no file of this pack." for name in sorted(there - names)}
    if REPORT in names - told.keys():
        told |= _contradicted(folder, stated, told)
    return told


class _TableFile(msgspec.Struct):
    file: str
    sha256: str


class _Tables(msgspec.Struct):
    files: tuple[_TableFile, ...]


class _Report(msgspec.Struct):
    """What a report says it was made of, and to which tables it refers."""

    manifest: Json = None
    tables: _Tables | None = None


def _contradicted(folder: Path, stated: Statement, told: Mapping[str, str]) -> dict[str, str]:
    """Files that the report speaks of otherwise than the statement does, but for those that were told of."""
    try:
        report = msgspec.json.decode(content_of(folder / REPORT, LARGEST), type=_Report)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        report = _Report()
    digests = {subject.name: subject.digest.get("sha256") for subject in stated.subject}
    found = {}
    for table in report.tables.files if report.tables else ():
        if table.file not in told and digests.get(table.file) != table.sha256:
            found[table.file] = (
                f"{table.file} is not the table that {REPORT} refers to: its SHA-256 there is {table.sha256}, the "
                f"manifest states another."
                if table.file in digests
                else f"{table.file} is no file of this pack, and {REPORT} refers to it."
            )
    if report.manifest != stated.predicate:
        found[FILE_NAME] = f"{FILE_NAME} was changed: {REPORT} says that it was made of something else."
    return found
