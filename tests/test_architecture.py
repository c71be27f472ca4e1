"""The floors of docs/architecture.md are the floors of the code: imports point down, public names are documented."""

import ast
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import supplychain_risk

FLOORS = (
    ("patterns",),
    ("errors", "memory", "workbooks"),
    ("documents", "files", "docstrings", "addresses"),
    ("domain", "dates"),
    ("account",),
    ("paths", "numbers"),
    ("network",),
    ("cuts",),
    ("policy",),
    ("reference",),
    ("resolve",),
    ("intake",),
    ("loading", "lists"),
    ("naming",),
    ("screening",),
    ("review",),
    ("laws",),
    ("risk",),
    ("audit",),
    ("report",),
    ("method", "explanation", "dossier", "regimes"),
    ("product", "asking"),
    ("whatif",),
    ("lookup", "name_files"),
    ("assess",),
    ("spark",),
    ("__init__",),
    ("consoles", "desk"),
    ("cli",),
    ("__main__",),
)
HEIGHT = {name: height for height, floor in enumerate(FLOORS) for name in floor}
ROOT = Path(supplychain_risk.__file__).parent
MODULES = sorted(p for p in ROOT.rglob("*.py") if "reference_data" not in p.parts)

# Spreadsheet, graph and web libraries live where the house puts them.
HOMES = {
    "networkx": {"network", "cuts", "loading"},
    "numpy": {"risk", "numbers"},
    "python_calamine": {"intake"},
    "openpyxl": {"intake", "report"},
    "xlsxwriter": {"workbooks"},
    "docx": {"documents"},
    "jinja2": {"report", "desk"},
    "starlette": {"desk"},
    "uvicorn": {"desk"},
    "typst": {"report"},
    "pyspark": {"spark"},
    "typer": {"cli"},
    "rich": {"consoles"},
}


def floor_of(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").parts[0]


def label(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_imports_point_down(path):
    here = floor_of(path)
    assert here in HEIGHT, f"{here} is on no floor: add it to docs/architecture.md and to this test"
    if here == "__init__":
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "supplychain_risk" and len(parts) > 1 and parts[1] in HEIGHT:
            there = parts[1]
            assert there == here or HEIGHT[there] < HEIGHT[here], f"{here} imports {there}, which is not below it"


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_libraries_live_where_the_house_puts_them(path):
    for name in imported(path):
        homes = HOMES.get(name.split(".")[0])
        assert homes is None or floor_of(path) in homes


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_every_floor_and_module_is_in_the_picture(path):
    picture = (Path(__file__).parent.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert f"{floor_of(path)}.py" in picture or f"{floor_of(path)}/" in picture


def public_names():
    for info in pkgutil.walk_packages([str(ROOT)], "supplychain_risk."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        yield info.name, module
        for name, value in vars(module).items():
            if name.startswith("_") or getattr(value, "__module__", None) != info.name:
                continue
            if inspect.isclass(value) or inspect.isfunction(value):
                yield f"{info.name}.{name}", value


def test_every_public_name_is_documented():
    missing = [name for name, value in public_names() if not inspect.getdoc(value)]
    assert missing == []


def test_the_public_api_is_what_the_package_says():
    for name in supplychain_risk.__all__:
        assert getattr(supplychain_risk, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'scren'"):
        _ = supplychain_risk.scren


def test_importing_is_quiet_and_light():
    """pandas alone takes most of a second; nobody pays for it before it is used."""
    heavy = ("pandas", "networkx", "openpyxl", "xlsxwriter", "python_calamine", "jinja2", "rich", "docx", "lxml")
    code = f"import sys, supplychain_risk; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""


OFFERED = {"policies_or_patterns", "policy_or_pattern", "child_soldiers", "country_law"}
"""Typed views of bundled tables, for who reads them from Python."""


def test_no_function_is_there_for_tests_alone():
    """What nothing in the package, its tools and examples names is kept alive by tests at most."""
    folders = (ROOT, ROOT.parent / "tools", ROOT.parent / "examples")
    texts = [p.read_text(encoding="utf-8") for f in folders for e in ("*.py", "*.j2", "*.js") for p in f.rglob(e)]
    named = Counter(word for text in texts for word in re.findall(r"\w+", text))
    unused = [
        f"{label(path)}: {node.name}"
        for path in MODULES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.decorator_list
        if named[node.name] == 1 and node.name not in OFFERED and not node.name.startswith("__")
    ]
    assert unused == [], "remove it with its tests, or use it"
