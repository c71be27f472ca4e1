"""What contributors find: files that agree with one another, and walk-throughs whose steps work."""

import csv
import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import supplychain_risk as scr
from supplychain_risk.reference import Reference
from supplychain_risk.reference.validate import validate

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def module_of(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


RELEASE = module_of(ROOT / "tools" / "check_release.py")
WORDS = module_of(ROOT / "tools" / "missing_words.py")


def test_the_version_stands_in_pyproject_and_is_named_by_changelog_and_citation():
    assert RELEASE.stated_version() == scr.__version__


def test_the_changelog_is_in_the_form_it_names():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    parts = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert parts[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", part) for part in parts[1:])
    kinds = set(re.findall(r"^### (.*)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    unreleased = text.partition("## [Unreleased]")[2].partition("\n## ")[0]
    assert not re.search(r"^\* ", unreleased.partition("\n### ")[0], re.MULTILINE), "put the entry under a heading"


@pytest.mark.parametrize(
    "form", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")), ids=lambda path: path.name
)
def test_issue_forms_have_what_github_asks_for(form):
    yaml = pytest.importorskip("yaml")
    content = yaml.safe_load(form.read_text(encoding="utf-8"))
    if form.name == "config.yml":
        assert content == {"blank_issues_enabled": True}
        return
    assert {"name", "description", "body"} <= set(content)
    ids = [part["id"] for part in content["body"] if part["type"] != "markdown"]
    assert len(ids) == len(set(ids)) > 0
    for part in content["body"]:
        assert part["type"] in {"markdown", "textarea", "input", "dropdown", "checkboxes"}
        assert part["attributes"].get("label") or part["attributes"].get("value")
    commands = set(re.findall(r"`supplychain-risk ([a-z]+)", form.read_text(encoding="utf-8")))
    assert commands <= {"check", "explain", "match", "reference"}


def test_hooks_and_sessions_run_what_continuous_integration_runs():
    yaml = pytest.importorskip("yaml")
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    assert [hook["entry"].split()[0] for hook in hooks] == ["ruff", "ruff", "mypy", "python"]
    sessions = set(re.findall(r"^def (\w+)\(session", (ROOT / "noxfile.py").read_text(encoding="utf-8"), re.MULTILINE))
    assert (
        set(re.findall(r"`nox -l` lists them: ([^)]*)\)", GUIDE)[0].replace("`", "").replace("\n", " ").split(", "))
        == sessions
    )
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command in ("ruff", "mypy"):
        assert f"/bin/{command}" in ci
    assert "not slow" not in ci, "continuous integration runs every test"
    assert (
        "not slow"
        not in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"][
            "addopts"
        ]
    )


def test_files_that_the_sdist_takes_exist():
    taken = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for name in taken["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]:
        assert (ROOT / name).exists(), name


def block(language, after):
    text = GUIDE[GUIDE.index(after) :]
    found = re.search(rf"^( *)```{language}\n(.*?)^\1```$", text, re.MULTILINE | re.DOTALL)
    return re.sub(rf"^{found[1]}", "", found[2], flags=re.MULTILINE)


def test_the_walk_through_of_a_list_of_entities_gives_a_table_that_is_valid_and_matched(tmp_path):
    build = module_of(ROOT / "tools" / "build_reference.py")
    tables, made = tmp_path / "tables", tmp_path / "reference_data"
    (tables / "sources").mkdir(parents=True)
    for name in ("authorities.toml", "authority.py", "common.py"):
        (tables / name).write_bytes((ROOT / "tools" / "tables" / name).read_bytes())
    (tables / "example_entities.toml").write_text(block("toml", "### A list of entities"), encoding="utf-8")
    source = tables / "sources" / "example_entities.csv"
    source.write_text(block("text", "### A list of entities"), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "TABLES", tables)
        patch.setattr(build, "ROOT", tmp_path)
        patch.setattr(sys, "argv", ["build_reference.py", "example_entities"])
        build.main()
    (checked,) = validate(made / "example_entities")
    assert checked.faults == ()
    everything = tmp_path / "all"
    everything.mkdir()
    for folder in (ROOT / "reference_data").iterdir():
        (everything / folder.name).symlink_to(folder)
    (everything / "example_entities").symlink_to(made / "example_entities")
    (found,) = scr.match("Bluebell Mills", reference=Reference.at(everything))
    assert (found.outcome.value, found.entity.list_name) == ("listed", "Example list")


def test_the_table_of_missing_words_counts_what_a_language_lacks():
    names = WORDS.known(WORDS.SETS[0])
    assert WORDS.lacking(names, "en") == {}
    assert set(WORDS.lacking(names, "xx")) == set(names["en"])
    assert "name vendor" not in WORDS.lacking(names, "de")
    assert "lieferant" in names["de"]["name vendor"]
    built = {path.name for path in (ROOT / "reference_data").iterdir()}
    for words in WORDS.SETS:
        assert words.table in built
        for name in words.files:
            with (WORDS.VOCAB / name).open(encoding="utf-8", newline="") as file:
                assert {*words.meaning, words.words, "language"} <= set(csv.DictReader(file).fieldnames)


def test_the_table_of_missing_words_is_printed():
    tool = [sys.executable, str(ROOT / "tools" / "missing_words.py")]
    done = subprocess.run(tool, capture_output=True, text=True, encoding="utf-8", check=True)
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in done.stdout.splitlines()}
    assert len(rows["language"]) == len(WORDS.SETS) == len(rows["de"])
    done = subprocess.run([*tool, "de"], capture_output=True, text=True, encoding="utf-8", check=True)
    have, of = map(int, rows["de"][0].split("/"))
    lacking = [line for line in done.stdout.splitlines() if line.split("\t")[1] == "column_names.csv"]
    assert len(lacking) == of - have


def test_the_lowest_version_of_every_library_is_known():
    def lowest(extra):
        call = [sys.executable, str(ROOT / "tools" / "lowest_versions.py"), extra]
        return subprocess.run(call, capture_output=True, text=True, check=False)

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["sign"]]
    told = lowest("sign").stdout.split()
    assert sorted(re.sub(r"\[.*?\]", "", one).replace(">=", "==") for one in wanted) == sorted(told)
    unknown = lowest("none")
    assert unknown.returncode == 1
    assert "has no extra none" in unknown.stderr
