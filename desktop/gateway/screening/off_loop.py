"""The screening of long texts in a thread, so that whatever else the app does goes on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from desktop.gateway.screening.screen import screen, screen_answer
from desktop.gateway.screening.shadows import NONE
from desktop.models.backend import blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcp_types import CreateMessageRequestParams, SamplingMessageContentBlock

    from desktop.gateway.screening.finding import Finding
    from desktop.models.backend import Result

SHORT = 20_000
"""Characters that are read at once: the most hostile ones take 30 milliseconds."""


async def screened(
    params: CreateMessageRequestParams, others: Mapping[str, str] = NONE
) -> tuple[Finding, ...]:
    """Returns what `screen` returns."""
    blocks = (block for message in params.messages for block in message.content_as_list)
    beside = sum(map(len, [params.system_prompt or "", *(params.stop_sequences or [])]))
    if not params.tools and _are_short(blocks, beside):
        return screen(params, others)
    return await asyncio.to_thread(screen, params, others)


async def screened_answer(result: Result) -> tuple[Finding, ...]:
    """Returns what `screen_answer` returns."""
    if _are_short(blocks_of(result)):
        return screen_answer(result)
    return await asyncio.to_thread(screen_answer, result)


def _are_short(blocks: Iterable[SamplingMessageContentBlock], length: int = 0) -> bool:
    """Returns whether blocks are read in no time; how long JSON is, only writing it out tells."""
    for block in blocks:
        match block.type:
            case "text":
                length += len(block.text)
            case "image" | "audio":
                continue
            case _:
                return False
    return length <= SHORT
