"""docs/reading-sheets.md: every sheet on the page is read, and what is read is what the page says.

A fenced block `csv NAME` is a file; options may stand behind its name (`--all FIELD=TEXT`, `--company NAME`). Files
that follow one another are read together. The fenced block `read` behind them says all that is read, a line each:

    supplier NAME | COUNTRY | sells GOOD, perhaps GOOD | supplies BUYER, BUYER
    line     SUPPLIER | GOOD | from COUNTRY | to BUYER | QUANTITY UNIT | DAY | DOCUMENT
    owner    OWNER of COMPANY
    company  NAME of the reporting company, where a sheet tells it
    problem  CODE at CELL
    close    what `check` says of a column that was close
    refused  a part of the message, where nothing is read

Parts that are not known are left out, but for the country, which is then "?".
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import supplychain_risk as scr
from supplychain_risk.domain import Fate, Line, Reading, Supplier
from supplychain_risk.errors import InputError
from supplychain_risk.intake.planning import NOTES
from supplychain_risk.intake.records import FIELDS
from supplychain_risk.intake.weights import weights
from supplychain_risk.loading import Loading, load_with_tables
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.resolve.identifier import Standing

ROOT = Path(__file__).parent.parent
PACKAGE = Path(scr.__file__).parent
PAGE = (ROOT / "docs" / "reading-sheets.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_OPTION = re.compile(r"--(all|company) (?:\"([^\"]*)\"|(\S+))")


# --- the sheets ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Example:
    """Files of the page that are read together, and what the page says of them."""

    id: str
    files: tuple[tuple[str, str], ...]
    options: str
    says: str


def examples() -> Iterator[Example]:
    files: list[tuple[str, str]] = []
    options = ""
    for block in _BLOCK.finditer(PAGE):
        kind, info, text = block.groups()
        if kind == "csv":
            name, _, more = info.partition(" ")
            files.append((name, text))
            options += more
        elif kind == "read":
            heading = re.findall(r"^#+ (.*)$", PAGE[: block.start()], re.MULTILINE)[-1]
            yield Example(f"{heading}: {files[0][0] if files else 'no file'}", tuple(files), options, text)
            files, options = [], ""
    assert not files, f"{files[0][0]} has no block that says what is read"


@cache
def loaded(example: Example) -> Loading | InputError:
    """The files of an example, read."""
    given = [(name, quoted or plain) for name, quoted, plain in _OPTION.findall(example.options)]
    for_all = dict(text.split("=", 1) for name, text in given if name == "all")
    company = next((text for name, text in given if name == "company"), "")
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name, _ in example.files]
        for path, (_, text) in zip(paths, example.files, strict=True):
            path.write_text(text, encoding="utf-8")
        try:
            return load_with_tables(paths, company=company, for_all=for_all)
        except InputError as error:
            return error


def told(loading: Loading) -> list[str]:
    """What is read of some files, in the words of the page."""
    network = loading.network
    lines = [_supplier(network, supplier) for supplier in network.suppliers.values()]
    lines += [_line(network, supplier.name, line) for supplier in network.suppliers.values() for line in supplier.lines]
    lines += [f"owner {link.parent} of {link.child}" for link in network.ownership]
    lines += [f"company {network.company}"] if network.company else []
    for problem in network.account.problems:
        file = f"{problem.where.file}!" if len(network.account.files) > 1 else ""
        lines.append(f"problem {problem.code} at {file}{problem.where.cell}")
    return lines + [f"close {doubt}" for file in loading.read.files for sheet in file.sheets for doubt in sheet.doubts]


def _supplier(network: SupplyNetwork, supplier: Supplier) -> str:
    country = supplier.country_code or "?"
    if supplier.region_code:
        country = f"{country} ({supplier.region_code})"
    if supplier.possible_region:
        country = f"{country} (perhaps {supplier.possible_region.code})"
    sold = [_good(network, reading) for reading in supplier.commodities if reading.code]
    bought = [_called(network, link.buyer) for link in network.links if link.supplier == supplier.id]
    parts = [f"supplier {supplier.name}", country]
    parts += [f"sells {', '.join(sorted(set(sold)))}"] if sold else []
    parts += [f"supplies {', '.join(sorted(set(bought)))}"] if bought else []
    return " | ".join(parts)


def _good(network: SupplyNetwork, reading: Reading) -> str:
    name = network.account.reference.table("commodities").by_id[reading.code]["name"]
    return name if reading.resolution.method.value in ("exact", "alias") else f"perhaps {name}"


def _called(network: SupplyNetwork, node: str) -> str:
    return "the company" if node == COMPANY else network.name(node)


def _line(network: SupplyNetwork, supplier: str, line: Line) -> str:
    parts = [f"line {supplier}", ", ".join(_good(network, good) for good in line.goods if good.code)]
    if line.placed:
        place = line.region or line.possible_region or line.origin
        parts.append(f"from {place.code or place.resolution.raw if place else ''}")
    parts += [f"to {line.buyer}"] if line.buyer else []
    parts += [f"{line.quantity:g} {line.unit}".strip()] if line.quantity is not None else []
    parts += [line.dated.isoformat()] if line.dated else []
    parts += [line.document] if line.document else []
    return " | ".join(part for part in parts if part)


EXAMPLES = tuple(examples())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_what_the_page_says_of_a_sheet_is_what_is_read(example):
    found, says = loaded(example), example.says.splitlines()
    if isinstance(found, InputError):
        (refused,) = says
        assert refused.startswith("refused ")
        assert refused.removeprefix("refused ") in str(found)
    else:
        assert sorted(told(found)) == sorted(says)


# --- the codes ----------------------------------------------------------------------------------------------------

KEBAB = re.compile(r"[a-z]+(?:-[a-z]+)+")
NO_CODES = {
    "encryption-data": "what the manifest of an encrypted document holds",
    "city-country": "a meaning of headings",
    "yyyy-mm-dd": "how a workbook shows days",
    "country-missing": "a question of the fix-it workbook; `check` counts such suppliers",
    **dict.fromkeys(NOTES, "why something is told of a column; the codes are column-guessed and column-not-used"),
}
MADE = {
    "{}-from-sheet": ("country-from-sheet", "tier-from-sheet"),
    "{}-ambiguous": ("country-ambiguous", "origin-ambiguous"),
    "{}-unresolved": ("country-unresolved", "origin-unresolved", "sector-unresolved", "commodity-unresolved"),
    "{}-{}": (),  # ids of suppliers
    "buyer-{}": (),
    "{}-named": (),
    "{}-supplier": (),
}
"""Codes that are put together in code → what they can be."""


def codes_in_the_package() -> set[str]:
    """Every text of the reader that looks like a problem code."""
    found: set[str] = {standing.value for standing in Standing if KEBAB.fullmatch(standing.value)}
    for path in sorted((*PACKAGE.glob("intake/*.py"), *PACKAGE.glob("loading/**/*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEBAB.fullmatch(node.value):
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
                made = "".join(map(str, parts))
                if re.fullmatch(r"(?:[a-z]+|\{\})(?:-(?:[a-z]+|\{\}))+", made):
                    assert made in MADE, f"{path.name} makes '{made}': say in MADE which problem codes it can be"
                    found.update(MADE[made])
    return found - NO_CODES.keys()


def codes_on_the_page() -> dict[str, set[str]]:
    """Code → headings of the tables that tell what it is."""
    found: dict[str, set[str]] = {}
    for part in PAGE.split("\n## Problem codes\n")[1].split("\n### ")[1:]:
        heading, _, rows = part.partition("\n")
        for row in rows.splitlines():
            if row.startswith("| `"):
                for code in re.findall(r"`([a-z-]+)`", row.split("|")[1]):
                    found.setdefault(code, set()).add(heading)
    return found


def test_every_problem_code_of_the_reader_is_on_the_page():
    missing = sorted(codes_in_the_package() - codes_on_the_page().keys())
    assert missing == [], (
        f"docs/reading-sheets.md does not say what {', '.join(missing)} means: add a row to 'Problem codes' "
        "(or to NO_CODES here, if it is no problem code)"
    )


def test_the_page_has_no_code_that_the_reader_does_not_know():
    assert sorted(codes_on_the_page().keys() - codes_in_the_package()) == []
    assert sorted(NO_CODES.keys() - NOTES.keys() - texts_of_the_package()) == []


def texts_of_the_package() -> set[str]:
    files = (*PACKAGE.glob("intake/*.py"), *PACKAGE.glob("loading/**/*.py"))
    return set(re.findall(r'"([a-z-]+)"', "\n".join(path.read_text(encoding="utf-8") for path in files)))


def test_each_code_stands_under_what_became_of_its_row_or_value():
    headings = {
        Fate.ROW_SET_ASIDE: "Rows set aside",
        Fate.VALUE_NOT_USED: "Values not used",
        Fate.NOTE: "Read, and told",
    }
    page = codes_on_the_page()
    for found in map(loaded, EXAMPLES):
        for problem in () if isinstance(found, InputError) else found.network.account.problems:
            assert headings[problem.fate] in page[problem.code], problem.code


# --- the columns and the weights ----------------------------------------------------------------------------------


def test_every_column_is_on_the_page():
    table = PAGE.split("## What a row can say")[1].split("\n## ")[0]
    assert [field for field in FIELDS if f"`{field}`" not in table] == []


def test_the_weights_on_the_page_are_those_of_the_table():
    stated = re.findall(r"\(`([a-z.]+)` (-?\d+)\)", PAGE)
    assert len(stated) >= 4
    for name, count in stated:
        assert weights()[name].bits == float(count), name
