"""The one long work that may run at a time: begun, watched, called off."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from supplychain_risk.errors import InputError


@dataclass(frozen=True, slots=True)
class State:
    """What a job is doing, or what came of it."""

    job: str = ""
    """"" where none was begun."""
    is_running: bool = False
    steps: tuple[str, ...] = ()
    """What was done before."""
    what: str = ""
    done: int = 0
    total: int = 0
    """0 where it is not known."""
    result: Mapping[str, Any] | None = None
    error: str = ""
    hint: str = ""
    is_called_off: bool = False

    def plain(self) -> dict[str, Any]:
        """As values for JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


class Jobs:
    """Runs `desk.work` in a process of its own."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state = State()
        self._process: subprocess.Popen[str] | None = None

    @property
    def state(self) -> State:
        """The state of the job that was begun last."""
        with self._lock:
            return self._state

    def begin(self, job: str, folder: Path, options: Mapping[str, Any]) -> None:
        """Begin a job.

        Raises:
            InputError: one is running.
        """
        with self._lock:
            if self._state.is_running:
                raise InputError("a run is under way", hint="Wait until it is done, or call it off.")
            process = subprocess.Popen(
                [sys.executable, "-m", "supplychain_risk.desk.work"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
                start_new_session=sys.platform != "win32",  # Ctrl-C is the desk's to hear; it calls the work off
            )
            self._process, self._state = process, State(job, is_running=True, what="Starting")
        Thread(target=self._watch, args=(process, {**options, "job": job, "folder": str(folder)}), daemon=True).start()

    def call_off(self) -> None:
        """End the job, if one is running; what it was writing is not there then."""
        with self._lock:
            process = self._process if self._state.is_running else None
            if process is not None:
                self._state = replace(self._state, is_called_off=True)
        if process is not None:
            process.kill()
            process.wait()

    def _watch(self, process: subprocess.Popen[str], told: Mapping[str, Any]) -> None:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the process was begun without pipes")
        try:
            process.stdin.write(json.dumps(told))
            process.stdin.close()
        except BrokenPipeError:  # it ended before it listened; its end is told below
            pass
        for line in process.stdout:
            self._hear(json.loads(line))
        process.stdout.close()
        code = process.wait()
        with self._lock:
            state = self._state
            if state.result is None and not state.error and not state.is_called_off:
                state = replace(
                    state,
                    error=f"the process that did the work ended ({code})",
                    hint="See what the terminal shows; the pack is the one from before. Lists that need more memory "
                    "than there is end this way.",
                )
            self._state = replace(state, is_running=False)

    def _hear(self, said: Mapping[str, Any]) -> None:
        with self._lock:
            state = self._state
            if "result" in said:
                self._state = replace(state, result=said["result"])
            elif "error" in said:
                self._state = replace(state, error=said["error"], hint=said["hint"])
            else:
                steps = state.steps
                if state.what and said["what"] != state.what and state.what not in steps:
                    steps = (*steps, state.what)
                self._state = replace(
                    state, steps=steps, what=said["what"], done=int(said["done"]), total=int(said["total"])
                )
