"""The page on this computer to which a browser returns from a sign-in, once."""

from __future__ import annotations

import asyncio
import hmac
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

PATH = "/callback"
LONGEST = 16_384
"""Bytes of a request; an authorization code and its state take a few hundred."""

ASK_SECONDS = 10.0
"""A browser that has connected may take this long to say what it wants."""

_SAFE = (
    "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
    "Content-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\n"
)


class ReturnPage:
    """Listens on the loopback address alone, and heeds only the answer that bears its state."""

    def __init__(self) -> None:
        self._server: asyncio.Server | None = None
        self._answer: asyncio.Future[Mapping[str, str]] | None = None
        self._state = ""

    async def open(self, port: int = 0) -> int:
        """Begins to listen and returns the port.

        Args:
            port: the one to take; where another program has it, any that is free.
        """
        try:
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", port, limit=LONGEST)
        except OSError:
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=LONGEST)
        self._answer, self._state = asyncio.get_running_loop().create_future(), ""
        return int(self._server.sockets[0].getsockname()[1])

    def expect(self, state: str) -> None:
        """Heeds the answer with this state from now on, and no other."""
        self._state = state

    async def answer(self, seconds: float) -> Mapping[str, str]:
        """Returns what the browser brought back.

        Raises:
            TimeoutError: it did not come back in time.
        """
        if self._answer is None:
            raise RuntimeError("the page is not open")
        async with asyncio.timeout(seconds):
            return await self._answer

    def close(self) -> None:
        """Stops listening."""
        if self._server is not None:
            self._server.close()
            self._server = None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, TimeoutError, ValueError, asyncio.IncompleteReadError):
            async with asyncio.timeout(ASK_SECONDS):
                try:
                    head = await reader.readuntil(b"\r\n\r\n")
                except asyncio.LimitOverrunError:
                    head = b""
                writer.write(self._page(head.split(b"\r\n", 1)[0].decode("ascii", "replace")))
                await writer.drain()
        writer.close()

    def _page(self, line: str) -> bytes:
        """Returns what is answered to the first line of a request, and takes what it brings."""
        method, _, rest = line.partition(" ")
        target = urlsplit(rest.partition(" ")[0])
        if method != "GET" or target.path != PATH:
            return _plain(HTTPStatus.NOT_FOUND, "There is nothing here.")
        brought = dict(parse_qsl(target.query, keep_blank_values=True))
        expected = self._state and hmac.compare_digest(
            brought.get("state", "").encode(), self._state.encode()
        )
        if not expected or self._answer is None:
            told = tr("This is not the answer that Parley waits for. Nothing was done with it.")
            return _plain(HTTPStatus.BAD_REQUEST, told)
        if self._answer.done():
            return _plain(
                HTTPStatus.GONE, tr("Parley has had its answer. You can close this page.")
            )
        self._answer.set_result(brought)
        if "code" in brought:
            told = tr("Parley goes on with it. You can close this page and go back to Parley.")
        else:
            told = tr("You were not signed in. You can close this page; Parley says why.")
        return _plain(HTTPStatus.OK, told)


def _plain(status: HTTPStatus, text: str) -> bytes:
    body = f"{text}\n".encode()
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n{_SAFE}\r\n"
    )
    return head.encode() + body
