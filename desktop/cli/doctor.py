"""`parley doctor`: what is installed, found and missing, and what to do about it."""

from __future__ import annotations

import asyncio
import importlib.metadata
import platform
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from mcp_types import CreateMessageRequestParams, SamplingMessage, TextContent

from desktop.cli.findings import Finding, Health, display, exit_code, show
from desktop.errors import ConfigError, ModelError, ParleyError, StartFailed, StorageError
from desktop.events import ModelChanged, ModelStatus, Notice
from desktop.gateway.pause import Pause
from desktop.models.library import Library
from desktop.models.local.isolation import in_force
from desktop.servers.config import read_servers
from desktop.servers.sandbox.bounds import missing
from desktop.servers.sandbox.bubblewrap import leaves_abstract_sockets
from desktop.servers.variables import filled
from desktop.storage.database import Database
from desktop.storage.places import Places
from desktop.storage.secrets import Secrets

if TYPE_CHECKING:
    import argparse

    from desktop.events import Event
    from desktop.models.context import ModelContext
    from desktop.servers.config import ServerSpec
    from desktop.servers.variables import Variable

PACKAGES = ("mcp", "llama-cpp-python", "PySide6-Essentials", "qasync")


async def run(options: argparse.Namespace) -> int:
    """Prints every finding and returns the exit code: 1 where something is bad."""
    del options
    places = Places.from_environment()
    findings = [_python(), *_packages(), display(), *_places(places), *_servers(places)]
    findings += [*await asyncio.to_thread(_sandbox), *_pause(places), *await _models(places)]
    for finding in findings:
        show(finding)
    return exit_code(findings)


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


def _places(places: Places) -> list[Finding]:
    try:
        places.prepare()
    except StorageError as error:
        return [Finding(Health.BAD, str(error))]
    folders = {"settings": places.config, "data": places.data, "logs": places.logs}
    return [Finding(Health.GOOD, f"{name} in {path}") for name, path in folders.items()]


def _pause(places: Places) -> list[Finding]:
    if not Pause(places).on:
        return []
    return [Finding(Health.NOTE, "every request is refused: Parley is paused", "`parley resume`")]


def _servers(places: Places) -> list[Finding]:
    try:
        found = read_servers(places.config_file)
    except ConfigError as error:
        return [Finding(Health.BAD, str(error))]
    findings = [Finding(Health.BAD, problem, "Mend mcp.json.") for problem in found.problems]
    variable = Secrets(places.env_file).variable
    return findings + [_server(spec, variable) for spec in found.servers]


def _server(spec: ServerSpec, variable: Variable) -> Finding:
    try:
        spec = filled(spec, variable)
    except StartFailed as error:
        return Finding(Health.BAD, f"server {spec.name}: {error}")
    if spec.url or _command(spec):
        return Finding(Health.GOOD, f"server {spec.name}: {spec.target}")
    advice = f"Install {spec.command}, or mend the entry in mcp.json."
    return Finding(Health.BAD, f"server {spec.name}: {spec.command} was not found", advice)


def _command(spec: ServerSpec) -> str | None:
    """Returns where a server's command is; one that names a folder starts from the server's own."""
    command = Path(spec.command)
    from_folder = len(command.parts) > 1 and spec.cwd
    name = Path(spec.cwd or "", command) if from_folder else spec.command
    return shutil.which(name, path=spec.env.get("PATH"))


def _sandbox() -> list[Finding]:
    """Tells what keeps servers and models in on this computer, and what does not."""
    kept, lacks = in_force()
    model = Finding(Health.GOOD, f"a model runs with {kept}")
    if lacks:
        what = f"a model runs with {kept}; this system cannot hold it to: {lacks}"
        model = Finding(Health.NOTE, what)
    if why := missing():
        advice = "Servers run with your rights. On Linux, the package bubblewrap makes a sandbox."
        return [Finding(Health.NOTE, f"servers are not sandboxed here: {why}", advice), model]
    if sys.platform == "linux" and leaves_abstract_sockets():
        what = "servers run in a sandbox; those with the network reach an X server's socket too"
        return [Finding(Health.NOTE, what, "Linux 6.12 or newer closes that."), model]
    return [Finding(Health.GOOD, "servers can be kept in a sandbox"), model]


async def _models(places: Places) -> list[Finding]:
    findings: list[Finding] = []

    def note(event: Event) -> None:
        match event:
            case Notice(text, error=True):
                findings.append(Finding(Health.BAD, text))
            case ModelChanged(status=ModelStatus.LOADED, detail=detail) if detail:
                findings.append(Finding(Health.NOTE, "a GPU is used less than it might be", detail))
            case _:
                return

    database = Database(places.database)
    library = Library(places, database, note)
    try:
        await database.open()
        await library.refresh()
        contexts = [candidate.context for candidate in library.candidates()]
        findings += [_model(context, alone=len(contexts) == 1) for context in contexts]
        findings += [await _engine(library, context.id) for context in contexts[:1]]
    except (ParleyError, OSError) as error:
        findings.append(Finding(Health.BAD, str(error)))
    finally:
        await library.close()
        await database.close()
    return findings


def _model(context: ModelContext, *, alone: bool) -> Finding:
    if context.path is None:
        place = f"{context.location.value}: {context.host}" if context.host else context.about
        what = f"model {context.id}: {context.name}, {place}"
        return Finding(Health.NOTE if context.ready else Health.GOOD, what, context.ready)
    what = f"model {context.id}: {context.name}, {context.size / 1e6:.1f} MB"
    if not (context.note and alone):
        return Finding(Health.GOOD, what)
    advice = f"{context.note} Put a GGUF file into the models folder, or `parley models add`."
    return Finding(Health.NOTE, what, advice)


async def _engine(library: Library, model_id: str) -> Finding:
    began = time.monotonic()
    try:
        device = await greet(library, model_id)
    except ModelError as error:
        advice = "Look into models.log in the logs folder; `make setup` rebuilds a broken engine."
        return Finding(Health.BAD, f"the local engine: {error}", advice)
    took = time.monotonic() - began
    return Finding(Health.GOOD, f"the local engine answers, in {took:.1f} s (on the {device})")


async def greet(library: Library, model_id: str) -> str:
    """Returns what computed a model's first reply to a greeting, which tries the local engine.

    Raises:
        ModelError: the model is not there, or could not answer.
    """
    message = SamplingMessage(role="user", content=TextContent(text="Hello"))
    params = CreateMessageRequestParams(messages=[message], max_tokens=1)
    model = library.model(model_id)
    await library.complete(model, params, lambda _: None)
    return model.device
