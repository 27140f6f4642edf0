"""Parley's own entry in the settings of other hosts: what would be written, written, taken out."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from desktop.errors import ConfigError
from desktop.language import tr
from desktop.servers.importers import settings_folders
from desktop.storage import jsonc
from desktop.storage.json_file import read_document, write_document
from desktop.storage.programs import own_command

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HostName = Literal["claude-desktop", "claude-code", "gemini-cli", "vscode", "cursor", "lm-studio"]
HOSTS: tuple[HostName, ...] = get_args(HostName)

_NAMES: dict[HostName, str] = {
    "claude-desktop": "Claude Desktop",
    "claude-code": "Claude Code",
    "gemini-cli": "Gemini CLI",
    "vscode": "VS Code",
    "cursor": "Cursor",
    "lm-studio": "LM Studio",
}
_AROUND = 3
"""Lines that are shown before and after each that changes."""


@dataclass(frozen=True, slots=True)
class Host:
    """A program whose models may be given Parley's to ask."""

    id: HostName
    path: Path
    """Where it keeps its servers."""

    @property
    def name(self) -> str:
        """Its name for people."""
        return _NAMES[self.id]

    @property
    def key(self) -> str:
        """Under which its servers stand."""
        return "servers" if self.id == "vscode" else "mcpServers"

    @property
    def is_there(self) -> bool:
        """Whether it looks as if the person had it."""
        return self.path.is_file() or (
            self.path.parent != Path.home() and self.path.parent.is_dir()
        )


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of Parley's entry in a host's settings."""

    host: Host
    name: str
    """Of the entry."""
    entry: dict[str, Any] | None
    """None where it is to be taken out."""
    before: str
    """What stands in the file; empty where there is none."""
    after: str

    @property
    def is_needed(self) -> bool:
        """Whether anything would change."""
        return self.before != self.after

    @property
    def shown(self) -> str:
        """The lines that change, as a person sees them before they say yes."""
        lines = difflib.unified_diff(
            self.before.splitlines(), self.after.splitlines(), lineterm="", n=_AROUND
        )
        return "\n".join(line for line in list(lines)[2:] if not line.startswith("@@"))


def hosts(home: Path, environment: Mapping[str, str], platform: str) -> list[Host]:
    """Returns every host that Parley knows, each with the file that it reads.

    Args:
        home: the person's folder.
        environment: the variables that say where settings are.
        platform: as in `sys.platform`.
    """
    settings = settings_folders(home, environment, platform)[0]
    older, newer = home / ".cache/lm-studio/mcp.json", home / ".lmstudio/mcp.json"
    paths: dict[HostName, Path] = {
        "claude-desktop": settings / "Claude/claude_desktop_config.json",
        "claude-code": home / ".claude.json",
        "gemini-cli": home / ".gemini/settings.json",
        "vscode": settings / "Code/User/mcp.json",
        "cursor": home / ".cursor/mcp.json",
        "lm-studio": older if older.is_file() and not newer.is_file() else newer,
    }
    return [Host(name, paths[name]) for name in HOSTS]


def is_installed(host: Host) -> bool:
    """Whether Parley has an entry in a host's settings; False where they cannot be read."""
    try:
        return _is_ours(_entries(host, read_document(host.path)).get(_name("")))
    except ConfigError:
        return False


def planned(
    host: Host, subject: str = "", words: Sequence[str] = (), *, remove: bool = False
) -> Change:
    """Returns what would be written into a host's settings, or taken out of them.

    Args:
        host: whose settings.
        subject: the one model or server that the entry offers; empty where it is every model.
        words: what `parley serve` is told.
        remove: whether the entry is taken out.

    Raises:
        ConfigError: they cannot be read, or an entry of that name is not Parley's.
    """
    document = read_document(host.path)
    entries, name = _entries(host, document), _name(subject)
    if name in entries and not _is_ours(entries[name]):
        raise ConfigError(
            tr(
                "{path} has an entry named {name!r} that is not Parley's. It was left as it "
                "is; rename it, and try again.",
                path=host.path,
                name=name,
            )
        )
    entry = None if remove else _entry(host, words)
    others = {key: value for key, value in entries.items() if key != name}
    entries = {**entries, name: entry} if entry is not None else others
    wanted = {**document, host.key: entries}
    if not entries:
        del wanted[host.key]
    before = _text(host.path)
    after = before if wanted == document else jsonc.rewritten(before, wanted)
    return Change(host, name, entry, before, after)


def carry_out(change: Change) -> None:
    """Writes a change as it was shown; the file as it was stays beside it as .bak.

    Raises:
        ConfigError: it cannot be written, or was changed since it was shown.
    """
    path = change.host.path
    if _text(path) != change.before:
        raise ConfigError(
            tr("{path} has changed since it was shown. Nothing was written. Try again.", path=path)
        )
    if change.is_needed:
        write_document(path, jsonc.loads(change.after))


def _entries(host: Host, document: dict[str, Any]) -> dict[str, Any]:
    entries = document.get(host.key, {})
    if not isinstance(entries, dict):
        raise ConfigError(
            tr(
                "{key} in {path} must be an object. It was left as it is.",
                key=host.key,
                path=host.path,
            )
        )
    return entries


def _entry(host: Host, words: Sequence[str]) -> dict[str, Any]:
    command, *own = own_command()
    entry: dict[str, Any] = {"command": command, "args": [*own, "serve", *words]}
    if host.id in ("vscode", "claude-code"):
        entry = {"type": "stdio", **entry}
    if home := os.environ.get("PARLEY_HOME"):
        entry["env"] = {"PARLEY_HOME": home}
    return entry


def _name(subject: str) -> str:
    return f"parley-{subject}" if subject else "parley"


def _is_ours(entry: object) -> bool:
    match entry:
        case {"args": [*words]}:
            return "serve" in words
        case _:
            return False


def _text(path: Path) -> str:
    """Returns what stands in a file, with the ends of its lines as they are."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, UnicodeDecodeError):
        return ""
    except OSError as error:
        raise ConfigError(
            tr("{path} cannot be read: {strerror}.", path=path, strerror=error.strerror)
        ) from error
