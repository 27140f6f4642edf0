"""One part of one server's entry in mcp.json, written without touching the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.errors import ConfigError
from desktop.language import tr
from desktop.servers.config import BUNDLED, ENTRIES, checked_entry, read_servers
from desktop.storage.json_file import read_document, read_entries, write_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from desktop.servers.config import ServerSpec
    from desktop.servers.rules import SamplingRules

_OF_BUNDLES = ("command", "args", "env", "cwd", "sandbox", "bundle")


def set_sampling(path: Path, name: str, rules: SamplingRules) -> None:
    """Writes an entry's rules for completions, keeping everything else in the file.

    What is as it would be anyway is not written.

    Raises:
        ConfigError: there is no such entry, or the file cannot be written.
    """
    set_part(path, name, "sampling", told_of(rules))


def told_of(rules: SamplingRules) -> dict[str, object]:
    """Returns rules as an entry says them, without what is as it would be anyway."""
    told = rules.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    return {
        key: int(value) if isinstance(value, float) and value.is_integer() else value
        for key, value in told.items()
    }


def set_part(path: Path, name: str, key: str, value: object) -> None:
    """Writes one part of an entry, or takes it out where it is empty; the others stay.

    Raises:
        ConfigError: there is no such entry, or the file cannot be written.
    """
    document, entries = read_entries(path, ENTRIES)
    entry = entries.get(name)
    if name == BUNDLED or not isinstance(entry, dict):
        raise ConfigError(
            tr(
                "There is no entry of a server named {name!r} in {path} to change.",
                name=name,
                path=path,
            )
        )
    kept = {other: told for other, told in entry.items() if other != key}
    changed = {**kept, key: value} if value else kept
    checked_entry(name, changed)
    document[ENTRIES] = {**entries, name: changed}
    write_document(path, document)


def replace_server(
    path: Path, name: str, entry: Mapping[str, Any], inputs: Sequence[Mapping[str, Any]]
) -> ServerSpec:
    """Writes what a bundle says of its server anew and returns that; what else it had stays.

    Args:
        path: the file.
        name: the server.
        entry: what the bundle says.
        inputs: what it asks the person for in addition.

    Raises:
        ConfigError: there is no such entry, or the file cannot be written.
    """
    document, entries = read_entries(path, ENTRIES)
    before = entries.get(name)
    if not isinstance(before, dict):
        raise ConfigError(
            tr(
                "There is no entry of a server named {name!r} in {path} to change.",
                name=name,
                path=path,
            )
        )
    kept = {key: told for key, told in before.items() if key not in _OF_BUNDLES}
    checked_entry(name, {**kept, **entry})
    document[ENTRIES] = {**entries, name: {**kept, **entry}}
    if inputs:
        document["inputs"] = [*document.get("inputs", []), *map(dict, inputs)]
    write_document(path, document)
    return next(spec for spec in read_servers(path).servers if spec.name == name)


def without_inputs(path: Path, ids: Iterable[str]) -> None:
    """Takes what is described of inputs out of the file, keeping everything else in it.

    Raises:
        ConfigError: the file cannot be written.
    """
    document, gone = read_document(path), set(ids)
    described = document.get("inputs")
    if not gone or not isinstance(described, list):
        return
    left = [one for one in described if not (isinstance(one, dict) and one.get("id") in gone)]
    if left:
        document["inputs"] = left
    else:
        del document["inputs"]
    write_document(path, document)
