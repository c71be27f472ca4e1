"""Whatever file a user names: only regular files are read, never more of one than can be used, and messages say so."""

import ast
import json
import os
import signal
import stat
import sys
import tracemalloc
from contextlib import contextmanager
from pathlib import Path

import pytest

import supplychain_risk as scr
from supplychain_risk import cli, files
from supplychain_risk.errors import SupplyChainRiskError

sys.path.insert(0, str(Path(__file__).parent))  # pytest's importlib mode does not add it
from all_commands import path_parameters, with_parameter

ROOT = Path(scr.__file__).parent
SECONDS = 20
LIST = "Supplier,Country,Product\nAlder Mills,India,cotton\n"


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack")
    (folder / "ok.csv").write_text(LIST)
    scr.screen(scr.load(folder / "ok.csv", company="Larkfield"), as_of="2026-06-30").write(
        folder / "audit", formats=["json"]
    )
    return folder


@pytest.fixture
def places(pack, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    return {
        "ok": str(pack / "ok.csv"),
        "report": str(pack / "audit" / "report.json"),
        "pack": str(pack / "audit"),
        "list": str(pack / "ok.csv"),
        "document": str(pack / "ok.csv"),
        "new": str(tmp_path / "new"),
        "pipe": str(tmp_path / "pipe"),
        "device": "/dev/zero",
        "folder": str(tmp_path),
    }


@contextmanager
def within(seconds):
    """A command that hangs is a failure and not a hanging test."""

    def late(*_):
        raise AssertionError(f"not done after {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in the file system are no matter of this system")
@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize(("command", "parameter"), path_parameters(), ids=" ".join)
def test_a_pipe_or_a_device_is_refused_wherever_a_file_is_named(command, parameter, kind, places):
    """Read, a pipe would be waited for without end, and /dev/zero would fill the memory."""
    args = with_parameter(command, parameter, places[kind], places)
    if command == "diff" and parameter not in ("old", "new", "out", "inputs"):
        args += ["--input", places["ok"]]
    if command == "verify" and parameter not in ("folder", "inputs"):
        args += [places["ok"]]
    if command == "dossier" and parameter not in ("inputs", "out"):
        args[1] = places["ok"]
    with within(SECONDS), pytest.raises(SupplyChainRiskError) as caught:
        cli.app(args, standalone_mode=False)
    assert caught.value.hint
    assert not Path(places["new"]).exists(), "something was written"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in the file system are no matter of this system")
def test_what_is_no_file_is_said(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path, what in ((tmp_path / "pipe", "a pipe"), (Path("/dev/zero"), "a device"), (tmp_path, "a folder")):
        with pytest.raises(OSError, match=f"it is {what}, and only files are read"):
            files.content_of(path, 100)
    with pytest.raises(OSError, match="no file can have this name"):
        files.content_of(Path("a\0b"), 100)


def test_no_more_than_can_be_used_is_read(tmp_path):
    path = tmp_path / "many"
    path.write_bytes(b"x" * 101)
    with pytest.raises(OSError, match="the file has 101 bytes, and 100 can be read"):
        files.content_of(path, 100)
    assert len(files.content_of(path, 101)) == 101
    os.truncate(path, 10**12)  # a terabyte of nothing: refused by its size, not by reading it
    with pytest.raises(OSError, match="the file has 1,000,000,000,000 bytes"):
        files.content_of(path, files.LARGEST)


def test_a_small_file_takes_little_memory_whatever_the_limit_is(tmp_path):
    """Room was taken for as many bytes as could be read: four gigabytes for a list of one entry."""
    (tmp_path / "small").write_bytes(b"x" * 1_000)
    tracemalloc.start()
    try:
        assert len(files.content_of(tmp_path / "small", files.LARGEST)) == 1_000
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


def test_a_file_that_states_no_size_is_read_up_to_the_limit():
    """As those of /proc are."""
    path = Path("/proc/self/status")
    if not path.exists():
        pytest.skip("no /proc on this system")
    assert b"Name:" in files.content_of(path, 100_000)
    with pytest.raises(OSError, match="and 10 can be read"):
        files.content_of(path, 10)


def test_a_link_to_a_file_is_read_and_one_to_a_pipe_is_not(tmp_path):
    (tmp_path / "list.csv").write_text(LIST)
    (tmp_path / "link.csv").symlink_to(tmp_path / "list.csv")
    assert len(scr.load(tmp_path / "link.csv")) == 1
    (tmp_path / "other.csv").symlink_to("/dev/zero")
    assert stat.S_ISCHR((tmp_path / "other.csv").stat().st_mode)
    with pytest.raises(SupplyChainRiskError, match="it is a device, and only files are read"):
        scr.load(tmp_path / "other.csv")


@pytest.mark.parametrize("deep", [950, 100_000])
@pytest.mark.parametrize("shape", ["[%s", '{"a":%s', '[{"name": "Alder", "address": %s'])
def test_json_nested_deeply_is_refused_in_every_kind_of_input(deep, shape, tmp_path):
    """Python gives up at some depth, with an error of its own; what is less deep must end, too."""
    outer, closing = shape % "", {"[": "]", "{": "}"}
    text = outer + '{"a":' * deep + "1" + "}" * deep + "".join(closing[c] for c in reversed(outer) if c in closing)
    for name in ("list.json", "list.jsonl"):
        (tmp_path / name).write_text(text)
        with pytest.raises(SupplyChainRiskError) as caught:
            scr.load(tmp_path / name)
        assert caught.value.hint
    with pytest.raises(SupplyChainRiskError):
        scr.read(tmp_path / "list.json")


def test_records_within_records_of_a_list_given_in_code_are_refused_where_they_are_too_deep():
    record: object = "cotton"
    for _ in range(3_000):
        record = [record]
    with pytest.raises(SupplyChainRiskError, match="more than 20 deep"):
        scr.load([{"name": "Alder Mills", "goods": record}])


@pytest.mark.parametrize("text", ["a = " + "[" * 5_000 + "]" * 5_000, "a = " + "9" * 5_000, "a = \ud800"])
def test_toml_that_python_cannot_hold_is_no_bug_of_ours(text, tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    (tmp_path / "ok.csv").write_text(LIST)
    with pytest.raises(SupplyChainRiskError):
        scr.Policy.read(path)
    with pytest.raises(SupplyChainRiskError):
        scr.load(tmp_path / "ok.csv", mapping=path)


def test_a_pack_whose_report_is_nested_deeply_is_told_as_changed(tmp_path, pack):
    for path in (pack / "audit").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    statement = json.loads((tmp_path / "manifest.json").read_text())
    deep = b"[" * 100_000
    (tmp_path / "report.json").write_bytes(deep)
    assert any("was changed" in told for told in scr.verify(tmp_path))
    (tmp_path / "manifest.json").write_bytes(deep)
    with pytest.raises(SupplyChainRiskError, match="no statement of a pack"):
        scr.verify(tmp_path)
    assert statement["subject"]


READS = {"read_bytes", "read_text", "open", "fdopen"}
OWN_FILES = {
    "files.py": "the one place where a file that a user names is opened",
    "audit/lock.py": "the lock of a folder, which is ours",
    "audit/folder.py": "files and folders that are being written, to be synchronised with the disk",
    "audit/manifest.py": "the package's own code, to hash it",
    "regimes/packs.py": "writes a new file; a member of an archive in memory",
    "intake/archive.py": "a member of an archive in memory",
    "intake/panics.py": "the null device",
    "intake/weights.py": "a file of the package",
    "report/pictures.py": "a file of the package",
    "report/page_environment.py": "a file of the package",
    "report/pdf.py": "a file of the package",
    "policy.py": "the policy of the package",
    "memory.py": "what the system says of memory, under /proc and /sys",
    "workbooks/blocks.py": "a member of an archive in memory",
    "report/template.py": "a file of the package",
    "cli/streams.py": "the null device",
    "desk/app.py": "an upload, into a file of its own",
    "desk/pages.py": "a file of the package",
    "desk/work.py": "the null device",
}


@pytest.mark.slow
def test_files_that_users_name_are_opened_in_one_place():
    """A reader that opens a file by itself waits for pipes, and reads devices without end."""
    found = {}
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in (READS if isinstance(node.func, ast.Attribute) else {"open"}):
                    found.setdefault(path.relative_to(ROOT).as_posix(), []).append(f"line {node.lineno}: {name}")
    unknown = {path: lines for path, lines in found.items() if path not in OWN_FILES}
    assert unknown == {}, "read it with supplychain_risk.files, or say in OWN_FILES whose file it is"
    assert set(OWN_FILES) <= set(found), "OWN_FILES names a module that opens nothing"
