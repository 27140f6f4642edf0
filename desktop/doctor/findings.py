"""What a look at Parley found, a line for each thing, with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from textwrap import indent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Report = Callable[[list["Finding"]], None]
    """Is told what was found, a few things at a time."""

_MARGIN = " " * 6


class Health(Enum):
    """How one thing stands."""

    GOOD = "ok"
    NOTE = "note"
    BAD = "BAD"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and what to do where it is not well."""

    health: Health
    what: str
    advice: str = ""
    seconds: float | None = None
    """How long the look took, where that is worth telling."""

    @property
    def text(self) -> str:
        """The finding as lines, with what to do under it."""
        took = "" if self.seconds is None else f"  ({self.seconds:.1f} s)"
        line = f"{self.health.value:<5} {self.what}{took}"
        return f"{line}\n{indent(self.advice, _MARGIN)}" if self.advice else line


def as_text(findings: Iterable[Finding]) -> str:
    """Returns findings as text that a person can send to somebody."""
    return "".join(f"{finding.text}\n" for finding in findings)
