"""What a tool gave, as a model can read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcp_types import TextContent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcp_types import ContentBlock

    from desktop.models.context import ModelContext

MOST = 30_000
"""Characters of one result at most: all that a model reads has to fit beside it."""


def readable(blocks: Iterable[ContentBlock], model: ModelContext) -> list[ContentBlock]:
    """Returns a result's blocks as far as a model has room and senses for them.

    What is left out is named in its place, so that the model knows of it.
    """
    left = min(MOST, model.context_length or MOST)
    kept: list[ContentBlock] = []
    for block in blocks:
        fit = _fit(block, left, model.modalities)
        kept.append(fit)
        left = max(0, left - _length(fit))
    return kept


def _fit(block: ContentBlock, left: int, senses: frozenset[str]) -> ContentBlock:
    match block.type:
        case "image" | "audio":
            seen = block.type in senses
            return block if seen else _note(f"{block.type} left out: this model cannot take it")
        case "text" if len(block.text) > left:
            more = len(block.text) - left
            return block.model_copy(
                update={"text": f"{block.text[:left]}\n[cut here: {more:,} more characters]"}
            )
        case "text":
            return block
        case kind if (length := _length(block)) > left:
            return _note(f"{kind.replace('_', ' ')} left out: {length:,} characters")
        case _:
            return block


def _length(block: ContentBlock) -> int:
    match block.type:
        case "text":
            return len(block.text)
        case "image" | "audio":
            return 0
        case _:
            return len(block.model_dump_json(exclude_none=True))


def _note(text: str) -> TextContent:
    return TextContent(text=f"[{text}]")
