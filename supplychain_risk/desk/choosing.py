"""What runs of the desk are made with: a policy, lists of one's own, tasks; all of them files of the folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from supplychain_risk.assess.keeping import WORKBOOK
from supplychain_risk.desk.folder import Change, Folder, Listed, by_id, free_name, id_of, listed
from supplychain_risk.desk.packs import statement_of, was_given
from supplychain_risk.errors import InputError, SupplyChainRiskError
from supplychain_risk.files import LARGEST, content_of
from supplychain_risk.lists import import_list
from supplychain_risk.lists.importing import Imported
from supplychain_risk.policy import Policy
from supplychain_risk.reference import Reference
from supplychain_risk.reference.user_lists import (
    KINDS,
    UserList,
    entities_to_screen,
    read_user_list,
    read_user_lists,
)
from supplychain_risk.review.tasks import read_tasks

LIST_ENDINGS = (".html", ".htm", ".mhtml", ".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".json", ".jsonl")
"""Files that may be lists of entities; a `.gz` of one, too. What a file really is, its content tells."""
COUNTS_AS = {
    "other": "a list of your own: a match is an indicator that calls for review",
    "uflpa": "a newer edition of the UFLPA Entity List, in place of the bundled one",
    "cbp": "a newer edition of CBP's orders and Findings, in place of the bundled one",
    "positive": "companies that the list speaks for: shown beside suppliers, and nothing follows from it",
}
"""What a list can be imported as, and what that means."""


@dataclass(frozen=True, slots=True)
class ChosenPolicy:
    """The policy of the folder: where it departs from the default, or why it cannot be read."""

    changes: tuple[str, ...] = ()
    error: SupplyChainRiskError | None = None


@dataclass(frozen=True, slots=True)
class OwnList:
    """A list that was imported into the folder, or why what lies there is none."""

    id: str
    name: str
    read: UserList | None = None
    error: SupplyChainRiskError | None = None

    @property
    def entries(self) -> int:
        """How many companies and others it names."""
        return len(self.read.table.rows) if self.read else 0

    @property
    def effect(self) -> str:
        """What follows from being on it."""
        return str(self.read.table.about["legal_effect"]) if self.read else ""


# --- the policy ------------------------------------------------------------------------------------------------------


def policy_of(folder: Folder) -> Policy | None:
    """The policy that runs of the folder are made with; None is the default.

    Raises:
        PolicyError: the file cannot be read as a policy.
    """
    return Policy.read(folder.policy) if folder.policy.is_file() else None


def chosen_policy(folder: Folder) -> ChosenPolicy | None:
    """The same to be shown; None is the default."""
    try:
        policy = policy_of(folder)
    except SupplyChainRiskError as error:
        return ChosenPolicy(error=error)
    return ChosenPolicy(policy.differences()) if policy else None


def policy_files(folder: Folder) -> tuple[Listed, ...]:
    """Files of the folder that may be policies."""
    own = {folder.mapping.name, folder.kept_mapping.name, folder.answers.name, folder.policy.name}
    return tuple(one for one in listed(folder.root, (".toml",)) if one.name not in own)


def choose_policy(folder: Folder, file_id: str) -> Change:
    """Make runs with a policy that lies in the folder, as a copy of the name that runs look for.

    Raises:
        InputError, PolicyError: there is no such file, or it is no policy.
    """
    with folder.changing():
        name = by_id(policy_files(folder), file_id).name
        Policy.read(folder.root / name)
        content = content_of(folder.root / name, LARGEST)
        return folder.change(f"runs are made with the policy {name}", {folder.policy: content, **_kept(folder)})


def drop_policy(folder: Folder) -> Change:
    """Make runs with the default policy again; the other one is kept.

    Raises:
        InputError: they are already.
    """
    with folder.changing():
        if not folder.policy.is_file():
            raise InputError("runs are made with the default policy already", hint="Load the page anew.")
        return folder.change("runs are made with the default policy", {folder.policy: None, **_kept(folder)})


def _kept(folder: Folder) -> dict[Path, bytes]:
    """The policy that is about to be replaced, under a name among what was left out; nothing where a file is equal."""
    if not folder.policy.is_file():
        return {}
    content = content_of(folder.policy, LARGEST)
    there = (*(folder.root / one.name for one in policy_files(folder)), *folder.left_out.glob("*.toml"))
    if any(content_of(path, LARGEST) == content for path in there):
        return {}
    folder.left_out.mkdir(exist_ok=True)
    return {free_name(folder.left_out / folder.policy.name): content}


# --- lists -----------------------------------------------------------------------------------------------------------


def list_folders(folder: Folder) -> tuple[Path, ...]:
    """The folders that `--lists` is given; empty where no list was imported."""
    return (folder.lists,) if next(folder.lists.glob("*/datapackage.json"), None) else ()


def read_lists(folder: Folder) -> tuple[UserList, ...]:
    """The lists that runs of the folder are made with.

    Raises:
        ReferenceDataError: one is damaged.
    """
    return read_user_lists(list_folders(folder))


def own_lists(folder: Folder) -> tuple[OwnList, ...]:
    """The imported lists to be shown, by name."""
    found = []
    for path in sorted(path.parent for path in folder.lists.glob("*/datapackage.json")):
        try:
            found.append(OwnList(id_of(path.name), path.name, read_user_list(path)))
        except SupplyChainRiskError as error:
            found.append(OwnList(id_of(path.name), path.name, error=error))
    return tuple(found)


def list_files(folder: Folder) -> tuple[Listed, ...]:
    """Files of the folder that may be lists of entities; not those that are read as lists of suppliers."""
    endings = (*LIST_ENDINGS, *(f"{ending}.gz" for ending in LIST_ENDINGS))
    return tuple(one for one in listed(folder.root, endings) if one.name not in folder.own_files)


def bring_in(
    folder: Folder, file_id: str, kind: str, *, title: str, licence: str, today: date, is_shrinking: bool
) -> Imported:
    """Import a list that lies in the folder.

    Args:
        folder: the working folder.
        file_id: the file, one of `list_files`.
        kind: what it counts as, one of `COUNTS_AS`.
        title: what findings call it; what the file says, or its name, if empty.
        licence: under what terms it is held; what the file says if empty.
        today: the day of the import.
        is_shrinking: whether a list is taken that has half as many entries as its earlier edition, or fewer.

    Raises:
        InputError, UnreadableFile: there is no such file or kind, or the file cannot be imported.
    """
    if kind not in KINDS:
        raise InputError(f"'{kind}' is nothing that a list counts as", hint="Choose one from the menu.")
    with folder.changing():
        name = by_id(list_files(folder), file_id).name
        return import_list(
            folder.root / name,
            kind=kind,
            title=title,
            licence=licence,
            today=today,
            to=folder.lists,
            force=is_shrinking,
        )


def leave_list_out(folder: Folder, list_id: str) -> str:
    """Take an imported list out of the runs; it is kept. Returns its name.

    Raises:
        InputError: there is no such list.
    """
    with folder.changing():
        found = next((one for one in own_lists(folder) if one.id == list_id), None)
        if found is None:
            raise InputError("there is no such list any more", hint="Load the page anew.")
        folder.left_out_lists.mkdir(parents=True, exist_ok=True)
        (folder.lists / found.name).rename(free_name(folder.left_out_lists / found.name))
    return found.name


def effects_of(own: Sequence[OwnList], reference: Reference, as_of: date) -> tuple[str, ...]:
    """What editions of bundled lists take the place of, as the report of a run on this day says it."""
    return entities_to_screen(reference, [one.read for one in own if one.read], as_of).notes


# --- tasks -----------------------------------------------------------------------------------------------------------


def tasks_to_give(folder: Folder) -> Path | None:
    """The workbook whose tasks the next run carries on: that of the pack if people have written tasks into it.

    Where it is as it was made, what its run was given is given again; None where there is no task.
    """
    path, stated = folder.pack / WORKBOOK, statement_of(folder.pack)
    if stated is None or not path.is_file():
        return None
    digest = hashlib.sha256(content_of(path, LARGEST)).hexdigest()
    if not any(one.name == WORKBOOK and one.digest.get("sha256") == digest for one in stated.subject):
        try:
            return path if read_tasks(path).tasks else None
        except InputError:
            return None  # the run says of it what is the matter, before it writes over it
    return folder.given_tasks if was_given(folder.given_tasks, stated, "tasks") else None
