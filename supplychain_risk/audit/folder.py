"""Putting a pack into its folder: all files of one run or none, and nothing touched that is not ours.

A new folder is made beside the old one and the two change places in one step (Linux: `renameat2`, macOS: `renamex_np`).
Where the system or the file system has no such step, as on Windows, the old folder is moved aside and the new one into
its place; a process killed between the two leaves no pack under the name, and the next run brings the old one back.

A folder that cannot be moved (the current folder, a mount, a folder that holds other folders) is filled in place: the
old files are moved aside, the manifest first, then the new ones in, the manifest last. Killed in between, the folder
has no manifest, holds files of one run only, and the next run finishes what was begun.
"""

from __future__ import annotations

import ctypes
import json
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from supplychain_risk import files
from supplychain_risk.audit.lock import held
from supplychain_risk.audit.statement import ENVELOPE, FILE_NAME, Statement, company_of, read_statement, with_file
from supplychain_risk.errors import InputError, SupplyChainRiskError
from supplychain_risk.files import WRITTEN_BY_HAND, Content, content_of, from_json

_MARK = ".supplychain-risk-"
_INSIDE = f"{_MARK}writing"
"""Name of the folder in which a pack is made that is filled in place."""
_LOCK = f"{_MARK}lock"
_EARLIER = ".writing-"
"""What the folder began with in which release 0.1.0 made a pack."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of files of an earlier run that this one does not write."""

    removed: tuple[str, ...] = ()
    """Removed: its manifest named them, and they were as it said."""
    kept: tuple[str, ...] = ()
    """Left where they are, and no part of the new pack: changed since, or in no manifest."""

    def told(self) -> Iterator[str]:
        """In sentences."""
        for name in self.removed:
            yield f"{name} of the earlier pack was removed: this run does not write it."
        for name in self.kept:
            yield f"{name} is no part of this pack and was left where it is: it was changed, or no manifest names it."


@contextmanager
def writing(folder: Path, known: Collection[str] = ()) -> Iterator[Path]:
    """Be the only writer of a folder; what a killed run left there is cleared up. Gives the folder's own path.

    Args:
        folder: made with its parents where it does not exist; a link is followed.
        known: names of files that runs write.

    Raises:
        FolderInUse: another process writes there.
        OSError: it is a file, or cannot be written.
    """
    place = Path(os.path.realpath(folder))
    if place.exists() and not place.is_dir():
        raise NotADirectoryError("there is a file of this name")
    place.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as locks:
        for lock in _locks(place):
            locks.enter_context(held(lock, folder))
        _recover(place, frozenset(known))
        yield place


def _locks(place: Path) -> Iterator[Path]:
    """The locks of a folder: beside it, as it may change places, and in it, for who sees it from a mount of its own."""
    if os.access(place.parent, os.W_OK | os.X_OK):
        yield _beside(place, "lock")
    moves = _can_move(place)
    if not moves:
        place.mkdir(exist_ok=True)
    if not moves or (place.exists() and sys.platform != "win32"):  # Windows moves no folder in which a file is open
        yield place / _LOCK


def refuse_anothers(folder: Path, company: str) -> None:
    """Refuse a folder that holds the pack of another company. A pack without a name of its company is nobody else's.

    Raises:
        InputError: the folder is a file, or its manifest names another company.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(
            "cannot be written here (there is a file of this name)",
            where=str(folder),
            hint="Name a folder with --out; it is made where it does not exist.",
        )
    earlier = _stated(folder)
    there = company_of(earlier.predicate) if earlier else ""
    if there and company and there.casefold() != company.casefold():
        raise InputError(
            f"holds the pack of another company ({there})",
            where=str(folder),
            hint=f"Name another folder with --out for {company}, or give --force to replace that pack.",
        )


def put(place: Path, contents: Mapping[str, Content], known: Collection[str] = ()) -> Placed:
    """Put a pack into a folder that `writing` gave: all of `contents`, or nothing where something is in the way.

    Args:
        place: what `writing` gave.
        contents: file name → content, the manifest among them.
        known: names of files that runs write, to tell of those that no manifest names.

    Raises:
        OSError: it cannot be written; the folder is as it was.
    """
    for name in contents:
        if (place / name).is_dir():
            raise IsADirectoryError(f"{name} is a folder")
    placed = _earlier(place, contents, known)
    dropped = {*contents, *placed.removed}
    if not (_can_move(place) and _swapped(place, contents, dropped, frozenset(known))):
        _in_place(place, contents, dropped)
    return placed


def add(place: Path, stated: Statement, name: str, content: bytes) -> None:
    """Add a new file to the pack of a folder that `writing` gave: its statement names it from then on.

    The file is written before the statement: a process killed in between leaves the pack as it was, and beside it a
    file that is no part of it.

    Args:
        place: what `writing` gave.
        stated: the statement of the pack.
        name: of the file.
        content: of the file.

    Raises:
        FileExistsError: something has this name.
        OSError: it cannot be written; the folder is as it was.
    """
    work = place / _INSIDE
    with (place / name).open("xb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # the statement must not reach the disk before what it names
            work.mkdir()
            _write_all(work, {FILE_NAME: with_file(stated, name, content)})
            (work / FILE_NAME).replace(place / FILE_NAME)
        except BaseException:
            file.close()
            (place / name).unlink()
            raise
        finally:
            shutil.rmtree(work, ignore_errors=True)
    _sync_folder(place)


def is_unfinished(folder: Path) -> bool:
    """Whether a run that was ended while it filled the folder in place left it unfinished."""
    return (folder / _INSIDE / "ready").is_file()


# --- what is there ------------------------------------------------------------------------------------------------


def _stated(folder: Path) -> Statement | None:
    try:
        return read_statement(folder)
    except SupplyChainRiskError:
        return None


def _earlier(place: Path, contents: Mapping[str, Content], known: Collection[str]) -> Placed:
    """Files of earlier runs that are not among the contents: removed where they are as their manifest says."""
    stated = _stated(place)
    digests = {s.name: s.digest.get("sha256") for s in stated.subject} if stated else {}
    removed: list[str] = []
    kept: list[str] = []
    names = sorted(({*known, *digests} | {ENVELOPE}) - set(contents))
    for name in names:
        path = place / name
        if Path(name).name != name or not path.is_file():
            continue
        with files.opened(path) as file:
            is_ours = name == ENVELOPE or digests.get(name) == files.digest_of(file)
        (removed if is_ours else kept).append(name)
    return Placed(tuple(removed), tuple(kept))


def _can_move(place: Path) -> bool:
    """Whether the folder may change places with another: not where a process or a mount stands on it."""
    here = Path(os.path.realpath(Path.cwd()))
    if place.parent == place or here == place or place in here.parents or os.path.ismount(place):
        return False
    return os.access(place.parent, os.W_OK | os.X_OK)


def _beside(place: Path, what: str) -> Path:
    return place.parent / f".{place.name}{_MARK}{what}"


# --- one step -----------------------------------------------------------------------------------------------------


def _swapped(place: Path, contents: Mapping[str, Content], dropped: Collection[str], known: frozenset[str]) -> bool:
    """Make the folder anew beside its place and swap; whether that could be done. What is not ours goes along."""
    entries = [*os.scandir(place)] if place.exists() else []
    others = [entry for entry in entries if entry.name not in dropped and entry.name != _LOCK]
    if not all(entry.is_file(follow_symlinks=False) for entry in others):
        return False
    made = _beside(place, f"new-{secrets.token_hex(4)}")
    made.mkdir()
    try:
        for entry in others:
            try:
                os.link(entry.path, made / entry.name)
            except OSError:  # a file system without links
                return False
        if place.exists():
            shutil.copymode(place, made)
        _write_all(made, contents)
        if not place.exists():
            made.rename(place)
        elif not (_exchange(made, place) or _two_renames(made, place)):
            return False
        _sync_folder(place.parent)
        return True
    finally:
        if made.exists():
            _dissolve(made, place, known | set(dropped))


def _two_renames(made: Path, place: Path) -> bool:
    """The old folder aside, the new one into its place. Killed in between, `_recover` brings the old one back."""
    aside = _beside(place, "old")
    try:
        place.rename(aside)
    except OSError:  # something in it is open, on Windows
        return False
    try:
        made.rename(place)
    except OSError:
        aside.rename(place)
        return False
    aside.rename(made)
    return True


_Call = Callable[..., int]


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; whether the system could."""
    first, second = os.fsencode(one), os.fsencode(other)
    done = -1
    if sys.platform == "linux":
        call: _Call | None = getattr(ctypes.CDLL(None), "renameat2", None)
        here, swap = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
        done = call(here, first, here, second, swap) if call else -1
    elif sys.platform == "darwin":
        call = getattr(ctypes.CDLL(None), "renamex_np", None)
        done = call(first, second, 2) if call else -1  # RENAME_SWAP
    return done == 0


def _dissolve(left: Path, place: Path, ours: Collection[str]) -> None:
    """Remove a folder that was swapped out or never swapped in; a file that is not ours goes back to its place."""
    for entry in sorted(left.iterdir()):
        there = place / entry.name
        if not entry.is_symlink() and entry.is_dir():
            if not there.exists():
                entry.rename(there)
        elif entry.name in ours or entry.name == _LOCK or (there.exists() and there.samefile(entry)):
            entry.unlink()
        elif not there.exists():
            entry.rename(there)
    with suppress(OSError):  # holds another version of a file that is not ours: it stays
        left.rmdir()


# --- in place -----------------------------------------------------------------------------------------------------


def _in_place(place: Path, contents: Mapping[str, Content], dropped: Collection[str]) -> None:
    place.mkdir(parents=True, exist_ok=True)
    work = place / _INSIDE
    shutil.rmtree(work, ignore_errors=True)
    try:
        (work / "new").mkdir(parents=True)
        (work / "old").mkdir()
        _write_all(work / "new", contents)
        moves = {"aside": sorted(name for name in dropped if (place / name).is_file()), "in": sorted(contents)}
        (work / "listed").write_bytes(json.dumps(moves).encode())
        (work / "listed").rename(work / "ready")
        _finish(place, work)
    except OSError:
        _undo(place, work)
        raise


def _finish(place: Path, work: Path) -> None:
    """Old files aside and new ones in. May be begun again wherever it was broken off."""
    for name in sorted(
        from_json(content_of(work / "ready", WRITTEN_BY_HAND))["aside"], key=lambda name: (name != FILE_NAME, name)
    ):
        if (place / name).exists() and not (work / "old" / name).exists():
            (place / name).rename(work / "old" / name)
    for path in sorted((work / "new").iterdir(), key=lambda path: (path.name == FILE_NAME, path.name)):
        path.replace(place / path.name)
    _sync_folder(place)
    (work / "ready").unlink()
    shutil.rmtree(work, ignore_errors=True)


def _undo(place: Path, work: Path) -> None:
    """Everything as it was before `_finish` began."""
    if (work / "ready").is_file():
        for name in from_json(content_of(work / "ready", WRITTEN_BY_HAND))["in"]:
            if not (work / "new" / name).exists():
                (place / name).unlink(missing_ok=True)
        for path in sorted((work / "old").iterdir(), key=lambda path: (path.name == FILE_NAME, path.name)):
            path.replace(place / path.name)
    shutil.rmtree(work, ignore_errors=True)


# --- what a killed run left -----------------------------------------------------------------------------------------


def _recover(place: Path, known: frozenset[str]) -> None:
    """Finish or clear away what a run left that was ended while it wrote. Only the holder of the lock may."""
    aside = _beside(place, "old")
    if aside.is_dir() and not place.exists():
        aside.rename(place)
    if _can_move(place):
        start = _beside(place, "").name
        for left in [*place.parent.iterdir()]:
            if left.name.startswith((f"{start}new-", f"{start}old")) and left.is_dir():
                earlier = _stated(left)
                named = {s.name for s in earlier.subject} if earlier else set()
                if not place.exists():
                    shutil.rmtree(left)  # nothing but our own files: there was no folder when it was begun
                else:
                    _dissolve(left, place, known | named | {FILE_NAME, ENVELOPE})
    work = place / _INSIDE
    if (work / "ready").is_file():
        _finish(place, work)
    elif work.is_dir():
        shutil.rmtree(work)
    for left in place.glob(f"{_EARLIER}*") if place.is_dir() else ():
        if left.is_dir() and {path.name for path in left.iterdir()} <= {*known, FILE_NAME}:
            shutil.rmtree(left)


def _write_all(folder: Path, contents: Mapping[str, Content]) -> None:
    for name, content in contents.items():
        files.put(content, folder / name)
        with (folder / name).open("rb+") as file:
            os.fsync(file.fileno())  # the name must not reach the disk before the content
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":
        with suppress(OSError):  # not every file system can
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
