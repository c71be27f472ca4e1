"""What the package never does: reach a network, read a pickle, run a text as code, write where nobody asked it to.

And what it stands on: the licence of every library is named, and the wheel holds what the tree says.
"""

import ast
import importlib.metadata
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import supplychain_risk

PACKAGE = Path(supplychain_risk.__file__).parent
ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "reference_data" not in p.parts)

FORBIDDEN = {
    "socket": "a network",
    "socketserver": "a network",
    "ssl": "a network",
    "http": "a network",
    "urllib.request": "a network",
    "urllib3": "a network",
    "requests": "a network",
    "httpx": "a network",
    "aiohttp": "a network",
    "ftplib": "a network",
    "smtplib": "a network",
    "imaplib": "a network",
    "xmlrpc": "a network",
    "asyncio": "a network",
    "webbrowser": "another program",
    "subprocess": "another program",
    "pty": "another program",
    "pickle": "objects that run code when they are read",
    "cPickle": "objects that run code when they are read",
    "dill": "objects that run code when they are read",
    "joblib": "objects that run code when they are read",
    "marshal": "objects that run code when they are read",
    "shelve": "objects that run code when they are read",
    "code": "code from a text",
    "codeop": "code from a text",
    "runpy": "code from a text",
    "imp": "code from a text",
}
CALLS = {"eval", "exec", "compile", "__import__", "execfile"}
METHODS = {"read_pickle", "to_pickle", "eval", "system", "popen", "execv", "execve", "spawnv", "fork", "allow_pickle"}
REASONS: dict[tuple[str, str], str] = {
    (
        "desk/app.py",
        "asyncio",
    ): "the desk answers this machine's browser: tests/desk/test_safety.py",
    ("desk/app.py", "socket"): "listens on 127.0.0.1 alone",
    ("desk/app.py", "webbrowser"): "opens the page that was asked for",
    ("desk/jobs.py", "subprocess"): "screens in a process of its own, which can be called off",
    ("desk/safety.py", "http"): "parts of a request, as texts",
}
"""Module and name that stand here for a reason."""


def _imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def harm_in(source, where):
    """What a module could do that the package promises not to, as sentences."""
    tree = ast.parse(source)
    for name in _imported(tree):
        for forbidden, what in FORBIDDEN.items():
            if (name == forbidden or name.startswith(f"{forbidden}.")) and (where, forbidden) not in REASONS:
                yield f"{where} imports {name}, which reaches {what}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in CALLS:
                yield f"{where}, line {node.lineno}: {node.func.id}() runs a text as code"
            elif (
                isinstance(node.func, ast.Attribute)
                and node.func.attr in METHODS | {"import_module"}
                and (node.func.attr != "import_module" or not isinstance(node.args[0], ast.Constant | ast.JoinedStr))
                and (where, node.func.attr) not in REASONS
            ):
                yield f"{where}, line {node.lineno}: .{node.func.attr}() is not to be called"
        if isinstance(node, ast.keyword) and node.arg in ("shell", "allow_pickle"):
            yield f"{where}, line {node.value.lineno}: {node.arg}= is not to be given"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_reaches_a_network_reads_a_pickle_or_runs_a_text(path):
    assert list(harm_in(path.read_text(encoding="utf-8"), path.relative_to(PACKAGE).as_posix())) == []


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "from urllib.request import urlopen",
        "from urllib import request",
        "import http.client",
        "import pickle as p",
        "eval('1')",
        "exec(text)",
        "frame.query.eval(text)",
        "pd.read_pickle(path)",
        "numpy.load(path, allow_pickle=True)",
        "import subprocess",
        "os.system(text)",
        "importlib.import_module(name)",
    ],
)
def test_the_guard_sees_what_it_guards_against(source):
    assert list(harm_in(source, "new.py"))


WATCHED = """
import json, os, sys
allowed = [os.path.realpath(p) for p in sys.argv[1].split(os.pathsep)]
told = open(sys.argv[2], "w")

groups = ("socket.", "subprocess.", "pickle.", "ftplib.", "smtplib.", "urllib.", "webbrowser.", "winreg.")
single = ("os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile")

def watch(event, args):
    if event.startswith(groups) or event in single:
        told.write(f"{event} {args!r}\\n")
    elif event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        path = args[0]
        if isinstance(path, (str, bytes)):
            path = os.path.realpath(os.fsdecode(path))
            if path != os.devnull and not any(path.startswith(one) for one in allowed):
                told.write(f"open for writing {path}\\n")
    told.flush()

sys.dont_write_bytecode = True
calls = json.loads(sys.argv[3])
sys.addaudithook(watch)
from supplychain_risk.__main__ import main
for call in calls:
    sys.argv = ["supplychain-risk", *call]
    try:
        main()
    except SystemExit as ended:
        if ended.code not in (None, 0, 3):
            raise
"""


def watched(tmp_path, *calls):
    """What Python saw commands do, one after the other, beyond reading files and writing where they were told to."""
    told = tmp_path / "told"
    allowed = os.pathsep.join(map(str, (tmp_path / "out",)))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    lines = json.dumps([[str(part) for part in call] for call in calls])
    command = [sys.executable, "-c", WATCHED, allowed, str(told), lines]
    done = subprocess.run(command, capture_output=True, env=env, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return told.read_text().splitlines()


@pytest.mark.slow
def test_a_whole_job_opens_no_socket_starts_no_program_and_writes_only_where_it_is_told(tmp_path):
    """Python itself tells of every socket, program, pickle and file: nothing goes around it but native code."""
    example = ROOT / "examples" / "apparel_suppliers.xlsx"
    out = tmp_path / "out"
    calls = [
        ["screen", example, "--as-of", "2026-06-30", "--out", out / "a", "--format", "json,xlsx,html,jsonl"],
        ["verify", out / "a", example],
        ["check", example, "--fix-it", out / "fixes.xlsx"],
        ["explain", out / "a" / "report.json", "V-101"],
        ["match", "Hoshine"],
    ]
    assert watched(tmp_path, *calls) == []
    assert {path.name for path in out.iterdir()} >= {"a", "fixes.xlsx"}


def test_the_watch_sees_what_it_watches_for(tmp_path):
    """A hook that saw nothing would pass everything."""
    watching = WATCHED.partition("from supplychain_risk")[0]
    told = tmp_path / "told"
    for code, event in (
        ("import socket; socket.socket()", "socket.__new__"),
        ("import pickle, datetime; pickle.loads(pickle.dumps(datetime.date(2026, 1, 1)))", "pickle.find_class"),
        ("import subprocess, sys; subprocess.run([sys.executable, '--version'])", "subprocess.Popen"),
        ("open('elsewhere', 'w')", "open for writing"),
    ):
        command = [sys.executable, "-c", f"{watching}\n{code}", str(tmp_path / "out"), str(told), "[]"]
        subprocess.run(command, capture_output=True, cwd=tmp_path, check=True)
        assert event in told.read_text()


# --- what it stands on -------------------------------------------------------------------------------------------

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS_OF_USERS = ("docs", "parquet", "pdf", "sign")
CLASSIFIED = {
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: ISC License (ISCL)": "ISC",
    "License :: OSI Approved :: BSD License": "BSD",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.0-or-later",
}


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(requirements, extras=()):
    """The installed libraries that these requirements lead to, by name."""
    found, waiting = {}, [(Requirement(text), extras) for text in requirements]
    while waiting:
        requirement, wanted = waiting.pop()
        name = canonical(requirement.name)
        if requirement.marker and not any(requirement.marker.evaluate({"extra": one}) for one in (*wanted, "")):
            continue
        if name in found and not requirement.extras:
            continue
        try:
            found[name] = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # an extra that is not installed here
        waiting += [(Requirement(text), tuple(requirement.extras)) for text in found[name].requires or ()]
    return found


def licence_of(library):
    about = library.metadata
    if stated := about.get("License-Expression"):
        return stated
    known = [CLASSIFIED[one] for one in about.get_all("Classifier") or () if one in CLASSIFIED]
    return known[0] if known else (about.get("License") or "").splitlines()[0]


LIBRARIES = needed(
    [*PROJECT["dependencies"], *(r for e in EXTRAS_OF_USERS for r in PROJECT["optional-dependencies"][e])]
)


@pytest.mark.parametrize("name", sorted(LIBRARIES))
def test_the_notice_names_every_library_with_its_licence(name):
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    stated = re.search(rf"^\* (?:\[\w+\] )?{re.escape(name)} \(([^)]*)\)$", notice, re.MULTILINE)
    licence = licence_of(LIBRARIES[name])
    assert stated, f"NOTICE lacks '* {name} ({licence})'"
    # newer releases state with more precision what older ones say in a word
    assert stated[1] == licence or {stated[1], licence} <= {"BSD", "BSD-3-Clause", "BSD-2-Clause"}
    assert "GPL" not in licence or f"\n{name} (" in notice, f"NOTICE says of {name} alone what its licence asks"


def test_every_library_that_is_required_is_imported_or_said_to_be_for_something_else():
    """A requirement that nothing uses is a risk for nothing."""
    modules = {"python-calamine": "python_calamine", "python-stdnum": "stdnum"}
    source = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for requirement in PROJECT["dependencies"]:
        name = canonical(Requirement(requirement).name)
        module = modules.get(name, name)
        if not re.search(rf"^\s*(import|from) {re.escape(module)}\b", source, re.MULTILINE):
            assert re.search(rf'"{re.escape(requirement)}",  # not imported: ', text), f"nothing imports {name}"


def test_the_bill_of_materials_holds_every_library(tmp_path):
    out = tmp_path / "sbom.json"
    done = subprocess.run([sys.executable, str(ROOT / "tools" / "sbom.py"), str(out)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    bill = json.loads(out.read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    named = {canonical(one["name"]): one for one in bill["components"]}
    assert set(named) == set(LIBRARIES)
    for name, library in LIBRARIES.items():
        assert named[name]["purl"] == f"pkg:pypi/{name}@{library.version}"
    again = tmp_path / "again.json"
    subprocess.run([sys.executable, str(ROOT / "tools" / "sbom.py"), str(again)], capture_output=True, check=True)
    assert again.read_bytes() == out.read_bytes()


def test_the_wheel_holds_what_the_tree_says(tmp_path):
    """Every module, table, template and policy, and nothing else but what describes the wheel."""
    wheels = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed (extra [test])")
    import zipfile

    (made,) = wheels.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(made) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
        about = {name.rpartition("/")[2] for name in wheel.namelist() if ".dist-info/" in name}
    target = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    places = {"supplychain_risk": "supplychain_risk", **target["force-include"]}  # what is in the tree → in the wheel
    wanted = {
        path.as_posix().replace(here, there, 1)
        for here, there in places.items()
        for path in (p.relative_to(ROOT) for p in (ROOT / here, *(ROOT / here).rglob("*")) if p.is_file())
        if "__pycache__" not in path.parts
    }
    assert names == wanted
    assert {"LICENSE", "NOTICE", "METADATA", "entry_points.txt"} <= about
