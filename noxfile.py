"""What a contributor runs: `nox -s quick` while working, `nox` before a pull request, `nox -s release` at a release.

Continuous integration runs `.ci/run`; the sessions here are its parts, and what takes too long for each push.
"""

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


@nox.session
def release(session: nox.Session) -> None:
    """Wheel and sdist are built, and each is installed into a fresh environment and tried."""
    session.run("python", "tools/check_release.py")
