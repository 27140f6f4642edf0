"""Fakes with a script for the two seams, model and person, and builders of what passes them."""

from __future__ import annotations

import asyncio
import re
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn

from mcp_types import (
    CreateMessageRequestParams,
    CreateMessageResult,
    CreateMessageResultWithTools,
    SamplingMessage,
    TextContent,
    ToolUseContent,
)

from desktop.gateway.approval import AnswerApproved, AnswerReview, Approved, Declined, Review
from desktop.gateway.consent import ALWAYS
from desktop.gateway.limits import Limits
from desktop.gateway.request import Caller, Request
from desktop.models.backend import Completion, Usage
from desktop.models.context import ModelContext

if TYPE_CHECKING:
    from desktop.models.backend import OnText

BOUNDLESS = Limits(*[10**9] * 9)
"""Limits for what is not about limits."""

Reaction = Callable[[Review], Approved | Declined | None]
"""What a person does with a review; None leaves it open."""

AnswerReaction = Callable[[AnswerReview], AnswerApproved | Declined | None]
"""What a person does with an answer that is shown to them."""


class Hold:
    """An answer that stops after its text until it is told to go on."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.reached = asyncio.Event()
        self.go_on = asyncio.Event()
        self.cancelled = asyncio.Event()


Turn = str | Exception | Hold | CreateMessageResultWithTools
"""What a model does with one request."""


def calling(*uses: tuple[str, dict[str, Any]]) -> CreateMessageResultWithTools:
    """Returns an answer that calls tools, all at once."""
    blocks = [
        ToolUseContent(id=uuid.uuid4().hex, name=name, input=arguments) for name, arguments in uses
    ]
    return CreateMessageResultWithTools(
        role="assistant", content=[*blocks], model="fake", stop_reason="toolUse"
    )


class FakeBackend:
    """A model that gives the enqueued answers in order, and after them always the same."""

    def __init__(self, model: str = "fake", *script: Turn, **context: Any) -> None:
        if not {"location", "host"} & context.keys():
            context.setdefault("loaded", False)
        self.context = ModelContext(model, context.pop("name", model.title()), **context)
        self.loaded = False
        self.device = ""
        self.cost = 0.0
        self.seen: list[CreateMessageRequestParams] = []
        self._script = deque(script)

    def enqueue(self, *script: Turn) -> None:
        self._script += script

    async def complete(self, params: CreateMessageRequestParams, on_text: OnText) -> Completion:
        self.seen.append(params)
        self.loaded = True
        turn = self._script.popleft() if self._script else "A plain answer."
        if isinstance(turn, Exception):
            raise turn
        if isinstance(turn, CreateMessageResultWithTools):
            return Completion(turn, Usage(7, 7, 0.25, self.cost))
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
        return Completion(result, Usage(7, len(text.split()), 0.25, self.cost))

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

    def __init__(self, *script: Reaction, answers: AnswerReaction | None = None) -> None:
        self.asked: list[Review] = []
        self.shown: list[AnswerReview] = []
        self.taken_back: list[Review | AnswerReview] = []
        """The reviews that were cancelled while they were open."""
        self.left_open = asyncio.Event()
        self._script = deque(script)
        self._answers = answers

    async def review(self, review: Review) -> Approved | Declined:
        self.asked.append(review)
        react = self._script.popleft() if len(self._script) > 1 else self._script[0]
        verdict = react(review)
        return await self._left_open(review) if verdict is None else verdict

    async def review_answer(self, review: AnswerReview) -> AnswerApproved | Declined:
        self.shown.append(review)
        if self._answers is None:
            raise AssertionError("no answer was to be shown")
        verdict = self._answers(review)
        return await self._left_open(review) if verdict is None else verdict

    async def _left_open(self, review: Review | AnswerReview) -> NoReturn:
        self.left_open.set()
        try:
            await asyncio.Future()
        finally:
            self.taken_back.append(review)
        raise AssertionError("an open question is only ever taken back")


def allow(review: Review) -> Approved:
    return Approved(review.request.params, review.route.choice.id)


def allow_always(review: Review) -> Approved:
    return replace(allow(review), span=ALWAYS)


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
