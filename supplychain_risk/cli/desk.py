"""The command that opens the desk: a page on this machine over the same files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from supplychain_risk import consoles
from supplychain_risk.cli.options import Company, today
from supplychain_risk.errors import INTERRUPTED, InputError, MissingExtra


def desk(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Working folder; made where it does not exist.")
    ] = Path("supplychain-risk"),
    company: Company = "",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
) -> None:
    """Open the desk: a page on this machine, over the same files, for work without a terminal. Needs [app]."""
    try:
        from supplychain_risk.desk.app import Server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn"):
            raise
        raise MissingExtra(
            f"the desk needs {error.name}", hint="Install it: pip install 'supplychain-risk[app]'"
        ) from error
    root = folder.expanduser().resolve()
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"this folder cannot be made ({error.strerror or error})",
            where=str(folder),
            hint="Name a folder that exists or that you may make.",
        ) from error
    server = Server(root, today=today, company=company)
    consoles.print_text(f"The desk is open at {server.entrance}\nIts folder is {root}. Ctrl-C ends it.")
    try:
        server.run(opens_browser=not no_browser)
    except (KeyboardInterrupt, SystemExit) as ended:  # Ctrl-C is how it ends; the server passes the signal on
        if getattr(ended, "code", INTERRUPTED) != INTERRUPTED:
            raise
