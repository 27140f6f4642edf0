"""What stands before every web server of Parley's: this computer alone, and no web page."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.responses import JSONResponse

from desktop.errors import ConfigError
from desktop.inbound.failures import FOREIGN, TOO_LARGE
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.applications import Starlette

LOOPBACK = "127.0.0.1"
NO_RETRY = {"x-should-retry": "false"}
"""Heeded by the SDKs of OpenAI and Anthropic: the same question again would be a nuisance."""
LONGEST_BODY = 32 << 20
"""Bytes of a request: a few pictures, and no flood."""


def listening_at(port: int) -> socket.socket:
    """Returns an open port of this computer, 0 for any that is free.

    Raises:
        ConfigError: the port is taken.
    """
    listening = socket.socket()
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise ConfigError(
            tr(
                "The port {port} of this computer cannot be opened ({strerror}). The endpoint "
                "stays off. Choose another port, or 0 for any that is free.",
                port=port,
                strerror=error.strerror,
            )
        ) from error
    return listening


def token_of(headers: Mapping[str, str]) -> str:
    """Returns the token that a request brings, as OpenAI's or Anthropic's SDKs send it."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        token = headers.get("x-api-key", "")
    return token.strip()


class Quiet(uvicorn.Server):
    """A server that leaves the signals of the process to Parley."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Captures none."""
        yield


class TooLargeError(Exception):
    """A body is longer than any that is read."""


class Guard:
    """What looks at each request before anything else does.

    A web page in the person's browser can reach this port as well as any program. It cannot take
    the name of this computer (`Host`), and it says that it is one (`Origin`).
    """

    def __init__(self, app: Starlette) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Lets a request through to the app, or turns it away."""
        headers = {name: value.decode("latin-1") for name, value in scope.get("headers", ())}
        host, _, _ = headers.get(b"host", "").rpartition(":")
        length = headers.get(b"content-length", "0")
        failure = None
        if host not in (LOOPBACK, "localhost") or b"origin" in headers:
            failure = FOREIGN
        elif not length.isdigit() or int(length) > LONGEST_BODY:
            failure = TOO_LARGE
        if failure is not None:
            answer = JSONResponse(failure.openai(), failure.status, headers=NO_RETRY)
            await answer(scope, receive, send)
            return
        read = 0

        async def bounded() -> Any:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > LONGEST_BODY:
                raise TooLargeError
            return message

        await self._app(scope, bounded, send)
