"""What the README and examples/ promise is run here."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from supplychain_risk.cli import app, reference_app

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("supplier", "code", "says"),
    [("V-003", 1, "uflpa-listed-entity"), ("V-004", 0, "no hold"), ("V-999", 2, "no supplier 'V-999'")],
)
def test_the_procurement_gate(supplier, code, says):
    command = [
        sys.executable,
        str(EXAMPLES / "procurement_gate.py"),
        str(EXAMPLES / "apparel_suppliers.xlsx"),
        supplier,
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == code
    assert says in done.stdout + done.stderr


def test_the_example_workbook_is_what_its_maker_makes(tmp_path):
    spec = importlib.util.spec_from_file_location("make_examples", EXAMPLES / "make_examples.py")
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    maker.apparel(tmp_path / "made.xlsx")
    assert (tmp_path / "made.xlsx").read_bytes() == (EXAMPLES / "apparel_suppliers.xlsx").read_bytes()


def test_the_python_of_the_readme_runs(tmp_path, monkeypatch):
    (code,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    (tmp_path / "examples").symlink_to(EXAMPLES)
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})
    assert (tmp_path / "audit" / "report.html").exists()


def test_every_command_is_in_the_readme():
    names = [command.name or command.callback.__name__ for command in app.registered_commands]
    names += [command.name for command in reference_app.registered_commands]
    for name in names:
        assert re.search(rf"supplychain-risk (reference )?{name}\b", README), name


def test_the_two_commands_are_marked_for_continuous_integration():
    for name in ("screen", "test"):
        assert README.count(f"<!-- command: {name} -->") == 1
