"""Fakes with a script for the two seams, model and person, and builders of what passes them."""

from __future__ import annotations

import asyncio
import re
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mcp_types import (
    CreateMessageRequestParams,
    CreateMessageResult,
    SamplingMessage,
    TextContent,
)

from desktop.gateway.approval import Approved, Declined, Review
from desktop.gateway.limits import Limits
from desktop.gateway.request import Caller, Request
from desktop.models.backend import Completion, Usage
from desktop.models.context import ModelContext

if TYPE_CHECKING:
    from desktop.models.backend import OnText

BOUNDLESS = Limits(*[10**9] * 7)
"""Limits for what is not about limits."""

Reaction = Callable[[Review], Approved | Declined | None]
"""What a person does with a review; None leaves it open."""


class Hold:
    """An answer that stops after its text until it is told to go on."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.reached = asyncio.Event()
        self.go_on = asyncio.Event()
        self.cancelled = asyncio.Event()


class FakeBackend:
    """A model that gives the enqueued answers in order, and after them always the same."""

    def __init__(
        self, model: str = "fake", *script: str | Exception | Hold, **context: Any
    ) -> None:
        self.context = ModelContext(model, context.pop("name", model.title()), **context)
        self.loaded = False
        self.device = ""
        self.seen: list[CreateMessageRequestParams] = []
        self._script = deque(script)

    def enqueue(self, *script: str | Exception | Hold) -> None:
        self._script += script

    async def complete(self, params: CreateMessageRequestParams, on_text: OnText) -> Completion:
        self.seen.append(params)
        self.loaded = True
        turn = self._script.popleft() if self._script else "A plain answer."
        if isinstance(turn, Exception):
            raise turn
        text = turn.text if isinstance(turn, Hold) else turn
        for piece in re.findall(r"\S+\s*|\s+", text):
            on_text(piece)
        if isinstance(turn, Hold):
            await _held(turn)
        result = CreateMessageResult(
            role="assistant",
            content=TextContent(text=text),
            model=self.context.id,
            stop_reason="endTurn",
        )
        return Completion(result, Usage(7, len(text.split()), 0.25))

    async def unload(self) -> None:
        self.loaded = False

    async def close(self) -> None:
        self.loaded = False


async def _held(hold: Hold) -> None:
    hold.reached.set()
    try:
        await hold.go_on.wait()
    except asyncio.CancelledError:
        hold.cancelled.set()
        raise


class ScriptedApprover:
    """A person who reacts in the given order, and then always as the last time."""

    def __init__(self, *script: Reaction) -> None:
        self.asked: list[Review] = []
        self.taken_back: list[Review] = []
        """The reviews that were cancelled while they were open."""
        self.left_open = asyncio.Event()
        self._script = deque(script)

    async def review(self, review: Review) -> Approved | Declined:
        self.asked.append(review)
        react = self._script.popleft() if len(self._script) > 1 else self._script[0]
        verdict = react(review)
        if verdict is not None:
            return verdict
        self.left_open.set()
        try:
            return await asyncio.Future()
        except asyncio.CancelledError:
            self.taken_back.append(review)
            raise


def allow(review: Review) -> Approved:
    return Approved(review.request.params, review.route.choice.id)


def allow_always(review: Review) -> Approved:
    return replace(allow(review), always=True)


def decline(review: Review) -> Declined:
    return Declined()


def leave_open(review: Review) -> None:
    return None


def make_params(
    text: str = "Hello", max_tokens: int = 50, **more: Any
) -> CreateMessageRequestParams:
    message = SamplingMessage(role="user", content=TextContent(text=text))
    return CreateMessageRequestParams(
        messages=more.pop("messages", [message]), max_tokens=max_tokens, **more
    )


def make_request(params: CreateMessageRequestParams | None = None, **caller: Any) -> Request:
    who = replace(Caller("notes", "notes --serve", "f1"), **caller)
    return Request(uuid.uuid4().hex, who, "pushed", params or make_params(), tool="sum", call="c1")
