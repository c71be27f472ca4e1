"""The command line: parse arguments, call the public API, print, return an exit code.

Exit codes: 0 done; 1 done, and something is at or above --fail-on; 2 the input or the call is unusable. Results go to
stdout, everything else to stderr.
"""

from __future__ import annotations

import os
import sys

import typer

from supplychain_risk import consoles
from supplychain_risk.cli.desk import desk
from supplychain_risk.cli.reference import reference_app
from supplychain_risk.cli.regime import regime_app
from supplychain_risk.cli.runs import diff, verify, what_if
from supplychain_risk.cli.screening import check, screen, template
from supplychain_risk.cli.single import dossier, explain, match
from supplychain_risk.errors import SupplyChainRiskError

__all__ = ["app", "main", "reference_app", "regime_app"]

app = typer.Typer(
    name="supplychain-risk",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Screens supply chains for forced-labor risk, offline: your supplier workbook in, a cited audit pack out.",
)

for command in (screen, check, template, match, explain, what_if, diff, verify, dossier):  # as --help lists them
    app.command()(command)
app.command("app")(desk)
app.add_typer(regime_app, name="regime")
app.add_typer(reference_app, name="reference")


def main() -> None:
    """Entry point of the `supplychain-risk` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console in cp1252 must not stop a Chinese name
            stream.reconfigure(errors="replace")
    try:
        app()
    except SupplyChainRiskError as error:
        consoles.print_error(str(error), error.hint)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("SUPPLYCHAIN_RISK_DEBUG"):
            raise
        consoles.print_error(
            f"unexpected {type(error).__name__}: {error}",
            "This is a bug in supplychain_risk; nothing was written. Please report it with what the command prints "
            "under SUPPLYCHAIN_RISK_DEBUG=1.",
        )
        sys.exit(2)
