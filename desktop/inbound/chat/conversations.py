"""What is kept of the person's own conversations, in the file that has the journal too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.events import Publish
    from desktop.inbound.chat.conversation import Conversation, Turn
    from desktop.storage.database import Database


class Conversations:
    """Every conversation, on the disk; a turn that is being written is in memory besides."""

    def __init__(self, database: Database, publish: Publish) -> None:
        self._database = database
        self._publish = publish

    async def list(self, search: str = "") -> list[Conversation]:
        """Returns the conversations in whose title or texts something stands, newest first."""
        raise NotImplementedError

    async def get(self, conversation: str) -> Conversation | None:
        """Returns a conversation, or None where there is none, or it was deleted."""
        raise NotImplementedError

    async def turns(self, conversation: str) -> list[Turn]:
        """Returns all its turns, oldest first."""
        raise NotImplementedError

    async def branch(self, conversation: str) -> tuple[Turn, ...]:
        """Returns the turns of the branch that is shown."""
        raise NotImplementedError

    async def turn(self, turn: str) -> Turn | None:
        """Returns one turn as it is now."""
        raise NotImplementedError

    async def create(
        self, *, model: str = "", servers: Sequence[str] = (), system: str = "", title: str = ""
    ) -> Conversation:
        """Returns a new conversation."""
        raise NotImplementedError

    async def rename(self, conversation: str, title: str) -> None:
        """Gives it another title."""
        raise NotImplementedError

    async def set_up(
        self,
        conversation: str,
        *,
        model: str | None = None,
        servers: Sequence[str] | None = None,
        system: str | None = None,
    ) -> None:
        """Changes who answers from now on, with whose tools and how; None leaves a thing."""
        raise NotImplementedError

    async def choose_branch(self, turn: str) -> None:
        """Shows the newest branch that leads through a turn."""
        raise NotImplementedError

    async def delete(self, conversation: str) -> None:
        """Takes it out of the list; it is erased a while later, or when Parley ends."""
        raise NotImplementedError

    async def restore(self, conversation: str) -> None:
        """Takes a deletion back, while that can be done."""
        raise NotImplementedError
