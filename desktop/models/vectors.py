"""Texts as vectors, where a request asks for them: in its metadata, as `embeddings`.

MCP knows no such request, and leaves a request's metadata to the provider: so the texts pass
through every consent, limit and record like any others, and what is recorded of the answer is how
many vectors there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcp_types import CreateMessageRequestParams

    from desktop.models.backend import Vector

_WISH = "embeddings"

ASKING: dict[str, Any] = {_WISH: True}
"""The metadata of a request for vectors."""


def wants_vectors(params: CreateMessageRequestParams) -> bool:
    """Returns whether a vector is wanted for each message, and no answer."""
    return (params.metadata or {}).get(_WISH) is True


def texts_in(params: CreateMessageRequestParams) -> list[str]:
    """Returns the texts that are to be vectors, one for each message."""
    return [
        "\n".join(block.text for block in message.content_as_list if block.type == "text")
        for message in params.messages
    ]


def told(vectors: Sequence[Vector]) -> str:
    """Returns what a person, and the record, are told of vectors."""
    width = len(vectors[0]) if vectors else 0
    return tr("{n} vector(s) of {width} numbers", "", len(vectors), width=width)
