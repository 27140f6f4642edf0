"""The window, opened once in a process of its own: Qt ends the process where it cannot start."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.cli.findings import display, quote, shorten
from desktop.doctor.findings import Finding, Health
from desktop.storage.aside import to_the_end
from desktop.storage.places import Places
from desktop.storage.programs import own_window

if TYPE_CHECKING:
    from pathlib import Path

GRACE_SECONDS = 5.0
"""What a window that is told to end may take to stop its server."""


async def try_window(home: Path) -> list[Finding]:
    """Returns whether the window could be opened and closed, and whether there is a tray."""
    found = display()
    if found.health is not Health.GOOD:
        return [replace(found, what=f"the window: {found.what}")]
    seen = home / "seen.json"
    process = await asyncio.create_subprocess_exec(
        *(*own_window("desktop.ui.glance"), str(seen)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PARLEY_HOME": str(home)},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        _, err = await process.communicate()
    finally:
        await to_the_end(_end(process))
    if process.returncode or not seen.exists():
        what = f"the window: its process ended early, with exit code {process.returncode}"
        advice = "`make setup` installs, or names, the system packages that a window needs."
        said = shorten(err.decode(errors="replace"))
        return [Finding(Health.BAD, what, f"{advice}\n{said}".strip())]
    return _findings(json.loads(seen.read_text("utf-8")), Places.under(home))


def _findings(seen: dict[str, Any], places: Places) -> list[Finding]:
    if seen["ready"]:
        what = f"the window opens ({seen['platform']}), is painted and closes again"
        window = Finding(Health.GOOD, what)
    else:
        what = f"the window: it opens, but its start fails. {' '.join(seen['problems'])}"
        window = Finding(Health.BAD, what, quote(places.logs / "parley.log"))
    tray = "the desktop has a tray" if seen["tray"] else "the desktop has no tray; none is needed"
    return [window, Finding(Health.NOTE, tray)]


async def _end(process: asyncio.subprocess.Process) -> None:
    """Ends a program if it still runs, gently at first, for it has a server to stop."""
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(GRACE_SECONDS):
            await process.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
