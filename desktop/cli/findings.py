"""What a look at Parley found, a line for each thing, with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from textwrap import indent
from typing import TYPE_CHECKING

from desktop.cli.display import has_display
from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import tell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LINES = 4


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


def show(finding: Finding) -> None:
    """Prints a finding, with what to do under it."""
    took = "" if finding.seconds is None else f"  ({finding.seconds:.1f} s)"
    tell(f"{finding.health.value:<5} {finding.what}{took}")
    if finding.advice:
        tell(indent(finding.advice, " " * 6))


def exit_code(findings: Iterable[Finding]) -> ExitCode:
    """Returns the code for all that was found: 1 where something is bad."""
    bad = any(finding.health is Health.BAD for finding in findings)
    return ExitCode.TOOL_ERROR if bad else ExitCode.DONE


def display() -> Finding:
    """Returns whether there is a display for the window."""
    if has_display():
        return Finding(Health.GOOD, "a display for the window")
    advice = "Set DISPLAY or WAYLAND_DISPLAY for the window; `parley demo` and `call` need none."
    return Finding(Health.NOTE, "no display", advice)


def quote(log: Path) -> str:
    """Returns in short what a log says that will be deleted; empty where it says nothing."""
    try:
        said = shorten(log.read_text("utf-8", "replace"))
    except OSError:
        return ""
    return f"{log.name}, which is deleted now, said:\n{said}" if said else ""


def shorten(text: str) -> str:
    """Returns the first and the last lines: what happened stands in the one or in the other."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 2 * LINES:
        lines[LINES:-LINES] = ["…"]
    return "\n".join(lines)
