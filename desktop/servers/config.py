"""The list of servers in mcp.json, in the `mcpServers` notation that people already have."""

from __future__ import annotations

import hashlib
import json
import shlex
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.alias_generators import to_camel

from desktop.errors import ConfigError
from desktop.servers.eras import Era
from desktop.storage.programs import own_program

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BUNDLED = "examples"
"""The name of the server that comes with Parley."""


Most = Annotated[int, Field(strict=True, ge=1)] | None


class SamplingLimits(BaseModel):
    """The limits that the file names; each of the others is as Parley has it."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel)

    requests_per_minute: Most = None
    requests_per_hour: Most = None
    at_once: Most = None
    tokens_per_request: Most = None
    tokens_per_session: Most = None
    tokens_per_day: Most = None
    seconds_per_day: Most = None

    @model_validator(mode="before")
    @classmethod
    def _known(cls, limits: object) -> object:
        """Passes what names no unknown limit: one that is misspelled would hold nothing back."""
        known = [to_camel(name) for name in cls.model_fields]
        unknown = sorted(set(limits) - set(known)) if isinstance(limits, dict) else []
        if unknown:
            raise ValueError(f"there is no limit {unknown[0]!r}. There are: {', '.join(known)}")
        return limits


_NONE_NAMED = SamplingLimits()


class SamplingRules(BaseModel):
    """What one entry says about its server's requests for completions."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    consent: Literal["ask", "always", "never"] = "ask"
    limits: SamplingLimits = _NONE_NAMED


class _Everywhere(BaseModel):
    """What the file says about the requests of all servers together."""

    limits: SamplingLimits = _NONE_NAMED


class ServerSpec(BaseModel):
    """One server: a command to run, or a URL to reach."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    command: str = ""
    args: tuple[str, ...] = ()
    env: dict[str, str] = {}
    cwd: str | None = None
    url: str = ""
    headers: dict[str, str] = {}
    era: Era = Era.AUTO
    sampling: SamplingRules = SamplingRules()
    bundled: bool = False

    @model_validator(mode="after")
    def _command_or_url(self) -> ServerSpec:
        if bool(self.command) == bool(self.url):
            raise ValueError("needs either a command or a url")
        if self.url and not self.url.startswith(("http://", "https://")):
            raise ValueError("the url must begin with http:// or https://")
        return self

    @property
    def target(self) -> str:
        """The complete command line, or the URL."""
        return self.url or shlex.join([self.command, *self.args])

    @property
    def fingerprint(self) -> str:
        """A digest that changes whenever something else would be run or reached."""
        parts = [self.command, *self.args, self.cwd or "", self.url]
        parts += [f"{name}={value}" for name, value in sorted(self.env.items())]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ServerList:
    """The servers that can be used, and what is wrong with the others."""

    servers: tuple[ServerSpec, ...]
    problems: tuple[str, ...] = ()
    limits: SamplingLimits = _NONE_NAMED
    """Those of all servers together: `sampling.limits` beside `mcpServers`, as in an entry."""


def bundled_server() -> ServerSpec:
    """Returns the server that comes with Parley.

    It is met in the older era, where a refusal reaches the tool, so that a person can see what
    a server is told.
    """
    command, *args = own_program("desktop.toolkit.bundled_server")
    return ServerSpec(name=BUNDLED, command=command, args=tuple(args), era=Era.LEGACY, bundled=True)


def read_servers(path: Path) -> ServerList:
    """Returns the bundled server and those of the file; a missing file is an empty list.

    Raises:
        ConfigError: the file cannot be read, or is not JSON of the expected shape.
    """
    servers, problems = [bundled_server()], []
    document = _document(path)
    for name, entry in _entries(document, path).items():
        if name == BUNDLED:
            problems.append(f"The name {BUNDLED!r} in {path} is taken by Parley's own server.")
            continue
        try:
            servers.append(_parse(name, entry))
        except ConfigError as error:
            problems.append(f"{error} It was left out.")
    limits, problem = _limits(document)
    return ServerList(tuple(servers), (*problems, *problem), limits)


def add_server(path: Path, name: str, entry: Mapping[str, Any]) -> ServerSpec:
    """Adds an entry to the file, keeping everything else in it, and returns its server.

    Raises:
        ConfigError: the name is taken, the entry is not a server, or the file cannot be written.
    """
    spec = _parse(name, entry)
    document = _document(path)
    entries = _entries(document, path)
    if name in entries or name == BUNDLED:
        raise ConfigError(f"There is a server named {name!r} already. Choose another name.")
    document["mcpServers"] = {**entries, name: dict(entry)}
    _write(path, document)
    return spec


def remove_server(path: Path, name: str) -> None:
    """Takes an entry out of the file, keeping everything else in it.

    Raises:
        ConfigError: there is no such entry, or the file cannot be written.
    """
    if name == BUNDLED:
        raise ConfigError("The bundled server comes with Parley and cannot be removed.")
    document = _document(path)
    entries = _entries(document, path)
    if name not in entries:
        raise ConfigError(f"There is no server named {name!r} in {path}.")
    document["mcpServers"] = {key: value for key, value in entries.items() if key != name}
    _write(path, document)


def _parse(name: str, entry: object) -> ServerSpec:
    if not name.strip():
        raise ConfigError("A server needs a name.")
    if not isinstance(entry, dict):
        raise ConfigError(f"The entry of server {name!r} must be an object.")
    try:
        return ServerSpec.model_validate({**entry, "name": name, "bundled": False})
    except ValidationError as error:
        raise ConfigError(f"Server {name!r}: {_first(error)}.") from error


def _limits(document: dict[str, Any]) -> tuple[SamplingLimits, tuple[str, ...]]:
    """Returns the limits of all servers together, and what is wrong with them."""
    try:
        return _Everywhere.model_validate(document.get("sampling", {})).limits, ()
    except ValidationError as error:
        told = f"sampling, for all servers together: {_first(error)}. The usual limits hold."
        return _NONE_NAMED, (told,)


def _first(error: ValidationError) -> str:
    """Returns the first thing that is wrong, with its place."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    what = first["msg"].removeprefix("Value error, ")
    return f"{where}: {what}" if where else what


def _document(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from error
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(
            f"{path} is not valid JSON: {error}. The file was left as it is; mend it and start "
            "again."
        ) from error
    if not isinstance(document, dict):
        raise ConfigError(f"{path} must hold an object with the key mcpServers.")
    return document


def _entries(document: dict[str, Any], path: Path) -> dict[str, Any]:
    entries = document.get("mcpServers", {})
    if not isinstance(entries, dict):
        raise ConfigError(f"mcpServers in {path} must be an object, one entry for each server.")
    return entries


def _write(path: Path, document: dict[str, Any]) -> None:
    """Replaces the file in one step; the version before stays beside it as .bak."""
    file = path.resolve()  # A link, as dotfiles have it, stays one.
    fresh = file.with_name(f"{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.touch(0o600)  # Entries hold tokens.
        if file.exists():
            shutil.copymode(file, fresh)
            shutil.copy2(file, file.with_name(f"{file.name}.bak"))
        fresh.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")
        fresh.replace(file)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error}. Nothing was changed.") from error
