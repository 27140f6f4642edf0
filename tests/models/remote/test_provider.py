"""A provider's model: what it is asked, what comes back, and what that cost."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from mcp_types import (
    AudioContent,
    CreateMessageRequestParams,
    CreateMessageResult,
    CreateMessageResultWithTools,
    ImageContent,
    SamplingMessage,
    TextContent,
    Tool,
    ToolChoice,
    ToolUseContent,
)

from desktop.errors import BadAnswer, ModelError
from desktop.models.context import Location
from desktop.models.local.process import LocalModel
from tests.models.remote.conftest import KEY
from tests.programs.openai_server import (
    hanging,
    piece,
    refused,
    said,
    streamed,
    used,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.models.remote.access import Access
    from desktop.models.remote.provider import RemoteModel
    from tests.programs.openai_server import Provider

pytestmark = pytest.mark.anyio

WEATHER = Tool(name="weather", description="Tells it.", input_schema={"type": "object"})


def asked(text: str = "Hello", **more: Any) -> CreateMessageRequestParams:
    message = SamplingMessage(role="user", content=TextContent(type="text", text=text))
    given = {"messages": [message], "max_tokens": 50, **more}
    return CreateMessageRequestParams.model_validate(given)


def ignore(text: str) -> None:
    """Wants no text."""


async def test_an_answer_comes_in_pieces_with_what_it_took(
    provider: Provider, model: RemoteModel
) -> None:
    provider.will(said("The tide turns."))
    texts: list[str] = []
    completion = await model.complete(asked(), texts.append)
    result = completion.result
    assert isinstance(result, CreateMessageResult)
    assert isinstance(result.content, TextContent)
    assert result.content.text == "".join(texts) == "The tide turns."
    assert len(texts) == 5
    assert (result.model, result.stop_reason) == ("openai/big", "endTurn")
    usage = completion.usage
    assert (usage.input_tokens, usage.output_tokens, usage.estimated) == (7, 5, False)
    assert usage.cost == pytest.approx((7 * 1 + 5 * 10) / 1e6)
    assert usage.seconds > 0


async def test_the_request_is_told_in_the_providers_words_and_its_metadata_stays_here(
    provider: Provider, access: Callable[..., Access], made: Callable[..., RemoteModel]
) -> None:
    provider.will(said("Yes."))
    stops = [f"stop {number}" for number in range(6)]
    params = asked(
        system_prompt="Be brief.",
        temperature=0.5,
        stop_sequences=stops,
        metadata={"user": "a name"},
    )
    await made(access("openrouter")).complete(params, ignore)
    assert provider.wishes == [
        {
            "model": "big",
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "Hello"},
            ],
            "max_tokens": 50,
            "temperature": 0.5,
            "stop": stops[:4],
            "stream": True,
            "stream_options": {"include_usage": True},
        }
    ]


async def test_openai_is_told_the_limit_by_its_own_name(
    provider: Provider, model: RemoteModel
) -> None:
    provider.will(said("Yes."))
    await model.complete(asked(), ignore)
    assert provider.wishes[0]["max_completion_tokens"] == 50
    assert "max_tokens" not in provider.wishes[0]


async def test_nothing_leaves_but_what_is_needed(
    provider: Provider,
    access: Callable[..., Access],
    made: Callable[..., RemoteModel],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The SDK adds the kind of this computer, and what its variables say."""
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Other: secret\nAuthorization: Bearer other")
    monkeypatch.setenv("OPENAI_ORG_ID", "an organisation")
    monkeypatch.setenv("OPENAI_ADMIN_KEY", "the admin's key")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    provider.will(said("Yes."))
    await made(access("anthropic", headers={"X-Team": "tides"})).complete(asked(), ignore)
    sent = dict(provider.asked[0].headers)
    sent.pop("idempotency-key", None)
    assert sent.pop("content-length")
    assert sent == {
        "host": provider.address.removeprefix("http://").removesuffix("/v1"),
        "connection": "keep-alive",
        "accept": "application/json",
        "accept-encoding": "identity",
        "content-type": "application/json",
        "user-agent": "parley",
        "authorization": f"Bearer {KEY}",
        "anthropic-version": "2023-06-01",
        "x-team": "tides",
    }


async def test_without_a_key_no_key_of_the_environment_is_sent(
    provider: Provider,
    access: Callable[..., Access],
    made: Callable[..., RemoteModel],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "another program's key")
    monkeypatch.setenv("OPENAI_ADMIN_KEY", "the admin's key")
    provider.will(said("Yes."))
    await made(access("ollama", key="")).complete(asked(), ignore)
    assert "authorization" not in provider.asked[0].headers


async def test_a_tool_call_is_put_together_from_its_pieces(
    provider: Provider, model: RemoteModel
) -> None:
    calls: list[dict[str, Any]] = [
        {"index": 0, "id": "a", "type": "function", "function": {"name": "weather"}},
        {"index": 0, "function": {"arguments": '{"place"'}},
        {"index": 0, "function": {"arguments": ': "Rome"}'}},
        {"index": 1, "id": "b", "function": {"name": "weather", "arguments": ""}},
    ]
    pieces = [piece(tool_calls=[call]) for call in calls]
    provider.will(streamed(piece("Let me see."), *pieces, piece(finish="tool_calls")))
    params = asked(tools=[WEATHER], tool_choice=ToolChoice(mode="required"))
    result = (await model.complete(params, ignore)).result
    assert isinstance(result, CreateMessageResultWithTools)
    assert result.content == [
        TextContent(type="text", text="Let me see."),
        ToolUseContent(type="tool_use", id="a", name="weather", input={"place": "Rome"}),
        ToolUseContent(type="tool_use", id="b", name="weather", input={}),
    ]
    assert result.stop_reason == "toolUse"
    wish = provider.wishes[0]
    assert wish["tool_choice"] == "required"
    assert wish["tools"][0]["function"]["name"] == "weather"


async def test_calls_that_are_numbered_alike_or_not_at_all_are_kept_apart(
    provider: Provider, model: RemoteModel
) -> None:
    """As Google's and others' have it: each comes whole."""
    function = {"name": "weather", "arguments": "{}"}
    calls = [{"index": 0, "id": own, "function": function} for own in ("a", "b")]
    provider.will(streamed(piece(tool_calls=calls), piece(finish="stop")))
    result = (await model.complete(asked(tools=[WEATHER]), ignore)).result
    assert isinstance(result.content, list)
    ids = [block.id for block in result.content if isinstance(block, ToolUseContent)]
    assert ids == ["a", "b"]
    assert result.stop_reason == "toolUse"


@pytest.mark.parametrize("arguments", ["{", "[1]", '"text"', "null", "[" * 100_000])
async def test_arguments_that_are_no_object_are_refused(
    provider: Provider, model: RemoteModel, arguments: str
) -> None:
    call = {"index": 0, "id": "a", "function": {"name": "weather", "arguments": arguments}}
    provider.will(streamed(piece(tool_calls=[call]), piece(finish="tool_calls")))
    with pytest.raises(ModelError, match="its arguments are not a JSON object"):
        await model.complete(asked(tools=[WEATHER]), ignore)


async def test_a_tool_that_was_not_offered_is_refused(
    provider: Provider, model: RemoteModel
) -> None:
    call = {"index": 0, "id": "a", "function": {"name": "delete", "arguments": "{}"}}
    provider.will(streamed(piece(tool_calls=[call]), piece(finish="tool_calls")))
    with pytest.raises(ModelError, match="'delete' wrongly: the request offers no such tool"):
        await model.complete(asked(tools=[WEATHER]), ignore)


async def test_a_model_that_must_call_a_tool_and_does_not_has_not_answered(
    provider: Provider, model: RemoteModel
) -> None:
    provider.will(said("It is fine."))
    with pytest.raises(BadAnswer, match="was to call a tool and called none"):
        await model.complete(
            asked(tools=[WEATHER], tool_choice=ToolChoice(mode="required")), ignore
        )


async def test_a_picture_is_sent_along(provider: Provider, model: RemoteModel) -> None:
    provider.will(said("A cat."))
    image = ImageContent(type="image", data="QUJD", mime_type="image/png")
    message = SamplingMessage(role="user", content=image)
    await model.complete(asked(messages=[message]), ignore)
    (part,) = provider.wishes[0]["messages"][0]["content"]
    assert part == {"type": "image_url", "image_url": {"url": "data:image/png;base64,QUJD"}}


@pytest.mark.parametrize(("kind", "ending"), [("audio/wav", "wav"), ("audio/mpeg", "mp3")])
async def test_a_recording_is_sent_along(
    provider: Provider, model: RemoteModel, kind: str, ending: str
) -> None:
    provider.will(said("A bell."))
    sound = AudioContent(type="audio", data="QUJD", mime_type=kind)
    message = SamplingMessage(role="user", content=sound)
    await model.complete(asked(messages=[message]), ignore)
    (part,) = provider.wishes[0]["messages"][0]["content"]
    assert part == {"type": "input_audio", "input_audio": {"data": "QUJD", "format": ending}}


@pytest.mark.parametrize(
    ("finish", "reason"),
    [("stop", "endTurn"), ("length", "maxTokens"), ("content_filter", "contentFilter")],
)
async def test_why_it_stopped_is_told_in_mcps_words(
    provider: Provider, model: RemoteModel, finish: str, reason: str
) -> None:
    provider.will(streamed(piece("Some"), piece(finish=finish)))
    result = (await model.complete(asked(), ignore)).result
    assert result.stop_reason == reason


async def test_stop_sequences_are_obeyed_whether_or_not_the_provider_does(
    provider: Provider, model: RemoteModel
) -> None:
    provider.will(said("One. Two. STOP Three."))
    texts: list[str] = []
    completion = await model.complete(asked(stop_sequences=["STOP"]), texts.append)
    assert "".join(texts) == "One. Two. "
    assert completion.result.stop_reason == "stopSequence"
    assert completion.usage.estimated


async def test_what_the_provider_does_not_count_is_estimated_and_said_so(
    provider: Provider, model: RemoteModel
) -> None:
    provider.will(streamed(piece("x" * 40), piece(finish="stop")))
    usage = (await model.complete(asked("y" * 400), ignore)).usage
    assert usage.estimated
    assert usage.output_tokens == 10
    assert 100 <= usage.input_tokens <= 110
    assert usage.cost > 0


@pytest.mark.parametrize("read", [-1, "many", 1.5, 10**12])
async def test_an_odd_count_is_not_believed(
    provider: Provider, model: RemoteModel, read: object
) -> None:
    odd = {"choices": [], "usage": {"prompt_tokens": read, "completion_tokens": 1}}
    provider.will(streamed(piece("Yes.", "stop"), odd))
    assert (await model.complete(asked(), ignore)).usage.estimated


async def test_a_price_that_the_provider_tells_counts(
    provider: Provider, model: RemoteModel
) -> None:
    provider.will(streamed(piece("Yes.", "stop"), used(5, 1, cost=0.125)))
    assert (await model.complete(asked(), ignore)).usage.cost == 0.125


async def test_a_parameter_that_is_not_supported_is_left_out_then_and_later(
    provider: Provider, model: RemoteModel
) -> None:
    told = "Unsupported value: 'temperature' does not support 0.5 with this model."
    no_limit = "Unsupported parameter: use 'max_tokens', 'max_completion_tokens' is unknown."
    provider.will(
        refused(400, told, code="unsupported_value", param="temperature"),
        refused(422, no_limit),
        said("Yes."),
    )
    await model.complete(asked(temperature=0.5), ignore)
    await model.complete(asked(temperature=0.5), ignore)
    *_, third, fourth = provider.wishes
    assert len(provider.wishes) == 4
    for wish in (third, fourth):
        assert "temperature" not in wish
        assert "max_completion_tokens" not in wish
        assert wish["max_tokens"] == 50


async def test_a_cancelled_request_closes_the_connection(
    provider: Provider, model: RemoteModel
) -> None:
    provider.will(hanging(provider, piece("Some")))
    came = asyncio.Event()
    task = asyncio.create_task(model.complete(asked(), lambda _: came.set()))
    await asyncio.wait_for(came.wait(), 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(provider.left.wait, 10)


async def test_requests_are_answered_beside_each_other(
    provider: Provider, model: RemoteModel
) -> None:
    provider.will(hanging(provider, piece("Some")), said("Second."))
    came = asyncio.Event()
    first = asyncio.create_task(model.complete(asked(), lambda _: came.set()))
    await asyncio.wait_for(came.wait(), 10)
    second = await asyncio.wait_for(model.complete(asked(), ignore), 10)
    assert isinstance(second.result.content, TextContent)
    assert second.result.content.text == "Second."
    first.cancel()
    await asyncio.wait([first])


async def test_a_model_that_was_taken_away_answers_no_more(
    provider: Provider, model: RemoteModel
) -> None:
    provider.will(said("Yes."))
    await model.complete(asked(), ignore)
    await model.unload()
    await model.complete(asked(), ignore)
    await model.close()
    with pytest.raises(ModelError, match="taken away"):
        await model.complete(asked(), ignore)
    assert len(provider.wishes) == 2


async def test_the_library_knows_it_by_its_provider(model: RemoteModel, provider: Provider) -> None:
    context = model.context
    assert (context.id, context.name) == ("openai/big", "big (OpenAI)")
    assert context.location is Location.REMOTE
    assert context.host == provider.address.removeprefix("http://").removesuffix("/v1")
    assert context.aliases == ("big",)
    assert (model.loaded, model.device) == (True, "")


async def test_a_real_model_behind_the_same_words_answers(
    provider: Provider, model: RemoteModel, tmp_path: Path
) -> None:
    """A made model that llama.cpp computes, served as llama.cpp's own server does it."""
    from desktop.models.gguf.context import model_context  # noqa: PLC0415
    from tests.scripted_model import write_scripted_model  # noqa: PLC0415

    file = tmp_path / "made.gguf"
    write_scripted_model(file, "The tide takes the sand.")
    local = LocalModel(model_context(file), tmp_path / "models.log", lambda _: None)
    try:
        texts: list[str] = []
        computed = await local.complete(asked(), texts.append)
    finally:
        await local.close()
    usage = computed.usage
    pieces = [piece(text) for text in texts]
    counted = used(usage.input_tokens, usage.output_tokens)
    provider.will(streamed(*pieces, piece(finish="stop"), counted))
    relayed = await model.complete(asked(), ignore)
    assert json.dumps(relayed.result.model_dump()["content"]) == json.dumps(
        computed.result.model_dump()["content"]
    )
    assert relayed.usage.output_tokens == usage.output_tokens
