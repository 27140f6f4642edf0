"""`parley self-test`: every part tried once, in a throw-away folder."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVarTuple

from desktop.cli.findings import exit_code, quote, show
from desktop.cli.output import say
from desktop.cli.session import Session
from desktop.cli.window_trial import try_window
from desktop.doctor.checks import greet
from desktop.doctor.findings import Finding, Health
from desktop.errors import ModelError, ParleyError, ServerError
from desktop.models.files import STARTER
from desktop.models.local.isolation import in_force
from desktop.servers.config import BUNDLED, add_server, bundled_server
from desktop.servers.eras import MODERN_REVISION
from desktop.storage.places import Places

if TYPE_CHECKING:
    import argparse
    from collections.abc import Awaitable, Callable

    Report = Callable[[list[Finding]], None]

Arguments = TypeVarTuple("Arguments")

INTRODUCTION = (
    "Every part of Parley is tried once, in a throw-away folder: there, and only there, Parley\n"
    "allows its own requests. Your records, models and servers are not touched."
)
SECONDS = 15.0
"""What all parts together may take; to end them may take ten seconds more, if they resist."""

NEWER = f"{BUNDLED}-newer"
"""The bundled server a second time, met in the newer era."""


async def run(options: argparse.Namespace) -> int:
    """Prints what came of each part and returns the exit code: 1 where one failed."""
    findings: list[Finding] = []

    def report(found: list[Finding]) -> None:
        findings.extend(found)
        if not options.json:
            for finding in found:
                show(finding)

    if not options.json:
        say(INTRODUCTION)
    try:
        folder = TemporaryDirectory(prefix="parley-self-test-", ignore_cleanup_errors=True)
    except OSError as error:
        advice = "Free some space, or set TMPDIR to a folder of yours. Nothing was tried."
        report([Finding(Health.BAD, f"no throw-away folder can be made: {error}", advice)])
    else:
        with folder as home:
            await _try_all(Path(home), report)
    if options.json:
        print(json.dumps([_told(finding) for finding in findings]))
    return exit_code(findings)


def _told(finding: Finding) -> dict[str, object]:
    return {
        "health": finding.health.value,
        "what": finding.what,
        "advice": finding.advice,
        "seconds": finding.seconds,
    }


async def _try_all(home: Path, report: Report) -> None:
    places = replace(Places.under(home), resources=Places.from_environment().resources)
    deadline = asyncio.get_running_loop().time() + SECONDS
    async with asyncio.TaskGroup() as group:
        window = group.create_task(_tried(deadline, "the window", try_window, home / "window"))
        await _try_services(deadline, places, report)
        report(await window)


async def _try_services(deadline: float, places: Places, report: Report) -> None:
    problems: list[str] = []
    session = Session("yes", quiet=True, places=places, complain=problems.append)
    async with AsyncExitStack() as stack:
        [opened] = await _tried(deadline, "folders and journal", _open, session, stack)
        if opened.health is Health.BAD:
            report([replace(opened, advice="Models and servers were not tried: they need these.")])
            return
        report([opened])
        async with asyncio.TaskGroup() as group:
            attempts = (
                _tried(deadline, "the starter model", _starter, session, problems),
                _tried(deadline, "the older era", _pushed, session),
                _tried(deadline, "the newer era", _in_result, session),
            )
            for task in [group.create_task(attempt) for attempt in attempts]:
                report(await task)


async def _tried(
    deadline: float,
    part: str,
    attempt: Callable[[*Arguments], Awaitable[list[Finding]]],
    *arguments: *Arguments,
) -> list[Finding]:
    """Returns what came of a part, however it went, with the time it took."""
    began = time.monotonic()
    try:
        async with asyncio.timeout_at(deadline):
            found = await attempt(*arguments)
    except TimeoutError:
        what = f"{part}: it was broken off, since it was not done within {SECONDS:g} s"
        found = [Finding(Health.BAD, what, "End what keeps this computer busy, and try again.")]
    except ParleyError as error:
        found = [Finding(Health.BAD, f"{part}: {error}")]
    except Exception as error:  # One part that fails in an unknown way must not hide the others.
        what = f"{part}: {type(error).__name__}: {error}"
        found = [Finding(Health.BAD, what, "`parley doctor` says what is missing.")]
    first, *rest = found
    took = None if first.health is Health.NOTE else round(time.monotonic() - began, 3)
    return [replace(first, seconds=took), *rest]


async def _open(session: Session, stack: AsyncExitStack) -> list[Finding]:
    spec = bundled_server()
    entry = {"command": spec.command, "args": list(spec.args), "era": MODERN_REVISION}
    await asyncio.to_thread(add_server, session.app.places.config_file, NEWER, entry)
    await stack.enter_async_context(session)
    return [Finding(Health.GOOD, "folders and journal can be written")]


async def _starter(session: Session, problems: list[str]) -> list[Finding]:
    if problems:  # Nothing else can be wrong with a folder that was empty.
        return [Finding(Health.BAD, f"the starter model: {' '.join(problems)}")]
    try:
        device = await greet(session.app.library, STARTER)
    except ModelError as error:
        said = quote(session.app.places.logs / "models.log")
        return [Finding(Health.BAD, f"the starter model: {error}", said)]
    what = f"the starter model loads in its process and answers (on the {device})"
    return [Finding(Health.GOOD, what), Finding(Health.GOOD, f"it ran with {in_force()[0]}")]


async def _pushed(session: Session) -> list[Finding]:
    what = "the older era: a request that a server pushes"
    return [await _sampled(session, BUNDLED, "pushed", what)]


async def _in_result(session: Session) -> list[Finding]:
    what = "the newer era: a request inside a server's result"
    return [await _sampled(session, NEWER, "input_required", what)]


async def _sampled(session: Session, server: str, way: str, what: str) -> Finding:
    """Runs a tool, and follows its request from the journal into the tool's result."""
    try:
        said = (await session.app.supervisor.call(server, "summarize", {})).text
    except ServerError as error:
        said = str(error)
    entries = [entry for entry in await session.entries() if entry.server == server]
    if not entries:
        return Finding(Health.BAD, f"{what}: it did not come. {said}")
    if not session.app.library.candidates():
        what += " came, but there was no model to answer it"
        return Finding(Health.BAD, what, "Mend the starter model first.")
    [entry] = entries
    if entry.error:
        return Finding(Health.BAD, f"{what}: {entry.error}")
    if (entry.way, entry.model) != (way, STARTER) or not entry.text or entry.text not in said:
        return Finding(Health.BAD, f"{what}: its answer did not come back. {said}")
    return Finding(Health.GOOD, f"{what} is answered and recorded")
