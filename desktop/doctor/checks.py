"""What is installed, found and missing on this computer, and what to do about it."""

from __future__ import annotations

import asyncio
import importlib.metadata
import platform
import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mcp_types import CreateMessageRequestParams, SamplingMessage, TextContent

from desktop.doctor.findings import Finding, Health
from desktop.doctor.masking import mask_of
from desktop.errors import ConfigError, ModelError, ParleyError, StartFailed, StorageError
from desktop.events import ModelChanged, ModelStatus, Notice
from desktop.gateway.pause import Pause
from desktop.language import tr
from desktop.models.library import Library
from desktop.models.local.isolation import in_force
from desktop.servers.config import read_servers
from desktop.servers.sandbox.bounds import missing
from desktop.servers.sandbox.bubblewrap import leaves_abstract_sockets
from desktop.servers.variables import filled
from desktop.storage.database import Database
from desktop.storage.secrets import Secrets
from desktop.storage.settings_store import load_settings

if TYPE_CHECKING:
    from desktop.doctor.findings import Report
    from desktop.events import Event
    from desktop.models.context import ModelContext
    from desktop.servers.config import ServerSpec
    from desktop.servers.variables import Variable
    from desktop.storage.places import Places

PACKAGES = ("mcp", "llama-cpp-python", "PySide6-Essentials", "qasync")


async def examine(places: Places, display: Finding, report: Report, trial: str = "") -> None:
    """Looks at everything, and reports what was found, without secrets, as it comes.

    Args:
        places: where the person's Parley keeps what it writes.
        display: what is known of the screen, by who has one.
        report: is told.
        trial: the id of the model that is tried, where it is there; otherwise the first is.
    """
    report([_python(), *_packages(), display])
    mask = await asyncio.to_thread(mask_of, places)

    def tell(findings: list[Finding]) -> None:
        report([replace(one, what=mask(one.what), advice=mask(one.advice)) for one in findings])

    tell(await asyncio.to_thread(_surroundings, places))
    tell(await _models(places, trial))


def _surroundings(places: Places) -> list[Finding]:
    told = *_places(places), *_settings(places), *_servers(places)
    return [*told, *_sandbox(), *_pause(places)]


def _python() -> Finding:
    version, system = platform.python_version(), platform.platform(terse=True)
    what = tr("Python {version} on {system}", version=version, system=system)
    return Finding(Health.GOOD, what)


def _packages() -> list[Finding]:
    findings = []
    for name in PACKAGES:
        try:
            version = importlib.metadata.version(name)
            findings.append(Finding(Health.GOOD, f"{name} {version}"))
        except importlib.metadata.PackageNotFoundError:
            what = tr("{name} is missing", name=name)
            findings.append(Finding(Health.BAD, what, tr("Run `make setup` again.")))
    return findings


def _places(places: Places) -> list[Finding]:
    try:
        places.prepare()
    except StorageError as error:
        return [Finding(Health.BAD, str(error))]
    return [
        Finding(Health.GOOD, tr("settings in {folder}", folder=places.config)),
        Finding(Health.GOOD, tr("data in {folder}", folder=places.data)),
        Finding(Health.GOOD, tr("logs in {folder}", folder=places.logs)),
    ]


def _settings(places: Places) -> list[Finding]:
    """Returns what is wrong with what a person has set."""
    try:
        _, _, problems = load_settings(places)
    except ConfigError as error:
        problems = (str(error),)
    advice = tr("Mend it there, or set it anew: `parley settings list` tells what fits.")
    return [Finding(Health.BAD, problem, advice) for problem in problems]


def _pause(places: Places) -> list[Finding]:
    if not Pause(places).on:
        return []
    what = tr("every request is refused: Parley is paused")
    return [Finding(Health.NOTE, what, "`parley resume`")]


def _servers(places: Places) -> list[Finding]:
    try:
        found = read_servers(places.config_file)
    except ConfigError as error:
        return [Finding(Health.BAD, str(error))]
    advice = tr("Mend mcp.json.")
    findings = [Finding(Health.BAD, problem, advice) for problem in found.problems]
    variable = Secrets(places.env_file).variable
    return findings + [_server(spec, variable) for spec in found.servers]


def _server(spec: ServerSpec, variable: Variable) -> Finding:
    name = spec.name
    try:
        spec = filled(spec, variable)
    except StartFailed as error:
        return Finding(Health.BAD, tr("server {name}: {problem}", name=name, problem=error))
    if spec.url or _command(spec):
        what = tr("server {name}: {target}", name=name, target=spec.target)
        return Finding(Health.GOOD, what)
    return Finding(
        Health.BAD,
        tr("server {name}: {command} was not found", name=name, command=spec.command),
        tr("Install {command}, or mend the entry in mcp.json.", command=spec.command),
    )


def _command(spec: ServerSpec) -> str | None:
    """Returns where a server's command is; one that names a folder starts from the server's own."""
    command = Path(spec.command)
    from_folder = len(command.parts) > 1 and spec.cwd
    name = Path(spec.cwd or "", command) if from_folder else spec.command
    return shutil.which(name, path=spec.env.get("PATH"))


def _sandbox() -> list[Finding]:
    """Tells what keeps servers and models in on this computer, and what does not."""
    kept, lacks = in_force()
    model = Finding(Health.GOOD, tr("a model runs with {bounds}", bounds=kept))
    if lacks:
        what = tr(
            "a model runs with {bounds}; this system cannot hold it to: {lacking}",
            bounds=kept,
            lacking=lacks,
        )
        model = Finding(Health.NOTE, what)
    if why := missing():
        what = tr("servers are not sandboxed here: {reason}", reason=why)
        advice = tr(
            "Servers run with your rights. On Linux, the package bubblewrap makes a sandbox."
        )
        return [Finding(Health.NOTE, what, advice), model]
    if sys.platform == "linux" and leaves_abstract_sockets():
        what = tr("servers run in a sandbox; those with the network reach an X server's socket too")
        return [Finding(Health.NOTE, what, tr("Linux 6.12 or newer closes that.")), model]
    return [Finding(Health.GOOD, tr("servers can be kept in a sandbox")), model]


async def _models(places: Places, trial: str) -> list[Finding]:
    findings: list[Finding] = []

    def note(event: Event) -> None:
        match event:
            case Notice(text, error=True):
                findings.append(Finding(Health.BAD, text))
            case ModelChanged(status=ModelStatus.LOADED, detail=detail) if detail:
                what = tr("a GPU is used less than it might be")
                findings.append(Finding(Health.NOTE, what, detail))
            case _:
                return

    database = Database(places.database)
    library = Library(places, database, note)
    try:
        await database.open()
        await library.refresh()
        contexts = [candidate.context for candidate in library.candidates()]
        findings += [_model(context, alone=len(contexts) == 1) for context in contexts]
        ids = [context.id for context in contexts]
        for model_id in [trial] if trial in ids else ids[:1]:
            findings += [await _engine(library, model_id)]
    except (ParleyError, OSError) as error:
        findings.append(Finding(Health.BAD, str(error)))
    finally:
        await library.close()
        await database.close()
    return findings


def _model(context: ModelContext, *, alone: bool) -> Finding:
    model_id, name = context.id, context.name
    if context.path is None:
        place = f"{context.location.value}: {context.host}" if context.host else context.about
        what = tr("model {id}: {name}, {place}", id=model_id, name=name, place=place)
        return Finding(Health.NOTE if context.ready else Health.GOOD, what, context.ready)
    size = f"{context.size / 1e6:.1f} MB"
    what = tr("model {id}: {name}, {size}", id=model_id, name=name, size=size)
    if not (context.note and alone):
        return Finding(Health.GOOD, what)
    advice = tr("Put a GGUF file into the models folder, or `parley models add`.")
    return Finding(Health.NOTE, what, f"{context.note} {advice}")


async def _engine(library: Library, model_id: str) -> Finding:
    began = time.monotonic()
    try:
        device = await greet(library, model_id)
    except ModelError as error:
        advice = tr(
            "Look into models.log in the logs folder; `make setup` rebuilds a broken engine."
        )
        return Finding(Health.BAD, tr("the local engine: {problem}", problem=error), advice)
    took = f"{time.monotonic() - began:.1f}"
    what = tr(
        "the local engine answers, in {seconds} s (on the {device})", seconds=took, device=device
    )
    return Finding(Health.GOOD, what)


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
