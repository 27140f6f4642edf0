"""The app with a conversation open, and a person who answers the questions about its tools."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from mcp_types import TextContent

from desktop.inbound.chat.question import CallConsent
from tests.e2e.desk import desk, yes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from desktop.inbound.chat.conversation import Conversation, Turn
    from desktop.inbound.chat.question import CallQuestion
    from desktop.storage.places import Places
    from tests.e2e.desk import Desk, Verdict
    from tests.fakes import FakeBackend


def text(words: str) -> list[TextContent]:
    return [TextContent(text=words)]


class Room:
    """A conversation, and what was asked in it."""

    def __init__(self, made: Desk, conversation: Conversation) -> None:
        self.desk, self.id = made, conversation.id
        self.chat, self.kept = made.app.chat, made.app.chat.conversations
        self.asked: list[CallQuestion] = []
        self.consent = CallConsent.ONCE
        self.chat.confirm = self._confirm

    async def _confirm(self, question: CallQuestion) -> CallConsent:
        self.asked.append(question)
        return self.consent

    async def say(self, words: str) -> tuple[Turn, ...]:
        """Sends a message, and returns the branch once it is answered."""
        await self.chat.send(self.id, text(words))
        return await self.quiet()

    async def quiet(self) -> tuple[Turn, ...]:
        """Returns the branch that is shown once nothing more is written."""
        await self.chat.settled(self.id)
        return await self.kept.branch(self.id)

    async def show(self) -> list[str]:
        """Returns the texts of the shown branch."""
        return [turn.text for turn in await self.kept.branch(self.id) if turn.text]


@asynccontextmanager
async def room(
    places: Places,
    *models: FakeBackend,
    servers: dict[str, dict[str, Any]] | None = None,
    verdict: Verdict = yes,
) -> AsyncIterator[Room]:
    """Opens the app with these models, and a conversation with the first of them."""
    async with desk(places, servers or {}, verdict) as made:
        for model in models:
            made.app.library.enlist(model)
        conversation = await made.app.chat.conversations.create(
            model=models[0].context.id, servers=tuple(servers or {})
        )
        yield Room(made, conversation)
