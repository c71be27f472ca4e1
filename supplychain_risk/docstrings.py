"""The docstrings that reports print as the method: of rules and of score factors."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

from supplychain_risk.errors import SupplyChainRiskError


class NoSource(SupplyChainRiskError):
    """The package was installed without its source, and its docstrings were taken out."""


def docstring_of(function: Callable[..., Any]) -> str:
    """What a function says of itself, also where Python has dropped its docstrings (`-OO`, `PYTHONOPTIMIZE=2`).

    Raises:
        NoSource: the text is in neither the function nor a source file. A report without its method is no report.
    """
    told = inspect.getdoc(function)
    if told is not None:
        return told
    try:
        (node,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    except (OSError, SyntaxError) as error:
        raise NoSource(
            "the texts of the method were taken out of the program",
            where=function.__qualname__,
            hint="Run Python without -OO (PYTHONOPTIMIZE=2), or install supplychain_risk with its source files.",
        ) from error
    if not isinstance(node, ast.FunctionDef):
        return ""
    return ast.get_docstring(node) or ""
