"""A model and a person who answer very many requests and keep nothing of them."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, NoReturn

from mcp_types import CreateMessageResult, TextContent

from desktop.gateway.approval import AnswerApproved, Declined
from desktop.models.backend import Completion, Usage
from desktop.models.context import ModelContext
from tests.e2e.desk import yes

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcp_types import CreateMessageRequestParams
    from pydantic import SecretStr

    from desktop.gateway.approval import AnswerReview, Approved, Review
    from desktop.models.backend import OnText
    from desktop.servers.elicitation import Elicitation, Reply
    from desktop.servers.eras import Rerun
    from desktop.servers.signing_in.oauth import SignIn
    from desktop.servers.trust import Command
    from desktop.servers.variables import Input

DECLINED_EVERY = 7
KILLED_EVERY = 11
"""Of the requests: their server is killed while the question is open."""


def answer_to(number: int) -> str:
    """Returns what the model answers to a question, so that no answer can pass for another."""
    return f"The answer to {number}."


def number_in(text: str) -> int:
    """Returns the number of a question."""
    return int(re.findall(r"\d+", text)[0])


class QuickModel:
    """A model that answers at once."""

    context = ModelContext("quick", "Quick")
    loaded = True
    device = ""

    async def complete(self, params: CreateMessageRequestParams, on_text: OnText) -> Completion:
        """Answers with the question's own number."""
        text = answer_to(number_in(_asked(params)))
        on_text(text)
        await asyncio.sleep(0)  # Something else may happen while it thinks.
        content = TextContent(text=text)
        result = CreateMessageResult(
            role="assistant", content=content, model="quick", stop_reason="endTurn"
        )
        return Completion(result, Usage(7, 5, 0.001))

    async def unload(self) -> None:
        """Has nothing to give back."""

    async def close(self) -> None:
        """Has nothing to end."""


class Person:
    """Allows most, declines some, and leaves some open whose server is killed meanwhile."""

    def __init__(self, kill: Callable[[str], None]) -> None:
        self.asked = 0
        self.withdrawn = 0
        self._kill = kill

    async def review(self, review: Review) -> Approved | Declined:
        self.asked += 1
        if self.asked % KILLED_EVERY == 0:
            self._kill(review.request.caller.name)
            await self._left_open()
        return Declined() if self.asked % DECLINED_EVERY == 0 else await yes(review)

    async def _left_open(self) -> NoReturn:
        """Waits until the question is taken back, which the rules' own time bounds."""
        try:
            await asyncio.Future()
        finally:
            self.withdrawn += 1
        raise AssertionError("an open question is only ever taken back")

    async def review_answer(self, review: AnswerReview) -> AnswerApproved | Declined:
        return AnswerApproved(review.result)

    async def confirm_command(self, command: Command) -> Command | None:
        return command

    async def confirm_rerun(self, rerun: Rerun) -> bool:
        raise AssertionError(f"{rerun.server} was met in the wrong era")

    async def give_input(self, server: str, wanted: Input) -> SecretStr | None:
        raise AssertionError(f"{server} needs nothing")

    async def confirm_sign_in(self, asked: SignIn) -> bool:
        raise AssertionError(f"nobody is to sign in at {asked.host}")

    async def elicit(self, question: Elicitation) -> Reply:
        raise AssertionError("no server asks the person")


def _asked(params: CreateMessageRequestParams) -> str:
    [block] = params.messages[-1].content_as_list
    assert isinstance(block, TextContent)
    return block.text
