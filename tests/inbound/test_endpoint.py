"""The loopback endpoint, asked by the real clients of OpenAI and Anthropic's shapes over HTTP."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio
import httpx2
import openai
import pytest
from pydantic import BaseModel

from desktop.errors import ConfigError, ModelError
from desktop.events import RequestPhase
from desktop.gateway.approval import AnswerApproved
from desktop.gateway.limits import Limits
from desktop.gateway.policy import Policy
from desktop.gateway.request import Caller
from desktop.inbound.endpoint import KEEP_ALIVE, Endpoint
from desktop.inbound.guard import LONGEST_BODY
from tests.fakes import BOUNDLESS, FakeBackend, ScriptedApprover, allow, calling, decline
from tests.gateway.desk import opened_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from desktop.gateway.approval import AnswerReview, Approved, Approver, Declined, Review
    from desktop.storage.places import Places
    from tests.gateway.desk import Desk

pytestmark = pytest.mark.anyio

TOKEN = "parley-test"
HELLO: Any = [{"role": "user", "content": "Hello"}]
TOOL: Any = {
    "type": "function",
    "function": {
        "name": "add",
        "description": "Adds.",
        "parameters": {"type": "object", "properties": {"a": {"type": "integer"}}},
    },
}
UNFIT = {"type": "json_schema", "json_schema": {"name": "a", "schema": {"type": "thing"}}}
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)


class Slow:
    """A person who takes their time."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.said = asyncio.Event()
        self.withdrawn = asyncio.Event()
        self.verdict: Callable[[Review], Approved | Declined] = allow

    async def review(self, review: Review) -> Approved | Declined:
        """Answers once that was said."""
        self.asked.set()
        try:
            await self.said.wait()
        except asyncio.CancelledError:
            self.withdrawn.set()
            raise
        return self.verdict(review)

    async def review_answer(self, review: AnswerReview) -> AnswerApproved | Declined:
        """Lets every answer go as it is."""
        return AnswerApproved(review.result)


class Door:
    """An open endpoint, and what stands behind it."""

    def __init__(self, desk: Desk, endpoint: Endpoint) -> None:
        self.desk = desk
        self.endpoint = endpoint

    def client(self, token: str = TOKEN) -> openai.AsyncOpenAI:
        """Returns OpenAI's own client."""
        return openai.AsyncOpenAI(base_url=self.endpoint.address, api_key=token)

    async def post(self, path: str, body: Any, **headers: str) -> httpx2.Response:
        """Sends a body as it is."""
        told = {"authorization": f"Bearer {TOKEN}", **headers}
        async with httpx2.AsyncClient() as http:
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            return await http.post(f"{self.endpoint.address}{path}", content=content, headers=told)


@asynccontextmanager
async def door(
    places: Places,
    *answers: Any,
    policy: Policy | None = None,
    limits: Limits = BOUNDLESS,
    approver: Approver | None = None,
    **model: Any,
) -> AsyncIterator[Door]:
    caller = Caller("editor", "a program", "digest", policy or Policy(consent="always"), limits)
    backend = FakeBackend("m", *answers, **model)
    async with opened_desk(places, approver or ScriptedApprover(allow), backend) as desk:
        endpoint = Endpoint(
            desk.gateway,
            lambda: [backend.context],
            lambda token: caller if token == TOKEN else None,
        )
        await endpoint.start()
        try:
            with anyio.fail_after(20):
                yield Door(desk, endpoint)
        finally:
            await endpoint.stop()
            assert endpoint.address == ""


async def test_a_chat_is_answered_with_what_it_took(places: Places) -> None:
    async with door(places, "It leaves at nine.") as made, made.client() as client:
        told = await client.chat.completions.create(
            model="m",
            messages=[{"role": "system", "content": "Be brief."}, *HELLO],
            max_tokens=50,
            stop=["X"],
            temperature=0.5,
        )
        assert told.choices[0].message.content == "It leaves at nine."
        assert (told.choices[0].finish_reason, told.model) == ("stop", "m")
        assert told.usage
        assert told.usage.total_tokens == told.usage.prompt_tokens + told.usage.completion_tokens
        [entry] = await made.desk.journal.latest(9)
        assert (entry.server, entry.way, entry.text) == ("editor", "chat", "It leaves at nine.")
        assert entry.asked["systemPrompt"] == "Be brief."
        assert entry.asked["modelPreferences"] == {"hints": [{"name": "m"}]}
        assert (entry.asked["maxTokens"], entry.asked["stopSequences"]) == (50, ["X"])


async def test_a_stream_brings_the_answer_in_pieces_and_what_it_took_at_the_end(
    places: Places,
) -> None:
    long = "The ferry leaves at nine, and it waits for nobody at all. " * 3
    async with door(places, long) as made, made.client() as client:
        stream = await client.chat.completions.create(
            model="m", messages=HELLO, stream=True, stream_options={"include_usage": True}
        )
        chunks = [chunk async for chunk in stream]
        texts = [chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices]
        assert "".join(texts) == long
        assert len([text for text in texts if text]) > 3
        assert chunks[-1].usage
        assert chunks[-2].choices[0].finish_reason == "stop"


@pytest.mark.parametrize("stream", [False, True])
async def test_tools_are_called_and_their_results_come_back(places: Places, stream: bool) -> None:
    answers = calling(("add", {"a": 1}), ("add", {"a": 2})), "Three."
    async with door(places, *answers, tools=True) as made, made.client() as client:
        first: Any = await client.chat.completions.create(
            model="m", messages=HELLO, tools=[TOOL], stream=stream
        )
        if stream:
            chunks = [chunk async for chunk in first]
            assert chunks[-1].choices[0].finish_reason == "tool_calls"
            calls = [one for chunk in chunks for one in chunk.choices[0].delta.tool_calls or ()]
        else:
            assert first.choices[0].finish_reason == "tool_calls"
            calls = first.choices[0].message.tool_calls
        assert [json.loads(call.function.arguments) for call in calls] == [{"a": 1}, {"a": 2}]
        asked = [
            {"id": one.id, "type": "function", "function": one.function.model_dump()}
            for one in calls
        ]
        results = [
            {"role": "tool", "tool_call_id": call.id, "content": f"{number}"}
            for number, call in enumerate(calls)
        ]
        talk: Any = [*HELLO, {"role": "assistant", "tool_calls": asked}, *results]
        told = await client.chat.completions.create(model="m", messages=talk, tools=[TOOL])
        assert told.choices[0].message.content == "Three."
        entry = await made.desk.entry()
        assert [message["role"] for message in entry.asked["messages"]] == [
            "user",
            "assistant",
            "user",
        ]
        assert len(entry.asked["messages"][2]["content"]) == 2


async def test_a_named_function_is_the_only_one_and_must_be_called(places: Places) -> None:
    other: Any = {"type": "function", "function": {"name": "other"}}
    named: Any = {"type": "function", "function": {"name": "add"}}
    async with (
        door(places, calling(("add", {})), tools=True) as made,
        made.client() as client,
    ):
        await client.chat.completions.create(
            model="m", messages=HELLO, tools=[TOOL, other], tool_choice=named
        )
        entry = await made.desk.entry()
        assert [tool["name"] for tool in entry.asked["tools"]] == ["add"]
        assert entry.asked["toolChoice"] == {"mode": "required"}


async def test_a_picture_comes_as_it_was_sent(places: Places) -> None:
    modalities = frozenset({"text", "image"})
    parts: Any = [
        {"type": "text", "text": "What is it?"},
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PIXEL}"}},
    ]
    async with door(places, "A dot.", modalities=modalities) as made, made.client() as client:
        await client.chat.completions.create(
            model="m", messages=[{"role": "user", "content": parts}]
        )
        entry = await made.desk.entry()
        [_, image] = entry.asked["messages"][0]["content"]
        assert (image["type"], image["mimeType"], image["data"]) == ("image", "image/png", PIXEL)


class Ferry(BaseModel):
    """What an answer is to say."""

    leaves: int
    where: str


async def test_an_answer_comes_in_the_form_that_was_asked_for(places: Places) -> None:
    answer = '{"leaves": 9, "where": "Brill"}'
    async with door(places, answer, answer) as made, made.client() as client:
        told = await client.chat.completions.parse(model="m", messages=HELLO, response_format=Ferry)
        assert told.choices[0].message.parsed == Ferry(leaves=9, where="Brill")
        entry = await made.desk.entry()
        wish = entry.asked["metadata"]["response_format"]["json_schema"]
        assert set(wish["schema"]["required"]) == {"leaves", "where"}
        later = await client.responses.parse(model="m", input="When?", text_format=Ferry)
        assert later.output_parsed == Ferry(leaves=9, where="Brill")


async def test_a_refusal_is_an_error_that_the_sdk_knows_and_does_not_repeat(
    places: Places,
) -> None:
    approver = ScriptedApprover(decline)
    async with door(places, policy=Policy(), approver=approver) as made, made.client() as client:
        with pytest.raises(openai.PermissionDeniedError, match="The person declined") as failed:
            await client.chat.completions.create(model="m", messages=HELLO)
        assert failed.value.code == "declined"
        assert len(approver.asked) == 1
        assert (await made.desk.entry()).phase is RequestPhase.DECLINED


async def test_a_limit_is_told_as_one_with_when_it_frees(places: Places) -> None:
    limits = Limits(requests_per_minute=1)
    async with door(places, "One.", limits=limits) as made, made.client() as client:
        await client.chat.completions.create(model="m", messages=HELLO)
        with pytest.raises(openai.RateLimitError, match="request a minute") as failed:
            await client.chat.completions.create(model="m", messages=HELLO)
        assert failed.value.code == "limit_reached"
        assert len(await made.desk.journal.latest(9)) == 2, "the SDK did not try again"


async def test_while_everything_is_paused_programs_are_told_so(places: Places) -> None:
    async with door(places) as made, made.client() as client:
        made.desk.pause.begin()
        with pytest.raises(openai.InternalServerError, match="paused"):
            await client.chat.completions.create(model="m", messages=HELLO)


async def test_a_model_that_fails_tells_nothing_of_this_computer(places: Places) -> None:
    failing = ModelError("/home/ann/models/secret.gguf broke.")
    async with door(places, failing) as made, made.client() as client:
        with pytest.raises(openai.InternalServerError) as failed:
            await client.chat.completions.create(model="m", messages=HELLO)
        assert "ann" not in str(failed.value)
        assert failed.value.code == "model_failed"


@pytest.mark.parametrize(
    "body",
    [
        {"messages": []},
        {"messages": HELLO, "n": 2},
        {"messages": [{"role": "wizard", "content": "x"}]},
        {"messages": [{"role": "user", "content": ""}]},
        {"messages": [{"role": "user", "content": [{"type": "video"}]}]},
        {"messages": [{"role": "user", "content": 7}]},
        {"messages": HELLO, "max_tokens": 0},
        {"messages": HELLO, "tools": [TOOL], "tool_choice": "maybe"},
        {"messages": [{"role": "tool", "tool_call_id": "1", "content": "x"}]},
        {"messages": HELLO, "response_format": {"type": "verse"}},
        {"messages": HELLO, "response_format": {"type": "json_schema"}},
        {"messages": HELLO, "response_format": UNFIT},
        {"messages": HELLO, "logprobs": True},
        [],
        b"{",
        b"\xff",
    ],
    ids=str,
)
async def test_a_wrong_request_is_a_clear_400(places: Places, body: Any) -> None:
    async with door(places) as made:
        told = await made.post("/chat/completions", body)
        assert told.status_code == 400, told.text
        assert told.json()["error"]["type"] == "invalid_request_error"
        assert told.json()["error"]["message"]


async def test_an_image_elsewhere_is_not_fetched(places: Places) -> None:
    picture = {"type": "image_url", "image_url": {"url": "http://127.0.0.1:1/x.png"}}
    async with door(places) as made:
        body = {"messages": [{"role": "user", "content": [picture]}]}
        told = await made.post("/chat/completions", body)
        assert told.status_code == 400
        assert "must come in the request" in told.json()["error"]["message"]


async def test_without_a_good_token_nothing_is_told(places: Places) -> None:
    async with door(places) as made, made.client("parley-guess") as client:
        with pytest.raises(openai.AuthenticationError):
            await client.chat.completions.create(model="m", messages=HELLO)
        with pytest.raises(openai.AuthenticationError):
            await client.models.list()
        assert await made.desk.journal.latest(9) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "parley.example:80"},
        {"host": "127.0.0.1.example.org:1"},
        {"origin": "https://example.org"},
        {"origin": "null"},
    ],
    ids=str,
)
async def test_a_web_page_gets_nothing_even_with_a_token(
    places: Places, headers: dict[str, str]
) -> None:
    async with door(places) as made:
        told = await made.post("/chat/completions", {"messages": HELLO}, **headers)
        assert told.status_code == 403
        assert "access-control-allow-origin" not in told.headers


async def test_a_body_without_end_is_not_read(places: Places) -> None:
    async with door(places) as made:

        async def endless() -> AsyncIterator[bytes]:
            for _ in range(LONGEST_BODY // 1_000_000 + 2):
                yield b" " * 1_000_000

        async with httpx2.AsyncClient() as http:
            url, headers = made.endpoint.address, {"authorization": f"Bearer {TOKEN}"}
            told = await http.post(f"{url}/chat/completions", content=endless(), headers=headers)
        assert told.status_code == 413


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.inbound.endpoint.PATIENCE", 0.05)


@pytest.mark.usefixtures("impatient")
async def test_a_stream_that_waits_for_the_person_says_so_and_then_brings_the_answer(
    places: Places,
) -> None:
    person = Slow()
    async with (
        door(places, "At nine.", policy=Policy(), approver=person) as made,
        httpx2.AsyncClient() as http,
    ):
        url, headers = made.endpoint.address, {"authorization": f"Bearer {TOKEN}"}
        body = {"messages": HELLO, "stream": True}
        request = http.stream("POST", f"{url}/chat/completions", json=body, headers=headers)
        async with request as told:
            lines = told.aiter_lines()
            assert await anext(lines) == KEEP_ALIVE.strip()
            person.said.set()
            rest = [line async for line in lines]
        assert any("At nine." in line for line in rest)
        assert [line for line in rest if line][-1] == "data: [DONE]"


@pytest.mark.usefixtures("impatient")
async def test_a_refusal_after_the_stream_has_begun_is_an_error_in_it(places: Places) -> None:
    person = Slow()
    person.verdict = decline
    async with door(places, policy=Policy(), approver=person) as made, made.client() as client:
        # The stream is only here once it has begun to wait.
        stream = await client.chat.completions.create(model="m", messages=HELLO, stream=True)
        person.said.set()
        with pytest.raises(openai.APIError, match="The person declined"):
            _ = [chunk async for chunk in stream]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("stream", [False, True])
async def test_a_program_that_goes_away_withdraws_its_request(places: Places, stream: bool) -> None:
    person = Slow()
    async with door(places, policy=Policy(), approver=person) as made:
        body = {"messages": HELLO, "stream": stream}
        program = asyncio.create_task(made.post("/chat/completions", body))
        await person.asked.wait()
        program.cancel()
        await person.withdrawn.wait()
        await asyncio.wait([program])
        await made.endpoint.stop()
        assert (await made.desk.entry()).phase is RequestPhase.WITHDRAWN


async def test_the_end_of_the_endpoint_withdraws_what_is_open(places: Places) -> None:
    person = Slow()
    async with door(places, policy=Policy(), approver=person) as made:
        program = asyncio.create_task(made.post("/chat/completions", {"messages": HELLO}))
        await person.asked.wait()
        await made.endpoint.stop()
        await asyncio.wait([program])
        assert (await made.desk.entry()).phase is RequestPhase.WITHDRAWN


async def test_a_port_that_is_taken_is_told_and_the_endpoint_stays_off(places: Places) -> None:
    async with door(places) as made:
        port = int(made.endpoint.address.split(":")[2].split("/")[0])
        other = Endpoint(made.desk.gateway, list, lambda _: None)
        with pytest.raises(ConfigError, match="cannot be opened"):
            await other.start(port)
        assert other.address == ""


async def test_the_models_are_listed_and_one_is_looked_up(places: Places) -> None:
    async with door(places) as made, made.client() as client:
        assert [model.id async for model in client.models.list()] == ["m"]
        assert (await client.models.retrieve("m")).owned_by == "this computer"
        with pytest.raises(openai.NotFoundError):
            await client.models.retrieve("other")


async def test_another_client_gets_its_answer_too(places: Places) -> None:
    from huggingface_hub import AsyncInferenceClient  # noqa: PLC0415

    async with door(places, "At nine.", "At ten.") as made:
        client = AsyncInferenceClient(base_url=made.endpoint.address, api_key=TOKEN)
        told = await client.chat_completion(HELLO, model="m", max_tokens=20)
        assert told.choices[0].message.content == "At nine."
        stream = await client.chat_completion(HELLO, model="m", max_tokens=20, stream=True)
        texts = [chunk.choices[0].delta.content or "" async for chunk in stream if chunk.choices]
        assert "".join(texts) == "At ten."
        await client.close()  # type: ignore[no-untyped-call]


async def test_responses_are_answered_whole_and_in_a_stream(places: Places) -> None:
    answers = "At nine.", calling(("add", {"a": 1})), "At ten.", "Cut."
    tool: Any = {"type": "function", "name": "add", "parameters": TOOL["function"]["parameters"]}
    async with door(places, *answers, tools=True) as made, made.client() as client:
        told = await client.responses.create(model="m", input="When?", instructions="Be brief.")
        assert (told.output_text, told.status) == ("At nine.", "completed")
        assert (await made.desk.entry()).asked["systemPrompt"] == "Be brief."
        called = await client.responses.create(model="m", input="Add.", tools=[tool])
        [call] = called.output
        assert call.type == "function_call"
        assert json.loads(call.arguments) == {"a": 1}
        back: Any = [
            {"role": "user", "content": [{"type": "input_text", "text": "Add."}]},
            call.model_dump(),
            {"type": "function_call_output", "call_id": call.call_id, "output": "1"},
        ]
        stream = await client.responses.create(model="m", input=back, tools=[tool], stream=True)
        events = [event async for event in stream]
        deltas = [one.delta for one in events if one.type == "response.output_text.delta"]
        assert "".join(deltas) == "At ten."
        assert events[-1].type == "response.completed"
        assert events[-1].response.output_text == "At ten."


async def test_messages_in_anthropics_shape_are_answered_whole_and_in_a_stream(
    places: Places,
) -> None:
    tool = {"name": "add", "input_schema": {"type": "object"}}
    body = {"model": "m", "max_tokens": 50, "system": "Be brief.", "messages": HELLO}
    answers = "At nine.", calling(("add", {"a": 1})), "At ten."
    async with door(places, *answers, tools=True) as made:
        told = (await made.post("/messages", body, **{"x-api-key": TOKEN})).json()
        assert told["content"] == [{"type": "text", "text": "At nine."}]
        assert (told["stop_reason"], told["role"]) == ("end_turn", "assistant")
        called = (await made.post("/messages", {**body, "tools": [tool]})).json()
        [use] = called["content"]
        assert (called["stop_reason"], use["name"], use["input"]) == ("tool_use", "add", {"a": 1})
        result = {"type": "tool_result", "tool_use_id": use["id"], "content": "1"}
        more = {"type": "text", "text": "And now?"}
        talk = [
            *HELLO,
            {"role": "assistant", "content": [use]},
            {"role": "user", "content": [result, more]},
            {"role": "system", "content": "Mind the tide."},  # As Claude Code has it.
        ]
        streamed = {**body, "tools": [tool], "messages": talk, "stream": True}
        text = (await made.post("/messages", streamed)).text
        asked = (await made.desk.journal.latest(1))[0].asked
        assert asked["systemPrompt"] == "Be brief.\n\nMind the tide."
        events = [json.loads(line[6:]) for line in text.splitlines() if line[:6] == "data: "]
        assert [event["type"] for event in events] == [
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop",
        ]
        assert events[2]["delta"]["text"] == "At ten."
        messages = (await made.desk.entry()).asked["messages"]
        assert [one["content"][0]["type"] for one in messages] == [
            "text",
            "tool_use",
            "tool_result",
            "text",
        ]


async def test_errors_in_anthropics_shape_are_in_anthropics_shape(places: Places) -> None:
    async with door(places) as made:
        told = await made.post("/messages", {"max_tokens": 5, "messages": []})
        assert told.status_code == 400
        assert told.json()["type"] == "error"
        assert told.json()["error"]["type"] == "invalid_request_error"
