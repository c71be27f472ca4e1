"""What several commands take, and how a text of the command line becomes what the library takes."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from supplychain_risk import consoles, files
from supplychain_risk.dates import as_date
from supplychain_risk.domain import DueDiligence
from supplychain_risk.errors import InputError

Inputs = Annotated[
    list[Path], typer.Argument(metavar="INPUT", help="Supplier spreadsheets: .xlsx .xls .ods .csv and their like.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Day whose tables and laws apply: YYYY-MM-DD, or today; if left out, the newest day that the lists show.",
    ),
]
Company = Annotated[str, typer.Option("--company", metavar="NAME", help="Name of the reporting company.")]
Mapping = Annotated[
    Path | None, typer.Option("--mapping", metavar="FILE.toml", help="TOML file with header row and columns per sheet.")
]
ForAll = Annotated[
    list[str] | None,
    typer.Option(
        "--all", metavar="FIELD=TEXT", help="What holds for all rows that do not say otherwise, e.g. country=GB."
    ),
]
Lists = Annotated[
    list[Path] | None,
    typer.Option("--lists", metavar="FOLDER", help="Lists of your own that `reference import` wrote; may be repeated."),
]
Context = Annotated[
    list[Path] | None,
    typer.Option(
        "--context", metavar="FILE.csv", help="Figures of your own about countries, shown and never scored; repeatable."
    ),
]
Dispositions = Annotated[
    list[Path] | None,
    typer.Option("--dispositions", metavar="FILE", help="Reviewers' verdicts on matches; may be given several times."),
]
Tasks = Annotated[
    list[Path] | None,
    typer.Option("--tasks", metavar="REPORT.xlsx", help="Workbook of an earlier report with your tasks; repeatable."),
]
Fixes = Annotated[
    list[Path] | None,
    typer.Option("--fixes", metavar="FILE.xlsx", help="Fix-it workbook with your answers; may be given several times."),
]


Answers = Annotated[
    Path | None,
    typer.Option(
        "--answers", metavar="FILE.toml", help="TOML file with people's answers, as `regime questions` writes it."
    ),
]
ReportPlace = Annotated[
    Path, typer.Argument(metavar="REPORT", help="A report.json, or the folder that `screen --out` wrote.")
]


def for_all_of(stated: list[str] | None) -> dict[str, str]:
    """What --all states, field by field; "goods" is another word for commodity."""
    pairs = (pair(text, "--all", "country=GB") for text in stated or ())
    return {{"goods": "commodity", "product": "commodity"}.get(field, field): text for field, text in pairs}


def pair(text: str, option: str, example: str) -> tuple[str, str]:
    """Both sides of `ONE=OTHER`, which an option takes."""
    one, equals, other = (part.strip() for part in text.partition("="))
    if not equals or not one or not other:
        raise InputError(f"{option} does not understand '{text}'", hint=f"Write it as in {option} {example}.")
    return one, other


LEVELS = tuple(level.value for level in DueDiligence if level.at_least(DueDiligence.ENHANCED))
"""Levels that a pipeline can be stopped at."""


def level_of(text: str | None, option: str = "--fail-on") -> DueDiligence | None:
    """The level that an option names, or None."""
    if text is None:
        return None
    if text not in LEVELS:
        raise InputError(f"{option} does not know '{text}'", hint=f"Use one of: {', '.join(LEVELS)}.")
    return DueDiligence(text)


def option_names(name: str, hint: Any) -> tuple[str, ...]:
    """The names of an option ("--out"), by its parameter and how it is annotated; none for an argument."""
    for told in getattr(hint, "__metadata__", ()):
        if isinstance(told, typer.models.OptionInfo):
            # beside Annotated, typer keeps the first name that is given as the option's default
            given = (told.default, *(told.param_decls or ()))
            stated = tuple(one for one in given if isinstance(one, str) and one.startswith("--"))
            return stated or (f"--{name.replace('_', '-')}",)
    return ()


def today() -> date:
    """The only clock in the package."""
    return datetime.now(UTC).date()


def day_of(text: str | None) -> date | None:
    """What --as-of names; None where it is left out, which stands for the newest day that the lists show."""
    if not text:
        return None
    return today() if text.strip().casefold() == "today" else as_date(text)


OLD_DAYS = 90
"""Lists that are older than this are told to be old."""


def say_how_old_the_lists_are(asked: date | None, lists: Sequence[Path] | None, quiet: bool = False) -> None:
    """A line on stderr where all lists are old; not where the question is about a day that they reach."""
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.user_lists import newest_day, read_user_lists

    newest = newest_day(Reference.bundled(), read_user_lists(lists or ()))
    days = (today() - newest).days
    if not quiet and days > OLD_DAYS and (asked is None or asked > newest):
        consoles.print_note(
            f"The newest day that a list of entities or orders shows is {newest}, {days} days ago; what changed since "
            "is not in them. Load a newer edition with `supplychain-risk reference import`."
        )


def new_file(path: Path | None, ending: str, what: str) -> None:
    """Refuse a file that exists, before any work is done: answers or corrections may stand in it."""
    if path is None:
        return
    if path.suffix.lower() != ending:
        hint = f"Give a file name that ends in {ending}."
        raise InputError(f"{what} is a file of type {ending}", where=path.name, hint=hint)
    refuse_existing(path)


def refuse_existing(path: Path) -> None:
    """Refuse a path where something stands."""
    if path.exists():
        raise InputError("this file exists and is not overwritten", where=path.name, hint="Choose another name.")


def write_new(path: Path, content: bytes) -> None:
    """Write a file that does not exist yet."""
    try:
        files.write_new(path, content)
    except OSError as error:
        raise InputError(
            f"the file cannot be written ({error.strerror or error})",
            where=str(path),
            hint="Choose a folder that exists and is yours, and a new name.",
        ) from error


def print_json(value: object) -> None:
    """Print what a script asked for.

    Characters that drive a terminal are escaped, and so is all that a terminal of another encoding could not show.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2, sort_keys=True)
    sys.stdout.write(_DRIVES.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


_DRIVES = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters that JSON lets stand, and those that turn the direction of a text beyond its end."""


def progress_of(quiet: bool) -> AbstractContextManager[Callable[[str, int, int], None]]:
    """Progress on a terminal, and nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        return nullcontext(lambda what, done, total: None)
    return consoles.progress()
