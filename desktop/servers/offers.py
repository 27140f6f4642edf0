"""What a server offers besides tools: resources to read, prompts to take, words to go on with."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, TypeVar

from mcp import MCPError
from mcp_types import PromptReference, ResourceTemplateReference

from desktop.errors import ToolFailed
from desktop.language import tr
from desktop.servers.connection import Call
from desktop.servers.listings import TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping

    from mcp import Client
    from mcp_types import (
        GetPromptResult,
        Prompt,
        ReadResourceResult,
        Resource,
        ResourceTemplate,
    )

    from desktop.servers.connection import Connection

T = TypeVar("T")

MOST = 10_000
"""So many entries of a list are taken."""


class Offers:
    """The offers of one connected server; each question to it can be cancelled."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def resources(self) -> list[Resource]:
        """Returns the resources, or none where it has no such thing.

        Raises:
            ServerError: the server refused, or is gone.
        """

        async def page(client: Client, cursor: str | None) -> tuple[list[Resource], str | None]:
            got = await client.list_resources(cursor=cursor, cache_mode="refresh")
            return got.resources, got.next_cursor

        return await self._ask(
            tr("its resources"),
            lambda client: _all(client, page, client.server_capabilities.resources),
        )

    async def templates(self) -> list[ResourceTemplate]:
        """Returns the patterns of addresses by which it has more resources.

        Raises:
            ServerError: the server refused, or is gone.
        """

        async def page(
            client: Client, cursor: str | None
        ) -> tuple[list[ResourceTemplate], str | None]:
            got = await client.list_resource_templates(cursor=cursor, cache_mode="refresh")
            return got.resource_templates, got.next_cursor

        return await self._ask(
            tr("its resources"),
            lambda client: _all(client, page, client.server_capabilities.resources),
        )

    async def read(self, uri: str) -> ReadResourceResult:
        """Returns what a resource holds; the server may ask the person for something first.

        Raises:
            ServerError: the server refused, or is gone.
        """
        return await self._ask(
            tr("resource {uri}", uri=uri),
            lambda client: client.read_resource(uri, cache_mode="refresh"),
        )

    async def prompts(self) -> list[Prompt]:
        """Returns the prompts, or none where it has no such thing.

        Raises:
            ServerError: the server refused, or is gone.
        """

        async def page(client: Client, cursor: str | None) -> tuple[list[Prompt], str | None]:
            got = await client.list_prompts(cursor=cursor, cache_mode="refresh")
            return got.prompts, got.next_cursor

        return await self._ask(
            tr("its prompts"), lambda client: _all(client, page, client.server_capabilities.prompts)
        )

    async def prompt(self, name: str, arguments: Mapping[str, str]) -> GetPromptResult:
        """Returns a prompt, filled in; the server may ask the person for something first.

        Raises:
            ServerError: the server refused, or is gone.
        """
        return await self._ask(
            tr("prompt {name}", name=name),
            lambda client: client.get_prompt(name, dict(arguments)),
            arguments,
        )

    async def complete(
        self,
        of: PromptReference | ResourceTemplateReference,
        argument: str,
        typed: str,
        others: Mapping[str, str] | None = None,
    ) -> list[str]:
        """Returns how an argument may go on; nothing where the server cannot tell.

        Args:
            of: the prompt or the template.
            argument: the argument's name.
            typed: what there is of it.
            others: the arguments that are filled in already.

        Raises:
            ServerError: the server refused, or is gone.
        """

        async def ask(client: Client) -> list[str]:
            if client.server_capabilities.completions is None:
                return []
            told = {"name": argument, "value": typed}
            got = await client.complete(of, told, dict(others) if others else None)
            return got.completion.values

        return await self._ask(tr("a completion"), ask)

    async def go_on(
        self, name: str, argument: str, typed: Mapping[str, str], *, prompt: bool
    ) -> list[str]:
        """Returns how an argument of a prompt, or a blank of a template, may go on.

        Raises:
            ServerError: the server refused, or is gone.
        """
        template = ResourceTemplateReference(uri=name.removeprefix(TEMPLATE))
        of = PromptReference(name=name) if prompt else template
        others = {key: value for key, value in typed.items() if key != argument}
        return await self.complete(of, argument, typed.get(argument, ""), others)

    async def _ask(
        self,
        what: str,
        ask: Callable[[Client], Coroutine[Any, Any, T]],
        arguments: Mapping[str, str] | None = None,
    ) -> T:
        call = Call(uuid.uuid4().hex, what, arguments or {})
        try:
            return await self._connection.follow(call, ask)
        except MCPError as error:
            name = self._connection.spec.name
            raise ToolFailed(
                tr(
                    "{name} was asked for {what} and refused: {message}",
                    name=name,
                    what=what,
                    message=error.message,
                )
            ) from error


async def _all(
    client: Client,
    page: Callable[[Client, str | None], Awaitable[tuple[list[T], str | None]]],
    capability: object,
) -> list[T]:
    """Returns the entries of all pages of a list that the server says it has."""
    found: list[T] = []
    seen: set[str] = set()
    cursor: str | None = None
    while capability is not None and len(found) < MOST:
        some, cursor = await page(client, cursor)
        found += some
        if cursor is None or cursor in seen:
            break  # A cursor that comes again would lead in a circle for ever.
        seen.add(cursor)
    return found[:MOST]
