"""Parley's models as an MCP server, for hosts whose own model wants the answer of another."""

from __future__ import annotations

import asyncio
import json
import logging
import uuid
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    TextContent,
    TextResourceContents,
    Tool,
    ToolAnnotations,
)

from desktop import __version__
from desktop.errors import InvalidRequest, ParleyError
from desktop.events import RequestChanged, RequestPhase
from desktop.gateway.request import Request
from desktop.inbound.asking import AskAny, AskOne, AskSeveral, answered, listed, parsed, refused
from desktop.models.description import described
from desktop.storage.depth import own_depth

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from mcp.server.context import ServerRequestContext
    from mcp_types import (
        CallToolRequestParams,
        CreateMessageRequestParams,
        PaginatedRequestParams,
        ReadResourceRequestParams,
    )
    from pydantic import BaseModel

    from desktop.gateway.gateway import Gateway
    from desktop.gateway.request import Caller
    from desktop.models.backend import Completion
    from desktop.models.context import ModelContext

    Context = ServerRequestContext[Any, Any]

logger = logging.getLogger(__name__)

ADDRESS = "parley://models/"
DEPTH = "parley/depth"
"""The key in `_meta` by which a host tells how many requests its own already stands in."""
HEARTBEAT = 5.0
"""Seconds after which one that waits is told that Parley still does; hosts give up on silence."""
UNFORESEEN = ParleyError.to_caller
INSTRUCTIONS = (
    "Parley asks a person before a model answers, so an answer may take a while, or be declined. "
    "Call list_models to see which models there are, ask_model to ask one of them, and "
    "compare_models to see what several of them say."
)
_ABOUT = {
    "ask_model": "Asks another language model. The person sees the request and may decline it.",
    "compare_models": "Asks several models the same, and returns their answers side by side.",
    "list_models": "Lists the models that can be asked, and what is known of each.",
}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks in one call, and how many requests that call already stands in."""

    caller: Caller
    depth: int = 0


class ModelServer:
    """The tools and resources of one connection, or of one address; every answer is the gateway's.

    An answer leaves as a whole, when it is screened and on record: until then it is progress.
    """

    def __init__(
        self,
        gateway: Gateway,
        contexts: Callable[[], list[ModelContext]],
        asker: Callable[[Context], Asker],
        only: str = "",
    ) -> None:
        """Takes what answers.

        Args:
            gateway: answers.
            contexts: returns the models that there are.
            asker: returns who asks in a call.
            only: the id of the one model that this server is; empty where it offers all.
        """
        self._gateway = gateway
        self._contexts = contexts
        self._asker = asker
        self._only = only
        self.server: Server[Any] = Server(
            f"Parley: {only}" if only else "Parley",
            version=__version__,
            instructions=None if only else INSTRUCTIONS,
            on_list_tools=self._list_tools,
            on_call_tool=self._call,
            on_list_resources=self._list_resources,
            on_list_resource_templates=self._list_templates,
            on_read_resource=self._read,
        )

    async def _list_tools(
        self, context: Context, params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        del context, params
        if self._only:
            told = f"Asks {self._only}. The person sees the request and may decline it."
            return ListToolsResult(tools=[_tool("ask", AskOne, told)])
        kinds: dict[str, type[BaseModel] | None] = {
            "ask_model": AskAny,
            "compare_models": AskSeveral,
            "list_models": None,
        }
        return ListToolsResult(
            tools=[_tool(name, kind, _ABOUT[name]) for name, kind in kinds.items()]
        )

    async def _call(self, context: Context, params: CallToolRequestParams) -> CallToolResult:
        """Returns what a tool gives; what goes wrong is a result too, in words."""
        try:
            return await self._called(context, params)
        except ParleyError as error:
            logger.info("A call of %s got no answer: %s", params.name, error)
            return _failed(refused(error))
        except MCPError:
            raise
        except Exception:
            # The SDK would send the exception's own text.
            logger.exception("A call of %s failed unexpectedly", params.name)
            return _failed(UNFORESEEN)

    async def _called(self, context: Context, params: CallToolRequestParams) -> CallToolResult:
        given = params.arguments
        match params.name:
            case "ask" if self._only:
                asked = parsed(AskOne, given).params({"hints": [{"name": self._only}]})
                return await self._one(context, asked)
            case "ask_model" if not self._only:
                return await self._one(context, parsed(AskAny, given).params())
            case "compare_models" if not self._only:
                return await self._several(context, parsed(AskSeveral, given))
            case "list_models" if not self._only:
                models = [listed(one) for one in self._contexts()]
                return _told(json.dumps(models, indent=2, ensure_ascii=False), {"models": models})
            case name:
                raise MCPError(INVALID_PARAMS, f"There is no tool named {name!r}.")

    async def _one(self, context: Context, params: CreateMessageRequestParams) -> CallToolResult:
        async with _progress(context) as news:
            completion = await self._complete(context, params, news, self._only)
        told = answered(completion)
        return _told(told["text"], told)

    async def _several(self, context: Context, asked: AskSeveral) -> CallToolResult:
        """Returns what each model answers, or why it does not; all are asked at once."""
        known = {one.id: one for one in self._contexts()}
        models = list(dict.fromkeys(asked.models))
        if unknown := [model for model in models if model not in known]:
            raise InvalidRequest(f"No model has the id {unknown[0]!r}. list_models tells them.")
        async with _progress(context) as news, asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._tried(context, asked, one, news)) for one in models]
        answers = [task.result() for task in tasks]
        texts = [
            f"## {known[one['model']].name}\n\n{one.get('text') or one['error']}" for one in answers
        ]
        return _told("\n\n".join(texts), {"answers": answers})

    async def _tried(
        self, context: Context, asked: AskSeveral, model: str, news: _News
    ) -> dict[str, Any]:
        try:
            params = asked.params({"hints": [{"name": model}]})
            return answered(await self._complete(context, params, news, model)) | {"model": model}
        except ParleyError as error:
            return {"model": model, "error": refused(error)}

    async def _complete(
        self, context: Context, params: CreateMessageRequestParams, news: _News, only: str
    ) -> Completion:
        asker = self._asker(context)
        caller = narrowed(asker.caller, only) if only else asker.caller
        depth = max(own_depth(), asker.depth, _depth_in(context)) + 1
        request = Request(uuid.uuid4().hex, caller, "ask_model", params, depth=depth)
        return await self._gateway.complete(request, news.follow)

    async def _list_resources(
        self, context: Context, params: PaginatedRequestParams | None
    ) -> ListResourcesResult:
        del context, params
        return ListResourcesResult(
            resources=[
                Resource(
                    uri=ADDRESS + quote(one.id, safe=""),
                    name=one.id,
                    title=one.name,
                    description="What is known of this model, and where that comes from.",
                    mime_type="application/json",
                )
                for one in self._offered()
            ]
        )

    async def _list_templates(
        self, context: Context, params: PaginatedRequestParams | None
    ) -> ListResourceTemplatesResult:
        del context, params
        if self._only:
            return ListResourceTemplatesResult(resource_templates=[])
        template = ResourceTemplate(
            uri_template=ADDRESS + "{id}", name="model", mime_type="application/json"
        )
        return ListResourceTemplatesResult(resource_templates=[template])

    async def _read(
        self, context: Context, params: ReadResourceRequestParams
    ) -> ReadResourceResult:
        del context
        address = str(params.uri)
        wanted = unquote(address.removeprefix(ADDRESS))
        found = next((one for one in self._offered() if one.id == wanted), None)
        if not address.startswith(ADDRESS) or found is None:
            raise MCPError(INVALID_PARAMS, f"There is no resource at {address!r}.")
        told = described(found)
        told["runtime"].pop("path", None)  # Where files lie is none of a host's business.
        text = json.dumps(told, indent=2, ensure_ascii=False)
        contents = TextResourceContents(uri=address, mime_type="application/json", text=text)
        return ReadResourceResult(contents=[contents])

    def _offered(self) -> list[ModelContext]:
        return [one for one in self._contexts() if self._only in ("", one.id)]


class _News:
    """What is heard of the requests of one call, told to the host as progress."""

    def __init__(self, context: Context) -> None:
        self._session = context.session
        self._changed = asyncio.Event()
        self._open: dict[str, RequestChanged] = {}
        self._count = 0

    def follow(self, event: object) -> None:
        """Takes how a request stands."""
        if isinstance(event, RequestChanged):
            self._open[event.request] = event
            self._changed.set()

    async def tell(self) -> None:
        """Tells each change, and that it still waits where nothing changes."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(HEARTBEAT):
                    await self._changed.wait()
            self._changed.clear()
            if self._open:
                # Each must be larger than the one before, also where it is but a sign of life.
                characters = sum(len(one.text) for one in self._open.values())
                self._count = max(self._count + 1, characters)
                said = "; ".join(dict.fromkeys(map(_standing, self._open.values())))
                await self._session.report_progress(float(self._count), None, said)


@asynccontextmanager
async def _progress(context: Context) -> AsyncIterator[_News]:
    news = _News(context)
    telling = asyncio.create_task(news.tell())
    try:
        yield news
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)


def narrowed(caller: Caller, only: str) -> Caller:
    """Returns a caller whom only one model may answer, or none where its rules forbid that one."""
    models = caller.policy.models
    allowed = (only,) if not models or only in models else ("",)
    return replace(caller, policy=replace(caller.policy, models=allowed))


def _standing(change: RequestChanged) -> str:
    match change.phase:
        case RequestPhase.WAITING:
            return "Waiting for the person"
        case RequestPhase.ANSWERING:
            return f"{change.model} is answering, {len(change.text)} characters so far"
        case RequestPhase.REVIEWING:
            return "The person reads the answer"
        case _:
            return f"{change.model}: {change.phase.value}".removeprefix(": ")


def _depth_in(context: Context) -> int:
    told = dict(context.meta or {}).get(DEPTH)
    return told if isinstance(told, int) and not isinstance(told, bool) and told > 0 else 0


def _tool(name: str, kind: type[BaseModel] | None, about: str) -> Tool:
    schema = kind.model_json_schema() if kind else {"type": "object", "properties": {}}
    annotations = ToolAnnotations(read_only_hint=True, open_world_hint=kind is not None)
    return Tool(name=name, description=about, input_schema=schema, annotations=annotations)


def _told(text: str, structured: dict[str, Any]) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=text)], structured_content=structured)


def _failed(text: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=text)], is_error=True)
