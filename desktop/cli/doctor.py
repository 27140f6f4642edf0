"""`parley doctor`: what is installed, found and missing, and what to do about it."""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
import time
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from mcp_types import CreateMessageRequestParams, SamplingMessage, TextContent

from desktop.cli.display import has_display
from desktop.cli.exit_codes import ExitCode
from desktop.cli.session import Session
from desktop.errors import ConfigError, ModelError
from desktop.servers.config import read_servers

if TYPE_CHECKING:
    import argparse

    from desktop.models.library import Library
    from desktop.servers.config import ServerSpec
    from desktop.storage.places import Places

PACKAGES = ("mcp", "llama-cpp-python", "PySide6-Essentials", "qasync", "gguf")


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


async def run(options: argparse.Namespace) -> int:
    """Prints every finding and returns the exit code: 1 where something is bad."""
    del options
    async with Session(quiet=True) as session:
        places = session.app.places
        findings = [_python(), *_packages(), _window(), *_places(places)]
        findings += _servers(places)
        findings += await _models(session.app.library)
    for finding in findings:
        print(f"{finding.health.value:<5} {finding.what}")
        if finding.advice:
            print(f"      {finding.advice}")
    bad = any(finding.health is Health.BAD for finding in findings)
    return ExitCode.TOOL_ERROR if bad else ExitCode.DONE


def _python() -> Finding:
    what = f"Python {platform.python_version()} on {platform.platform(terse=True)}"
    return Finding(Health.GOOD, what)


def _packages() -> list[Finding]:
    findings = []
    for name in PACKAGES:
        try:
            version = importlib.metadata.version(name)
            findings.append(Finding(Health.GOOD, f"{name} {version}"))
        except importlib.metadata.PackageNotFoundError:
            findings.append(Finding(Health.BAD, f"{name} is missing", "Run `make setup` again."))
    return findings


def _window() -> Finding:
    if has_display():
        return Finding(Health.GOOD, "a display for the window")
    advice = "Set DISPLAY or WAYLAND_DISPLAY for the window; `parley demo` and `call` need none."
    return Finding(Health.NOTE, "no display", advice)


def _places(places: Places) -> list[Finding]:
    folders = {"settings": places.config, "data": places.data, "logs": places.logs}
    return [Finding(Health.GOOD, f"{name} in {path}") for name, path in folders.items()]


def _servers(places: Places) -> list[Finding]:
    try:
        found = read_servers(places.config_file)
    except ConfigError as error:
        return [Finding(Health.BAD, str(error))]
    findings = [Finding(Health.BAD, problem, "Mend mcp.json.") for problem in found.problems]
    return findings + [_server(spec) for spec in found.servers]


def _server(spec: ServerSpec) -> Finding:
    if spec.url or shutil.which(spec.command, path=spec.env.get("PATH")):
        return Finding(Health.GOOD, f"server {spec.name}: {spec.target}")
    advice = f"Install {spec.command}, or mend the entry in mcp.json."
    return Finding(Health.BAD, f"server {spec.name}: {spec.command} was not found", advice)


async def _models(library: Library) -> list[Finding]:
    """Asks the first model for one token, which tries the whole local engine."""
    findings = []
    for candidate in library.candidates():
        context = candidate.context
        what = f"model {context.id}: {context.name}, {context.size / 1e6:.1f} MB"
        if context.note:
            advice = (
                f"{context.note} Put a GGUF file into the models folder, or `parley models add`."
            )
            findings.append(Finding(Health.NOTE, what, advice))
        else:
            findings.append(Finding(Health.GOOD, what))
    model = library.model(library.candidates()[0].context.id)
    message = SamplingMessage(role="user", content=TextContent(text="Hello"))
    began = time.monotonic()
    try:
        await library.complete(
            model, CreateMessageRequestParams(messages=[message], max_tokens=1), lambda _: None
        )
    except ModelError as error:
        advice = "Look into models.log in the logs folder; `make setup` rebuilds a broken engine."
        return [*findings, Finding(Health.BAD, f"the local engine: {error}", advice)]
    seconds = time.monotonic() - began
    return [*findings, Finding(Health.GOOD, f"the local engine answers, in {seconds:.1f} s")]
