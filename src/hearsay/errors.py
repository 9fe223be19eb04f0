"""Every error that a user can meet, with its exit code and its remedy.

In: nothing. Out: the tree

    HearsayError             1   anything below
    |- UsageError            2   the command's words are off
    |- CaseError             3   case.toml or the case folder
    |  |- CaseMissing            no case here
    |  |- CaseInvalid            a key is missing, unknown or of another type
    |  `- PathLeavesCase         a path that is not below the case
    |- RecordsError          4   event records or a gazetteer cannot be used
    |- SandboxError          5   no sandbox can be had on this machine
    |- MissingExtra          6   an optional part is not installed
    |- NotFound              7   no record with this id, no such table
    |- VerifyError           8   a hash, an id or a citation does not hold
    |- Uncited               9   a sentence without a citation was to be published
    `- CaseBusy             10   another process works on this case
    130: interrupted (Ctrl-C); what was done is kept and the next run goes on.
"""


class HearsayError(Exception):
    """A failure said in one sentence, with what to do about it."""

    exit_code = 1

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        """What went wrong, in one sentence."""
        self.remedy = remedy
        """What the user can do; empty when there is nothing."""

    def __str__(self) -> str:
        return f"{self.message}\n  remedy: {self.remedy}" if self.remedy else self.message


class UsageError(HearsayError):
    """The command's words are off."""

    exit_code = 2


class CaseError(HearsayError):
    """Something about the case folder or its case.toml."""

    exit_code = 3


class CaseMissing(CaseError):
    """The folder holds no case."""


class CaseInvalid(CaseError):
    """A key of case.toml is missing, unknown or of another type."""


class PathLeavesCase(CaseError):
    """A path of case.toml that is not below the case folder and was not declared to be outside."""


class RecordsError(HearsayError):
    """Event records or a gazetteer that cannot be used."""

    exit_code = 4


class SandboxError(HearsayError):
    """No sandbox can be had on this machine, and none was waived."""

    exit_code = 5


class MissingExtra(HearsayError):
    """An optional part is not installed."""

    exit_code = 6


class NotFound(HearsayError):
    """No record with this id, or no table of this name."""

    exit_code = 7


class VerifyError(HearsayError):
    """A hash, an id or a citation does not hold."""

    exit_code = 8


class Uncited(HearsayError):
    """A sentence without a citation was to be published."""

    exit_code = 9


class CaseBusy(HearsayError):
    """Another process works on this case."""

    exit_code = 10
