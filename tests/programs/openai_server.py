"""A server that speaks OpenAI's chat completions as a test wants, well or badly."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

Make = Callable[["Asked"], Response]
"""Makes the answer to one request."""


@dataclass(frozen=True)
class Asked:
    """One request, as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    query: dict[str, str]


@dataclass
class Provider:
    """What was asked, and what will be answered; the last answer is given again and again."""

    address: str
    asked: list[Asked] = field(default_factory=list)
    answers: list[Make] = field(default_factory=list)
    listed: list[Make] = field(default_factory=list)
    left: Event = field(default_factory=Event)
    """Set when somebody left in the middle of an answer."""
    over: Event = field(default_factory=Event)

    def will(self, *answers: Make) -> None:
        self.answers[:] = answers

    def lists(self, *pages: Make) -> None:
        self.listed[:] = pages

    @property
    def wishes(self) -> list[dict[str, Any]]:
        return [asked.body for asked in self.asked if asked.path.endswith("/completions")]

    async def answer(self, request: Request) -> Response:
        body = await request.body()
        asked = Asked(
            request.url.path,
            dict(request.headers),
            json.loads(body) if body else {},
            dict(request.query_params),
        )
        self.asked.append(asked)
        queue = self.listed if request.method == "GET" else self.answers
        return (queue.pop(0) if len(queue) > 1 else queue[0])(asked)


@contextmanager
def serving() -> Iterator[Provider]:
    """Gives a provider on this computer, which answers until the end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        provider = Provider(f"http://127.0.0.1:{listening.getsockname()[1]}/v1")
        app = Starlette(
            routes=[
                Route("/v1/chat/completions", provider.answer, methods=["POST"]),
                Route("/v1/models", provider.answer),
            ]
        )
        config = uvicorn.Config(app, log_config=None, lifespan="off", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield provider
        finally:
            provider.over.set()
            server.should_exit = True
            thread.join()


def piece(text: str | None = None, finish: str | None = None, **delta: Any) -> dict[str, Any]:
    """Returns a piece of an answer."""
    if text is not None:
        delta["content"] = text
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "1", "object": "chat.completion.chunk", "created": 1, "choices": [choice]}


def used(read: int, written: int, **more: Any) -> dict[str, Any]:
    """Returns the piece that tells what was counted, without a choice, as OpenAI sends it."""
    usage = {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
    return {"id": "1", "object": "chat.completion.chunk", "choices": [], "usage": usage | more}


def streamed(*pieces: dict[str, Any] | str, done: bool = True, kind: str = "") -> Make:
    """Answers in pieces; one that is a text is sent as it is."""

    async def lines() -> AsyncIterator[bytes]:
        for one in pieces:
            yield f"data: {one if isinstance(one, str) else json.dumps(one)}\n\n".encode()
            await asyncio.sleep(0)
        if done:
            yield b"data: [DONE]\n\n"

    return lambda _: StreamingResponse(lines(), media_type=kind or "text/event-stream")


def said(text: str) -> Make:
    """Answers with a text, in pieces of three characters, and with its usage."""
    pieces = [piece(text[at : at + 3]) for at in range(0, len(text), 3)]
    return streamed(*pieces, piece(finish="stop"), used(7, len(pieces)))


def refused(
    status: int, message: str = "No.", headers: dict[str, str] | None = None, **more: Any
) -> Make:
    """Answers with an error, as OpenAI words it."""
    body = {"error": {"message": message, **more}}
    return lambda _: JSONResponse(body, status, headers)


def plain(
    body: str | bytes, kind: str, status: int = 200, encoding: str = "", **headers: str
) -> Make:
    """Answers with anything."""
    if encoding:
        headers["content-encoding"] = encoding
    return lambda _: Response(body, status, headers, kind)


def listing(*models: object, **more: object) -> Make:
    """Answers with a list of models."""
    return lambda _: JSONResponse({"object": "list", "data": models, **more})


def cut(*pieces: dict[str, Any]) -> Make:
    """Answers with some pieces, and breaks off the connection."""

    async def lines() -> AsyncIterator[bytes]:
        for one in pieces:
            yield f"data: {json.dumps(one)}\n\n".encode()
        raise ConnectionAbortedError

    return lambda _: StreamingResponse(lines(), media_type="text/event-stream")


def hanging(provider: Provider, *pieces: dict[str, Any]) -> Make:
    """Answers with some pieces, and then says nothing more."""

    async def lines() -> AsyncIterator[bytes]:
        for one in pieces:
            yield f"data: {json.dumps(one)}\n\n".encode()
        try:
            await asyncio.to_thread(provider.over.wait, 30)
        except asyncio.CancelledError:
            provider.left.set()
            raise

    return lambda _: StreamingResponse(lines(), media_type="text/event-stream")


def flooding(line: bytes) -> Make:
    """Answers with the same bytes, 200 times."""

    async def lines() -> AsyncIterator[bytes]:
        for _ in range(200):
            yield line
            await asyncio.sleep(0)

    return lambda _: StreamingResponse(lines(), media_type="text/event-stream")
