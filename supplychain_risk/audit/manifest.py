"""The manifest: hashes of everything that decides what a report says.

Two runs with equal manifests give equal bytes. It holds no time and no machine name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from supplychain_risk.account import FileReading
from supplychain_risk.domain import Json
from supplychain_risk.policy import Policy
from supplychain_risk.review.rulings import RulingFile
from supplychain_risk.review.tasks import TaskFile

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

_CODE = Path(__file__).resolve().parent.parent


def manifest(
    files: Iterable[FileReading],
    reference: Reference,
    policy: Policy,
    *,
    as_of: str,
    as_of_basis: str,
    company: str,
    lists: Mapping[str, str] | None = None,
    dispositions: Iterable[RulingFile] = (),
    tasks: Iterable[TaskFile] = (),
    mapping: str = "",
    context: Mapping[str, str] | None = None,
) -> dict[str, Json]:
    """Hashes of inputs, tables, policy and code, and the parameters of the run.

    `lists` (name → hash of a user's list), `context` (name → hash of a file of figures), `dispositions`, `tasks` and
    `mapping` (what a person stated of the sheets, as JSON) are in it only where there are any.
    """
    ruled: list[Json] = [{"file": file.name, "sha256": f"sha256:{file.sha256}"} for file in dispositions]
    more: dict[str, Json] = {}
    if lists:
        more["lists"] = {name: f"sha256:{digest}" for name, digest in lists.items()}
    if context:
        more["context"] = {name: f"sha256:{digest}" for name, digest in context.items()}
    if ruled:
        more["dispositions"] = ruled
    if given := [{"file": file.name, "sha256": f"sha256:{file.sha256}"} for file in tasks]:
        more["tasks"] = list[Json](given)
    if mapping:
        more["mapping"] = f"sha256:{hashlib.sha256(mapping.encode('utf-8', 'surrogatepass')).hexdigest()}"
    return more | {
        "inputs": {file.name: f"sha256:{file.sha256}" for file in files},
        "tables": {name: f"sha256:{reference.sha256(name)}" for name in reference.names()},
        "policy": {
            "name": policy.name,
            "sha256": policy.sha256,
            "differences": list(policy.differences()),
        },
        "code": f"sha256:{code_hash()}",
        "parameters": {"as_of": as_of, "as_of_basis": as_of_basis, "company": company},
    }


@cache
def code_hash() -> str:
    """SHA-256 over this package's own source files, by relative path.

    Read once: what a process runs is not what an upgrade puts into the folder meanwhile.
    """
    digest = hashlib.sha256()
    for path in sorted(_CODE.rglob("*")):
        relative = path.relative_to(_CODE)
        if (
            path.suffix not in (".py", ".toml", ".html", ".css", ".js", ".json")
            or relative.parts[0] == "reference_data"
        ):
            continue
        digest.update(relative.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
