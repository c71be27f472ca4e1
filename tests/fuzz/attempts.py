"""What is tried with a mutant: every reader of the package, by way of the public API and of the command line.

A reader may refuse a file with an error of the package. Anything else that it raises is a traceback, which is counted.
"""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "intake"))
import layouts
import layouts_xls
import layouts_xlsb

import supplychain_risk as scr
from supplychain_risk import cli
from supplychain_risk.errors import SupplyChainRiskError

EXAMPLES = Path(__file__).parents[2] / "examples"
AS_OF = "2026-06-30"
RECORDS = '[{"name": "Alder Mills", "country": "India", "goods": ["cotton", {"hs": "5201"}]}, {"name": "Birch Gin"}]'
MAPPING = """["suppliers.csv"]
header_row = 1
columns = { name = "Supplier", country = "Country" }
all = { commodity = "cotton" }
"""
SUPPLIERS = (
    "Supplier,Country,Product\nAlder Mills,India,cotton\nHoshine Silicon,China,silicon\nBirch Gin,Korea,fabric\n"
)
POLICY = """name = "ours"
[bands]
high = { value = 6.5, reason = "Ours." }
[limits]
cells = { value = 1000000, reason = "Ours." }
[stability.ranges]
"country.tier_2" = { low = 1.5, high = 2.5, reason = "Ours." }
"""
CONTEXT = "country,figure,source,licence,year\nIndia,8 per 1000,Our survey,ours,2025\nVN,5,Our survey,ours,2025\n"
LIST_CSV = "id,schema,name,aliases,countries,first_seen\nQ1,Company,Alder Mills,Alder;Alder Co,in,2025-01-01\n"
LIST_FTM = '{"id": "Q1", "schema": "Company", "properties": {"name": ["Alder Mills"], "country": ["in"]}}\n'
LIST_PAGE = "<html><table><tr><th>Name<th>Country<tr><td>Alder Mills<td>India<tr><td>Birch<td rowspan=3>China</table>"


@dataclass(frozen=True)
class Kind:
    """A kind of file and what is done with a mutant of it, given the folder of the unchanged files."""

    attempt: Callable[[Path, Path], object]
    bases: tuple[str, ...]
    """Names of the files it is made of, in that folder."""
    weight: int


def _load(mutant: Path, home: Path) -> object:
    return scr.load(mutant, company="Larkfield")


def _whole(mutant: Path, home: Path) -> object:
    """All the way to every default format: what is read must be written, too."""
    return scr.screen(scr.load(mutant, company="Larkfield"), as_of=AS_OF).write(mutant.parent / "out")


def _mapping(mutant: Path, home: Path) -> object:
    return scr.load(home / "suppliers.csv", mapping=mutant)


def _policy(mutant: Path, home: Path) -> object:
    return scr.Policy.read(mutant).differences()


def _fixes(mutant: Path, home: Path) -> object:
    return scr.load(home / "suppliers.csv", fixes=mutant)


def _dispositions(mutant: Path, home: Path) -> object:
    return scr.screen(scr.load(home / "suppliers.csv"), as_of=AS_OF, dispositions=mutant)


def _tasks(mutant: Path, home: Path) -> object:
    return scr.screen(scr.load(home / "suppliers.csv"), as_of=AS_OF, tasks=[mutant])


def _context(mutant: Path, home: Path) -> object:
    return scr.screen(scr.load(home / "suppliers.csv"), as_of=AS_OF, context=[mutant])


def _list(mutant: Path, home: Path) -> object:
    return _run("reference", "import", mutant, "--date", "2026-01-01", "--to", mutant.parent / "lists", "--name", "l")


def _report(mutant: Path, home: Path) -> object:
    """Whatever takes a report: it may be from anywhere."""
    report = home / "audit" / "report.json"
    refused = 0
    for args in (
        ("explain", mutant, "Alder Mills"),
        ("diff", report, mutant, "--out", mutant.parent / "diff.html"),
        ("regime", "coverage", mutant),
        ("dossier", mutant, "--product", "cotton", "--out", mutant.parent / "dossier"),
    ):
        try:
            _run(*args)
        except SupplyChainRiskError:
            refused += 1
    if refused == 4:
        raise SupplyChainRiskError("every command refuses it", hint="None is needed.")
    return None


def _pack(mutant: Path, home: Path) -> object:
    pack = mutant.parent / "pack"
    shutil.copytree(home / "audit", pack)
    shutil.copyfile(mutant, pack / mutant.name)
    return scr.verify(pack)


def _answers(mutant: Path, home: Path) -> object:
    return _run("regime", "coverage", home / "audit" / "report.json", "--answers", mutant)


def _run(*args: object) -> object:
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        return cli.app([str(arg) for arg in args], standalone_mode=False)


KINDS: Mapping[str, Kind] = {
    "workbook": Kind(
        _load,
        ("apparel_suppliers.xlsx", "solar_chain.xlsx", "order_book.xlsx", "tick_matrix.xlsx", "small.xlsx"),
        30,
    ),
    "other workbooks": Kind(_load, ("old.xls", "sheet.ods", "binary.xlsb"), 10),
    "text": Kind(_load, ("suppliers.csv", "tiers_side_by_side.csv", "bill_of_materials.csv"), 20),
    "records": Kind(_load, ("list.json", "list.jsonl"), 6),
    "screened": Kind(_whole, ("suppliers.csv", "small.xlsx"), 5),
    "mapping": Kind(_mapping, ("mapping.toml",), 7),
    "policy": Kind(_policy, ("policy.toml",), 7),
    "fixes": Kind(_fixes, ("fixes.xlsx",), 4),
    "dispositions": Kind(_dispositions, ("dispositions.xlsx", "dispositions.csv"), 4),
    "tasks": Kind(_tasks, ("report.xlsx",), 2),
    "context": Kind(_context, ("context.csv",), 2),
    "list": Kind(_list, ("targets.simple.csv", "entities.ftm.json", "page.html"), 6),
    "report": Kind(_report, ("report.json",), 6),
    "pack": Kind(_pack, ("manifest.json", "report.json"), 5),
    "answers": Kind(_answers, ("answers.toml",), 2),
}


def prepare(home: Path) -> None:
    """The unchanged files: examples, and what the commands write of them."""
    for example in EXAMPLES.iterdir():
        if example.suffix in (".xlsx", ".csv"):
            shutil.copyfile(example, home / example.name)
    texts = {
        "suppliers.csv": SUPPLIERS,
        "list.json": RECORDS,
        "list.jsonl": RECORDS.strip("[]").replace("}, {", "}\n{"),
        "mapping.toml": MAPPING,
        "policy.toml": POLICY,
        "context.csv": CONTEXT,
        "targets.simple.csv": LIST_CSV,
        "entities.ftm.json": LIST_FTM,
        "page.html": LIST_PAGE,
    }
    for name, text in texts.items():
        (home / name).write_text(text, encoding="utf-8")
    _run("template", home / "small.xlsx")
    (home / "small.xlsx").write_bytes(_small())
    rows = [line.split(",") for line in SUPPLIERS.splitlines()]
    (home / "old.xls").write_bytes(layouts_xls.CONTENT)
    layouts.write_ods(home / "sheet.ods", {"Vendors": rows})
    cells = [(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    (home / "binary.xlsb").write_bytes(layouts_xlsb.xlsb_of({"Vendors": cells}))
    _run("check", home / "suppliers.csv", "--fix-it", home / "fixes.xlsx", "-q")
    _run("screen", home / "suppliers.csv", "--as-of", AS_OF, "--out", home / "audit", "-q")
    for name in ("dispositions.xlsx", "report.xlsx", "report.json", "manifest.json"):
        shutil.copyfile(home / "audit" / name, home / name)
    (home / "dispositions.csv").write_text(_dispositions_csv(home / "dispositions.xlsx"), encoding="utf-8")
    _run("regime", "questions", home / "report.json", "--out", home / "answers.toml")


def _small() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Vendors")
        for number, line in enumerate(SUPPLIERS.splitlines()):
            sheet.write_row(number, 0, line.split(","))
        sheet.merge_range(5, 0, 5, 2, "Total")
    return out.getvalue()


def _dispositions_csv(workbook: Path) -> str:
    import csv

    import openpyxl

    out = io.StringIO()
    rows = openpyxl.load_workbook(workbook).worksheets[0].iter_rows(values_only=True)
    csv.writer(out).writerows([["" if cell is None else cell for cell in row] for row in rows])
    return out.getvalue()
