"""OpenAI's embeddings: texts in MCP's words, and their vectors in theirs."""

from __future__ import annotations

import array
import base64
import sys
from typing import TYPE_CHECKING, Any, Literal

from desktop.errors import InvalidRequest
from desktop.inbound import conversation as mcp
from desktop.inbound.chat_completions import Told
from desktop.models.vectors import ASKING

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.models.backend import Completion, Vector

_MOST = 256
"""Texts in one request: a person who is asked sees every one of them."""


class EmbeddingsRequest(Told):
    """The body of a request."""

    input: str | list[str] | list[int] | list[list[int]]
    model: str = ""
    encoding_format: Literal["float", "base64"] | None = None
    dimensions: int | None = None
    stream: Literal[False] | None = None

    @property
    def texts(self) -> list[str]:
        """The texts that are to be vectors.

        Raises:
            InvalidRequest: there is none, one is empty, or there are tokens instead.
        """
        given = [self.input] if isinstance(self.input, str) else self.input
        texts = [one for one in given if isinstance(one, str) and one]
        if any(not isinstance(one, str) for one in given):
            raise InvalidRequest("input: tokens of another model say nothing here. Send texts.")
        if not texts or len(texts) < len(given):
            raise InvalidRequest("input: a text is empty, or there is none.")
        if len(texts) > _MOST:
            raise InvalidRequest(f"input: there are more than {_MOST} texts. Send fewer at once.")
        return texts

    def params(self) -> CreateMessageRequestParams:
        """Returns what is asked for in MCP's words: a message for each text.

        Raises:
            InvalidRequest: something in it is not as it should be, or cannot be asked for here.
        """
        if self.dimensions is not None:
            raise InvalidRequest(
                "dimensions: a model's vectors have one length here. Leave it out."
            )
        talk = mcp.Conversation()
        for text in self.texts:
            talk.turn("user", [mcp.text(text)])
        return talk.params(
            maxTokens=1, modelPreferences=mcp.hinted(self.model), metadata=dict(ASKING)
        )


def answered(asked: EmbeddingsRequest, completion: Completion) -> dict[str, Any]:
    """Returns the vectors as one body."""
    packed = asked.encoding_format == "base64"
    tokens = completion.usage.input_tokens
    return {
        "object": "list",
        "data": [
            {
                "object": "embedding",
                "index": number,
                "embedding": _packed(vector) if packed else list(vector),
            }
            for number, vector in enumerate(completion.vectors)
        ],
        "model": completion.result.model,
        "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
    }


def _packed(vector: Vector) -> str:
    """Returns a vector as base64, of four bytes to a number, the lowest first."""
    numbers = array.array("f", vector)
    if sys.byteorder == "big":
        numbers.byteswap()
    return base64.b64encode(numbers.tobytes()).decode()
