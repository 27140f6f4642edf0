"""The servers that other programs have: where their files lie, and what stands in them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args
from urllib.parse import unquote, urlsplit

from desktop.errors import ConfigError
from desktop.language import tr
from desktop.servers.config import BUNDLED, ENTRIES, ServerSpec, add_servers, checked_entry
from desktop.servers.sandbox.bounds import with_proposal
from desktop.storage.json_file import read_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Program = Literal["claude", "vscode", "cursor", "lmstudio"]
PROGRAMS: tuple[Program, ...] = get_args(Program)

MOST_WORKSPACES = 300
"""Folders that an editor had open, the latest first, that are looked into."""

_NAMES = {
    "claude": "Claude Desktop",
    "vscode": "VS Code",
    "cursor": "Cursor",
    "lmstudio": "LM Studio",
}
_FLAVOURS = ("Code", "Code - Insiders", "VSCodium")
_TAKEN = ("command", "args", "env", "envFile", "cwd", "url", "headers")
"""What is taken over of an entry: never what Parley itself may be told in one, such as consent."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file in which a program keeps its servers."""

    program: str
    """Its name for people."""
    path: Path
    workspace: Path | None = None
    """The folder that the file is about, where it is about one."""


@dataclass(frozen=True, slots=True)
class Found:
    """One server of another program."""

    name: str
    entry: dict[str, Any]
    """As it would stand in Parley's mcp.json."""
    source: Source
    inputs: tuple[dict[str, Any], ...] = ()
    spec: ServerSpec | None = None
    problem: str = ""
    """Why it cannot be taken over; empty where it can."""


def sources(
    home: Path, environment: Mapping[str, str], platform: str, here: Path | None = None
) -> list[tuple[Program, Source]]:
    """Returns the files that are there, each with its program's short name.

    Args:
        home: the person's folder.
        environment: the variables that say where settings are.
        platform: as in `sys.platform`.
        here: a folder that may be, or lie in, a workspace.
    """
    settings = settings_folders(home, environment, platform)
    candidates: list[tuple[Program, Source]] = [
        ("claude", Source(_NAMES["claude"], base / "Claude/claude_desktop_config.json"))
        for base in settings
    ]
    for user in (base / flavour / "User" for base in settings for flavour in _FLAVOURS):
        files = [
            user / "mcp.json",
            *sorted(user.glob("profiles/*/mcp.json")),
            user / "settings.json",
        ]
        candidates += [("vscode", Source(_NAMES["vscode"], file)) for file in files]
        candidates += [("vscode", one) for one in _in_workspaces("vscode", user, here)]
    candidates.append(("cursor", Source(_NAMES["cursor"], home / ".cursor/mcp.json")))
    for base in settings:
        user = base / "Cursor" / "User"
        candidates += [("cursor", one) for one in _in_workspaces("cursor", user, here)]
    for folder in (".lmstudio", ".cache/lm-studio"):
        candidates.append(("lmstudio", Source(_NAMES["lmstudio"], home / folder / "mcp.json")))
    there: dict[Path, tuple[Program, Source]] = {}
    for program, source in candidates:
        # The home, which has a file of all workspaces, may be around one too.
        there.setdefault(source.path, (program, source))
    return [one for path, one in there.items() if _is_file(path)]


def source_of(path: Path) -> Source:
    """Returns a file that a person named; one in .vscode or .cursor is about the folder around."""
    path = path.absolute()
    about = path.parent.parent if path.parent.name in (".vscode", ".cursor") else None
    return Source(str(path), path, about)


def read(source: Source) -> list[Found]:
    """Returns the servers of a file; what cannot be taken over has its reason.

    Raises:
        ConfigError: the file cannot be read, or is not JSON of a shape that is known.
    """
    document = read_document(source.path)
    inputs = {
        one["id"]: one
        for one in _list(document.get("inputs"))
        if isinstance(one, dict) and isinstance(one.get("id"), str)
    }
    return [_found(source, name, entry, inputs) for name, entry in _entries(document)]


def look(files: Iterable[Source]) -> tuple[list[Found], list[str]]:
    """Returns the servers of all files, and what is wrong with files that cannot be read."""
    found: list[Found] = []
    problems: list[str] = []
    for file in files:
        try:
            found += read(file)
        except ConfigError as error:
            problems.append(f"{file.program}: {error}")
    return found, problems


def without_clashes(found: Iterable[Found], here: Iterable[ServerSpec]) -> list[Found]:
    """Returns what was found, with a reason at each whose name is taken, here or before it."""
    taken = {spec.name: spec for spec in here}
    result: list[Found] = []
    for one in found:
        other = taken.get(one.name)
        if one.problem or one.spec is None:
            result.append(one)
        elif other is None and one.name != BUNDLED:
            taken[one.name] = one.spec
            result.append(one)
        elif other is not None and other.fingerprint == one.spec.fingerprint:
            result.append(replace(one, problem=tr("It is in Parley's list, or above, already.")))
        else:
            told = tr("Another server has this name already; it is kept as it is.")
            result.append(replace(one, problem=told))
    return result


def add_found(path: Path, chosen: Sequence[Found]) -> list[ServerSpec]:
    """Adds servers that were found to Parley's file and returns them; none is started.

    Each is proposed a sandbox, where there is one, which the question about its command shows.

    Raises:
        ConfigError: a name is taken, or the file cannot be written; none was added then.
    """
    known = {
        one["id"]
        for one in _list(read_document(path).get("inputs"))
        if isinstance(one, dict) and isinstance(one.get("id"), str)
    }
    entries: dict[str, dict[str, Any]] = {}
    inputs: list[dict[str, Any]] = []
    renamed: dict[tuple[Path, str], str] = {}
    for one in chosen:
        entry = one.entry
        for given in one.inputs:
            old, key = given["id"], (one.source.path, given["id"])
            if key not in renamed:
                # Never one that is there: a server would be given what another one was told.
                renamed[key] = _free(old, known)
                known.add(renamed[key])
                inputs.append({**given, "id": renamed[key]})
            entry = _renamed(entry, old, renamed[key])
        entries[one.name] = with_proposal(entry)
    return add_servers(path, entries, inputs)


def settings_folders(home: Path, environment: Mapping[str, str], platform: str) -> list[Path]:
    """Returns the folders in which programs keep their settings."""
    if platform == "win32":
        roaming = Path(environment.get("APPDATA") or home / "AppData/Roaming")
        local = Path(environment.get("LOCALAPPDATA") or home / "AppData/Local")
        # Programs from the Store see a folder of their own in place of the common one.
        return [roaming, *sorted(local.glob("Packages/Claude_*/LocalCache/Roaming"))]
    if platform == "darwin":
        return [home / "Library/Application Support"]
    config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    return [config, *sorted(home.glob(".var/app/com.visualstudio.code*/config"))]


def _in_workspaces(program: str, user: Path, here: Path | None) -> Iterator[Source]:
    """Yields the files of the folders that an editor had open, and of where the person is."""
    name = ".vscode" if program == "vscode" else ".cursor"
    folders = [*_workspaces(user)]
    if here is not None:
        folders = [here, *here.parents, *folders]
    for folder in dict.fromkeys(folders):
        yield Source(f"{_NAMES[program]}, {folder}", folder / name / "mcp.json", folder)


def _workspaces(user: Path) -> Iterator[Path]:
    """Yields the folders that an editor had open."""
    try:
        files = sorted(user.glob("workspaceStorage/*/workspace.json"), key=_age)
    except OSError:
        return
    from urllib.request import url2pathname  # noqa: PLC0415  (it brings an HTTP client along)

    for file in files[:MOST_WORKSPACES]:
        try:
            document = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            continue  # The editor's own business.
        address = document.get("folder") if isinstance(document, dict) else None
        if isinstance(address, str) and address.startswith("file:///"):
            yield Path(url2pathname(unquote(urlsplit(address).path)))


def _age(file: Path) -> float:
    return -file.stat().st_mtime


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _entries(document: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Yields the entries of a file in each of the notations: Claude's, VS Code's, its older one."""
    older = document.get("mcp")
    for entries in (
        document.get(ENTRIES),
        document.get("servers"),
        older.get("servers") if isinstance(older, dict) else None,
    ):
        if isinstance(entries, dict):
            yield from entries.items()


def _found(source: Source, name: str, given: object, inputs: Mapping[str, dict[str, Any]]) -> Found:
    if not isinstance(given, dict):
        return Found(name, {}, source, problem=tr("Its entry is not an object."))
    entry = {key: given[key] for key in _TAKEN if given.get(key) not in (None, "")}
    if source.workspace is not None:
        entry = json.loads(
            json.dumps(entry).replace("${workspaceFolder}", json.dumps(str(source.workspace))[1:-1])
        )
        if "command" in entry:
            entry.setdefault("cwd", str(source.workspace))
    if given.get("type") == "sse":
        told = tr("It speaks SSE, an older protocol that Parley does not.")
        return Found(name, entry, source, problem=told)
    try:
        spec = checked_entry(name, entry)
    except ConfigError as error:
        return Found(name, entry, source, problem=str(error))
    asked = [inputs.get(one.id, {"id": one.id}) for one in spec.inputs]
    commands = [one["id"] for one in asked if one.get("type") == "command"]
    problem = (
        tr("Its input {commands} comes from a command of VS Code.", commands=commands[0])
        if commands
        else ""
    )
    return Found(name, entry, source, tuple(asked), spec, problem)


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def _renamed(entry: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    if old == new:
        return entry
    before, after = (json.dumps(f"${{input:{one}}}")[1:-1] for one in (old, new))
    return dict(json.loads(json.dumps(entry).replace(before, after)))
