"""The person at the terminal, asked on the error stream so that the output stays clean."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple, assert_never

from desktop.cli.marks import marked, marks_for
from desktop.cli.output import say
from desktop.cli.terminal import Terminal, has_terminal
from desktop.gateway.approval import Approved, Declined

if TYPE_CHECKING:
    from mcp_types import SamplingMessageContentBlock

    from desktop.gateway.approval import Review
    from desktop.servers.eras import Rerun

Approval = Literal["ask", "yes", "no"]


class TerminalApprover:
    """Shows a whole request and asks, or answers as the command's options say."""

    def __init__(self, approval: Approval, *, quiet: bool = False) -> None:
        self._approval = approval
        self._quiet = quiet
        self._one_at_a_time = asyncio.Lock()
        self._terminal = Terminal()

    async def review(self, review: Review) -> Approved | Declined:
        """Asks about one request; no terminal to ask at means no."""
        async with self._one_at_a_time:
            if self._approval == "ask" or not self._quiet:
                _show(review)
            request, choice = review.request, review.route.choice
            match self._approval:
                case "yes":
                    return Approved(request.params, choice.id, by="--approve yes")
                case "no":
                    return Declined(by="--approve no")
                case "ask" if not has_terminal():
                    say("There is no terminal to ask at. Use --approve yes or --approve no.")
                    return Declined(by="no terminal to ask at")
                case "ask":
                    allowed = await self._terminal.confirmed("Allow this? [y/N] ")
                    return Approved(request.params, choice.id) if allowed else Declined()
                case _:
                    assert_never(self._approval)

    async def confirm_rerun(self, rerun: Rerun) -> bool:
        """Asks whether a tool that stopped halfway may run again."""
        say(
            f"{rerun.tool} of {rerun.server} stopped halfway and would have to run a second time."
            f"\n{rerun.reason}"
        )
        match self._approval:
            case "yes":
                return True
            case "no":
                return False
            case "ask":
                return has_terminal() and await self._terminal.confirmed("Run it again? [y/N] ")
            case _:
                assert_never(self._approval)


class _Text(NamedTuple):
    """A part of a request, and where in it something was noticed."""

    role: str
    text: str
    places: list[tuple[int, int]]


def _show(review: Review) -> None:
    head, texts, noticed = _head(review), _texts(review), _noticed(review)
    marks = marks_for([*head, *(part.text for part in texts), *noticed])
    lines = list(head)
    for role, text, places in texts:
        shown = marked(text, places, marks)
        lines += [f"[{role}]", *(f"  {line}" for line in shown.split("\n"))]
    lines += noticed
    if any(part.places for part in texts):
        lines += [f"! In the text above, each place is marked {marks.around('like this')}."]
    say("\n".join([*lines, "─" * 72]), marks=marks)


def _head(review: Review) -> list[str]:
    request, route = review.request, review.route
    params, choice = request.params, route.choice
    lines = ["", f"── {request.caller.name} wants to use a language model " + "─" * 24]
    lines += [f"It runs       {request.caller.target}"]
    if request.tool:
        lines += [f"In the call   {request.tool}"]
    lines += [f"Answered by   {choice.name}, {choice.location.value}"]
    lines += [f"              {reason}" for reason in (*route.reasons, choice.note) if reason]
    lines += [f"At most       {review.max_tokens} tokens"]
    if review.bound:
        lines += [f"              {params.max_tokens} were asked for. {review.bound.says}"]
    if used := review.standing():
        lines += [f"Used          {used}"]
    if params.temperature is not None:
        lines += [f"Temperature   {params.temperature:g}"]
    if params.stop_sequences:
        lines += [f"Stops at      {params.stop_sequences}"]
    if params.include_context not in (None, "none"):
        lines += [f"Context       {params.include_context} was asked for; it is not given"]
    if request.patience is not None:
        lines += [f"Time          the server stops waiting after {request.patience:.0f} s"]
    return lines


def _texts(review: Review) -> list[_Text]:
    places: defaultdict[tuple[int | None, int], list[tuple[int, int]]] = defaultdict(list)
    for finding in review.findings:
        if place := finding.place:
            places[place.message, place.block].append((place.start, place.end))
    params, texts = review.request.params, list[_Text]()
    if params.system_prompt:
        texts.append(_Text("system", params.system_prompt, places[None, 0]))
    for number, message in enumerate(params.messages):
        for part, block in enumerate(message.content_as_list):
            text, here = _told(block), places[number, part]
            if here and block.type != "text":
                here = [(0, len(text))]  # The places count the strings in the JSON.
            texts.append(_Text(message.role, text, here))
    return texts


def _noticed(review: Review) -> list[str]:
    """Returns what is to be noticed, last of all, so that no long text drives it out of sight."""
    if not review.findings:
        return []
    told = (review.reason, *(finding.line for finding in review.findings))
    return ["── To be noticed " + "─" * 55, *(f"! {line}" for line in told if line)]


def _told(block: SamplingMessageContentBlock) -> str:
    match block.type:
        case "text":
            return block.text
        case "image" | "audio":
            return f"({block.type}, {block.mime_type}, {len(block.data) * 3 // 4} bytes)"
        case _:
            return block.model_dump_json(by_alias=True, exclude_none=True)
