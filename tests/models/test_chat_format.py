"""MCP messages as chat messages."""

from __future__ import annotations

import pytest
from mcp_types import (
    CreateMessageRequestParams,
    ImageContent,
    SamplingMessage,
    TextContent,
)

from desktop.errors import ModelError
from desktop.models.chat_format import chat_messages


def test_the_system_prompt_comes_first_and_blocks_are_joined() -> None:
    params = CreateMessageRequestParams(
        system_prompt="Be brief.",
        messages=[
            SamplingMessage(role="user", content=[_text("One."), _text("Two.")]),
            SamplingMessage(role="assistant", content=_text("Three.")),
        ],
        max_tokens=5,
    )
    assert chat_messages(params) == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "One.\nTwo."},
        {"role": "assistant", "content": "Three."},
    ]


def test_an_image_is_refused_in_words() -> None:
    image = ImageContent(type="image", data="aGk=", mime_type="image/png")
    params = CreateMessageRequestParams(
        messages=[SamplingMessage(role="user", content=[_text("Look:"), image])], max_tokens=5
    )
    with pytest.raises(ModelError, match="holds image content, which this model cannot take"):
        chat_messages(params)


def _text(text: str) -> TextContent:
    return TextContent(type="text", text=text)
