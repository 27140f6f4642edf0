"""What the manifest of a bundle says: who made it, how it is run, and what it asks the person."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from desktop.errors import BundleRefused
from desktop.language import tr
from desktop.servers.forms import Unfit

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSIONS = ("0.1", "0.2", "0.3", "0.4")
MOST_BYTES = 1 << 20
MOST_OPTIONS = 50
LONGEST_VALUE = 10_000

Kind = Literal["string", "number", "boolean", "directory", "file"]
Given = str | int | float | bool | list[str]
"""A value of one of a bundle's settings."""

_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_NAMES = re.compile(r"[^\s/\\]{1,80}")


class _Part(BaseModel):
    """Some of a manifest; what is not known of it is kept."""

    model_config = ConfigDict(frozen=True, extra="allow")


class BundleMark(BaseModel):
    """What the entry of a server says of the bundle that it came from."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    name: str
    version: str = ""
    values: dict[str, Given] = {}
    """What was given for its settings, but for what is secret."""
    secrets: dict[str, str] = {}
    """The inputs that stand for what is secret, by the settings' names."""
    signer: str = ""


class Author(_Part):
    """Who made a bundle, as they say."""

    name: str
    email: str = ""
    url: str = ""


class Run(_Part):
    """How a server is run, or what of that is another way on one system."""

    command: str = ""
    args: tuple[str, ...] | None = None
    env: dict[str, str] | None = None


class McpConfig(Run):
    """How a server is run on each system."""

    platform_overrides: dict[str, Run] = {}

    def on(self, platform: str) -> Run:
        """Returns how it is run on a system, as in `sys.platform`."""
        other = self.platform_overrides.get(platform, Run())
        return Run(
            command=other.command or self.command,
            args=self.args if other.args is None else other.args,
            env=self.env if other.env is None else other.env,
        )


class Server(_Part):
    """The server in a bundle."""

    type: Literal["python", "node", "binary", "uv"]
    entry_point: str
    mcp_config: McpConfig = McpConfig()

    @model_validator(mode="after")
    def _can_be_run(self) -> Server:
        if not self.mcp_config.command and self.type != "uv":
            raise ValueError(tr("mcp_config has no command"))
        return self


class Option(_Part):
    """One setting that a bundle asks the person for."""

    type: Kind
    title: str
    description: str = ""
    required: bool = False
    default: Given | None = None
    multiple: bool = False
    sensitive: bool = False
    min: float | None = None
    max: float | None = None

    @property
    def words(self) -> str:
        """What goes into it, in words."""
        one = {
            "string": tr("a text"),
            "number": tr("a number"),
            "boolean": tr("yes or no"),
            "directory": tr("a folder"),
            "file": tr("a file"),
        }[self.type]
        return tr("{one}, or several", one=one) if self.multiple else one

    def parse(self, typed: str) -> Given | None:
        """Returns what was typed as a value, a line for each of several; None for nothing.

        Raises:
            Unfit: it is no value of this setting.
        """
        if self.multiple:
            return self.check([line.strip() for line in typed.splitlines() if line.strip()])
        text = typed if self.sensitive else typed.strip()
        if text and self.type == "number":
            try:
                return self.check(float(text))
            except ValueError:
                raise Unfit(tr("This must be a number.")) from None
        if text and self.type == "boolean":
            if text.lower() not in ("yes", "no", "true", "false"):
                raise Unfit(tr("This must be yes or no."))
            return self.check(text.lower() in ("yes", "true"))
        return self.check(text)

    def check(self, value: object) -> Given | None:
        """Returns a value that fits, or None where it is left out.

        Raises:
            Unfit: it does not fit, or is needed.
        """
        if value is None or value in ("", []):
            if self.required:
                raise Unfit(tr("This is needed."))
            return None
        match value:
            case list() if self.multiple and all(isinstance(one, str) for one in value):
                return [self._text(one) for one in value]
            case bool() if self.type == "boolean":
                return value
            case bool():
                pass
            case int() | float() if self.type == "number":
                return self._number(value)
            case str() if self.type in ("string", "directory", "file") and not self.multiple:
                return self._text(value)
        raise Unfit(tr("This must be {words}.", words=self.words))

    def _number(self, value: float) -> float:
        if not abs(value) < float("inf"):
            raise Unfit(tr("This must be a number."))
        if self.min is not None and value < self.min:
            raise Unfit(tr("This must be {min:g} or more.", min=self.min))
        if self.max is not None and value > self.max:
            raise Unfit(tr("This must be {max:g} or less.", max=self.max))
        return int(value) if float(value).is_integer() else value

    def _text(self, text: str) -> str:
        if "${" in text:
            raise Unfit(tr("This must not have ${ in it, which names a variable."))
        if len(text) > LONGEST_VALUE or "\0" in text:
            raise Unfit(tr("This is too long."))
        return text


class Tool(_Part):
    """A tool that a bundle says its server has."""

    name: str
    description: str = ""


class Runtimes(_Part):
    """Which versions of what runs it a bundle wants."""

    python: str = ""
    node: str = ""


class Compatibility(_Part):
    """Where a bundle says that it can be used."""

    platforms: tuple[str, ...] = ()
    runtimes: Runtimes = Runtimes()


class Manifest(_Part):
    """All of it; of what people read, nothing is to be believed."""

    name: str
    version: str
    description: str
    author: Author
    server: Server
    display_name: str = ""
    long_description: str = ""
    homepage: str = ""
    license: str = ""
    tools: tuple[Tool, ...] = ()
    tools_generated: bool = False
    compatibility: Compatibility = Compatibility()
    user_config: Annotated[dict[str, Option], Field(max_length=MOST_OPTIONS)] = {}

    @model_validator(mode="before")
    @classmethod
    def _known_version(cls, given: object) -> object:
        """Passes a manifest of a version that is known, by either of its names."""
        told = given if isinstance(given, dict) else {}
        version = told.get("manifest_version") or told.get("dxt_version")
        if version not in VERSIONS:
            raise ValueError(
                tr(
                    "it is of version {version!r}, and Parley knows {known}",
                    version=version,
                    known=", ".join(VERSIONS),
                )
            )
        return given

    @model_validator(mode="after")
    def _plain_names(self) -> Manifest:
        for name in (self.name, *self.user_config):
            if not _NAMES.fullmatch(name) or _hides(name):
                raise ValueError(tr("{name!r} is no name", name=name))
        return self


def read_manifest(text: bytes) -> Manifest:
    """Returns a manifest as it stands in a bundle.

    Raises:
        BundleRefused: it is none, or of a version that is not known.
    """
    try:
        told: Mapping[str, Any] = json.loads(text.decode("utf-8-sig"))
        return Manifest.model_validate(told)
    except (ValueError, RecursionError) as error:
        raise BundleRefused(
            tr("Its manifest.json cannot be used: {why}.", why=_why(error))
        ) from error


def _why(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return tr("it is not valid JSON")
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    what = first["msg"].removeprefix("Value error, ")
    return f"{where}: {what}" if where else what


def _hides(text: str) -> bool:
    return any(unicodedata.category(sign) in _HIDDEN for sign in text)
