"""A provider's answer: what was thought before it is kept apart, and what was heard is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from mcp_types import AudioContent, SamplingMessage

from desktop.models.backend import text_of
from tests.models.remote.test_provider import asked, ignore
from tests.programs.openai_server import piece, streamed, used

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.models.remote.access import Access
    from desktop.models.remote.provider import RemoteModel
    from tests.programs.openai_server import Provider

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("cut", [1, 3, 100])
async def test_what_was_thought_within_the_text_is_kept_apart_however_it_is_cut(
    provider: Provider, model: RemoteModel, cut: int
) -> None:
    whole = "\n<think>\nStop? It turns.</think>\n\nThe tide turns.<think> Stop it."
    pieces = [piece(whole[at : at + cut]) for at in range(0, len(whole), cut)]
    provider.will(streamed(*pieces, piece(finish="stop"), used(7, 20)))
    texts: list[str] = []
    completion = await model.complete(asked(stop_sequences=[" Stop"]), texts.append)
    assert completion.thinking == "Stop? It turns."
    assert "".join(texts) == text_of(completion.result) == "The tide turns.<think>"
    assert completion.usage.thought_tokens == 4


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning"])
async def test_what_was_thought_beside_the_text_is_kept_too(
    provider: Provider, model: RemoteModel, name: str
) -> None:
    told: list[dict[str, Any]] = [{name: "It "}, {name: "turns."}, {name: {"odd": 1}}]
    thoughts = [piece("", **one) for one in told]
    counted = used(7, 20, completion_tokens_details={"reasoning_tokens": 12})
    provider.will(streamed(*thoughts, piece("Yes."), piece(finish="stop"), counted))
    completion = await model.complete(asked(), ignore)
    assert (completion.thinking, text_of(completion.result)) == ("It turns.", "Yes.")
    assert (completion.usage.output_tokens, completion.usage.thought_tokens) == (20, 12)


async def test_a_thought_without_an_end_is_no_answer_and_is_reckoned(
    provider: Provider, model: RemoteModel
) -> None:
    provider.will(streamed(piece("<think>It turns"), piece(finish="length")))
    completion = await model.complete(asked(), ignore)
    assert (completion.thinking, text_of(completion.result)) == ("It turns", "")
    assert completion.usage.output_tokens == completion.usage.thought_tokens == 2
    provider.will(streamed(piece("<thi"), piece(finish="stop"), used(7, 1)))
    assert text_of((await model.complete(asked(), ignore)).result) == "<thi"


@pytest.mark.parametrize(
    ("details", "heard"),
    [({"prompt_tokens_details": {"audio_tokens": 400}}, 400), ({}, 1000)],
    ids=["told", "reckoned"],
)
async def test_sounds_cost_what_sounds_cost(
    provider: Provider,
    access: Callable[..., Access],
    made: Callable[..., RemoteModel],
    details: dict[str, Any],
    heard: int,
) -> None:
    sound = AudioContent(type="audio", data="UklGRg==", mime_type="audio/wav")
    message = SamplingMessage(role="user", content=sound)
    model = made(access(), modalities=("text", "audio"), audio_price=4.0)
    provider.will(streamed(piece("Yes."), piece(finish="stop"), used(1200, 1, **details)))
    completion = await model.complete(asked(messages=[message]), ignore)
    assert completion.usage.cost == pytest.approx((1200 * 1 + heard * 3 + 1 * 10) / 1e6)
