"""A request or an answer in full, as a person reads it at the terminal."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from mcp_types import CreateMessageRequestParams

from desktop.cli.marks import marked, marks_for
from desktop.cli.output import say
from desktop.gateway.context import added_to
from desktop.gateway.cost import expected_cost, said_cost
from desktop.gateway.request import BY_ENDPOINT, said_way
from desktop.gateway.screening.screen import screen
from desktop.models.backend import blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcp_types import SamplingMessageContentBlock, Tool

    from desktop.gateway.approval import AnswerReview, Review
    from desktop.gateway.context import Context
    from desktop.gateway.screening.finding import Finding
    from desktop.models.context import ModelContext

_WIDTH = 72
_CHOICES = {
    "auto": "the model decides whether it asks for one",
    "required": "the model must ask for one",
    "none": "the model may ask for none",
}

Places = defaultdict[tuple[int | None, int], list[tuple[int, int]]]
"""Where in which block of which message something was noticed."""


class _Text(NamedTuple):
    """A part of what is shown, and where in it something was noticed."""

    title: str
    text: str
    places: list[tuple[int, int]]


def show_request(review: Review, offered: Context | None = None) -> None:
    """Prints all that there is to decide on, with the context that can be added."""
    params, places = review.request.params, _places(review.findings)
    texts = list[_Text]()
    if params.system_prompt:
        texts.append(_Text("system", params.system_prompt, places[None, 0]))
    for number, message in enumerate(params.messages):
        texts += _said(message.role, message.content_as_list, number, places)
    texts += [_Text(f"tool {_line(tool.name)}", _told_of(tool), []) for tool in params.tools or ()]
    lines = _lines(review.findings, review.reason)
    if offered:
        alone = CreateMessageRequestParams(messages=[], max_tokens=1, system_prompt=offered.text)
        found = screen(alone)
        texts.append(
            _Text("can be added to the system prompt", offered.text, _places(found)[None, 0])
        )
        lines += [f"What can be added: {finding.says}" for finding in found]
    _show([*_head(review, offered), *_parameters(params, offered)], texts, lines)


def show_answer(review: AnswerReview) -> None:
    """Prints all of an answer, and what was noticed in it."""
    if review.offers:
        _show_offers(review)
        return
    head = ["", _rule(f"An answer for {_line(review.request.caller.name)}")]
    head += [f"Answered by   {_where(review.model)}"]
    if review.result.stop_reason:
        head += [f"It stopped    {review.result.stop_reason}"]
    texts = _said(review.result.role, blocks_of(review.result), 0, _places(review.findings))
    _show(head, texts, _lines(review.findings))


def _show_offers(review: AnswerReview) -> None:
    """Prints the answers that there are to choose from, one after the other."""
    for number, offer in enumerate(review.offers, start=1):
        head = ["", _rule(f"Answer {number} for {_line(review.request.caller.name)}")]
        head += [f"Answered by   {_where(offer.model)}"]
        texts = _said(offer.result.role, blocks_of(offer.result), 0, _places(offer.findings))
        _show(head, texts, _lines(offer.findings))


def _show(head: Sequence[str], texts: Sequence[_Text], noticed: Sequence[str]) -> None:
    # What is to be noticed stands last, so that no long text drives it out of sight.
    marks = marks_for([*head, *(word for part in texts for word in part[:2]), *noticed])
    lines = list(head)
    for title, text, places in texts:
        shown = marked(text, places, marks)
        lines += [f"[{title}]", *(f"  {line}" for line in shown.split("\n"))]
    if noticed:
        lines += [_rule("To be noticed"), *(f"! {line}" for line in noticed)]
    if any(part.places for part in texts):
        lines += [f"! In the text above, each place is marked {marks.around('like this')}."]
    say("\n".join([*lines, "─" * _WIDTH]), marks=marks)


def _head(review: Review, offered: Context | None) -> list[str]:
    request, route = review.request, review.route
    params, choice = request.params, route.choice
    cost = said_cost(choice, expected_cost(choice, params, review.max_tokens))
    lines = ["", _rule(f"{_line(request.caller.name)} wants to use a language model")]
    is_program = request.caller.is_program
    lines += [f"{'It is' if is_program else 'It runs':<13} {request.caller.target}"]
    if request.way in BY_ENDPOINT:
        lines += [f"It came       {said_way(request.way, request.depth)}"]
    if request.tool:
        lines += [f"In the call   {request.tool}"]
    lines += [f"Answered by   {_where(choice)}"]
    lines += [f"              {reason}" for reason in (*route.reasons, choice.note) if reason]
    lines += [f"              {loser.why}" for loser in route.losers]
    lines += [f"Cost          {cost}"]
    if offered:
        more = said_cost(
            choice, expected_cost(choice, added_to(params, offered), review.max_tokens)
        )
        lines += [f"              {more}, with what can be added"] if more != cost else []
    lines += [f"At most       {review.max_tokens} tokens"]
    if review.bound:
        lines += [f"              {params.max_tokens} were asked for. {review.bound.says}"]
    if used := review.standing():
        lines += [f"Used          {used}"]
    if request.patience is not None:
        lines += [f"Time          the server stops waiting after {request.patience:.0f} s"]
    return lines


def _parameters(params: CreateMessageRequestParams, offered: Context | None) -> list[str]:
    lines = []
    if params.temperature is not None:
        lines += [f"Temperature   {params.temperature:g}"]
    if params.stop_sequences:
        lines += [f"Stops at      {params.stop_sequences}"]
    if params.include_context not in (None, "none"):
        given = "is only given where you add it" if offered else "is not given"
        lines += [f"Context       {params.include_context} was asked for; it {given}"]
    if params.metadata:
        lines += [f"Metadata      {json.dumps(params.metadata, ensure_ascii=False)}"]
    if params.tools:
        mode = (params.tool_choice and params.tool_choice.mode) or "auto"
        lines += [f"Tools         {len(params.tools)}; {_CHOICES[mode]}"]
    return lines


def _said(
    role: str, blocks: Iterable[SamplingMessageContentBlock], message: int, places: Places
) -> list[_Text]:
    texts = []
    for number, block in enumerate(blocks):
        title, text = _told(role, block)
        here = places[message, number]
        if here and block.type != "text":
            here = [(0, len(text))]  # The places count the strings in the JSON.
        texts.append(_Text(title, text, here))
    return texts


def _told(role: str, block: SamplingMessageContentBlock) -> tuple[str, str]:
    """Returns who says what."""
    match block.type:
        case "text":
            return role, block.text
        case "image" | "audio":
            size = len(block.data) * 3 // 4
            return role, f"({block.type}, {block.mime_type}, {size} bytes)"
        case "tool_use":
            call = f"{_line(block.name)} ({_line(block.id)})"
            return f"{role} asks for the tool {call}", _json(block.input)
        case "tool_result":
            kind = "error" if block.is_error else "result"
            whole = block.model_dump(mode="json", by_alias=True, exclude_none=True)
            return f"{role}, {kind} of the call {_line(block.tool_use_id)}", _json(whole["content"])


def _told_of(tool: Tool) -> str:
    whole = _json(tool.model_dump(mode="json", by_alias=True, exclude_none=True))
    return f"{tool.description}\n{whole}" if tool.description else whole


def _places(findings: Iterable[Finding]) -> Places:
    places: Places = defaultdict(list)
    for finding in findings:
        if place := finding.place:
            places[place.message, place.block].append((place.start, place.end))
    return places


def _lines(findings: Sequence[Finding], reason: str = "") -> list[str]:
    """Returns what is to be noticed, and why it is asked in spite of a rule."""
    if not findings:
        return []
    return [line for line in (reason, *(finding.line for finding in findings)) if line]


def _where(model: ModelContext) -> str:
    host = f" to {model.host}" if model.host else ""
    return f"{model.name}, {model.location.value}{host}"


def _rule(title: str) -> str:
    return f"── {title} ".ljust(_WIDTH, "─")


def _line(text: str) -> str:
    return " ".join(text.split())


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
