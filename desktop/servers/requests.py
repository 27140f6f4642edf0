"""What servers may ask besides completions: a form, a visit to an address, the shared folders."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mcp.shared.exceptions import UrlElicitationRequiredError
from mcp_types import (
    URL_ELICITATION_REQUIRED,
    ElicitRequestURLParams,
    ElicitResult,
    ListRootsResult,
    Root,
)
from pydantic import FileUrl, ValidationError

from desktop.errors import ConfigError, InvalidRequest
from desktop.language import tr
from desktop.servers.entries import set_part
from desktop.servers.forms import fields_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from mcp import MCPError
    from mcp_types import ElicitRequestParams, ErrorData

    from desktop.servers.config import ServerSpec
    from desktop.servers.connection import Origin
    from desktop.servers.forms import FormField

    Elicitor = Callable[["Origin", ElicitRequestParams], Awaitable[ElicitResult | ErrorData]]

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
LONGEST_ADDRESS = 8_000

MOST_VISITS = 3
"""So many addresses are shown for one refused call."""


def fields_asked(params: ElicitRequestParams) -> tuple[FormField, ...]:
    """Returns the fields of the form that is asked for; none where it is an address.

    Raises:
        InvalidRequest: it is no form that can be shown, or no address that may be opened.
    """
    if isinstance(params, ElicitRequestURLParams):
        check_address(params.url)
        return ()
    return fields_of(params.requested_schema)


def check_address(address: str) -> None:
    """Passes an address that a browser may be sent to.

    Raises:
        InvalidRequest: it is not encrypted, leads into a program of this computer, or is odd.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        parts.port  # noqa: B018 - it is read for its ValueError
    except ValueError:
        raise InvalidRequest(tr("the address cannot be read")) from None
    if len(address) > LONGEST_ADDRESS or re.search(r"[\s\x00-\x1f\x7f\\]", address):
        raise InvalidRequest(tr("the address has characters that no address has, or is too long"))
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)):
        raise InvalidRequest(tr("only https addresses are opened, or http ones of this computer"))


def addresses_in(error: MCPError) -> list[ElicitRequestURLParams]:
    """Returns the addresses that a person must visit before a refused call can succeed."""
    if error.code != URL_ELICITATION_REQUIRED:
        return []
    try:
        asked = UrlElicitationRequiredError.from_error(error.error).elicitations
    except (ValidationError, AttributeError, TypeError):
        return []
    return asked[:MOST_VISITS]


async def cancels(origin: Origin, params: ElicitRequestParams) -> ElicitResult:
    """Returns that nobody was there to be asked."""
    del origin, params
    return ElicitResult(action="cancel")


def roots_of(spec: ServerSpec) -> ListRootsResult:
    """Returns the folders that the person shares with a server; none unless they said so."""
    return ListRootsResult(
        roots=[
            Root(uri=FileUrl(path.as_uri()), name=path.name or str(path))
            for path in (Path(folder).expanduser() for folder in spec.roots)
            if path.is_absolute()
        ]
    )


def set_roots(path: Path, name: str, folders: Sequence[str]) -> None:
    """Writes into mcp.json which folders the person shares with a server.

    Raises:
        ConfigError: there is no such entry, a folder is none, or the file cannot be written.
    """
    for folder in folders:
        if not Path(folder).expanduser().is_dir():
            raise ConfigError(
                tr("There is no folder {folder}. Only folders can be shared.", folder=folder)
            )
    set_part(path, name, "roots", list(folders))
