"""What a contributor runs: `nox -s quick` while working, `nox` before a pull request, `nox -s release` at a release.

Continuous integration runs `.ci/run`; the sessions here are its parts, and what takes too long for each push.
"""

from pathlib import Path

import nox

nox.options.sessions = ["lint", "tests"]
nox.options.default_venv_backend = "uv|virtualenv"


@nox.session
def quick(session: nox.Session) -> None:
    """The loop: unit tests without those that take seconds."""
    session.install("-e", ".[test]")
    session.run("pytest", "-m", "not slow", "-n", "auto", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """All tests."""
    session.install("-e", ".[test]")
    session.run("pytest", "-n", "auto", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, format, strict types."""
    session.install("-e", ".[lint,test]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")


@nox.session
def site(session: nox.Session) -> None:
    """The pages of the documentation as a site, in `build/site/`; a warning fails it."""
    session.install("-e", ".[site]")
    session.run("mkdocs", "build", "--strict", env={"NO_MKDOCS_2_WARNING": "1"})


@nox.session
def words(session: nox.Session) -> None:
    """Which language lacks which words."""
    session.run("python", "tools/missing_words.py", *session.posargs)


VERSIONS_MATTER = (
    "tests/intake",
    "tests/report",
    "tests/audit",
    "tests/test_main_job.py",
    "tests/test_cli.py",
    "tests/test_network.py",
)
"""Tests of what other versions of Python and of libraries have broken before."""


@nox.session(python="3.11")
def lowest(session: nox.Session) -> None:
    """The oldest Python with the lowest version of each library that `pyproject.toml` allows."""
    extras = ("app", "docs", "parquet", "pdf", "sign")
    constraints = Path(session.create_tmp(), "lowest.txt")
    with constraints.open("w", encoding="utf-8") as file:
        session.run("python", "tools/lowest_versions.py", *extras, stdout=file)
    tools = ("pytest", "pytest-xdist", "hypothesis", "jsonschema", "pypdf", "packaging")
    session.install("-c", str(constraints), f".[{','.join(extras)}]", *tools)
    # Other libraries' deprecations are theirs; what is warned of the files that are written is ours.
    warned = ("-W", "default", "-W", "error::UserWarning")
    session.run("pytest", "-m", "not slow", *warned, *(session.posargs or VERSIONS_MATTER))


@nox.session(python=["3.12", "3.13", "3.14"])
def pythons(session: nox.Session) -> None:
    """The same tests on each newer Python that is supported, with the newest libraries."""
    session.install("-e", ".[test]")
    session.run("pytest", "-m", "not slow", "-W", "default", *(session.posargs or VERSIONS_MATTER))


@nox.session
def audit(session: nox.Session) -> None:
    """Known vulnerabilities of what users install; asks a database on the network, and fails where it has no answer."""
    session.install(".[app,docs,parquet,pdf,sign]", "pip-audit")
    told = session.run("python", "-m", "pip", "freeze", "--exclude", "supplychain-risk", silent=True)
    installed = Path(session.create_tmp(), "installed.txt")
    installed.write_text(str(told), encoding="utf-8")
    # Not strict, it calls an audit done of which every line says that the library "could not be audited".
    session.run("pip-audit", "--strict", "--disable-pip", "--no-deps", "--requirement", str(installed))


@nox.session
def release(session: nox.Session) -> None:
    """Wheel and sdist are built, and each is installed into a fresh environment and tried."""
    session.run("python", "tools/check_release.py")
