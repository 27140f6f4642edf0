"""How the terminal shows what a look at Parley found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli.display import has_display
from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import tell
from desktop.doctor.findings import Finding, Health

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LINES = 4


def show(finding: Finding) -> None:
    """Prints a finding, with what to do under it."""
    tell(finding.text)


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
