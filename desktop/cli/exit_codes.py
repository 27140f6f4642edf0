"""The exit codes of the `parley` command."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from desktop.errors import (
    ConfigError,
    ModelError,
    Refused,
    ServerError,
    StorageError,
    UnknownEntry,
    UnknownGrant,
    UnknownServer,
)

if TYPE_CHECKING:
    from desktop.errors import ParleyError


class ExitCode(IntEnum):
    """What a script can tell from the command's end."""

    DONE = 0
    TOOL_ERROR = 1
    USAGE = 2
    DECLINED = 3
    SERVER = 4
    MODEL = 5
    RECORDS = 6
    INTERRUPTED = 130

    @classmethod
    def of(cls, error: ParleyError) -> ExitCode:
        """Returns the code that stands for an error."""
        match error:
            case ConfigError() | UnknownServer() | UnknownGrant() | UnknownEntry():
                return cls.USAGE
            case Refused():
                return cls.DECLINED
            case ServerError():
                return cls.SERVER
            case ModelError():
                return cls.MODEL
            case StorageError():
                return cls.RECORDS
            case _:
                return cls.TOOL_ERROR


MEANINGS = {
    ExitCode.DONE: "done",
    ExitCode.TOOL_ERROR: "the tool failed or asked wrongly; doctor or another check found a fault",
    ExitCode.USAGE: "wrong usage, an unknown name, or settings that cannot be read or written",
    ExitCode.DECLINED: "a request for a completion was declined or refused",
    ExitCode.SERVER: "a server could not be started, ended, or answered with an error",
    ExitCode.MODEL: "no model could answer",
    ExitCode.RECORDS: "Parley's own records cannot be used",
    ExitCode.INTERRUPTED: "interrupted; by another signal 128 and its number, 143 for SIGTERM",
}


def explain() -> str:
    """Returns the table of all codes."""
    return "\n".join(f"  {code.value:>3}  {meaning}" for code, meaning in MEANINGS.items())
