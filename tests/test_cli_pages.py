"""The command line as people expect it: help with examples that run, -h, --version, completion, unbroken lines."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from commands import run, run_line

import supplychain_risk as scr
from supplychain_risk import cli, consoles
from supplychain_risk.cli.examples import EXAMPLES
from supplychain_risk.errors import InputError, NoSupplierTable
from supplychain_risk.name_files import read_names
from supplychain_risk.reference import Reference
from supplychain_risk.report.template import write_template

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "apparel_suppliers.xlsx"
PROGRAM = typer.main.get_command(cli.app)


def commands(command=PROGRAM, path=""):
    """Every command and group by the words behind the program's name."""
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, f"{path} {name}".strip())


COMMANDS = dict(commands())


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_answers_to_h_and_shows_examples_and_no_names_of_types(path):
    code, short, _ = run(*path.split(), "-h")
    assert code == 0
    assert run(*path.split(), "--help").stdout == short
    assert EXAMPLES.get(path), f"'{path}' has no example: add one to EXAMPLES in cli/examples.py"
    for example in EXAMPLES[path]:
        assert f"\n  {example.line}\n" in short, "an example stands on a line of its own, unbroken"
    noise = re.findall(r"<\w+[^>]*>|\{\w+\}", short.split("\nExamples:")[0])
    assert noise == [], "give the argument or option a metavar that says what it takes"


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_says_what_it_is_for(path):
    bare = [p.name for p in COMMANDS[path].params if not getattr(p, "help", None)]
    assert bare == []


def test_square_brackets_in_help_are_no_markup():
    assert "needs [sign]" in " ".join(run("screen", "-h").stdout.split())


def test_examples_are_of_commands_that_exist():
    assert set(EXAMPLES) <= set(COMMANDS)


@pytest.mark.slow
def test_the_examples_of_every_help_page_work_as_printed(tmp_path, monkeypatch):
    """All in one folder, in the order of EXAMPLES."""
    monkeypatch.chdir(tmp_path)
    for example in (example for path in EXAMPLES for example in EXAMPLES[path] if not example.serves):
        done = run_line(example.line)
        assert done.returncode == example.exits, f"{example.line}\n{done.stderr}"
    assert Path("first-audit/report.html").stat().st_size > 10_000
    assert Path("uflpa.docx").is_file()
    assert Path("dossier-garments/dossier.docx").is_file()


def test_version_is_the_one_of_the_package():
    assert run("--version").stdout == f"supplychain-risk {scr.__version__}\n"
    stated = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert scr.__version__ == stated[1], "install the package anew: what is installed is of another version"
    assert "__version__" in dir(scr)


@pytest.mark.parametrize(
    ("shell", "typed", "offered"),
    [
        ("bash", "supplychain-risk re", {"regime", "reference"}),
        ("bash", "supplychain-risk screen x.csv --fail-on ", {"hold", "review", "enhanced"}),
        ("bash", "supplychain-risk screen x.csv --format json,x", {"json,xlsx"}),
        ("bash", "supplychain-risk match --fail-on p", {"potential"}),
    ],
)
def test_a_shell_completes_commands_and_what_options_take(shell, typed, offered):
    words = typed.split(" ")
    env = {
        **os.environ,
        "_SUPPLYCHAIN_RISK_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    code = "import sys; sys.argv = ['supplychain-risk']; from supplychain_risk.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert set(done.stdout.split()) == offered, done.stderr


def test_lines_stay_whole_where_no_terminal_reads_them():
    _, out, _ = run("match", "Hetian Taida Apparel", "Hetian Taida Aparel Trading", "--country", "China")
    cited = [line for line in out.splitlines() if "uflpa_entities row" in line]
    assert cited
    assert all(re.search(r"row uflpa-\d+: https://\S+.*$", line) for line in cited)
    assert max(map(len, out.splitlines())) < 1000, "and no line is filled up with blanks"
    code, _, err = run("explain", "nowhere.json", "V-1")
    assert code == 2
    assert len(err.splitlines()) == 2


def on_a_terminal(*args, env=(), columns=80):
    """What a command writes to a terminal of so many columns."""
    pty = pytest.importorskip("pty")
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    process = subprocess.Popen(
        [sys.executable, "-m", "supplychain_risk", *map(str, args)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**environment, "TERM": "xterm-256color", "COLORTERM": "", **dict(env)},
    )
    os.close(theirs)
    written = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        written += part
    os.close(ours)
    assert process.wait() == 0
    return written.decode("utf-8", "replace")


COLOR = re.compile(r"\x1b\[[0-9;]*(?:3[0-9]|4[0-9]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")


@pytest.mark.slow
def test_a_terminal_gets_colors_and_a_bar_for_each_step_and_no_color_means_none(tmp_path):
    shown = on_a_terminal("screen", EXAMPLE, "--out", tmp_path / "a")
    assert COLOR.search(shown)
    plain = on_a_terminal("screen", EXAMPLE, "--out", tmp_path / "b", env={"NO_COLOR": "1"}.items())
    assert not COLOR.search(plain)
    for step in STEPS:
        assert step in plain


STEPS = (
    "Reading files",
    "Finding suppliers",
    "Resolving suppliers",
    "Linking suppliers",
    "Reading the lists",
    "Screening suppliers",
    "Following the chain",
    "Composing the report",
    "Writing the report",
)


def test_every_step_of_a_run_begins_at_nothing_and_completes(tmp_path):
    told = []
    tick = lambda *step: told.append(step)  # noqa: E731
    network = scr.load(EXAMPLE, progress=tick)
    scr.screen(network, as_of="2026-06-30", progress=tick).write(tmp_path / "a", progress=tick)
    steps = {}
    for what, done, total in told:
        steps.setdefault(what, []).append((done, total))
    assert tuple(steps) == STEPS
    for what, counts in steps.items():
        assert counts[0][0] == 0, what
        assert counts[-1][0] == counts[-1][1] > 0, what
        assert [done for done, _ in counts] == sorted(done for done, _ in counts), what


def test_a_bar_of_a_step_that_was_left_is_shown_as_done(capfd, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with consoles.progress() as tick:
        tick("One", 0, 7)
        tick("Two", 1, 3)
    drawn = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", capfd.readouterr().err)
    assert "7/7" in drawn
    assert "1/3" in drawn


def test_an_empty_template_is_answered_as_one(tmp_path):
    path = write_template(tmp_path / "suppliers.xlsx")
    with pytest.raises(NoSupplierTable) as caught:
        scr.load(path)
    assert str(caught.value) == (
        "suppliers.xlsx: has no suppliers yet: the sheet 'Suppliers' has headings in row 1 and nothing below them"
    )
    code, out, err = run("check", path)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 2


def test_the_example_of_the_template_command_is_a_workbook_that_screens(tmp_path):
    assert run("template", tmp_path / "v.xlsx", "--example").returncode == 0
    assert (tmp_path / "v.xlsx").read_bytes() == EXAMPLE.read_bytes()
    assert run("template", tmp_path / "v.xlsx", "--example").returncode == 2, "an existing file is not overwritten"


LISTED = "Hetian Taida Apparel Co., Ltd."


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ((LISTED,), 0),
        ((LISTED, "--fail-on", "listed"), 1),
        ((LISTED, "--fail-on", "potential"), 1),
        (("Bluebell Mills", "--fail-on", "any"), 0),
        ((LISTED, "--country", "PT", "--fail-on", "listed"), 0),
        ((LISTED, "--country", "PT", "--fail-on", "potential"), 1),
        ((LISTED, "--fail-on", "everything"), 2),
        ((), 2),
    ],
)
def test_match_exits_with_1_from_the_outcome_that_a_pipeline_asks_for(args, code):
    assert run("match", *args).returncode == code


def test_match_takes_names_from_a_file_and_from_stdin(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text(f'Land;Lieferant\nPT;"{LISTED}"\n;"{LISTED}"\n', encoding="utf-8")
    code, out, _ = run("match", "--from", path, "--fail-on", "listed")
    assert code == 1
    assert f"{LISTED} (PT)\n  potential match" in out
    assert f"{LISTED} (no country)\n  listed" in out
    code, out, _ = run("match", "Bluebell Mills", "--from", "-", stdin=f"{LISTED}\n\n".encode())
    assert code == 0
    assert out.index("Bluebell Mills") < out.index(LISTED)
    code, _, err = run("match", "--from", tmp_path / "none.txt")
    assert code == 2
    assert "none.txt" in err


REFERENCE = Reference.bundled()


@pytest.mark.parametrize(
    ("content", "file", "names"),
    [
        (b"Alpha, Beta and Sons\nGamma\n", "n.txt", [("Alpha, Beta and Sons", "", 1), ("Gamma", "", 2)]),
        (b"\xef\xbb\xbfAlpha\r\n\r\nBeta\r\n", "stdin", [("Alpha", "", 1), ("Beta", "", 3)]),
        ("企业名称,国家\n合盛硅业,中国\n".encode(), "n.csv", [("合盛硅业", "中国", 2)]),
        (b"\nid\tname\n1\tAlpha\n2\t\n", "n.tsv", [("Alpha", "", 3)]),
        (b"Alpha Company Co., Ltd.\nBeta\n", "n.txt", [("Alpha Company Co., Ltd.", "", 1), ("Beta", "", 2)]),
        (b"Alpha\nBeta\n", "n.csv", [("Alpha", "", 1), ("Beta", "", 2)]),
    ],
)
def test_a_file_of_names_is_lines_or_a_table_with_headings(content, file, names):
    assert [tuple(one) for one in read_names(content, file, REFERENCE)] == names


@pytest.mark.parametrize(
    ("content", "file", "says"),
    [
        (b"1,Alpha\n2,Beta\n", "n.csv", "n.csv: no heading says"),
        (b"\n \n", "n.txt", "n.txt: holds no name"),
        (b"name,country\n", "n.csv", "n.csv: holds no name"),
        (b"Alpha\n--\n", "n.txt", "n.txt, line 2: '--' is no company name"),
    ],
)
def test_a_file_without_names_is_refused_with_where_and_what_to_do(content, file, says):
    with pytest.raises(InputError) as caught:
        read_names(content, file, REFERENCE)
    assert says in str(caught.value)
    assert caught.value.hint


def test_match_takes_one_name_or_many():
    one = scr.match(LISTED)
    many = scr.match([LISTED, ("Bluebell Mills", ""), (LISTED, "PT")], country="CN")
    assert many[0] == scr.match(LISTED, country="CN")
    assert many[1] == ()
    assert [m.outcome.value for m in one] == ["listed"] * len(one)
    assert {m.outcome.value for m in many[2]} == {"potential match"}
    assert scr.match([]) == []
    with pytest.raises(InputError, match="the name is empty"):
        scr.match([LISTED, ""])
