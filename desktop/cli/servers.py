"""`parley servers`: the list of servers in mcp.json, and which of them may run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, assert_never

from desktop.cli.imports import import_servers
from desktop.cli.output import say, tell
from desktop.cli.trusting import keep_typed, trust
from desktop.servers.config import add_server, read_servers, remove_server
from desktop.storage.places import Places

if TYPE_CHECKING:
    import argparse
    from typing import Literal

    from desktop.servers.config import ServerSpec


async def run(options: argparse.Namespace) -> int:
    """Lists, adds, imports, trusts or removes servers, and returns the exit code."""
    places = Places.from_environment()
    action: Literal["list", "add", "import", "trust", "remove"] = options.action
    match action:
        case "list":
            _list(places, as_json=options.json)
        case "add":
            spec = add_server(places.config_file, options.name, _entry(options))
            tell(f"Added {spec.name}: {spec.target}\nIt is kept in {places.config_file}.")
            if not await keep_typed(spec, places):
                tell("A variable that it names has no value yet. Its first start asks about it.")
        case "import":
            await import_servers(options, places)
        case "trust":
            await trust(options, places)
        case "remove":
            remove_server(places.config_file, options.name)
            tell(f"Removed {options.name} from {places.config_file}.")
        case _:
            assert_never(action)
    return 0


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
    if options.cwd:
        entry["cwd"] = options.cwd
    if options.era != "auto":
        entry["era"] = options.era
    return entry
