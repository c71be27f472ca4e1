"""Every command of the command line, and what it takes, as the registry has them: nothing is listed twice."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import typer

from supplychain_risk.cli import app


@dataclass(frozen=True)
class Parameter:
    """What a command takes: an option by its first name ("--out"), or an argument ("")."""

    name: str
    option: str
    is_path: bool


def commands() -> dict[str, Callable[..., None]]:
    """The function of every command by its name: "screen", "reference import"; not those that go on until Ctrl-C."""
    found = dict(_below(app, ()))
    assert found.keys() >= SERVING, "SERVING names a command that there is not"
    return {name: function for name, function in found.items() if name not in SERVING}


SERVING = {"app"}
"""Commands that answer until they are interrupted; tests/desk drives them."""


def _below(group: typer.Typer, names: tuple[str, ...]) -> Iterator[tuple[str, Callable[..., None]]]:
    for command in group.registered_commands:
        assert command.callback is not None
        yield " ".join((*names, command.name or command.callback.__name__.replace("_", "-"))), command.callback
    for inner in group.registered_groups:
        assert inner.typer_instance is not None
        yield from _below(inner.typer_instance, (*names, str(inner.name)))


def parameters(name: str) -> list[Parameter]:
    """What a command takes, in order."""
    return [
        _parameter(key, hint)
        for key, hint in get_type_hints(commands()[name], include_extras=True).items()
        if key != "return"
    ]


def _parameter(name: str, hint: Any) -> Parameter:
    told = next(one for one in _all_of(hint) if isinstance(one, typer.models.ParameterInfo))
    # beside Annotated, typer keeps the first name that is given as the default of the option
    names = [one for one in (told.default, *(told.param_decls or ())) if isinstance(one, str) and one.startswith("--")]
    option = "" if isinstance(told, typer.models.ArgumentInfo) else (names or [f"--{name.replace('_', '-')}"])[0]
    return Parameter(name, option, Path in list(_all_of(hint)))


def _all_of(hint: Any) -> Iterator[Any]:
    yield hint
    yield from getattr(hint, "__metadata__", ())
    for inner in get_args(hint):
        yield from _all_of(inner)


NAMED_BY_TEXT = {("reference diff", "old"), ("reference diff", "new")}
"""Parameters that are a file, a folder or the name of a bundled table."""


def path_parameters() -> list[tuple[str, str]]:
    """Command and parameter, for each parameter that names a file or a folder."""
    found = [
        (name, one.name)
        for name in commands()
        for one in parameters(name)
        if one.is_path or (name, one.name) in NAMED_BY_TEXT
    ]
    assert set(found) >= NAMED_BY_TEXT, "NAMED_BY_TEXT names a parameter that there is not"
    return found


# What a command needs beside the parameter that is tried: {ok} is a list of suppliers, {report} a report.json,
# {pack} the folder of a report, {new} a name that nothing bears, {list} a list file,
# {document} a document that `regime fill` wrote.
CALLS = {
    "screen": ["{ok}", "--out", "{new}", "--format", "json"],
    "check": ["{ok}"],
    "ask": ["{ok}", "--out", "{new}"],
    "template": ["{new}.xlsx"],
    "match": ["Alder Mills"],
    "explain": ["{report}", "Alder Mills"],
    "what-if": ["{ok}", "--drop", "Alder Mills"],
    "diff": ["{report}", "{report}"],
    "verify": ["{pack}"],
    "dossier": ["{report}", "--out", "{new}", "--product", "cotton"],
    "regime list": [],
    "regime show": ["US-UFLPA-APPL"],
    "regime fill": ["US-UFLPA-APPL", "{report}", "--out", "{new}.docx"],
    "regime questions": ["{report}", "--out", "{new}.toml"],
    "regime coverage": ["{report}", "--out", "{new}.xlsx"],
    "regime verify": ["{document}", "{report}"],
    "reference list": [],
    "reference show": ["tip_tiers"],
    "reference import": ["{list}", "--date", "2026-01-01", "--to", "{new}"],
    "reference diff": ["uflpa_entities", "uflpa_entities"],
    "reference validate": [],
}
"""How each command is called to any purpose."""


def call(name: str, places: Mapping[str, str]) -> list[str]:
    """The arguments of a call of this command."""
    assert name in CALLS, f"'{name}' is a new command: say in CALLS of tests/all_commands.py how it is called"
    return [*name.split(), *(text.format(**places) for text in CALLS[name])]


def with_parameter(name: str, parameter: str, value: str, places: Mapping[str, str]) -> list[str]:
    """The arguments of a call in which one parameter has this value instead of, or beside, its usual one."""
    (given,) = [one for one in parameters(name) if one.name == parameter]
    args = call(name, places)
    if given.option:
        if given.option in args:
            args[args.index(given.option) + 1] = value
            return args
        return [*args, given.option, value]
    arguments = [one.name for one in parameters(name) if not one.option]
    start = len(name.split()) + arguments.index(parameter)
    return [*args[:start], value, *args[start + 1 :]]


def command_line(args: list[str]) -> list[str]:
    """How a user runs it."""
    return [sys.executable, "-m", "supplychain_risk", *args]
