"""The loopback endpoint: OpenAI's interfaces and Anthropic's, answered by the gateway.

An answer is only sent when it is whole, also where a stream was asked for: until then it may still
be screened, edited or kept back, and its row is not on disk. What waits says so by comments in the
stream, which no SDK shows, and which keep the connection open.
"""

from __future__ import annotations

import asyncio
import json
import logging
import uuid
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import uvicorn
from pydantic import BaseModel, ValidationError
from starlette.applications import Starlette
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route

from desktop.errors import InvalidRequest, ParleyError
from desktop.gateway.request import Request
from desktop.inbound import chat_completions, embeddings, messages, responses
from desktop.inbound.failures import (
    NOT_HERE,
    TOO_LARGE,
    UNFORESEEN,
    UNKNOWN,
    Failure,
    failure_of,
)
from desktop.inbound.guard import (
    LOOPBACK,
    NO_RETRY,
    Guard,
    Quiet,
    TooLargeError,
    listening_at,
    token_of,
)
from desktop.storage.depth import HEADER, depth_in, own_depth

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from mcp_types import CreateMessageRequestParams
    from starlette.requests import Request as HttpRequest
    from starlette.responses import Response

    from desktop.gateway.gateway import Gateway
    from desktop.gateway.request import Caller, Way
    from desktop.models.backend import Completion
    from desktop.models.context import ModelContext

    Told = dict[str, Any]

logger = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds after which a stream that waits begins, and says that it waits."""
KEEP_ALIVE = ": waiting for the person, or for the model\n\n"


@dataclass(frozen=True, slots=True)
class Interface:
    """One of the ways in which programs ask, and are answered."""

    path: str
    way: Way
    body: type[BaseModel]
    whole: Callable[[Any, Completion], Told]
    """Returns an answer as one body, for what was asked."""
    streamed: Callable[[Any, Completion], Iterator[str]]
    """Yields the events of a stream, for the same."""
    told: Callable[[Failure], Told] = Failure.openai

    def failed(self, failure: Failure) -> JSONResponse:
        """Returns what a program gets instead of an answer."""
        return JSONResponse(self.told(failure), failure.status, headers=NO_RETRY)


INTERFACES = (
    Interface(
        "/v1/chat/completions",
        "chat",
        chat_completions.ChatRequest,
        lambda _, answer: chat_completions.answered(answer),
        chat_completions.streamed,
    ),
    Interface(
        "/v1/responses",
        "responses",
        responses.ResponsesRequest,
        lambda _, answer: responses.answered(answer),
        lambda _, answer: responses.streamed(answer),
    ),
    Interface(
        "/v1/messages",
        "messages",
        messages.MessagesRequest,
        lambda _, answer: messages.answered(answer),
        lambda _, answer: messages.streamed(answer),
        Failure.anthropic,
    ),
    Interface(
        "/v1/embeddings",
        "embeddings",
        embeddings.EmbeddingsRequest,
        embeddings.answered,
        lambda *_: iter(()),  # None can be asked for.
    ),
)


class Endpoint:
    """A web server on this computer alone, in front of the gateway."""

    def __init__(
        self,
        gateway: Gateway,
        contexts: Callable[[], list[ModelContext]],
        caller_of: Callable[[str], Caller | None],
        call_of: Callable[[str], tuple[str, str] | None] = lambda _: None,
    ) -> None:
        """Takes what answers, and opens nothing.

        Args:
            gateway: answers.
            contexts: returns the models that there are.
            caller_of: returns who has a token, or None where nobody has it.
            call_of: returns the tool call of ours, and its tool, for which a caller asks, by the
                caller's name; None where that is not certain.
        """
        self._gateway = gateway
        self._contexts = contexts
        self._caller_of = caller_of
        self._call_of = call_of
        self._server: Quiet | None = None
        self._serving: asyncio.Task[None] | None = None
        self._open: set[asyncio.Task[Completion | Failure]] = set()
        self.address = ""
        """Where programs reach it, as OPENAI_BASE_URL has it; empty while it is off."""

    async def start(self, port: int = 0) -> None:
        """Opens the port, 0 for any that is free; does nothing where it is open.

        Raises:
            ConfigError: the port is taken.
        """
        if self._serving is not None:
            return
        listening = listening_at(port)
        config = uvicorn.Config(
            self._app(), lifespan="off", log_config=None, access_log=False, ws="none", http="h11"
        )
        self._server = Quiet(config)
        self._serving = asyncio.create_task(self._server.serve([listening]))
        self.address = f"http://{LOOPBACK}:{listening.getsockname()[1]}/v1"

    async def stop(self) -> None:
        """Closes the port; what is open is withdrawn."""
        if self._serving is None or self._server is None:
            return
        self.address = ""
        self._server.should_exit = self._server.force_exit = True
        for work in self._open:
            work.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._serving
        self._server = self._serving = None

    def _app(self) -> Guard:
        def route(path: str, does: Any, *methods: str) -> Route:
            return Route(path, does, methods=methods)

        app = Starlette(
            routes=[
                route("/v1/models", self._models, "GET"),
                route("/v1/models/{id:path}", self._model, "GET"),
                *(
                    route(one.path, partial(self._asked, interface=one), "POST")
                    for one in INTERFACES
                ),
            ],
            exception_handlers={404: _not_here, 405: _not_here},
        )
        return Guard(app)

    async def _models(self, request: HttpRequest) -> Response:
        if self._caller(request) is None:
            return _failed(UNKNOWN)
        told = [_told(one) for one in self._contexts()]
        return JSONResponse({"object": "list", "data": told})

    async def _model(self, request: HttpRequest) -> Response:
        if self._caller(request) is None:
            return _failed(UNKNOWN)
        wanted = request.path_params["id"]
        found = next((one for one in self._contexts() if one.id == wanted), None)
        return JSONResponse(_told(found)) if found else _failed(NOT_HERE)

    async def _asked(self, http: HttpRequest, interface: Interface) -> Response:
        caller = self._caller(http)
        if caller is None:
            return interface.failed(UNKNOWN)
        try:
            asked = _parsed(interface.body, await http.body())
            params = asked.params()
        except TooLargeError:
            return interface.failed(TOO_LARGE)
        except InvalidRequest as error:
            return interface.failed(failure_of(error))
        depth = 1 + max(own_depth(), depth_in(http.headers.get(HEADER, "")))
        work = asyncio.create_task(self._complete(caller, interface.way, params, depth))
        self._open.add(work)
        work.add_done_callback(self._open.discard)
        try:
            await _first(work, http, PATIENCE if asked.stream else None)
        except BaseException:
            work.cancel()
            raise
        if work.cancelled() or not (work.done() or asked.stream):
            work.cancel()
            return interface.failed(UNFORESEEN)  # Nobody reads it: the program has gone, or Parley.
        return _response(work, asked, interface)

    async def _complete(
        self, caller: Caller, way: Way, params: CreateMessageRequestParams, depth: int
    ) -> Completion | Failure:
        """Returns an answer, or what the program is told instead."""
        call, tool = self._call_of(caller.name) or (None, None)
        request = Request(uuid.uuid4().hex, caller, way, params, tool, call, depth=depth)
        try:
            return await self._gateway.complete(request)
        except ParleyError as error:
            logger.info("A request of %s got no answer: %s", caller.name, error)
            return failure_of(error)
        except Exception:
            # The server would send the exception's own text.
            logger.exception("A request of %s failed unexpectedly", caller.name)
            return UNFORESEEN

    def _caller(self, request: HttpRequest) -> Caller | None:
        token = token_of(request.headers)
        return self._caller_of(token) if token else None


def _parsed(kind: type[BaseModel], body: bytes) -> Any:
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidRequest(f"{where}: {first['msg']}" if where else first["msg"]) from error


def _response(
    work: asyncio.Task[Completion | Failure], asked: Any, interface: Interface
) -> Response:
    """Returns an answer, or a stream that begins before there is one."""
    ended = work.result() if work.done() else None
    if isinstance(ended, Failure):
        return interface.failed(ended)
    if asked.stream or ended is None:
        return StreamingResponse(_events(work, asked, interface), media_type="text/event-stream")
    return JSONResponse(interface.whole(asked, ended))


async def _first(
    work: asyncio.Task[Completion | Failure], http: HttpRequest, seconds: float | None
) -> None:
    """Waits for the work, as long as the program does, and at most for some seconds."""

    async def gone() -> None:
        while (await http.receive())["type"] != "http.disconnect":
            pass

    watch = asyncio.create_task(gone())
    try:
        await asyncio.wait({work, watch}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        watch.cancel()


async def _events(
    work: asyncio.Task[Completion | Failure], asked: Any, interface: Interface
) -> AsyncIterator[str]:
    try:
        while not work.done():
            yield KEEP_ALIVE
            await asyncio.wait({work}, timeout=PATIENCE)
        ended = work.result()
    finally:
        work.cancel()  # The program has gone, or there is nothing left to cancel.
    if isinstance(ended, Failure):
        yield f"event: error\ndata: {json.dumps(interface.told(ended))}\n\n"
        return
    for event in interface.streamed(asked, ended):
        yield event


async def _not_here(request: HttpRequest, error: Exception) -> Response:
    del request, error
    return _failed(NOT_HERE)


def _failed(failure: Failure) -> JSONResponse:
    return JSONResponse(failure.openai(), failure.status, headers=NO_RETRY)


def _told(context: ModelContext) -> Told:
    return {
        "id": context.id,
        "object": "model",
        "created": 0,
        "owned_by": context.host or "this computer",
        "name": context.name,
        "context_length": context.context_length,
    }
