"""MCP messages as chat messages: the only conversion between the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from desktop.errors import ModelError

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams, SamplingMessage


class ChatMessage(TypedDict):
    """One turn, in the words of chat templates and of chat-completions interfaces."""

    role: str
    content: str


def chat_messages(params: CreateMessageRequestParams) -> list[ChatMessage]:
    """Returns the conversation of a request, its system prompt first.

    Raises:
        ModelError: a message holds something other than text.
    """
    turns = [ChatMessage(role=turn.role, content=_text(turn)) for turn in params.messages]
    if params.system_prompt:
        return [ChatMessage(role="system", content=params.system_prompt), *turns]
    return turns


def _text(message: SamplingMessage) -> str:
    texts = []
    for block in message.content_as_list:
        if block.type != "text":
            raise ModelError(
                f"The request holds {block.type.replace('_', ' ')} content, which this model "
                "cannot take. Nothing was sent to it. Choose a model that can."
            )
        texts.append(block.text)
    return "\n".join(texts)
