"""A provider's model as a `Backend`: asked over the network, as often at once as is wanted."""

from __future__ import annotations

import asyncio
import json
import math
import time
from typing import TYPE_CHECKING, Any

from desktop.errors import BadAnswer, ModelError
from desktop.language import tr
from desktop.models.backend import Completion, Usage
from desktop.models.chat_format import (
    chat_messages,
    chat_tool_choice,
    chat_tools,
    sampling_result,
)
from desktop.models.context import ModelContext, Source
from desktop.models.remote.answer import Answer
from desktop.models.structured import check_answer, check_format, response_format

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams, ToolUseContent

    from desktop.models.backend import OnText
    from desktop.models.remote.access import Access
    from desktop.models.remote.config import ModelSpec
    from desktop.models.remote.line import Line

PATIENCE = 300.0
"""Seconds of silence: a large model may think that long, and a local one load that long."""
MOST_STOPS = 4
"""Stop sequences that providers take; all of them are obeyed here anyway."""
_CHARACTERS = 4
"""To a token, where a provider tells no numbers."""
_PICTURE = 1000
"""Tokens of a picture or a recording, then."""
_PRICES = ("input_price", "output_price", "audio_price", "prices")

_SOURCES = {
    **dict.fromkeys(
        (
            *("id", "name", "aliases", "location", "host"),
            *("context_length", "modalities", "tools"),
        ),
        Source.KEPT,
    ),
    "embeds": Source.ESTIMATED,
    "ready": Source.SEEN,
}


class RemoteModel:
    """One model of a provider; it is always ready, and gives no memory back."""

    def __init__(
        self, context: ModelContext, spec: ModelSpec, access: Access, patience: float = PATIENCE
    ) -> None:
        """Takes what is known of the model, and connects to nothing.

        Args:
            context: what the library and the router know of it.
            spec: what its provider knows it by.
            access: its provider, and the key.
            patience: seconds of silence after which an answer is given up.
        """
        self._context = context
        self._model = spec.id
        self._access = access
        self._patience = patience
        self._line: Line | None = None
        self._closed = False

    @property
    def context(self) -> ModelContext:
        """What is known of the model."""
        return self._context

    @property
    def loaded(self) -> bool:
        """Whether it can answer at once: as far as this computer goes, always."""
        return True

    @property
    def device(self) -> str:
        """Nothing: it is computed elsewhere."""
        return ""

    async def unload(self) -> None:
        """Gives no memory back, for it takes none."""

    async def close(self) -> None:
        """Closes the connection, with whatever is being answered; no request is taken after it."""
        self._closed = True
        if self._line is not None:
            await self._line.close()

    async def complete(self, params: CreateMessageRequestParams, on_text: OnText) -> Completion:
        """Answers the request, beside any others.

        Cancelling the awaiting task closes the connection, which ends the work elsewhere too.

        Raises:
            ModelError: there is no answer; its kind and its message say why.
        """
        if self._closed:
            gone = tr("{name} was taken away before it could answer.", name=self._context.name)
            raise ModelError(gone)
        if params.tools:
            from desktop.models.tool_calls import check_tools  # noqa: PLC0415

            check_tools(params)
        check_format(params)
        began, wish = time.monotonic(), self._wish(params)
        answer = Answer(self._access.label, params.stop_sequences or ())

        def take(piece: object) -> bool:
            _pass_on(answer.take(piece), on_text)
            return not answer.enough

        line = await self._opened()
        await line.chat(dict(wish), take)
        _pass_on(answer.end(), on_text)
        calls = self._calls(params, answer)
        if chat_tool_choice(params) == "required" and not calls:
            raise BadAnswer(
                tr(
                    "{name} was to call a tool and called none. Its answer was given up. Try "
                    "again, or choose another model.",
                    name=self._context.name,
                )
            )
        if not calls:
            check_answer(params, answer.text, answer.stop_reason, self._context.name)
        result = sampling_result(params, self._context.id, answer.text, calls, answer.stop_reason)
        usage = self._usage(wish, answer, time.monotonic() - began)
        return Completion(result, usage, thinking=answer.thought)

    def _calls(self, params: CreateMessageRequestParams, answer: Answer) -> list[ToolUseContent]:
        """Returns the tools that an answer calls, held against those of the request."""
        if not answer.calls:
            return []
        # Imported only here: it takes a tenth of a second, and few requests bring tools.
        from desktop.models.tool_calls import checked_calls  # noqa: PLC0415

        return checked_calls(params, answer.calls, self._context.name)

    def _wish(self, params: CreateMessageRequestParams) -> dict[str, Any]:
        """Returns a request in the words of chat completions.

        Of its metadata, nothing goes out but the form that the answer is to have.
        """
        wish: dict[str, Any] = {
            "model": self._model,
            "messages": chat_messages(params),
            self._access.token_limit: params.max_tokens,
            "stream_options": {"include_usage": True},
        }
        if params.temperature is not None:
            wish["temperature"] = params.temperature
        if params.stop_sequences:
            wish["stop"] = params.stop_sequences[:MOST_STOPS]
        if form := response_format(params):
            wish["response_format"] = form
        if params.tools:
            wish |= {"tools": chat_tools(params), "tool_choice": chat_tool_choice(params)}
        return wish

    async def _opened(self) -> Line:
        line = await open_line(self._access, self._patience)
        self._line = self._line or line
        return self._line

    def _usage(self, wish: dict[str, Any], answer: Answer, seconds: float) -> Usage:
        used, thought = answer.used, math.ceil(len(answer.thought) / _CHARACTERS)
        if used is None:
            read, written = _estimated(wish), math.ceil(answer.size / _CHARACTERS)
            cost = self._cost(read, _heard(wish), written)
            return Usage(read, written, seconds, cost, estimated=True, thought_tokens=thought)
        read, written = used.prompt_tokens, used.completion_tokens
        heard = min(_heard(wish) if used.heard_tokens is None else used.heard_tokens, read)
        cost = self._cost(read, heard, written) if used.cost is None else used.cost
        thought = min(used.thought_tokens or thought, written)
        return Usage(read, written, seconds, cost, thought_tokens=thought)

    def _cost(self, read: int, heard: int, written: int) -> float:
        """Returns the price in US dollars, as far as it is known.

        Args:
            read: tokens of the request.
            heard: how many of these are sounds.
            written: tokens of the answer.
        """
        context = self._context
        prices = (context.input_price or 0.0, context.output_price or 0.0)
        return (read * prices[0] + heard * context.sound_surcharge + written * prices[1]) / 1e6


async def open_line(access: Access, patience: float) -> Line:
    """Returns a connection to a provider, which opens when it is first used.

    The SDK takes up to a second to import: not everyone has a provider, and the window must not
    stand still meanwhile.
    """

    def line() -> Line:
        from desktop.models.remote.line import Line  # noqa: PLC0415

        return Line(access, patience)

    return await asyncio.to_thread(line)


def remote_context(model: ModelSpec, access: Access, ready: str) -> ModelContext:
    """Returns a provider's model as the library knows it.

    Args:
        model: what is known of the model.
        access: its provider.
        ready: why it cannot be asked now, as a clause; empty where it can.
    """
    spec = access.spec
    return ModelContext(
        id=f"{spec.name}/{model.id}",
        name=f"{model.id} ({access.label})",
        aliases=(model.id,),
        location=access.location(model.id),
        host=spec.host,
        context_length=model.context_length,
        modalities=frozenset(model.modalities),
        tools=model.tools,
        input_price=model.input_price,
        output_price=model.output_price,
        audio_price=model.audio_price,
        ready=ready,
        prices=model.prices,
        sources=_SOURCES | dict.fromkeys(_PRICES, _source_of_prices(model)),
    )


def _source_of_prices(model: ModelSpec) -> Source:
    if not model.prices:
        return Source.PERSON
    return Source.PROVIDER if model.prices.startswith("told by") else Source.PRICES


def _pass_on(text: str, on_text: OnText) -> None:
    if text:
        on_text(text)


def _heard(wish: dict[str, Any]) -> int:
    """Returns about how many of the tokens of a request are sounds."""
    contents = (message["content"] for message in wish["messages"])
    parts = (part for content in contents if isinstance(content, list) for part in content)
    return _PICTURE * len([part for part in parts if part["type"] == "input_audio"])


def _estimated(wish: dict[str, Any]) -> int:
    """Returns about how many tokens a request has."""
    pictures = 0
    characters = len(json.dumps(wish.get("tools", []), ensure_ascii=False))
    for message in wish["messages"]:
        content = message["content"] or ""
        texts = [content] if isinstance(content, str) else []
        for part in () if isinstance(content, str) else content:
            if part["type"] == "text":
                texts.append(part["text"])
            else:
                pictures += 1
        calls = json.dumps(message.get("tool_calls", []), ensure_ascii=False)
        characters += sum(map(len, texts)) + len(calls)
    return math.ceil(characters / _CHARACTERS) + pictures * _PICTURE
