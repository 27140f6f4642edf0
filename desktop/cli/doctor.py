"""`parley doctor`: what is installed, found and missing, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli.findings import display, exit_code, show
from desktop.doctor.checks import examine
from desktop.storage.places import Places

if TYPE_CHECKING:
    import argparse

    from desktop.doctor.findings import Finding


async def run(options: argparse.Namespace) -> int:
    """Prints every finding and returns the exit code: 1 where something is bad."""
    del options
    findings: list[Finding] = []
    await examine(Places.from_environment(), display(), findings.extend)
    for finding in findings:
        show(finding)
    return exit_code(findings)
