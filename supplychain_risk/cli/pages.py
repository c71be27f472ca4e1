"""The help of each command: what it takes, without the names of Python's types, and examples that run as printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.models import CommandFunctionType

from supplychain_risk.cli.examples import EXAMPLES

_TYPE = re.compile(r" <[^<>]*>$")
"""What Typer prints behind an argument: the name of its type in Python."""
_LONGEST = 500
"""Letters of a command's first sentence in a list of commands: all of them."""


def path_of(ctx: Any) -> str:
    """The words of a command behind the program's name: "screen", "reference list", "" for the program itself."""
    names: list[str] = []
    while ctx is not None and ctx.parent is not None:
        names.insert(0, str(ctx.info_name))
        ctx = ctx.parent
    return " ".join(names)


def _examples(ctx: Any, formatter: Any) -> None:
    shown = EXAMPLES.get(path_of(ctx), ())
    if not shown:
        return
    with formatter.section("Examples"):
        for example in shown:  # written as they are: a command that is wrapped cannot be copied
            formatter.write(f"  {example.line}\n")
            if example.what:
                formatter.write(f"      {example.what}\n")


class _Command(TyperCommand):
    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return [piece.replace("{", "").replace("}", "") for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        for heading, kind in (("Arguments", "argument"), ("Options", "option")):
            records = [p.get_help_record(ctx) for p in self.get_params(ctx) if p.param_type_name == kind]
            shown = [(_TYPE.sub("", one[0]), one[1]) for one in records if one is not None]
            if shown:
                with formatter.section(heading):
                    formatter.write_dl(shown)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        _examples(ctx, formatter)


class _Group(TyperGroup):
    def format_commands(self, ctx: Any, formatter: Any) -> None:
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, one.get_short_help_str(_LONGEST)) for name, one in found if one is not None and not one.hidden]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        _examples(ctx, formatter)


class Commands(typer.Typer):
    """A Typer whose commands have `-h` and whose help is plain text: no boxes, no markup, examples at the end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        plain = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
        super().__init__(
            *args, cls=_Group, rich_markup_mode=None, no_args_is_help=True, context_settings=plain, **kwargs
        )

    def command(self, *args: Any, **kwargs: Any) -> Callable[[CommandFunctionType], CommandFunctionType]:
        """As `typer.Typer.command`."""
        return super().command(*args, cls=_Command, **kwargs)


def completing(words: Sequence[str]) -> Any:
    """What completes an option in a shell: those of the words that begin as what was typed."""

    def complete(incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",")
        return [f"{before}{comma}{word}" for word in words if word.startswith(last)]

    return complete
