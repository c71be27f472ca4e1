"""Processes that write packs without end, to be killed, and what a reader finds. As a script it is such a writer."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

NAMES = ("report.json", "report.xlsx", "report.html", "suppliers.jsonl", "findings.jsonl")


def pack(run: str) -> dict[str, bytes]:
    """The files of a run: each says which run it is of. Every other run has fewer files."""
    from supplychain_risk.audit.statement import FILE_NAME, statement

    names = NAMES if int(run.rpartition("-")[2]) % 2 else NAMES[:3]
    contents = {name: f"{run} {name} ".encode() * 200 for name in names}
    return contents | {FILE_NAME: statement(contents, {"parameters": {"company": "Acme"}})}


def write_without_end(folder: Path, who: str, in_place: bool) -> None:
    """Write one pack after the other, as fast as can be."""
    from supplychain_risk.audit import folder as module
    from supplychain_risk.audit.statement import FILE_NAME

    if in_place:
        module._can_move = lambda place: False
    known = {*NAMES, FILE_NAME}
    number = 0
    while True:
        number += 1
        with module.writing(folder, known) as place:
            module.put(place, pack(f"{who}-{number}"), known)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


def start(folder: Path, who: str, in_place: bool = False) -> subprocess.Popen[bytes]:
    """A process that writes packs without end; it has written its first one."""
    command = [sys.executable, __file__, str(folder), who, str(int(in_place))]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline(), "the writer did not begin"
    return process


def kill_at(process: subprocess.Popen[bytes], seconds: float) -> None:
    """End a process without letting it do anything more."""
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL) if os.name != "nt" else process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def state(folder: Path) -> str:
    """What a folder at rest holds: `whole` (a pack and nothing else), `none`, `mixed` or `half`."""
    there = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} if folder.is_dir() else {}
    ours = {name: content for name, content in there.items() if name in NAMES}
    if len({content.split(b" ")[0] for content in ours.values()}) > 1:
        return "mixed"
    if "manifest.json" not in there:
        return "none" if not ours else "half"
    stated = {s["name"]: s["digest"]["sha256"] for s in json.loads(there["manifest.json"])["subject"]}
    found = {name: hashlib.sha256(content).hexdigest() for name, content in ours.items()}
    return "whole" if stated == found else "half"


if __name__ == "__main__":
    write_without_end(Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "1")
