"""The scripts that open the desk by a double click, as far as they run on this system."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent.parent.parent / "tools" / "desk"


@pytest.mark.skipif(sys.platform == "win32", reason="a script for a shell")
@pytest.mark.parametrize("name", ["open-the-desk.sh", "open-the-desk.command"])
def test_the_script_opens_the_desk_over_the_folder_in_the_home_folder(tmp_path, name):
    """Over what is installed, which here only tells what it was called with."""
    shutil.copytree(SCRIPTS, tmp_path / "copy" / "tools" / "desk")
    tools = tmp_path / "copy" / ".venv" / "bin"
    tools.mkdir(parents=True)
    for tool, said in (("supplychain-risk", 'echo "$@"'), ("python", "exit 0")):
        (tools / tool).write_text(f"#!/bin/sh\n{said}\n", encoding="utf-8")
        (tools / tool).chmod(0o755)
    script = tmp_path / "copy" / "tools" / "desk" / name
    environment = {**os.environ, "HOME": str(tmp_path / "home")}
    done = subprocess.run([script], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == f"app {tmp_path / 'home' / 'supplychain-risk'}\n"
    done = subprocess.run([script, "/else where"], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "app /else where\n"


def test_all_three_install_the_same_and_the_one_for_windows_has_its_line_ends():
    texts = [path.read_bytes() for path in sorted(SCRIPTS.iterdir())]
    assert len(texts) == 3
    assert all(b".[app,docs,pdf]" in text for text in texts)
    batch = (SCRIPTS / "open-the-desk.bat").read_bytes()
    assert batch.count(b"\n") == batch.count(b"\r\n") > 10
