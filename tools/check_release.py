"""Build wheel and sdist, install each into a fresh environment, and try it: python tools/check_release.py

What a release must hold is tried as a user meets it, from another directory: the version, the example workbook screened
and verified, a name matched, the tables valid. The version, the changelog and CITATION.cff must agree.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = "Scripts" if sys.platform == "win32" else "bin"


def run(*command: str | Path, cwd: Path) -> str:
    """The output of a command that must succeed."""
    words = list(map(str, command))
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")
    return done.stdout


def stated_version() -> str:
    """The version of pyproject.toml, which changelog and citation must name, too."""
    version = str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
    for file, line in (
        ("CHANGELOG.md", rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$"),
        ("CITATION.cff", rf"^version: {re.escape(version)}$"),
    ):
        if not re.search(line, (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE):
            raise SystemExit(f"{file} does not name version {version}: a line such as {line}")
    return version


def contents(package: Path) -> set[str]:
    """The names of the files in a wheel or sdist."""
    if package.suffix == ".whl":
        return set(zipfile.ZipFile(package).namelist())
    with tarfile.open(package) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def tried(package: Path, version: str, work: Path) -> None:
    """Install a package into a fresh environment and use it from another directory."""
    place = work / package.suffix.strip(".")
    venv.create(place / "venv", with_pip=True)
    python, program = place / "venv" / BIN / "python", place / "venv" / BIN / "supplychain-risk"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package, cwd=work)
    assert run(program, "--version", cwd=place).strip() == f"supplychain-risk {version}"
    run(program, "template", "vendors.xlsx", "--example", cwd=place)
    run(program, "screen", "vendors.xlsx", "--as-of", "2026-06-30", "--out", "audit", "--quiet", cwd=place)
    assert "made again byte by byte" in run(program, "verify", "audit", "vendors.xlsx", cwd=place)
    assert "listed" in run(program, "match", "Hetian Taida Apparel", cwd=place)
    run(program, "reference", "validate", cwd=place)
    code = "import supplychain_risk as scr; print(len(scr.screen('vendors.xlsx').suppliers), scr.__version__)"
    assert run(python, "-W", "error", "-c", code, cwd=place).split() == ["16", version]
    print(f"{package.name}: installed, screened, verified")


def main() -> None:
    """Build and try both."""
    version = stated_version()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        venv.create(work / "build", with_pip=True)
        python = work / "build" / BIN / "python"
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "build", cwd=work)
        run(python, "-m", "build", "--outdir", work / "dist", ROOT, cwd=work)
        packages = sorted((work / "dist").iterdir())
        assert [p.suffix for p in packages] == [".whl", ".gz"], packages
        wheel, sdist = (contents(package) for package in packages)
        for name in ("supplychain_risk/py.typed", "supplychain_risk/reference_data/uflpa_entities/uflpa_entities.csv"):
            assert name in wheel, f"the wheel lacks {name}"
        assert not any(name.startswith(("tests/", "tools/", "docs/")) for name in wheel)
        for name in ("README.md", "CHANGELOG.md", "LICENSE", "NOTICE", "tests/test_cli.py", "docs/architecture.md"):
            assert name in sdist, f"the sdist lacks {name}"
        for package in packages:
            tried(package, version, work)


if __name__ == "__main__":
    main()
