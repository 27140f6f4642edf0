"""The person's own conversations: what is sent, answered, stopped, and asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from desktop.inbound.chat.question import declines

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from mcp_types import SamplingMessageContentBlock

    from desktop.inbound.chat.conversation import Turn
    from desktop.inbound.chat.conversations import Conversations
    from desktop.inbound.chat.question import CallConsent, CallQuestion

Form = Literal["markdown", "json"]


class Chat:
    """Another caller of the gateway: the person, who sees each conversation as a tree of turns.

    Each conversation has one task at most, which writes its answer; it goes on whatever is shown.
    """

    def __init__(self, conversations: Conversations) -> None:
        self.conversations = conversations
        """What is kept of all conversations."""
        self.confirm: Callable[[CallQuestion], Awaitable[CallConsent]] = declines
        """Asks the person about a call; cancelling the awaiting task takes the question back."""

    def busy(self, conversation: str) -> bool:
        """Whether an answer is being written there."""
        raise NotImplementedError

    async def send(self, conversation: str, blocks: Sequence[SamplingMessageContentBlock]) -> Turn:
        """Returns the person's new turn at the end of the shown branch; its answer follows.

        Raises:
            ChatRefused: it is empty, or an answer is being written, or the chosen model is gone, or
                has no eyes for an image; nothing was kept or sent.
            StorageError: it could not be kept.
        """
        raise NotImplementedError

    async def resend(self, turn: str, blocks: Sequence[SamplingMessageContentBlock]) -> Turn:
        """Returns a new branch beside one of the person's turns, as `send`; the old one stays."""
        raise NotImplementedError

    async def again(self, turn: str) -> Turn:
        """Returns a new answer beside one of a model's turns, as it begins; the old one stays."""
        raise NotImplementedError

    async def stop(self, conversation: str) -> None:
        """Ends the answer that is being written; what has come of it is kept."""
        raise NotImplementedError

    async def export(self, conversation: str, form: Form) -> str:
        """Returns a conversation as a text: its shown branch as Markdown, or all of it as JSON."""
        raise NotImplementedError
