"""Packs of the working folder: what is in one, as one file to download, kept for the comparison, verified."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from supplychain_risk.audit.folder import put, writing
from supplychain_risk.audit.statement import ENVELOPE, Statement, hashes_in_order, read_statement
from supplychain_risk.audit.statement import FILE_NAME as MANIFEST
from supplychain_risk.desk.folder import id_of
from supplychain_risk.errors import InputError, SupplyChainRiskError
from supplychain_risk.files import LARGEST, content_of, sha256_of

_TRIES = 20


@dataclass(frozen=True, slots=True)
class Held:
    """A file of a pack."""

    id: str
    name: str
    size: int
    is_shown: bool
    """Whether the browser may show it; all others are downloads."""


def statement_of(pack: Path) -> Statement | None:
    """The statement of a pack; None where there is none."""
    try:
        return read_statement(pack)
    except SupplyChainRiskError:
        return None


def parameters_of(pack: Path) -> Mapping[str, Any]:
    """Company and day of the run that wrote a pack; empty where there is none."""
    stated = statement_of(pack)
    found = stated.predicate.get("parameters") if stated else None
    return found if isinstance(found, dict) else {}


def was_given(path: Path, stated: Statement, part: str) -> bool:
    """Whether a file, as it is, was given to the run of a pack as a part of its input: `dispositions` or `tasks`."""
    return path.is_file() and sha256_of(content_of(path, LARGEST)) in hashes_in_order(stated.predicate, part)


def content_of_pack(pack: Path) -> dict[str, bytes]:
    """The files of a pack as its manifest names them, all of one run; empty where there is no whole pack."""
    for _ in range(_TRIES):
        stated = statement_of(pack)
        if stated is None:
            return {}
        try:
            content = {one.name: content_of(pack / one.name, LARGEST) for one in stated.subject}
            for name in (MANIFEST, ENVELOPE):
                if (pack / name).is_file():
                    content[name] = content_of(pack / name, LARGEST)
        except OSError:
            continue  # another run is replacing it, or a file is missing
        if statement_of(pack) == stated:
            return content
    return {}


def keep(content: Mapping[str, bytes], place: Path) -> None:
    """Put a pack that was replaced into the folder for it, whole."""
    try:
        with writing(place, content.keys()) as folder:
            put(folder, content, content.keys())
    except OSError as error:
        raise InputError(
            f"the earlier pack cannot be kept ({error.strerror or error})",
            where=str(place),
            hint="The new pack is whole; the comparison will be with an older run.",
        ) from error


def files_of(pack: Path) -> tuple[Held, ...]:
    """The files in the folder of a pack."""
    if not pack.is_dir():
        return ()
    paths = sorted((p for p in pack.iterdir() if p.is_file() and not p.name.startswith(".")), key=lambda p: p.name)
    return tuple(Held(id_of(p.name), p.name, p.stat().st_size, p.suffix == ".html") for p in paths)


def file_of(pack: Path, file_id: str) -> Path:
    """A file of a pack by the id that the browser names it by.

    Raises:
        InputError: there is none.
    """
    for one in files_of(pack):
        if one.id == file_id:
            return pack / one.name
    raise InputError("there is no such file any more", hint="Load the page anew.")


def zipped(pack: Path) -> bytes:
    """A pack as one file, with the verdicts that lie beside it. Equal packs give equal bytes.

    Raises:
        InputError: there is no whole pack.
    """
    content = content_of_pack(pack)
    if not content:
        raise InputError("there is no whole pack", where=pack.name, hint="Screen the inputs first.")
    for held in files_of(pack):
        if held.name not in content and held.name.endswith(".xlsx"):
            content[held.name] = content_of(pack / held.name, LARGEST)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(content):
            archive.writestr(
                zipfile.ZipInfo(f"audit/{name}", (1980, 1, 1, 0, 0, 0)), content[name], zipfile.ZIP_DEFLATED
            )
    return made.getvalue()
