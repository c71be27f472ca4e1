"""The command line run in this process: starting a new one takes longer than most of what it does here."""

import io
import os
import shlex
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

import pytest

from supplychain_risk import cli


class Done(NamedTuple):
    """How a command ended, as `subprocess.run` tells it."""

    returncode: int
    stdout: str
    stderr: str


def run(*args: object, cwd: Path | None = None, stdin: bytes = b"") -> Done:
    """Run `supplychain-risk` with these arguments, as no terminal reads it."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, chdir(cwd or os.curdir):
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        patch.setattr(sys, "argv", ["supplychain-risk", *map(str, args)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    return Done(int(ended.value.code or 0), out.getvalue(), err.getvalue())


def run_line(line: str) -> Done:
    """Run a line as a shell does: our commands in this process; others, and what stands before a pipe, by a shell."""
    before, _, last = line.rpartition(" | ")
    if not last.startswith("supplychain-risk "):
        done = subprocess.run(line, shell=True, check=False, capture_output=True, text=True)
        return Done(done.returncode, done.stdout, done.stderr)
    stdin = subprocess.run(before, shell=True, check=True, capture_output=True).stdout if before else b""
    return run(*shlex.split(last, comments=True)[1:], stdin=stdin)
