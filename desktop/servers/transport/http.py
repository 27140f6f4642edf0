"""How a server with an address is reached: streamable HTTP, or the older way with events (SSE)."""

from __future__ import annotations

import asyncio
import socket
import ssl
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

import httpx2
from mcp import MCPError
from mcp.client.sse import sse_client
from mcp.client.streamable_http import streamable_http_client

from desktop.errors import ServerGone
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator

    from mcp.client import Transport
    from mcp.shared._httpx_utils import McpHttpClientFactory

    from desktop.servers.config import ServerSpec
    from desktop.servers.signing_in.oauth import SignedRequests

CONNECT_SECONDS = 30.0
"""A connection may take this long to open; what is said on it may take as long as it takes."""

LEAVE_SECONDS = 3.0
"""A server may take this long to hear that it is left."""

LOOK_SECONDS = 15.0
"""After so long without a word a server is looked at: nobody says when one is gone."""

AGAIN_SECONDS = 3.0
MISSES = 2
"""So many looks in a row must fail; one may be the network's fault."""

LARGEST = 8 * 1024 * 1024
"""Bytes of one message, as on the other transport."""

_NOT_THIS_WAY = (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)
_GATE_SHUT = (
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
_SESSION = "mcp-session-id"
_EVENTS = "text/event-stream"
_OURSELVES = ("all://localhost", "all://127.0.0.1", "all://[::1]")


class HttpLine:
    """The way to one server, which learns from what comes back; made by `http_line`."""

    def __init__(
        self, spec: ServerSpec, auth: SignedRequests | None, ended: Callable[[], None]
    ) -> None:
        self._spec = spec
        self._ended = ended
        self._refused = False
        """Whether it does not take messages in the newer way."""
        self._answered = False
        """Whether it ever took one."""
        self._status = 0
        """The latest status that was a refusal."""
        self._heard = asyncio.get_running_loop().time()
        mine = {} if spec.proxy else dict.fromkeys(_OURSELVES)
        self.client = httpx2.AsyncClient(
            headers=_headers(spec),
            auth=auth,
            # With the usual read timeout a server is cut off while a person still reads.
            timeout=httpx2.Timeout(CONNECT_SECONDS, read=None),
            proxy=spec.proxy or None,
            mounts=mine,
            event_hooks={"request": [self._on_request], "response": [self._on_response]},
        )

    def transport(self, *, older: bool) -> Transport:
        """Returns one of the two ways to speak with the server."""
        if older:
            lent = cast("McpHttpClientFactory", self._lent)
            return sse_client(self._spec.url, httpx_client_factory=lent)
        return streamable_http_client(
            self._spec.url, http_client=self.client, max_sse_event_size=LARGEST
        )

    @property
    def goes_another_way(self) -> bool:
        """Whether a server that could not be reached in the newer way may be older than that."""
        return self._refused and not self._answered

    def why(self, cause: BaseException) -> str:
        """Returns why a server could not be reached, for a person."""
        name, url = self._spec.name, self._spec.url
        refusal = cause.response.status_code if isinstance(cause, httpx2.HTTPStatusError) else 0
        refusal = refusal or (self._status if isinstance(cause, MCPError) else 0)
        if refusal in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return tr(
                "{name} does not let Parley in ({status}). {key_hint}",
                name=name,
                status=_status(refusal),
                key_hint=_key_hint(self._spec),
            )
        if refusal:
            return tr(
                "{name} answered {status} at {url}. Is the address right?",
                name=name,
                status=_status(refusal),
                url=url,
            )
        if isinstance(cause, MCPError):
            return tr("{name} refused the connection: {message}", name=name, message=cause.message)
        return tr(
            "{name} could not be reached at {url}: {trouble}",
            name=name,
            url=url,
            trouble=_trouble(cause, url),
        )

    async def watch(self) -> None:
        """Looks at a silent server from time to time, and says once that it is gone."""
        missed, loop = 0, asyncio.get_running_loop()
        while missed < MISSES:
            await asyncio.sleep(AGAIN_SECONDS if missed else LOOK_SECONDS)
            if loop.time() - self._heard < LOOK_SECONDS and not missed:
                continue
            missed = 0 if await self._is_there() else missed + 1
        self._ended()

    async def _is_there(self) -> bool:
        """Whether anything answers; what it answers does not matter."""
        try:
            async with self.client.stream(
                "OPTIONS", self._spec.url, auth=None, timeout=LOOK_SECONDS
            ) as response:
                return response.status_code not in _GATE_SHUT
        except httpx2.TransportError:
            return False

    @asynccontextmanager
    async def _lent(self, **_: object) -> AsyncGenerator[httpx2.AsyncClient]:
        """Lends the client to the SDK, which would make one with a timeout for reading."""
        yield self.client

    async def _on_request(self, request: httpx2.Request) -> None:
        if request.method == "DELETE":
            request.extensions["timeout"] = httpx2.Timeout(LEAVE_SECONDS).as_dict()

    async def _on_response(self, response: httpx2.Response) -> None:
        request, status = response.request, response.status_code
        self._heard = asyncio.get_running_loop().time()
        if response.headers.get("content-encoding", "identity") != "identity":
            raise ServerGone(
                tr("{name} packs what it sends, which it was not asked to.", name=self._spec.name)
            )
        if not response.headers.get("content-type", "").startswith(_EVENTS):
            response.stream = _Bounded(
                self._spec.name, cast("httpx2.AsyncByteStream", response.stream)
            )
        if _EVENTS not in request.headers.get("accept", ""):
            return  # It is none of the transport's.
        self._status = status if response.is_error else 0
        if request.method == "POST":
            self._refused = self._refused or status in _NOT_THIS_WAY
            self._answered = self._answered or response.is_success
        if status == HTTPStatus.NOT_FOUND and _SESSION in request.headers:
            self._ended()  # It was started anew, and knows nothing of this session.


class _Bounded(httpx2.AsyncByteStream):
    """What a server answers, up to a size: it is held in memory."""

    def __init__(self, server: str, stream: httpx2.AsyncByteStream) -> None:
        self._server = server
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for part in self._stream:
            size += len(part)
            if size > LARGEST:
                raise ServerGone(
                    tr(
                        "{server} sent more than {value} MB in one answer. Parley has cut it off.",
                        server=self._server,
                        value=LARGEST // 1024**2,
                    )
                )
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


@asynccontextmanager
async def http_line(
    spec: ServerSpec, auth: SignedRequests | None, ended: Callable[[], None]
) -> AsyncGenerator[HttpLine]:
    """Opens the way to a server, and calls `ended` when it answers no more."""
    line = HttpLine(spec, auth, ended)
    async with line.client:
        watching = asyncio.create_task(line.watch(), name=f"watch {spec.name}")
        try:
            yield line
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)


def _headers(spec: ServerSpec) -> dict[str, str]:
    # Nothing packed is asked for: a small answer could come to fill the memory.
    return {"Accept-Encoding": "identity", **spec.headers}


def _status(code: int) -> str:
    try:
        return f"HTTP {code}, {HTTPStatus(code).phrase}"
    except ValueError:
        return f"HTTP {code}"


def _key_hint(spec: ServerSpec) -> str:
    if any(name.lower() == "authorization" for name in spec.headers):
        return tr("It does not take what stands under headers in its entry.")
    if spec.url.startswith("http://"):
        return tr("It may want you to sign in, which Parley does only over https.")
    return tr("It may want a key: write it under headers in its entry, as ${input:key}.")


def _trouble(cause: BaseException, url: str) -> str:
    """Returns what is wrong with a connection, in words."""
    told = (_word(one, url) for one in _causes(cause))
    return next(filter(None, told), str(cause) or type(cause).__name__)


def _word(error: BaseException, url: str) -> str:
    """Returns what one of the errors inside one another says to a person; empty for none."""
    parts, told = urlsplit(url), ""
    match error:
        case ssl.SSLCertVerificationError():
            told = tr(
                "its certificate is not to be trusted ({rstrip}). Nothing was sent. Where your "
                "own organisation has made it, name its file in SSL_CERT_FILE before Parley "
                "starts",
                rstrip=error.verify_message.rstrip("."),
            )
        case ssl.SSLError():
            told = tr("what answers there does not speak https. Is it meant to be http://?")
        case socket.gaierror():
            told = tr(
                "the name {hostname} is not known. Is there a network?", hostname=parts.hostname
            )
        case ConnectionRefusedError():
            told = tr(
                "nothing listens at its port {value}. Is it running?",
                value=parts.port or parts.scheme,
            )
        case httpx2.ProxyError():
            told = tr("the proxy did not let it through ({error})", error=error)
        case httpx2.ConnectTimeout():
            told = tr(
                "nothing answered within {connect_seconds:.0f} seconds",
                connect_seconds=CONNECT_SECONDS,
            )
        case httpx2.RemoteProtocolError():
            told = tr("what answers there does not speak HTTP as it should")
    return told


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Gives what is wrong from the innermost cause outwards: httpx2 says it only in general."""
    inner = error.__cause__ or error.__context__
    if inner is not None:
        yield from _causes(inner)
    yield error
