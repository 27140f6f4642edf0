"""The variables of an entry, `${env:X}` and others, in the notation that people already have."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, field_validator

from desktop.errors import ConfigError, StartFailed
from desktop.language import tr
from desktop.storage.env_file import variables_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import SecretStr

    from desktop.servers.config import ServerSpec
    from desktop.servers.sandbox.bounds import Sandbox

    Variable = Callable[[str], SecretStr | None]

_VARIABLE = re.compile(
    r"\$\{(?:(env|input):([^}]+)|(userHome|workspaceFolder|pathSeparator|/))\}", re.ASCII
)
_SEPARATORS = ("pathSeparator", "/")


class Input(BaseModel):
    """Something that an entry needs and that the person is asked for once."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    type: Literal["promptString", "pickString"] = "promptString"
    description: str = ""
    password: bool = False
    default: str = ""
    options: tuple[str, ...] = ()

    @field_validator("options", mode="before")
    @classmethod
    def _values(cls, options: object) -> object:
        """Takes the values of options that have a label too."""
        if not isinstance(options, list):
            return options
        return [one.get("value") if isinstance(one, dict) else one for one in options]


def inputs_of(spec: ServerSpec) -> list[str]:
    """Returns the ids of the inputs that a server needs, each once, as they come."""
    texts = (spec.command, *spec.args, spec.cwd or "", spec.env_file, spec.url)
    texts += (*spec.env.values(), *spec.headers.values(), spec.proxy, spec.oauth.client_secret)
    found = (match for text in texts for match in _VARIABLE.finditer(text))
    return list(dict.fromkeys(match[2] for match in found if match[1] == "input"))


def filled(spec: ServerSpec, variable: Variable) -> ServerSpec:
    """Returns a server with its variables filled in but for its inputs, and those of its envFile.

    Raises:
        StartFailed: a variable has no value, or the envFile cannot be read.
    """

    def value(match: re.Match[str]) -> str:
        kind, name, word = match.groups()
        if kind == "input":
            return match[0]
        if kind == "env":
            return _environment(spec, variable, name)
        if word in _SEPARATORS:
            return os.sep
        if word == "userHome":
            return str(Path.home())
        raise StartFailed(
            tr(
                "The entry of {name} names ${{workspaceFolder}}, which only an editor has. "
                "Write the folder itself in its place.",
                name=spec.name,
            )
        )

    known = _replaced(spec, lambda text: _VARIABLE.sub(value, text))
    if not spec.env_file:
        return known
    more = _read(spec, known.env_file, known.cwd)
    return known.model_copy(update={"env_file": "", "env": {**more, **known.env}})


def with_inputs(spec: ServerSpec, inputs: Mapping[str, str]) -> ServerSpec:
    """Returns a server with what the person gave for its inputs."""

    def value(match: re.Match[str]) -> str:
        return inputs.get(match[2], match[0]) if match[1] == "input" else match[0]

    return _replaced(spec, lambda text: _VARIABLE.sub(value, text))


def _replaced(spec: ServerSpec, fill: Callable[[str], str]) -> ServerSpec:
    return spec.model_copy(
        update={
            "command": fill(spec.command),
            "args": tuple(map(fill, spec.args)),
            "cwd": fill(spec.cwd) if spec.cwd else spec.cwd,
            "env": {name: fill(text) for name, text in spec.env.items()},
            "env_file": fill(spec.env_file),
            "url": fill(spec.url),
            "headers": {name: fill(text) for name, text in spec.headers.items()},
            "sandbox": _filled_sandbox(spec.sandbox, fill),
            "proxy": fill(spec.proxy),
            "oauth": spec.oauth.model_copy(
                update={"client_secret": fill(spec.oauth.client_secret)}
            ),
        }
    )


def _filled_sandbox(sandbox: Sandbox | None, fill: Callable[[str], str]) -> Sandbox | None:
    if sandbox is None:
        return None
    read, change = (
        tuple(str(Path(fill(folder)).expanduser()) for folder in folders)
        for folders in (sandbox.allow_read, sandbox.allow_write)
    )
    return sandbox.model_copy(update={"allow_read": read, "allow_write": change})


def _environment(spec: ServerSpec, variable: Variable, name: str) -> str:
    try:
        found = variable(name)
    except ConfigError as error:
        raise StartFailed(
            tr("{name} could not be started: {error}", name=spec.name, error=error)
        ) from error
    if found is None:
        raise StartFailed(
            tr(
                "{name} needs the environment variable {name2}, which is not set. Set it "
                "before Parley starts, or write it into Parley's .env file.",
                name=spec.name,
                name2=name,
            )
        )
    return found.get_secret_value()


def _read(spec: ServerSpec, name: str, cwd: str | None) -> dict[str, str]:
    path = Path(cwd or Path.home(), name).expanduser()
    try:
        return dict(variables_in(path.read_text("utf-8-sig")))
    except (OSError, UnicodeDecodeError) as error:
        raise StartFailed(
            tr(
                "{name} could not be started: its envFile {path} cannot be read ({name2}).",
                name=spec.name,
                path=path,
                name2=type(error).__name__,
            )
        ) from error
