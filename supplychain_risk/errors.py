"""Errors: one base class; each says what is wrong, where, and what to do next.

A *bad row* is a value (`domain.Problem`) and travels to the report. A *bad file or call* is an exception from
here. The command line prints `str(error)` and `error.hint` and exits with 2; nothing is written.
"""

INTERRUPTED = 130
"""Exit code of a command that is interrupted, as shells have it: 128 and the number of the signal."""


class SupplyChainRiskError(Exception):
    """Base of every error this package raises on purpose.

    `hint` says what to do next; it is never empty. `where` names the file, sheet or cell, if there is one.
    """

    def __init__(self, message: str, *, hint: str, where: str = "") -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.message = message
        self.hint = hint
        self.where = where


class InputError(SupplyChainRiskError):
    """A file or value given to us cannot be used."""


class MissingFile(InputError):
    """The file does not exist or cannot be opened."""


class UnreadableFile(InputError):
    """The file exists and is not what its name or content promises (encrypted, damaged, not a table)."""


class NoSupplierTable(InputError):
    """No sheet of the input holds a table with a supplier column."""


class MissingExtra(SupplyChainRiskError):
    """An optional part of the package is needed and not installed; the hint has the command that installs it."""


class LittleMemory(UserWarning):
    """The memory that is free may not be enough for an input; the message says how much it may take, and what to do."""


class ReferenceDataError(SupplyChainRiskError):
    """A reference table is missing, changed, or too short to be trusted."""


class PolicyError(SupplyChainRiskError):
    """A policy file has an unknown key or a value out of range."""


class UnknownSupplier(SupplyChainRiskError, KeyError):
    """A supplier was asked for that the assessment does not hold."""

    def __str__(self) -> str:  # KeyError would print the repr
        return str(self.args[0])
