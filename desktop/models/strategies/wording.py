"""What the models are asked that answer together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcp_types import SamplingMessage, TextContent, ToolChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcp_types import CreateMessageRequestParams

OCTETS_OF_A_TOKEN = 6
"""Hardly any token is longer; what one model passes on to another is cut there, so that its cost
is known before."""

CHOICE_TOKENS = 256
"""That a choice may take: a number, and what is thought before it."""

ASKED_OCTETS = 512
"""Of what is added to a request, at most."""

_REFINE = (
    "What you wrote last is only a draft. Now write the answer itself: correct what is wrong in "
    "the draft, complete what is missing, and keep to what was asked. Give the answer alone, and "
    "say nothing of a draft."
)
_PICK = (
    "These are {} answers to the request before them. Which one is the best: the most correct and "
    "the closest to what was asked? Reply with its number alone."
)


def for_draft(params: CreateMessageRequestParams) -> CreateMessageRequestParams:
    """Returns a request as it is, except that no tool may be called: a draft is a text."""
    return params.model_copy(update=_without_calls(params))


def for_refinement(params: CreateMessageRequestParams, draft: str) -> CreateMessageRequestParams:
    """Returns a request that goes on with its draft, and asks to make the answer of it."""
    return params.model_copy(update={"messages": _after(params, draft, _REFINE)})


def for_choice(
    params: CreateMessageRequestParams, answers: Sequence[str]
) -> CreateMessageRequestParams:
    """Returns a request that goes on with several answers, and asks for the best one's number."""
    told = "\n\n".join(f"Answer {n}:\n{answer}" for n, answer in enumerate(answers, start=1))
    question = _PICK.format(len(answers))
    update = {
        "messages": _after(params, told, question),
        "max_tokens": CHOICE_TOKENS,
        "temperature": 0.0,
        "stop_sequences": None,
        **_without_calls(params),
    }
    return params.model_copy(update=update)


def passed_on(text: str, params: CreateMessageRequestParams) -> str:
    """Returns what of an answer another model is shown: all but what no answer has."""
    longest = OCTETS_OF_A_TOKEN * params.max_tokens
    return text.encode("utf-8", "replace")[:longest].decode("utf-8", "ignore")


def number_in(text: str, most: int) -> int | None:
    """Returns the number from 1 on that a choice names; None where it names none."""
    numbers = (int(digits) for digits in re.findall(r"\d{1,3}", text))
    return next((number for number in numbers if 1 <= number <= most), None)


def _after(params: CreateMessageRequestParams, said: str, asked: str) -> list[SamplingMessage]:
    return [
        *params.messages,
        SamplingMessage(role="assistant", content=TextContent(text=said)),
        SamplingMessage(role="user", content=TextContent(text=asked)),
    ]


def _without_calls(params: CreateMessageRequestParams) -> dict[str, ToolChoice]:
    # The tools themselves stay: providers refuse a conversation with calls of tools without them.
    return {"tool_choice": ToolChoice(mode="none")} if params.tools else {}
