"""One part of one server's entry in mcp.json, written without touching the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.errors import ConfigError
from desktop.servers.config import BUNDLED, ENTRIES, checked_entry
from desktop.storage.json_file import read_entries, write_document

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.servers.config import SamplingRules


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
        raise ConfigError(f"There is no entry of a server named {name!r} in {path} to change.")
    kept = {other: told for other, told in entry.items() if other != key}
    changed = {**kept, key: value} if value else kept
    checked_entry(name, changed)
    document[ENTRIES] = {**entries, name: changed}
    write_document(path, document)
