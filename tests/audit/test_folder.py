"""A pack appears whole or not at all, whatever happens to the process that writes it, and nothing else is touched."""

import errno
import os
import random
import sys
import time
from pathlib import Path

import pytest
from writers import NAMES, kill_at, pack, start, state

from supplychain_risk.audit import folder as module
from supplychain_risk.audit.folder import put, refuse_anothers, writing
from supplychain_risk.audit.lock import FolderInUse, held
from supplychain_risk.audit.statement import FILE_NAME
from supplychain_risk.errors import InputError

pytestmark = pytest.mark.slow

KNOWN = {*NAMES, FILE_NAME}


def write(folder, run):
    with writing(folder, KNOWN) as place:
        return put(place, pack(run), KNOWN)


def beside(folder):
    return sorted(path.name for path in folder.parent.iterdir() if path.name.startswith("."))


@pytest.fixture(params=["swapped", "renamed twice", "in place"])
def way(request, monkeypatch):
    """The three ways in which a pack gets into its folder."""
    if request.param == "renamed twice":
        monkeypatch.setattr(module, "_exchange", lambda one, other: False)
    elif request.param == "in place":
        monkeypatch.setattr(module, "_can_move", lambda place: False)
    return request.param


@pytest.fixture
def out(tmp_path):
    return tmp_path / "packs" / "audit"


def test_a_later_pack_replaces_an_earlier_one_and_what_is_not_ours_stays(out, way):
    write(out, "a-1")
    (out / "notes.txt").write_text("mine")
    (out / "report.docx").write_text("mine, too")
    placed = write(out, "a-2")
    assert placed.removed == ("findings.jsonl", "suppliers.jsonl")
    assert state(out) == "whole"
    assert (out / "report.json").read_bytes().startswith(b"a-2")
    assert (out / "notes.txt").read_text() == "mine"
    assert (out / "report.docx").read_text() == "mine, too"
    assert not beside(out)
    assert not [path for path in out.iterdir() if path.name.startswith(".")]


def test_a_file_that_was_changed_is_left_and_told(out, way):
    write(out, "a-1")
    (out / "findings.jsonl").write_text("with remarks of mine")
    placed = write(out, "a-2")
    assert placed.kept == ("findings.jsonl",)
    assert "left where it is" in " ".join(placed.told())
    assert (out / "findings.jsonl").read_text() == "with remarks of mine"


def test_folders_in_it_stay(out, way):
    write(out, "a-1")
    (out / "mails").mkdir()
    (out / "mails" / "one.txt").write_text("mine")
    write(out, "a-2")
    assert (out / "mails" / "one.txt").read_text() == "mine"
    assert state(out) == "whole"


def test_permissions_of_the_folder_stay(out):
    write(out, "a-1")
    out.chmod(0o750)
    write(out, "a-2")
    if os.name != "nt":
        assert out.stat().st_mode & 0o777 == 0o750


def test_the_current_folder_is_filled_in_place(out, monkeypatch):
    write(out, "a-1")
    monkeypatch.chdir(out)
    write(Path(), "a-2")
    assert state(Path()) == "whole"
    assert Path("report.json").read_bytes().startswith(b"a-2")


def test_a_link_to_a_folder_stays_a_link(out, tmp_path):
    write(out, "a-1")
    link = tmp_path / "latest"
    link.symlink_to(out, target_is_directory=True)
    write(link, "a-2")
    assert link.is_symlink()
    assert state(out) == "whole"


@pytest.mark.parametrize("number", [1, 2, 3, 4, 6])
def test_a_full_disk_at_any_file_leaves_the_old_pack(out, way, monkeypatch, number):
    write(out, "a-1")
    real, calls = Path.write_bytes, []

    def full(path, content):
        calls.append(path)
        if len(calls) >= number:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        if number <= 4 or way == "in place":  # four files; in place one more says what to do
            with pytest.raises(OSError, match="No space"):
                write(out, "b-4") if number <= 4 else write(out, "b-3")
            assert state(out) == "whole"
            assert (out / "report.json").read_bytes().startswith(b"a-1")
            assert not beside(out)


@pytest.mark.parametrize("number", range(1, 10))
def test_a_file_that_cannot_be_moved_leaves_the_old_pack(out, monkeypatch, number):
    """As on Windows, where a file that is open elsewhere stays."""
    monkeypatch.setattr(module, "_can_move", lambda place: False)
    write(out, "a-1")
    calls = []

    def moves(method):
        real = getattr(Path, method)

        def move(path, target):
            if path.parent != out / module._INSIDE:
                calls.append(path)
                if len(calls) == number:
                    raise PermissionError(errno.EACCES, "Permission denied")
            return real(path, target)

        return move

    with monkeypatch.context() as patched:
        for method in ("rename", "replace"):
            patched.setattr(Path, method, moves(method))
        with pytest.raises(PermissionError):
            write(out, "b-2")
    assert state(out) == "whole"
    assert (out / "report.json").read_bytes().startswith(b"a-1")
    assert (out / "findings.jsonl").exists()


@pytest.mark.parametrize("number", range(1, 10))
def test_what_was_broken_off_in_place_is_finished_by_the_next_run(out, monkeypatch, number):
    class Killed(BaseException):
        pass

    monkeypatch.setattr(module, "_can_move", lambda place: False)
    write(out, "a-1")
    calls = []

    def moves(method):
        real = getattr(Path, method)

        def move(path, target):
            if path.parent != out / module._INSIDE:
                calls.append(path)
                if len(calls) == number:
                    raise Killed
            return real(path, target)

        return move

    with monkeypatch.context() as patched:
        for method in ("rename", "replace"):
            patched.setattr(Path, method, moves(method))
        with pytest.raises(Killed):
            write(out, "b-2")
    assert module.is_unfinished(out)
    assert state(out) in ("whole", "half", "none")
    with writing(out, KNOWN):
        pass
    assert state(out) == "whole"
    assert (out / "report.json").read_bytes().startswith(b"b-2")
    assert not (out / "findings.jsonl").exists()


def test_a_folder_that_was_moved_aside_comes_back(out):
    write(out, "a-1")
    out.rename(module._beside(out, "old"))
    assert not out.exists()
    with writing(out, KNOWN):
        assert state(out) == "whole"
    assert not beside(out)


def test_files_of_a_killed_run_are_cleared_away_and_ours_alone(out):
    write(out, "a-1")
    left = module._beside(out, "new-12345678")
    left.mkdir()
    (left / "report.json").write_text("half")
    (left / "notes.txt").write_text("mine")
    earlier = out / ".writing-abc"
    earlier.mkdir()
    (earlier / "report.html").write_text("half")
    (out / ".writing-mine").mkdir()
    (out / ".writing-mine" / "novel.txt").write_text("mine")
    write(out, "a-2")
    assert not beside(out)
    assert (out / "notes.txt").read_text() == "mine"
    assert not earlier.exists()
    assert (out / ".writing-mine" / "novel.txt").exists()


def test_without_rights_nothing_is_written(out, monkeypatch):
    write(out, "a-1")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "mkdir", lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
        with pytest.raises(OSError, match="Permission denied"):
            write(out, "a-2")
    assert (out / "report.json").read_bytes().startswith(b"a-1")
    assert state(out) == "whole"
    assert not beside(out)


def test_a_file_of_that_name_is_refused(out):
    out.parent.mkdir()
    out.write_text("a file")
    with pytest.raises(OSError, match="a file of this name"):
        write(out, "a-1")
    with pytest.raises(InputError, match="a file of this name"):
        refuse_anothers(out, "Acme")
    assert out.read_text() == "a file"


def test_another_companys_pack_is_refused(out):
    refuse_anothers(out, "Bolt")
    write(out, "a-1")
    refuse_anothers(out, "ACME")
    refuse_anothers(out, "")
    with pytest.raises(InputError, match="another company") as caught:
        refuse_anothers(out, "Bolt")
    assert "--force" in caught.value.hint


def test_the_lock_says_who_holds_it_and_goes_with_its_holder(tmp_path):
    lock = tmp_path / "lock"
    with held(lock, tmp_path), pytest.raises(FolderInUse, match=f"process {os.getpid()} on "):  # noqa: SIM117
        with held(lock, tmp_path, wait=0.1):
            pass
    assert not lock.exists()
    lock.write_text("process 1 on elsewhere\n")  # what a killed holder leaves
    with held(lock, tmp_path, wait=0.1):
        pass


@pytest.mark.parametrize("in_place", [False, True])
def test_killed_at_any_moment(out, in_place):
    """The short form of `python tests/bench/kill_writers.py`."""
    rng = random.Random(7)
    for number in range(8):
        process = start(out, f"k{number}", in_place)
        kill_at(process, rng.uniform(0, 0.05))
        found = state(out)
        assert found == "whole" or (found in ("half", "none") and module.is_unfinished(out)), found
        assert in_place or sys.platform == "win32" or found == "whole"
    with writing(out, KNOWN):
        assert state(out) == "whole"
    assert not beside(out)


@pytest.mark.parametrize("in_place", [(False, False), (True, True), (False, True)])
def test_two_writers_of_one_folder_do_not_mix(out, in_place):
    """One that fills the folder in place keeps out one that swaps it, and the other way round."""
    writers = [start(out, who, way) for who, way in zip("xy", in_place, strict=True)]
    began, seen = time.monotonic(), set()
    try:  # on a busy machine a writer may take long to get its turn
        while (passed := time.monotonic() - began) < 2 or (len(seen) < 2 and passed < 60):
            try:
                before = (out / FILE_NAME).read_bytes()
                found, report = state(out), (out / "report.json").read_bytes()
                if (out / FILE_NAME).read_bytes() != before:
                    continue
            except FileNotFoundError:  # replaced while it was read
                continue
            assert found == "whole"
            seen.add(report[:1])
    finally:
        for writer in writers:
            kill_at(writer, 0)
    assert seen == {b"x", b"y"}
    with writing(out, KNOWN):
        assert state(out) == "whole"
    assert not beside(out)
