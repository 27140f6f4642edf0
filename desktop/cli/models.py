"""`parley models`: the models that can answer."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

from desktop.cli import describing
from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import say, tell
from desktop.cli.session import Session
from desktop.errors import DamagedFile, LoadFailed
from desktop.models.bench import bench
from desktop.models.found import found_models
from desktop.models.hub.catalogue import read_catalogue

if TYPE_CHECKING:
    import argparse
    from typing import Literal

    from desktop.app import App
    from desktop.models.context import ModelContext
    from desktop.models.library import Library

    FromHub = Literal["search", "get", "drop", "token"]
    Action = FromHub | Literal["list", "show", "add", "combine", "remove", "check", "bench"]


async def run(options: argparse.Namespace) -> int:
    """Does what the action says, and returns the exit code."""
    action: Action = options.action
    async with Session(quiet=True) as session:
        app = session.app
        match action:
            case "list":
                _list(app, options)
            case "show":
                describing.show(app.library, options.id, as_json=options.json)
            case "combine":
                await describing.combine(app.library, options)
            case "search" | "get" | "drop" | "token":
                return await _from_hub(app, options)
            case "add":
                await _add(app.library, options.path)
            case "remove":
                await _remove(app.library, options)
            case "check":
                return await _check(app.library, options.id)
            case "bench":
                await _bench(app.library, options)
            case _:
                assert_never(action)
    return ExitCode.DONE


def _list(app: App, options: argparse.Namespace) -> None:
    if options.found:
        _list_found(app.library, as_json=options.json)
    elif options.catalogue:
        _list_catalogue(app.places.resources, as_json=options.json)
    else:
        _list_known(app.library, as_json=options.json)
        if not options.json and any(app.places.models.glob("*.part.json")):
            _list_unfinished(app.places.models)


async def _from_hub(app: App, options: argparse.Namespace) -> int:
    """Asks the hub, and returns the exit code: 2 where a token could not be kept."""
    # Imported only here: the hub's client takes half a second.
    from desktop.cli import getting  # noqa: PLC0415

    if options.action == "token":
        return await getting.token(app, remove=options.remove)
    ways = {"search": getting.search, "get": getting.get, "drop": getting.drop}
    await ways[options.action](app, options)
    return ExitCode.DONE


async def _add(library: Library, text: str) -> None:
    path, name = await asyncio.to_thread(_named_file, text)
    tell(f"Added {await library.add(path, name)}. The file stays where it is.")


def _named_file(text: str) -> tuple[Path, str]:
    """Returns a file, and what another program that holds it calls it."""
    path = Path(text).expanduser().absolute()
    return path, next((one.name for one in found_models() if one.path == path), "")


async def _remove(library: Library, options: argparse.Namespace) -> None:
    if options.delete:
        await library.delete(options.id)
        tell(f"Removed {options.id}, and deleted its file.")
        return
    together = options.id in {one.id for one in library.contexts() if one.team}
    await library.remove(options.id)
    left = "The models that it was made of stay." if together else "Its file was left where it is."
    tell(f"Removed {options.id} from the list. {left}")


async def _check(library: Library, wanted: str) -> int:
    """Reads files again, and returns the exit code: 5 where one is damaged."""
    contexts = [library.model(wanted).context] if wanted else library.contexts()
    again = bool(wanted) and await library.try_again(wanted)
    if again:
        tell(f"{wanted} was set aside, since it crashed. It may be asked again.")
    code, checked = ExitCode.DONE, 0
    for context in contexts:
        if context.path is None:
            continue
        try:
            for path in context.files[1:]:
                await library.origins.check(path)
            origin = await library.origins.check(context.path)
        except DamagedFile as error:
            say(f"parley: {error}")
            code = ExitCode.MODEL
            continue
        if origin is not None:
            checked += 1
            tell(f"{context.id}  is what {origin.repo} gave at commit {origin.commit}")
        elif wanted and not again:
            raise LoadFailed(
                f"{wanted} did not come from the hub, so nobody knows what its content must be."
            )
    if not checked and not code and not again:
        tell("No model here came from the hub, so there is nothing to check.")
    return code


async def _bench(library: Library, options: argparse.Namespace) -> None:
    measured = await bench(library, options.id)
    if options.json:
        print(json.dumps(asdict(measured)))
        return
    written = measured.written
    tell(f"{measured.model} on the {measured.device}:")
    tell(f"    reads {measured.read:,.1f} tokens a second")
    tell(
        f"    writes {written:,.1f} tokens a second"
        if written is not None
        else "    answers too shortly to tell how fast it writes"
    )


def _list_found(library: Library, *, as_json: bool) -> None:
    known = {context.path for context in library.contexts()}
    found = [one for one in found_models() if one.path not in known]
    if as_json:
        print(json.dumps([asdict(one) | {"path": str(one.path)} for one in found]))
        return
    for one in found:
        tell(f"{one.name}  {one.program}, {one.size / 1e6:,.1f} MB\n    {one.path}")
    if found:
        tell("To use one where it lies, uncopied: parley models add FILE")
    else:
        tell("No other program on this computer holds models that are not in the list already.")


def _list_catalogue(resources: Path, *, as_json: bool) -> None:
    entries = read_catalogue(resources)
    if as_json:
        print(json.dumps([one.model_dump(mode="json") for one in entries]))
        return
    for one in entries:
        tell(f"{one.id}  {one.name}, {one.billions:g} billion parameters, licence {one.licence}")
        tell(f"    {one.strengths}")
    tell("To fetch one: parley models get ID")


def _list_known(library: Library, *, as_json: bool) -> None:
    contexts = library.contexts()
    if as_json:
        print(json.dumps([_told(context) for context in contexts]))
        return
    for context in contexts:
        tell(f"{context.id}  {context.name}, {_where(context)}")
        if context.ready:
            tell(f"    It cannot be asked now: {context.ready}.")
        if context.note:
            tell(f"    {context.note}")


def _where(context: ModelContext) -> str:
    """Returns where a model is: a file and its size, or a host and its prices."""
    if context.path is not None:
        return f"{context.size / 1e6:.1f} MB, {context.path}"
    place = f"{context.location.value}: {context.host}" if context.host else context.location.value
    if context.price is None or context.input_price is None or context.output_price is None:
        return place
    return f"{place}, ${context.input_price:g} in, ${context.output_price:g} out a million tokens"


def _list_unfinished(folder: Path) -> None:
    # Imported only here: the hub's client takes half a second.
    from desktop.models.hub.fetching import unfinished  # noqa: PLC0415

    for one in unfinished(folder):
        part = 100 * one.done / max(1, one.origin.size)
        tell(
            f"{part:.0f}% of {one.path.name} came. To go on: parley models get {one.origin.target}"
        )


def _told(context: ModelContext) -> dict[str, Any]:
    return {
        "id": context.id,
        "name": context.name,
        "path": str(context.path or ""),
        "size": context.size,
        "memory": context.memory,
        "parameters": context.parameters,
        "context_length": context.context_length,
        "tokens_per_second": context.speed,
        "host": context.host,
        "ready": context.ready,
        "note": context.note,
    }
