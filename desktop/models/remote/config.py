"""The list of providers in providers.json, which holds no keys."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic.alias_generators import to_camel

from desktop.errors import ConfigError, UnknownProvider
from desktop.language import tr
from desktop.models.context import Location
from desktop.models.entries import NAME, first_fault, read_each
from desktop.storage.json_file import read_entries, write_document

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ENTRIES = "providers"
"""The key under which the file has its providers."""

_SECRET = ("authorization", "api-key", "apikey", "cookie", "token", "secret", "password")
"""What no header that stands in a file may have in its name."""

Price = Annotated[float, Field(ge=0, allow_inf_nan=False)] | None
Modality = Literal["text", "image", "audio"]


class _Written(BaseModel):
    """Something that a person may write or change in the file."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True
    )

    def written(self) -> dict[str, Any]:
        """Returns it as the file has it, with only what is not as usual."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)


class ModelSpec(_Written):
    """One model of a provider, and what is known of it."""

    id: Annotated[str, Field(min_length=1, max_length=200)]
    """The name by which the provider knows it."""
    context_length: Annotated[int, Field(ge=0)] = 0
    input_price: Price = None
    """US dollars for a million tokens."""
    output_price: Price = None
    audio_price: Price = None
    """The same of what is heard; none where it costs what is read."""
    prices: str = ""
    """Where the prices come from, and of when they are."""
    modalities: tuple[Modality, ...] = ("text",)
    tools: bool = True

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, given: object) -> object:
        """Passes an object; a name alone stands for a model of which nothing is known."""
        return {"id": given} if isinstance(given, str) else given


class ProviderSpec(_Written):
    """One provider: where it answers, and which of its models may."""

    name: Annotated[str, Field(exclude=True)]
    preset: str = ""
    base_url: str
    models: tuple[ModelSpec, ...] = ()
    headers: dict[str, str] = {}
    """What is sent with each request beside the key."""
    key_variable: str = ""
    """The environment variable that holds the key, for a person who wants that."""
    key_stored: bool = False
    """Whether a key was put into the system's store, which is then asked for it."""
    local: bool | None = None
    """Whether it computes on this computer; None: as its preset knows."""
    insecure: bool = False
    """Whether the person allows a connection on which others can read along."""

    @field_validator("headers")
    @classmethod
    def _without_secrets(cls, headers: dict[str, str]) -> dict[str, str]:
        for name, value in headers.items():
            if any(word in name.lower() for word in _SECRET):
                raise ValueError(
                    tr("{name} holds a secret, and this file holds none. Use the key.", name=name)
                )
            if not (name.isascii() and f"{name}{value}".isprintable()):
                raise ValueError(tr("{name!r} is not a header", name=name))
        return headers

    @model_validator(mode="after")
    def _reachable(self) -> ProviderSpec:
        check_address(self.base_url, insecure=self.insecure)
        if self.local and not is_loopback(self.host):
            raise ValueError(
                tr("{host} is not this computer, so it cannot be local", host=self.host)
            )
        return self

    @property
    def host(self) -> str:
        """Where the text goes, with the port where it is not the usual one."""
        return urlsplit(self.base_url).netloc

    @property
    def account(self) -> str:
        """The name under which its key is kept: a key never goes to another address."""
        parts = urlsplit(self.base_url)
        return f"{self.name} at {parts.scheme}://{parts.netloc}"

    def location(self, model: str, *, computes_here: bool) -> Location:
        """Returns where a request's text goes when one of its models answers.

        What listens on this computer may pass the text on: a proxy does, and so does Ollama with
        a model of its cloud. So only what is known to compute here counts as here.

        Args:
            model: the model's name with the provider.
            computes_here: whether providers of this kind compute where they run.
        """
        wanted = computes_here if self.local is None else self.local
        in_cloud = model.endswith(("-cloud", ":cloud"))
        here = wanted and is_loopback(self.host) and not in_cloud
        return Location.LOCAL if here else Location.REMOTE


@dataclass(frozen=True, slots=True)
class ProviderList:
    """The providers that can be used, and what is wrong with the others."""

    providers: tuple[ProviderSpec, ...]
    problems: tuple[str, ...] = ()


def is_loopback(host: str) -> bool:
    """Returns whether a host, with or without a port, is this computer."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def check_address(address: str, *, insecure: bool = False) -> None:
    """Passes an address to which a key and a request may be sent.

    Raises:
        ValueError: it is no such address; the message says why, as a clause.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError(tr("the address is not one")) from None
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError(tr("the address must begin with https://"))
    if parts.username is not None or parts.password is not None:
        raise ValueError(
            tr("the address holds a name or a password, and this file holds no secrets")
        )
    if parts.query or parts.fragment:
        raise ValueError(tr("the address must end with its path, without ? or #"))
    if not (address.isascii() and address.isprintable()) or " " in address:
        raise ValueError(tr("the address holds signs that addresses do not have"))
    if parts.scheme == "http" and not is_loopback(parts.netloc) and not insecure:
        raise ValueError(
            tr(
                "over http everyone on the way to {host} can read the key and the requests. Use "
                'https, or say "insecure" if that is no matter, in a network of your own',
                host=parts.netloc,
            )
        )


def read_providers(path: Path) -> ProviderList:
    """Returns the providers of the file; a missing file is an empty list.

    Raises:
        ConfigError: the file cannot be read, or is not JSON of the expected shape.
    """
    return ProviderList(*read_each(path, ENTRIES, parsed))


def add_provider(path: Path, spec: ProviderSpec) -> None:
    """Adds a provider to the file, keeping everything else in it.

    Raises:
        ConfigError: the name is taken, or the file cannot be written.
    """
    document, entries = read_entries(path, ENTRIES)
    if spec.name in entries:
        raise ConfigError(
            tr("There is a provider named {name!r} already. Choose another name.", name=spec.name)
        )
    write_document(path, {**document, ENTRIES: {**entries, spec.name: spec.written()}})


def change_provider(path: Path, spec: ProviderSpec) -> None:
    """Replaces a provider's entry, keeping everything else in the file.

    Raises:
        UnknownProvider: there is no such entry.
        ConfigError: the file cannot be read or written.
    """
    document, entries = read_entries(path, ENTRIES)
    if spec.name not in entries:
        raise UnknownProvider(tr("There is no provider named {name!r} any more.", name=spec.name))
    write_document(path, {**document, ENTRIES: {**entries, spec.name: spec.written()}})


def remove_provider(path: Path, name: str) -> None:
    """Takes a provider out of the file, one with a faulty entry too.

    Raises:
        UnknownProvider: there is no such entry.
        ConfigError: the file cannot be read or written.
    """
    document, entries = read_entries(path, ENTRIES)
    if name not in entries:
        raise UnknownProvider(
            tr(
                "There is no provider named {name!r} in {path}. `parley providers list` tells "
                "them.",
                name=name,
                path=path,
            )
        )
    left = {key: value for key, value in entries.items() if key != name}
    write_document(path, {**document, ENTRIES: left})


def parsed(name: str, entry: object) -> ProviderSpec:
    """Returns an entry of the file as a provider.

    Raises:
        ConfigError: it is none; the message says what is wrong, and quotes no value.
    """
    if not NAME.fullmatch(name):
        raise ConfigError(
            tr(
                "{name!r} is no name for a provider: it may have 40 letters, digits, dots and "
                "hyphens.",
                name=name,
            )
        )
    if not isinstance(entry, dict):
        raise ConfigError(tr("The entry of provider {name!r} must be an object.", name=name))
    try:
        return ProviderSpec.model_validate(_whole({**entry, "name": name}))
    except ValidationError as error:
        raise ConfigError(
            tr("Provider {name!r}: {first}.", name=name, first=first_fault(error, ProviderSpec))
        ) from None


def _whole(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Returns an entry whose address ends without a slash, so that one address is one."""
    whole = dict(entry)
    for key in ("baseUrl", "base_url"):
        if isinstance(whole.get(key), str):
            whole[key] = whole[key].rstrip("/")
    return whole
