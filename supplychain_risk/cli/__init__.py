"""The command line: parse arguments, call the public API, print, return an exit code.

Exit codes: 0 done; 1 done, and something is at or above --fail-on; 2 the input or the call is unusable, or what is
printed cannot be written; 3 `verify` found a difference; 130 interrupted. Results go to stdout, everything else to
stderr.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Annotated, Any, get_type_hints

import typer
from typer.models import CommandInfo

import supplychain_risk
from supplychain_risk import consoles
from supplychain_risk.cli import streams
from supplychain_risk.cli.asking import ask
from supplychain_risk.cli.desk import desk
from supplychain_risk.cli.options import option_names
from supplychain_risk.cli.pages import Commands
from supplychain_risk.cli.reference import reference_app
from supplychain_risk.cli.regime import regime_app
from supplychain_risk.cli.runs import diff, verify, what_if
from supplychain_risk.cli.screening import check, screen, template
from supplychain_risk.cli.single import dossier, explain, match
from supplychain_risk.docstrings import docstring_of
from supplychain_risk.errors import InputError, LittleMemory, SupplyChainRiskError

__all__ = ["app", "main", "reference_app", "regime_app"]

app = Commands(
    name="supplychain-risk",
    pretty_exceptions_enable=False,
    help="Screens supply chains for forced-labor risk, offline: your supplier workbook in, a cited audit pack out.",
)


def _print_version(asked: bool) -> None:
    if asked:
        consoles.print_text(f"supplychain-risk {supplychain_risk.__version__}")
        raise typer.Exit


@app.callback()
def _of_every_command(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """What may stand before a command; its help is that of the program."""


for command in (screen, check, ask, template, match, explain, what_if, diff, verify, dossier):  # as --help lists them
    app.command()(command)
app.command("app")(desk)
app.add_typer(regime_app, name="regime")
app.add_typer(reference_app, name="reference")


def main() -> None:
    """Entry point of the `supplychain-risk` command; see `__main__` for what interrupts it."""
    streams.prepare()
    if sys.flags.optimize > 1:  # docstrings are gone, and with them what --help says of each command
        for command in _commands():
            command.help = docstring_of(command.callback) if command.callback else ""
    code = _run()
    if (failure := streams.finish()) is not None:
        consoles.print_error(
            f"what the command prints could not be written ({failure.strerror or failure})",
            "Files that it wrote are whole. Print to a place with room, or use --quiet.",
        )
        code = 2
    sys.exit(code)


def _run() -> int:
    """Run the command that the arguments name; its exit code."""
    try:
        _refuse_paths_without_a_name(sys.argv[1:])
        with _warnings_told():
            return int(app(standalone_mode=False) or 0)
    except SupplyChainRiskError as error:
        consoles.print_error(str(error), error.hint)
    except MemoryError:
        consoles.print_error(
            "there is not enough memory for this",
            "Split the input, leave out what is no list of suppliers, or use a machine with more memory; tables of "
            "suppliers and lines can be screened with --engine spark (docs/spark.md).",
        )
    except Exception as error:
        if hasattr(error, "format_message") and hasattr(error, "exit_code"):  # a call that typer does not understand
            return _told_of_the_call(error)
        if os.environ.get("SUPPLYCHAIN_RISK_DEBUG"):
            raise
        consoles.print_error(
            f"unexpected {type(error).__name__}: {error}",
            "This is a bug in supplychain_risk. Please report it with what the command prints under "
            "SUPPLYCHAIN_RISK_DEBUG=1.",
        )
    return 2


@contextmanager
def _warnings_told() -> Iterator[None]:
    """Tell a warning of too little memory as a note and not as a line of our code; others as Python does."""
    with warnings.catch_warnings():
        usual = warnings.showwarning

        def tell(message: Warning | str, category: type[Warning], *where: Any, **more: Any) -> None:
            if issubclass(category, LittleMemory):
                consoles.print_note(f"Warning: {message}")
            else:
                usual(message, category, *where, **more)

        warnings.showwarning = tell
        yield


def _commands() -> Iterator[CommandInfo]:
    for group in (app, *(one.typer_instance for one in app.registered_groups)):
        yield from group.registered_commands if group else ()


def _told_of_the_call(error: Any) -> int:
    """Say what is wrong with a call, as typer does, but for what in it would drive the terminal."""
    from typer import rich_utils

    error.message = consoles.visible(error.message)
    rich_utils.rich_format_error(error)
    return int(error.exit_code)


def _refuse_paths_without_a_name(args: list[str]) -> None:
    """Refuse `--out ""`, as a script writes whose variable is empty: it would stand for the current folder.

    Raises:
        InputError: an option that names a file or a folder has an empty text.
    """
    for before, text in pairwise(["", *args]):
        option, equals, value = text.partition("=")
        named = before if not text else option if equals and not value else ""
        if named and named in _path_options():  # what each takes is looked up only then
            raise InputError(
                f"{named} is given an empty text, which names no file", hint="Give a path, or leave it out."
            )


def _path_options() -> frozenset[str]:
    """Every option that takes a path, of whichever command: none of them means a text elsewhere."""
    callbacks = [command.callback for command in _commands() if command.callback]
    hints = [hint for one in callbacks for hint in get_type_hints(one, include_extras=True).items()]
    return frozenset(option for name, hint in hints if "Path" in str(hint) for option in option_names(name, hint))
