"""Nothing that the desk does leaves the machine: the kernel itself counts what wanted to."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.slow
def test_no_request_leaves_from_the_first_list_to_the_verified_pack(tmp_path):
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("needs a network namespace: there is no `unshare` here (Linux, package util-linux)")
    apart = [unshare, "--map-root-user", "--net"]
    tried = subprocess.run([*apart, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"needs a network namespace, which this user may not make: {tried.stderr.strip()}")
    paths = os.pathsep.join([str(HERE.parent.parent), str(HERE), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [*apart, sys.executable, str(HERE / "alone.py"), str(tmp_path / "work")],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {"unseen": [], "left": 0}
