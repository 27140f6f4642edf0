"""The endpoint as running servers have it: each with a token for as long as it runs."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from desktop.inbound.callers import Callers
    from desktop.inbound.endpoint import Endpoint


class Lending:
    """A door for servers alone, at a port of its own, open while one of them is to have it.

    That a server may ask is part of the consent to its command. So it needs no switch besides,
    and where the person moves or closes the programs' door, no server that runs loses its own.
    """

    def __init__(self, callers: Callers, made: Callable[[], Endpoint]) -> None:
        """Takes what is needed, and opens nothing.

        Args:
            callers: who has a token.
            made: returns an endpoint at which only servers are known.
        """
        self._callers = callers
        self._made = made
        self._door: Endpoint | None = None
        self._lent: list[str] = []
        self._turn = asyncio.Lock()

    @property
    def servers(self) -> tuple[str, ...]:
        """The servers that may ask by it now."""
        return tuple(self._lent)

    @asynccontextmanager
    async def lent(self, server: str) -> AsyncGenerator[dict[str, str]]:
        """Yields what a server finds in its environment; its token dies with the body's end.

        Raises:
            ConfigError: no port of this computer can be opened.
        """
        with self._callers.lent(server) as token:
            try:
                self._lent.append(server)
                yield _environment(await self._opened(), token)
            finally:
                self._lent.remove(server)
                with anyio.CancelScope(shield=True):
                    await self._close_unless_needed()

    async def _opened(self) -> str:
        """Returns the address."""
        async with self._turn:
            if self._door is None:
                door = self._made()
                await door.start()
                self._door = door
            return self._door.address

    async def _close_unless_needed(self) -> None:
        async with self._turn:
            if self._door is not None and not self._lent:
                door, self._door = self._door, None
                await door.stop()


def _environment(address: str, token: str) -> dict[str, str]:
    """Returns what the SDKs of OpenAI and Anthropic look for; the latter adds /v1 by itself."""
    return {
        "OPENAI_BASE_URL": address,
        "OPENAI_API_KEY": token,
        "ANTHROPIC_BASE_URL": address.removesuffix("/v1"),
        "ANTHROPIC_API_KEY": token,
    }
