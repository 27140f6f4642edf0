"""`parley servers`: the list of servers in mcp.json, and which of them may run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, assert_never

from desktop.cli.bundles import add_bundle, forget
from desktop.cli.imports import import_servers
from desktop.cli.output import say, tell
from desktop.cli.sandboxing import chosen, sandbox
from desktop.cli.sharing import share
from desktop.cli.signing_in import sign_in, sign_out
from desktop.cli.trusting import keep_typed, trust
from desktop.servers.config import add_server, read_servers, remove_server
from desktop.servers.sandbox.bounds import forget_home, missing, proposed
from desktop.servers.trust import command_of
from desktop.storage.places import Places

if TYPE_CHECKING:
    import argparse
    from typing import Literal

    from desktop.servers.config import ServerSpec
    from desktop.servers.sandbox.bounds import Sandbox


async def run(options: argparse.Namespace) -> int:
    """Lists, adds, imports, trusts or removes servers, and returns the exit code."""
    places = Places.from_environment()
    action: Literal[
        "list",
        "add",
        "add-bundle",
        "import",
        "trust",
        "sign-in",
        "sign-out",
        "roots",
        "sandbox",
        "remove",
    ] = options.action
    match action:
        case "list":
            _list(places, as_json=options.json)
        case "add":
            await _add(options, places)
        case "import":
            await import_servers(options, places)
        case "add-bundle":
            await add_bundle(options, places)
        case "trust":
            await trust(options, places)
        case "sign-in" | "sign-out":
            await (sign_in if action == "sign-in" else sign_out)(options.name, places)
        case "roots":
            share(options, places)
        case "sandbox":
            await sandbox(options, places)
        case "remove":
            await _remove(options.name, places)
        case _:
            assert_never(action)
    return 0


async def _add(options: argparse.Namespace, places: Places) -> None:
    spec = add_server(places.config_file, options.name, _entry(options))
    touches = command_of(spec, unsandboxed=missing()).touches
    tell(f"Added {spec.name}: {spec.target}\n{touches}")
    tell(f"It is kept in {places.config_file}.")
    if not await keep_typed(spec, places):
        tell("A variable that it names has no value yet. Its first start asks about it.")


async def _remove(name: str, places: Places) -> None:
    before = read_servers(places.config_file).servers
    remove_server(places.config_file, name)
    forget_home(name, places)
    await forget(name, before, places)
    tell(f"Removed {name} from {places.config_file}.")


def _list(places: Places, *, as_json: bool) -> None:
    found = read_servers(places.config_file)
    for problem in found.problems:
        say(f"parley: {problem}")
    if as_json:
        print(json.dumps([_told(spec) for spec in found.servers]))
        return
    width = max(len(spec.name) for spec in found.servers)
    for spec in found.servers:
        tell(f"{spec.name:<{width}}  {spec.target}{'  (bundled)' if spec.bundled else ''}")


def _told(spec: ServerSpec) -> dict[str, Any]:
    return {
        "name": spec.name,
        "target": spec.target,
        "era": spec.era.value,
        "consent": spec.sampling.consent,
        "limits": spec.sampling.limits.model_dump(by_alias=True, exclude_none=True),
        "bundled": spec.bundled,
        "sandbox": spec.sandbox.entry() if spec.sandbox else None,
        "endpoint": spec.endpoint,
        "bundle": spec.bundle.model_dump(exclude={"values", "secrets"}) if spec.bundle else None,
    }


def _entry(options: argparse.Namespace) -> dict[str, Any]:
    """Returns the entry for mcp.json, with only what was said."""
    entry: dict[str, Any] = {}
    if options.server_command:
        entry["command"], *entry["args"] = options.server_command
    if options.url:
        entry["url"] = options.url
    if options.env:
        entry["env"] = dict(options.env)
    if options.header:
        entry["headers"] = dict(options.header)
    if options.cwd:
        entry["cwd"] = options.cwd
    if options.era != "auto":
        entry["era"] = options.era
    if options.endpoint:
        entry["endpoint"] = True
    if options.server_command:
        held = _held(options)
        entry |= {"sandbox": held.entry()} if held else {}
    return entry


def _held(options: argparse.Namespace) -> Sandbox | None:
    """Returns the sandbox that was named, else what is proposed."""
    start = proposed(options.server_command, options.cwd or "")
    if options.sandbox or options.read or options.write:
        return chosen(options.sandbox, options.read, options.write, start)
    return start
