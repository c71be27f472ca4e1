"""What the world does to a command: pipes that close, disks that fill, Ctrl-C, encodings, folders that are not ours."""

import hashlib
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import commands
import pytest

import supplychain_risk as scr
from supplychain_risk.report import FORMATS

LIST = "Supplier,Country,Product\nAlder Mills,India,cotton\n合盛硅业,China,silicon\n"
COMMAND = [sys.executable, "-m", "supplychain_risk"]
PLAIN = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
needs_devices = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")


@pytest.fixture
def suppliers(tmp_path):
    path = tmp_path / "suppliers.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def run(*args, env=None, **more):
    return subprocess.run(
        [*COMMAND, *map(str, args)], capture_output=True, env={**PLAIN, **(env or {})}, check=False, **more
    )


def screened(suppliers, out, env=None, formats="json,html,xlsx,jsonl"):
    done = run("screen", suppliers, "--as-of", "2026-06-30", "--out", out, "--format", formats, "-q", env=env)
    assert done.returncode == 0, done.stderr.decode()
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in Path(out).iterdir()}


# --- encodings ---------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("encoding", "more"), [("cp1252", ["--json"]), ("ascii", []), ("cp932", []), ("utf-16", ["--json"])]
)
def test_what_is_printed_elsewhere_than_to_a_terminal_is_utf_8(encoding, more):
    """In the encoding of a Windows system "合盛硅业" was ???? with exit code 0."""
    done = run("match", "合盛硅业", *more, env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 0
    printed = done.stdout.decode("utf-8")
    assert "合盛硅业" in (json.loads(printed) if more else printed)


C_LOCALE = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
EAST = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"}
WEST = {"TZ": "America/Adak", "PYTHONHASHSEED": "4294967295"}
NO_HOME = {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent", "TMPDIR": "/tmp"}
NARROW = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "7"}


@pytest.mark.slow
def test_equal_bytes_whatever_the_environment_is(suppliers, tmp_path):
    """Locale, time zone, hash seed, a Python without docstrings, no home: the pack is the same.

    Several at a time, since starting a command takes longer than its work; alone they are told apart by hand.
    """
    usual = screened(suppliers, tmp_path / "usual", env={"PYTHONHASHSEED": "0"})
    environments = {
        "no locale, east, no home": {**C_LOCALE, **EAST, **NO_HOME},
        "another locale, west, narrow": {"LC_ALL": "POSIX", **WEST, **NARROW},
        "without docstrings": {"PYTHONOPTIMIZE": "2"},
    }
    for what, env in environments.items():
        assert screened(suppliers, tmp_path / what, env=env) == usual, what


def test_docstrings_that_were_dropped_are_read_from_the_source(suppliers):
    done = run("--help", env={"PYTHONOPTIMIZE": "2", "COLUMNS": "200"})
    assert "Screen supplier spreadsheets and write the report." in done.stdout.decode()


def test_json_on_a_terminal_escapes_what_it_cannot_show_and_what_would_drive_it(monkeypatch):
    import io

    from supplychain_risk.cli.options import print_json

    for encoding in ("cp1252", "utf-8"):
        written = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding, errors="replace"))
        name = "合盛\x9b31m\x7f\u202egnp.exe\x1b]0;title\x07"
        print_json({"name": name})
        sys.stdout.flush()
        text = written.getvalue().decode(encoding)
        assert json.loads(text) == {"name": name}
        assert all(char.isprintable() or char == "\n" for char in text)


# --- who reads along ---------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_reader_that_stops_reading_changes_neither_the_work_nor_the_exit_code(suppliers, tmp_path):
    """`| head -1` must not be mistaken for a finding at the level of --fail-on, nor hide one."""
    for more, code in (([], 0), (["--fail-on", "review"], 1)):
        out = tmp_path / f"out{code}"
        args = ["screen", str(suppliers), "--as-of", "2026-06-30", "--out", str(out), "--format", "json", *more]
        reading, writing = os.pipe()
        os.close(reading)  # nobody reads, from the beginning
        with os.fdopen(writing, "wb") as closed:
            done = subprocess.run([*COMMAND, *args], stdout=closed, stderr=subprocess.PIPE, check=False)
        assert (done.returncode, done.stderr) == (code, b"")
        assert scr.read(out).document.summary.suppliers == 2


@pytest.mark.slow
def test_errors_that_nobody_reads_keep_their_exit_code():
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        for args in (["check", "nowhere.csv"], ["--no-such-option"]):
            assert subprocess.run([*COMMAND, *args], stdout=closed, stderr=closed, check=False).returncode == 2


@pytest.mark.slow
@needs_devices
def test_output_without_room_is_said_to_be_lost_and_what_was_written_to_be_whole(suppliers, tmp_path):
    """That nothing was written was said where all was."""
    with Path("/dev/full").open("wb") as full:
        args = ["screen", str(suppliers), "--out", str(tmp_path / "audit"), "--as-of", "2026-06-30"]
        done = subprocess.run([*COMMAND, *args], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    told = done.stderr.decode()
    assert "what the command prints could not be written (No space left on device)" in told
    assert "Files that it wrote are whole." in told
    assert scr.verify(tmp_path / "audit") == ()


@pytest.mark.slow
def test_a_command_without_any_stream_works(suppliers, tmp_path):
    """As a service starts it: stdin, stdout and stderr are closed."""
    args = ["screen", str(suppliers), "--out", str(tmp_path / "audit"), "--as-of", "2026-06-30", "--format", "json"]
    closing = "import os, sys; [os.close(n) for n in (0, 1, 2)]; os.execv(sys.argv[1], sys.argv[1:])"
    done = subprocess.run([sys.executable, "-c", closing, *COMMAND, *args], check=False)
    assert done.returncode == 0
    assert scr.verify(tmp_path / "audit") == ()


# --- Ctrl-C ------------------------------------------------------------------------------------------------------


INTERRUPTED = """
import os, signal, sys
what, where = sys.argv.pop(1), sys.argv.pop(1)
pressed = []
signal.signal(signal.SIGINT, signal.default_int_handler)  # which is ignored where the tests run behind another job

def press(event, about):
    if event == what and not pressed and where in str(about[0]):
        pressed.append(event)
        os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(press)
from supplychain_risk.__main__ import main
main()
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
def test_interrupted_at_any_moment_it_says_one_line_and_leaves_nothing_half(suppliers, tmp_path):
    """Also while it imports, where there was a traceback; 130 is what shells give for an interrupt.

    The command tells what it is about to do, and Ctrl-C is pressed then: the same moments on any machine.
    """
    moments = [
        ("import", "typer"),
        ("import", "numpy"),  # compiled modules make errors of their own of it
        ("open", "suppliers.csv"),
        ("open", "uflpa_entities.csv"),
        ("open", "report.xlsx"),
        ("open", "manifest.json"),
        ("os.rename", ".audit."),
    ]
    args = ["screen", str(suppliers), "--out", str(tmp_path / "audit"), "--as-of", "2026-06-30", "-q"]
    for moment in moments:
        done = subprocess.run([sys.executable, "-c", INTERRUPTED, *moment, *args], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (130, b"Interrupted. Nothing was left half written.\n"), moment
        left = {path.name for path in tmp_path.iterdir()} - {"suppliers.csv", ".audit.supplychain-risk-lock"}
        assert left == set(), moment


@pytest.mark.parametrize("raised", [KeyboardInterrupt, OSError])
def test_a_new_file_is_whole_or_not_there(raised, tmp_path, monkeypatch):
    from supplychain_risk import files

    def broken(_):
        raise raised

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(raised):
        files.write_new(tmp_path / "answers.toml", b"x" * 100)
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_is_never_written_over_and_has_the_usual_rights(tmp_path):
    from supplychain_risk import files

    (tmp_path / "usual").write_bytes(b"")
    files.write_new(tmp_path / "new", b"one")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == stat.S_IMODE((tmp_path / "usual").stat().st_mode)
    with pytest.raises(FileExistsError):
        files.write_new(tmp_path / "new", b"two")
    assert (tmp_path / "new").read_bytes() == b"one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "usual"]


# --- names and places ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("args", [["--out", ""], ["--out="], ["--policy", ""], ["--since", ""]], ids=" ".join)
def test_an_option_whose_path_is_empty_is_refused(args, suppliers, tmp_path):
    """As a script writes it whose variable is not set: the pack went into the folder where the command ran."""
    done = commands.run("screen", suppliers, *args, cwd=tmp_path)
    assert done.returncode == 2
    assert f"{args[0].rstrip('=')} is given an empty text, which names no file" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["suppliers.csv"]


def test_a_company_may_be_left_empty(suppliers, tmp_path):
    args = ("screen", suppliers, "--company", "", "--out", tmp_path / "audit", "--format", "json", "-q")
    assert commands.run(*args).returncode == 0


def test_an_out_that_is_a_file_is_refused_and_left_alone(suppliers, tmp_path):
    done = commands.run("screen", suppliers, "--out", suppliers)
    assert done.returncode == 2
    assert "cannot be written here (there is a file of this name)" in done.stderr
    assert suppliers.read_text(encoding="utf-8") == LIST


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who may do everything is refused nothing")
def test_a_folder_that_is_not_ours_is_refused(suppliers, tmp_path):
    (tmp_path / "theirs").mkdir(mode=0o500)
    done = commands.run("screen", suppliers, "--out", tmp_path / "theirs")
    assert done.returncode == 2
    assert "cannot be written here" in done.stderr


CONTROLS = "\x1b[31mred\x1b]0;title\x07\x9b2J\u202e"


@pytest.mark.parametrize(
    "args",
    [
        ["check", f"{CONTROLS}.csv"],
        [f"--{CONTROLS}"],
        [CONTROLS],
        ["screen", "suppliers.csv", "--as-of", CONTROLS],
        ["screen", "suppliers.csv", "--format", CONTROLS],
        ["screen", "suppliers.csv", "--fail-on", CONTROLS],
        ["screen", "suppliers.csv", "--all", CONTROLS],
        ["reference", "show", "tip_tiers", "--limit", CONTROLS],
        ["reference", "show", CONTROLS],
        ["regime", "show", CONTROLS],
        ["match", CONTROLS, "--country", CONTROLS],
    ],
    ids=lambda args: " ".join(args).replace(CONTROLS, "…").strip(),
)
def test_what_stands_in_a_call_does_not_drive_the_terminal(args, suppliers, tmp_path):
    done = commands.run(*args, cwd=tmp_path)
    assert done.returncode == 2
    told = done.stdout + done.stderr
    assert [char for char in told if not char.isprintable() and char != "\n"] == []


def test_a_file_whose_name_would_drive_the_terminal_is_read_and_reported_as_text(tmp_path):
    path = tmp_path / f"{CONTROLS}.csv"
    path.write_text(LIST, encoding="utf-8")
    done = commands.run("screen", path, "--out", tmp_path / CONTROLS, "--as-of", "2026-06-30")
    assert done.returncode == 0, done.stderr
    told = done.stdout + done.stderr
    assert [char for char in told if not char.isprintable() and char != "\n"] == []
    assert (tmp_path / CONTROLS / "report.json").is_file()


def test_memory_that_does_not_suffice_is_no_bug(monkeypatch, capsys):
    from supplychain_risk import cli

    class Full:
        registered_groups = ()
        registered_commands = ()

        def __call__(self, **_):
            raise MemoryError

    monkeypatch.setattr(sys, "argv", ["supplychain-risk", "check", "a.csv"])
    monkeypatch.setattr(cli, "app", Full())
    monkeypatch.setattr(cli.streams, "prepare", lambda: None)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert "there is not enough memory for this" in capsys.readouterr().err


@pytest.mark.slow
def test_every_format_is_the_same_in_two_threads_at_once(suppliers):
    """No shared state: two runs at a time give what each gives alone."""
    from concurrent.futures import ThreadPoolExecutor

    other = suppliers.with_name("other.csv")
    other.write_text("Firma;Land;Ware\nÖrnek Tekstil;Türkei;Baumwolle\n", encoding="cp1254")
    wanted = [format_ for format_ in FORMATS if format_.extension not in ("pdf", "parquet")]

    def made(path):
        document = scr.screen(scr.load(path), as_of="2026-06-30").document
        return {name: content for format_ in wanted for name, content in format_.files(document).items()}

    alone = [made(suppliers), made(other)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(made, [suppliers, other] * 4))
    assert together == alone * 4
