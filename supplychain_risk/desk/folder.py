"""The working folder: the files that the desk and the command line share, and how the desk changes them.

Every file is written whole (beside its place, then renamed into it) by one writer at a time, so that two windows, two
programs and a process that is killed never mix or lose what was written. What stood in a file before a change is kept
in memory, to be undone as long as nobody else has changed it since.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from supplychain_risk.assess.keeping import WORKBOOK
from supplychain_risk.audit.folder import writing
from supplychain_risk.audit.lock import held
from supplychain_risk.errors import InputError
from supplychain_risk.files import LARGEST, content_of, write_new
from supplychain_risk.reference.user_lists import FOLDER as LISTS
from supplychain_risk.review.rulings import FILE_NAME as DISPOSITIONS

ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt", ".json", ".jsonl", ".gz")
"""Files that may lie among the inputs; what one really is, its content tells when it is read."""
_LONGEST = 180
"""Bytes of a file name, so that it fits on every file system with what is put before and behind it."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_WAIT = 20.0
_MARK = ".supplychain-risk-desk-"
_ARRIVING = ".supplychain-risk-upload-"
_DAY = 86_400
"""Seconds after which an upload that is not whole is taken for one that nobody sends any more."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that the browser may name, by its id only."""

    id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a change did, and what each of its files held before and after; None is a file that is not there."""

    told: str
    files: tuple[tuple[Path, bytes | None, bytes | None], ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """A working folder; its files bear the names that the documentation of the command line uses."""

    root: Path

    @property
    def inputs(self) -> Path:
        """The folder with the supplier lists."""
        return self.root / "inputs"

    @property
    def left_out(self) -> Path:
        """The folder of lists that were taken out of the inputs; none is deleted."""
        return self.root / "left-out"

    @property
    def mapping(self) -> Path:
        """What was stated of how sheets are read: `--mapping`."""
        return self.root / "mapping.toml"

    @property
    def kept_mapping(self) -> Path:
        """A mapping that somebody wrote by hand, kept before the desk writes over its comments."""
        return self.root / "mapping-before-the-desk.toml"

    @property
    def fixes(self) -> Path:
        """Answers about cells: `--fixes`."""
        return self.root / "fixes.xlsx"

    @property
    def policy(self) -> Path:
        """The numbers that a person chose: `--policy`."""
        return self.root / "policy.toml"

    @property
    def lists(self) -> Path:
        """The folder of imported lists of entities: `--lists`."""
        return self.root / LISTS

    @property
    def left_out_lists(self) -> Path:
        """The folder of imported lists that were taken out of the runs; none is deleted."""
        return self.left_out / "lists"

    @property
    def pack(self) -> Path:
        """The pack of the last run: `--out`."""
        return self.root / "audit"

    @property
    def earlier(self) -> Path:
        """The pack of the run before, for `diff`."""
        return self.root / "audit-earlier"

    @property
    def dispositions(self) -> Path:
        """Verdicts on matches: `--dispositions`."""
        return self.pack / DISPOSITIONS

    @property
    def given(self) -> Path:
        """The verdicts as the last run was given them: a run writes the workbook of verdicts anew."""
        return self.root / "audit-given" / DISPOSITIONS

    @property
    def given_tasks(self) -> Path:
        """The workbook with people's tasks as the last run was given it: a run writes the pack's workbook anew."""
        return self.given.parent / WORKBOOK

    @property
    def reviewers(self) -> tuple[Path, Path]:
        """Where two reviewers are required: what each of them says, as dispositions files."""
        return self.root / "first-review.xlsx", self.root / "second-review.xlsx"

    @property
    def answers(self) -> Path:
        """What only people can answer about regimes: `--answers`."""
        return self.root / "answers.toml"

    @property
    def own_files(self) -> frozenset[str]:
        """Names of files beside the lists that are none of suppliers."""
        own = (self.mapping, self.fixes, self.answers, self.policy, *self.reviewers)
        return frozenset(path.name for path in own)

    # --- files by id ---------------------------------------------------------------------------------------------

    def input_files(self) -> tuple[Listed, ...]:
        """The lists that are read, by name."""
        return listed(self.inputs)

    def others(self) -> tuple[Listed, ...]:
        """Lists that lie in the folder itself or were left out, and could be taken in."""
        taken = {one.name for one in self.input_files()}
        here = (one for one in listed(self.root) if one.name not in self.own_files)
        found = {one.name: one for one in (*listed(self.left_out), *here)}
        return tuple(found[name] for name in sorted(found) if name not in taken)

    def paths(self) -> tuple[Path, ...]:
        """The inputs as paths, in the order in which the desk and the printed command give them."""
        return tuple(self.inputs / one.name for one in self.input_files())

    def take_in(self, file_id: str) -> str:
        """Copy a list that lies in the folder to the inputs, or bring back one that was left out; returns its name."""
        with self.changing():
            name = by_id(self.others(), file_id).name
            target = self.inputs / name
            self.inputs.mkdir(exist_ok=True)
            if (self.left_out / name).is_file():
                (self.left_out / name).rename(target)
            else:
                write_whole(target, content_of(self.root / name, LARGEST))
        return name

    def leave_out(self, file_id: str) -> str:
        """Take a list out of the inputs; it stays beside them. Returns its name."""
        with self.changing():
            name = by_id(self.input_files(), file_id).name
            self.left_out.mkdir(exist_ok=True)
            (self.inputs / name).rename(free_name(self.left_out / name))
        return name

    def receive(self, name: str, content: Path) -> str:
        """Put an uploaded file among the inputs. Returns its name.

        Raises:
            InputError: there is a file of this name, or it is no name of a supplier list.
        """
        name = checked_name(name)
        with self.changing():
            self.inputs.mkdir(exist_ok=True)
            target = self.inputs / name
            if target.exists():
                raise InputError(
                    "there is a list of this name already",
                    where=name,
                    hint="Leave that one out first, or give this one another name.",
                )
            content.replace(target)
        return name

    def arriving(self) -> Path:
        """Where an upload is written until it is whole."""
        return self.root / f"{_ARRIVING}{secrets.token_hex(8)}"

    # --- one writer at a time ------------------------------------------------------------------------------------

    @contextmanager
    def changing(self, *, pack: bool = False) -> Iterator[None]:
        """Be the only one to change files of the folder, and with `pack` those of the pack, too.

        Raises:
            InputError: another program holds the folder, or it cannot be written.
        """
        with ExitStack() as locks:
            try:
                locks.enter_context(held(self.root / f"{_MARK}lock", self.root, _WAIT))
                if pack:
                    locks.enter_context(writing(self.pack))
                yield
            except OSError as error:
                raise InputError(
                    f"cannot be changed ({error.strerror or error})",
                    where=str(self.root),
                    hint="See whether the disk is full, the folder is yours, or the file is open in another program.",
                ) from error

    def change(self, told: str, contents: Mapping[Path, bytes | None]) -> Change:
        """Write files whole, or remove them where the content is None. To be called while `changing`."""
        done = []
        for path, content in contents.items():
            before = read_if_there(path)
            _put(path, content)
            done.append((path, before, content))
        return Change(told, tuple(done))

    def undo(self, change: Change) -> None:
        """Put back what stood before a change.

        Raises:
            InputError: a file was changed since; nothing is undone then.
        """
        in_pack = any(path.parent == self.pack for path, _, _ in change.files)
        with self.changing(pack=in_pack):
            for path, _, after in change.files:
                if read_if_there(path) != after:
                    raise InputError(
                        "was changed since, so nothing is undone",
                        where=path.name,
                        hint="Another window or program wrote it. Load the page anew and change what is to be changed.",
                    )
            for path, before, _ in change.files:
                _put(path, before)

    def clear(self) -> None:
        """Remove what a process left that was killed while it wrote; what another is receiving stays."""
        with self.changing():
            for place in (self.root, self.inputs, self.pack, self.given.parent):
                for path in place.glob(".supplychain-risk-*") if place.is_dir() else ():
                    is_old = time.time() - path.stat().st_mtime > _DAY
                    if path.name.startswith(_ARRIVING) and not is_old:
                        continue
                    if path.name.startswith((_ARRIVING, _MARK)) and path.name != f"{_MARK}lock" and path.is_file():
                        path.unlink()


def checked_name(text: str) -> str:
    """The name of an uploaded list, without folders.

    Raises:
        InputError: it is no name that every system takes, or its ending is none of a supplier list.
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", text)[-1]).strip()
    odd = any(unicodedata.category(c)[0] == "C" for c in name) or re.search(r'[<>:"|?*]', name)
    too_long = len(name.encode("utf-8", "replace")) > _LONGEST
    if not name or name.startswith((".", "~$")) or name.endswith(".") or odd or too_long or _RESERVED.fullmatch(name):
        raise InputError("this is no name for a file", where=name[:60], hint="Give the file a plain, shorter name.")
    if not name.lower().endswith(ENDINGS):
        raise InputError("this is no supplier list by its name", where=name, hint=f"Lists end in {', '.join(ENDINGS)}.")
    return name


LONGEST_TEXT = 2_000
"""Characters of an answer, a reason or a name: what is longer is no answer, and a cell would cut it."""


def refuse_long(*texts: str) -> None:
    """Refuse texts that a cell would cut.

    Raises:
        InputError: one is longer than LONGEST_TEXT.
    """
    if any(len(text) > LONGEST_TEXT for text in texts):
        raise InputError(f"this is longer than {LONGEST_TEXT:,} characters", hint="Write less.")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is the old one or the new one, whenever the process ends."""
    write_new(path, content, over=True, mark=_MARK)


def read_if_there(path: Path) -> bytes | None:
    """The content of a file; None where there is none."""
    try:
        return content_of(path, LARGEST)
    except FileNotFoundError:
        return None


def stamp(path: Path) -> tuple[str, int, int]:
    """What changes when a file is written: its name, size and time; sizes are -1 where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return path.name, -1, -1
    return path.name, found.st_size, found.st_mtime_ns


def enough_room(folder: Path, size: int) -> bool:
    """Whether the disk of a folder has room for a file of so many bytes."""
    return shutil.disk_usage(folder).free > size


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        write_whole(path, content)


def free_name(path: Path) -> Path:
    """The path, or one like it where something stands there."""
    free, number = path, 1
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free


def listed(folder: Path, endings: tuple[str, ...] = ENDINGS) -> tuple[Listed, ...]:
    """The files of a folder whose names end so, by name; hidden ones and locks of office programs are not shown."""
    if not folder.is_dir():
        return ()
    found = (path for path in folder.iterdir() if path.is_file() and path.name.lower().endswith(endings))
    names = sorted((path for path in found if not path.name.startswith((".", "~$"))), key=lambda path: path.name)
    return tuple(Listed(id_of(path.name), path.name, path.stat().st_size) for path in names)


def id_of(name: str) -> str:
    """The id by which the browser names a file."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def by_id(files: tuple[Listed, ...], file_id: str) -> Listed:
    """The file that the browser names.

    Raises:
        InputError: it is none of these.
    """
    found = next((one for one in files if one.id == file_id), None)
    if found is None:
        raise InputError("there is no such file any more", hint="Load the page anew.")
    return found
