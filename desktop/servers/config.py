"""The list of servers in mcp.json, in the `mcpServers` notation that people already have."""

from __future__ import annotations

import hashlib
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from desktop.errors import ConfigError
from desktop.events import CHAT
from desktop.language import tr
from desktop.servers.bundles.manifest import BundleMark  # noqa: TC001  (pydantic reads it)
from desktop.servers.eras import Era
from desktop.servers.rules import (
    NONE_NAMED,
    Everywhere,
    SamplingLimits,
    SamplingRules,
)
from desktop.servers.sandbox.bounds import MaybeSandbox, Sandbox
from desktop.servers.signing_in.rules import USUAL_OAUTH, OAuthRules
from desktop.servers.variables import Input, inputs_of
from desktop.storage.json_file import read_entries, write_document
from desktop.storage.programs import own_program

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BUNDLED = "examples"
"""The name of the server that comes with Parley."""
REPLAY = "parley-replay"
"""The name of the one that asks a recorded request again."""

ENTRIES = "mcpServers"
"""The key under which a file has its servers."""


class ServerSpec(BaseModel):
    """One server: a command to run, or a URL to reach."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    command: str = ""
    args: tuple[str, ...] = ()
    env: dict[str, str] = {}
    env_file: str = ""
    """Where more of its environment stands; `env` has the last word."""
    cwd: str | None = None
    sandbox: MaybeSandbox = None
    """What it may touch of this computer; None is all that the person may."""
    url: str = ""
    type: str = ""
    """How an address is spoken to; `sse` is the older way, which else is found out."""
    headers: dict[str, str] = {}
    proxy: str = ""
    """The proxy by which an address is reached; without it what the environment says holds."""
    oauth: OAuthRules = USUAL_OAUTH
    roots: tuple[str, ...] = ()
    """The folders that the person shares with it, which it may ask for."""
    endpoint: Annotated[bool, Field(strict=True)] = False
    """Whether it gets a token, by which it may ask models as OpenAI's and Anthropic's SDKs do."""
    era: Era = Era.AUTO
    sampling: SamplingRules = SamplingRules()
    start: Literal["app", "use"] = "app"
    """Whether it starts with Parley, or when it is used first."""
    idle_minutes: Annotated[float, Field(ge=0, le=1440, validation_alias="idleMinutes")] = 15.0
    """Minutes without use after which one that starts on use is stopped; 0 for never."""
    bundled: bool = False
    bundle: BundleMark | None = None
    """The file that it came from, where that is one."""
    inputs: tuple[Input, ...] = ()
    """What the person is asked for once, of that which the entry names."""

    @field_validator("env", mode="before")
    @classmethod
    def _as_text(cls, env: object) -> object:
        """Takes numbers as they are written, and null for a variable that is not set."""
        if not isinstance(env, dict):
            return env
        return {
            name: str(value) if type(value) in (int, float) else value
            for name, value in env.items()
            if value is not None
        }

    @field_validator("roots")
    @classmethod
    def _whole_paths(cls, roots: tuple[str, ...]) -> tuple[str, ...]:
        for folder in roots:
            if not Path(folder).expanduser().is_absolute():
                raise ValueError(tr("{folder!r} is no complete path of a folder", folder=folder))
        return roots

    @model_validator(mode="after")
    def _command_or_url(self) -> ServerSpec:
        if bool(self.command) == bool(self.url):
            raise ValueError(tr("needs either a command or a url"))
        if self.url and not self.url.startswith(("http://", "https://")):
            raise ValueError(tr("the url must begin with http:// or https://"))
        if self.proxy and not self.proxy.startswith(("http://", "https://")):
            raise ValueError(tr("the proxy must begin with http:// or https://"))
        if self.url and self.endpoint:
            raise ValueError(tr("endpoint is for a command, which finds its token when it starts"))
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
        parts += [self.env_file] if self.env_file else []
        parts += [f"{name}: {value}" for name, value in sorted(self.headers.items())]
        parts += [f"by {self.proxy}"] if self.proxy else []
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ServerList:
    """The servers that can be used, and what is wrong with the others."""

    servers: tuple[ServerSpec, ...]
    problems: tuple[str, ...] = ()
    limits: SamplingLimits = NONE_NAMED
    """Those of all servers together: `sampling.limits` beside `mcpServers`, as in an entry."""


def bundled_server() -> ServerSpec:
    """Returns the server that comes with Parley.

    It is met in the older era, where a refusal reaches the tool, so that a person can see what
    a server is told.
    """
    command, *args = own_program("desktop.toolkit.bundled_server")
    return ServerSpec(
        name=BUNDLED,
        command=command,
        args=tuple(args),
        sandbox=Sandbox(),
        era=Era.LEGACY,
        bundled=True,
    )


def replaying_server(request: Path, era: Era, models: tuple[str, ...] = ()) -> ServerSpec:
    """Returns the server that asks again what a file says; `models` are those that may answer."""
    command, *args = own_program("desktop.toolkit.replaying_server")
    return ServerSpec(
        name=REPLAY,
        command=command,
        args=tuple(args),
        env={"PARLEY_REPLAYED_REQUEST": str(request)},
        era=era,
        sampling=SamplingRules(models=models, timeout=600.0),
        bundled=True,
    )


def read_servers(path: Path) -> ServerList:
    """Returns the bundled server and those of the file; a missing file is an empty list.

    Raises:
        ConfigError: the file cannot be read, or is not JSON of the expected shape.
    """
    servers, problems = [bundled_server()], []
    document, entries = read_entries(path, ENTRIES)
    for name, entry in entries.items():
        if name in (BUNDLED, CHAT):
            problems.append(
                tr("The name {name!r} in {path} is taken by Parley itself.", name=name, path=path)
            )
            continue
        try:
            servers.append(_parse(name, entry))
        except ConfigError as error:
            problems.append(tr("{error} It was left out.", error=error))
    inputs, of_inputs = _inputs(document)
    limits, of_limits = _limits(document)
    wrong = (*problems, *of_inputs, *of_limits)
    return ServerList(tuple(_with(spec, inputs) for spec in servers), wrong, limits)


def add_server(path: Path, name: str, entry: Mapping[str, Any]) -> ServerSpec:
    """Adds an entry to the file, keeping everything else in it, and returns its server.

    Raises:
        ConfigError: the name is taken, the entry is not a server, or the file cannot be written.
    """
    [spec] = add_servers(path, {name: entry})
    return spec


def add_servers(
    path: Path,
    fresh: Mapping[str, Mapping[str, Any]],
    inputs: Sequence[Mapping[str, Any]] = (),
) -> list[ServerSpec]:
    """Adds entries to the file, all or none, keeping everything else, and returns their servers.

    Args:
        path: the file.
        fresh: the entries, by their names.
        inputs: what they ask the person for.

    Raises:
        ConfigError: a name is taken, an entry is not a server, or the file cannot be written.
    """
    specs = [_parse(name, entry) for name, entry in fresh.items()]
    document, entries = read_entries(path, ENTRIES)
    for name in fresh:
        if name in entries or name in (BUNDLED, CHAT):
            raise ConfigError(
                tr("There is a server named {name!r} already. Choose another name.", name=name)
            )
    document[ENTRIES] = {**entries, **{name: dict(entry) for name, entry in fresh.items()}}
    if inputs and not isinstance(document.get("inputs", []), list):
        raise ConfigError(tr("inputs in {path} must be a list. Mend it and try again.", path=path))
    if inputs:
        document["inputs"] = [*document.get("inputs", []), *map(dict, inputs)]
    write_document(path, document)
    known, _ = _inputs(document)
    return [_with(spec, known) for spec in specs]


def remove_server(path: Path, name: str) -> None:
    """Takes an entry out of the file, keeping everything else in it.

    Raises:
        ConfigError: there is no such entry, or the file cannot be written.
    """
    if name == BUNDLED:
        raise ConfigError(tr("The bundled server comes with Parley and cannot be removed."))
    document, entries = read_entries(path, ENTRIES)
    if name not in entries:
        raise ConfigError(tr("There is no server named {name!r} in {path}.", name=name, path=path))
    document[ENTRIES] = {key: value for key, value in entries.items() if key != name}
    write_document(path, document)


def checked_entry(name: str, entry: Mapping[str, Any]) -> ServerSpec:
    """Returns the server that an entry would be, with what it asks for.

    Raises:
        ConfigError: the entry is not a server.
    """
    return _with(_parse(name, entry), {})


def _parse(name: str, entry: object) -> ServerSpec:
    if not name.strip():
        raise ConfigError(tr("A server needs a name."))
    if not isinstance(entry, dict):
        raise ConfigError(tr("The entry of server {name!r} must be an object.", name=name))
    try:
        ours = {"name": name, "bundled": False, "inputs": ()}
        return ServerSpec.model_validate({**entry, "env_file": entry.get("envFile", ""), **ours})
    except ValidationError as error:
        raise ConfigError(
            tr("Server {name!r}: {first}.", name=name, first=_first(error))
        ) from error


def _with(spec: ServerSpec, inputs: Mapping[str, Input]) -> ServerSpec:
    """Returns a server with what it asks for; what nobody describes is asked for as a secret."""
    asked = tuple(inputs.get(one, Input(id=one, password=True)) for one in inputs_of(spec))
    return spec.model_copy(update={"inputs": asked}) if asked else spec


def _inputs(document: dict[str, Any]) -> tuple[dict[str, Input], tuple[str, ...]]:
    """Returns what the file describes that people are asked for, and what is wrong with it."""
    given, found, problems = document.get("inputs", []), {}, []
    for number, one in enumerate(given if isinstance(given, list) else [given], 1):
        try:
            described = Input.model_validate(one)
            found[described.id] = described
        except ValidationError as error:
            problems.append(
                tr(
                    "inputs, number {number}: {first}. It is asked for as a text.",
                    number=number,
                    first=_first(error),
                )
            )
    return found, tuple(problems)


def _limits(document: dict[str, Any]) -> tuple[SamplingLimits, tuple[str, ...]]:
    """Returns the limits of all servers together, and what is wrong with them."""
    try:
        return Everywhere.model_validate(document.get("sampling", {})).limits, ()
    except ValidationError as error:
        told = tr(
            "sampling, for all servers together: {first}. The usual limits hold.",
            first=_first(error),
        )
        return NONE_NAMED, (told,)


def _first(error: ValidationError) -> str:
    """Returns the first thing that is wrong, with its place."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"]).replace("env_file", "envFile")
    what = first["msg"].removeprefix("Value error, ")
    return f"{where}: {what}" if where else what
