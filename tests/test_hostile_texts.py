"""Text of a sheet never acts: not in a file that any command writes in any format, nor on the terminal of any command.

The test walks the registries. A new command fails until tests/all_commands.py says how it is called, a new kind of file
until `CHECKS` of tests/report/hostile.py says what in it would act.
"""

import csv
import io
import re
import sys
import zipfile
from pathlib import Path

import pytest

from supplychain_risk import cli
from supplychain_risk.errors import SupplyChainRiskError
from supplychain_risk.report import FORMATS

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "report")]
from all_commands import CALLS, call, commands  # noqa: E402  its folder is put on the path above
from hostile import CHECKS, FORMULA  # noqa: E402  as above

ATTACKS = (
    '=HYPERLINK("http://evil.example","click")',
    "+cmd|' /C calc'!A0",
    "@SUM(1,1)",
    "-2+3",
    "\t=1+1",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "[link=http://evil.example]click[/link] [bold red]x[/]",
    "\x1b]0;owned\x07\x1b[31mred",
    "\x9b31mred\x7f",
    "bell\x07 and \x08\x08 back",
    "abc\u202egnitset\u202c",
    "\u2066abc\u2067def\u2069",
    "شركة النسيج",
    "line\u2028separator",
    "A|B\\",
    "#eval(1) $ x $ @ref",
    "'''\nname = 1",
)
"""Formulas, markup, templates, rich markup, terminal sequences, characters that turn or break a line."""
MARK = "Zephyrine"
"""In every attack, so that it is known to have passed through a command."""

# What the terminal must not be given: all that drives it, and what shows a text as another.
DRIVES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

NOT_OF_THE_SHEET = {
    "template": "an empty workbook",
    "match": "the names in the call, which are hostile too",
    "regime list": "the tables alone",
    "regime show": "the tables alone",
    "reference list": "the tables alone",
    "reference show": "the tables alone",
    "reference validate": "the tables alone",
    "reference diff": "two bundled tables",
    "verify": "names files, which have no hostile names here",
    "regime coverage": "counts on the terminal; the workbook is looked at",
    "regime questions": "questions of the tables",
    "regime verify": "names files",
}
"""Commands that say nothing of what stands in the sheet, and why."""


def hostile_sheet(path):
    rows = [
        ["Supplier ID", "Supplier", "Country", "Address", "Product", "Origin", "PO number", "Supplies to", "Remarks"]
    ]
    for number, attack in enumerate(ATTACKS):
        text = f"{attack} {MARK} {number}"
        rows.append(
            [f"{attack}-{number}", text, "China", text, f"cotton {text}", text, text, f"{ATTACKS[0]} {MARK} 0", text]
        )
    rows.append(["H", f"Hoshine Silicon {MARK}", "China", "Xinjiang", "cotton", "Uzbekistan", "PO-7", "", ATTACKS[0]])
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    ok = folder / "=cmd|<b>.csv"
    hostile_sheet(ok)
    lists = folder / "list.csv"
    lists.write_text(
        "name,country\n" + "".join(f'"{a.replace(chr(34), "")} {MARK}",India\n' for a in ATTACKS), encoding="utf-8"
    )
    company = ["--company", f"{ATTACKS[5]} {ATTACKS[10]} {MARK}"]
    cli.app(
        ["screen", str(ok), "--out", str(folder / "audit"), "--as-of", "2026-06-30", "-q", *company],
        standalone_mode=False,
    )
    report = str(folder / "audit" / "report.json")
    document = folder / "regime.docx"
    cli.app(["regime", "fill", "US-UFLPA-APPL", report, "--out", str(document)], standalone_mode=False)
    return {
        "ok": str(ok),
        "report": report,
        "pack": str(folder / "audit"),
        "list": str(lists),
        "document": str(document),
        "folder": folder,
    }


def arguments(name, places):
    """The call of a command that has most to say about the hostile sheet."""
    args = [arg.replace("Alder Mills", f"{ATTACKS[0]} {MARK} 0") for arg in call(name, places)]
    if name == "screen":
        args[args.index("--format") + 1] = ",".join(f.name for f in FORMATS if _can_be_written(f))
    if name == "check":
        args += ["--fix-it", f"{places['new']}.xlsx", "--write-mapping", f"{places['new']}.toml"]
    if name == "match":
        args = ["match", "--", *ATTACKS, f"Hoshine {ATTACKS[10]}"]
    if name == "diff":
        args += ["--out", f"{places['new']}.html"]
    if name == "dossier":
        args[args.index("--product") + 1] = f"cotton {ATTACKS[0]} {MARK} 0"
    return args


def _can_be_written(format_):
    needs = {"pdf": "typst", "parquet": "pyarrow"}.get(format_.extension)
    if needs is None:
        return True
    from importlib.util import find_spec

    return find_spec(needs) is not None


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({*commands(), *CALLS}))
def test_no_text_of_the_sheet_acts_on_the_terminal_or_in_a_file_of_any_command(
    name, places, tmp_path, capsysbinary, monkeypatch
):
    assert name in CALLS, f"'{name}' is a new command: say in CALLS of tests/all_commands.py how it is called"
    assert name in commands(), f"CALLS of tests/all_commands.py names '{name}', which is no command"
    monkeypatch.chdir(tmp_path)
    try:
        cli.app(arguments(name, {**places, "new": str(tmp_path / "new")}), standalone_mode=False)
    except SupplyChainRiskError as error:
        cli.consoles.print_error(str(error), error.hint)
    out, err = (text.decode("utf-8") for text in capsysbinary.readouterr())
    assert sorted(set(DRIVES.findall(out + err)) - {"\n"}) == [], f"'{name}' gives the terminal what drives it"
    written = [path for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    told = {path.name: list(harm_of(path)) for path in written}
    assert {file: harm for file, harm in told.items() if harm} == {}
    seen = MARK in out + err or any(MARK in text_of(path) for path in written)
    assert seen or name in NOT_OF_THE_SHEET, (
        f"nothing of the sheet passes through '{name}' here: give it a call that does, or say in NOT_OF_THE_SHEET why"
    )


def text_of(path):
    content = path.read_bytes()
    ending = path.suffix[1:]
    if ending == "docx":
        return _docx(content)
    return CHECKS[ending].text(content) if ending in CHECKS else content.decode("utf-8", "replace")


def _docx(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(n).decode("utf-8") for n in archive.namelist() if n.endswith((".xml", ".rels")))


def _acting_docx(content):
    text = _docx(content)
    for what in ("w:instrText", "w:fldSimple", "oleObject", "w:altChunk", "vbaProject"):
        if what in text:
            yield f"the document holds {what}"
    for target in re.findall(r'Target="([^"]*)" TargetMode="External"|TargetMode="External" Target="([^"]*)"', text):
        if not "".join(target).startswith("https://"):
            yield f"a text became a link: {target}"
    for found in sorted(set(DRIVES.findall(text)) - {"\t", "\r", "\u2028", "\u2066", "\u2067", "\u2068", "\u2069"}):
        yield f"the character {found!r} stands in it as it is"


def _acting_text(content):
    for found in sorted(set(DRIVES.findall(content.decode("utf-8"))) - {"\t"}):
        yield f"the character {found!r} stands in it as it is"


def _acting_svg(content):
    text = content.decode("utf-8")
    yield from _acting_text(content)
    for found in re.findall(r"<(script|foreignObject|a|image|use|iframe)\b|\son\w+=|javascript:(?=[^<]*\")", text):
        if found:
            yield f"the picture holds {found}"


def _acting_toml(content):
    import tomllib

    yield from _acting_text(content)
    tomllib.loads(content.decode("utf-8"))  # a text that ended its string would be no TOML, or another key


COMPUTED = {"list.csv"}
"""A list as `reference import` keeps it, in a Data Package for programs: names are kept letter by letter, as a match
is shown with them. docs/user-lists.md says that it is no file for spreadsheet programs."""


def harm_of(path):
    """What in a file would act, as sentences; a kind of file that nothing looks at fails by name."""
    content, ending = path.read_bytes(), path.suffix[1:]
    own = {"docx": _acting_docx, "txt": _acting_text, "svg": _acting_svg, "toml": _acting_toml}
    if ending in own:
        yield from own[ending](content)
    elif ending == "html":
        yield from (told for told in CHECKS["html"].harm(content, content) if "became" in told or "control" in told)
    elif ending == "csv" and path.name not in COMPUTED:
        for row in csv.reader(io.StringIO(content.decode("utf-8"), newline="")):
            for cell in row:
                if FORMULA.match(cell) and not re.fullmatch(r"-\d+(\.\d+)?", cell):
                    yield f"a spreadsheet program would compute a cell: {cell[:40]}"
    elif ending != "csv":
        assert ending in CHECKS, (
            f"a command writes {path.name}: say in CHECKS of tests/report/hostile.py what would act"
        )
        yield from CHECKS[ending].harm(content, content)
    if ending in ("html", "xlsx", "pdf", "docx", "txt", "svg"):
        for override in "\u202d\u202e":
            if override in text_of(path):
                yield f"the override {override!r} shows a text as another"


def test_what_acts_is_found(tmp_path):
    """The checks themselves."""
    for name, content in (
        ("a.txt", "\x1b[31m"),
        ("a.txt", "abc\u202egnitset"),
        ("a.svg", "<svg><script>1</script></svg>"),
        ("a.csv", "name\n=1+1\n"),
        ("a.html", "<a href='javascript:alert(1)'>x</a>"),
    ):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        assert list(harm_of(path)), name
    (tmp_path / "a.new").write_text("")
    with pytest.raises(AssertionError, match="say in CHECKS"):
        list(harm_of(tmp_path / "a.new"))


def test_the_reasons_are_of_commands_that_there_are():
    assert set(NOT_OF_THE_SHEET) <= set(commands())
