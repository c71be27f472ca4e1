"""What tests of several folders use."""

import io
import shlex
import subprocess
import sys

import pytest

from supplychain_risk import cli


def run_here(*args, stdin=b""):
    """(exit code, stdout, stderr) of a command, run in this process, as no terminal reads it."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        patch.setattr(sys, "argv", ["supplychain-risk", *map(str, args)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    return int(ended.value.code or 0), out.getvalue(), err.getvalue()


@pytest.fixture(scope="session")
def call():
    """Runs a command in this process, which takes a fraction of the time that a new one takes to start."""
    return run_here


@pytest.fixture(scope="session")
def shell_line():
    """Runs a line as a shell would: our commands in this process, what stands before a pipe or is another's by a shell.

    Gives the exit code and what stands on stderr.
    """

    def run(line):
        before, _, last = line.rpartition(" | ")
        if not last.startswith("supplychain-risk "):
            done = subprocess.run(line, shell=True, check=False, capture_output=True, text=True)
            return done.returncode, done.stderr
        stdin = subprocess.run(before, shell=True, check=True, capture_output=True).stdout if before else b""
        code, _, err = run_here(*shlex.split(last, comments=True)[1:], stdin=stdin)
        return code, err

    return run
