"""The person at the terminal, asked on the error stream so that the output stays clean."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal, assert_never

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
                say("\n".join(_lines(review)))
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


def _lines(review: Review) -> list[str]:
    request, route = review.request, review.route
    params, choice = request.params, route.choice
    lines = ["", f"── {request.caller.name} wants to use a language model " + "─" * 24]
    lines += [f"It runs       {request.caller.target}"]
    if request.tool:
        lines += [f"In the call   {request.tool}"]
    lines += [f"Answered by   {choice.name}, {choice.location.value}"]
    lines += [f"              {reason}" for reason in (*route.reasons, choice.note) if reason]
    lines += [f"At most       {params.max_tokens} tokens"]
    if params.temperature is not None:
        lines += [f"Temperature   {params.temperature:g}"]
    if params.stop_sequences:
        lines += [f"Stops at      {params.stop_sequences}"]
    if request.patience is not None:
        lines += [f"Time          the server stops waiting after {request.patience:.0f} s"]
    if params.system_prompt:
        lines += _block("system", params.system_prompt)
    for message in params.messages:
        for block in message.content_as_list:
            lines += _block(message.role, _told(block))
    return [*lines, *_noticed(review), "─" * 72]


def _noticed(review: Review) -> list[str]:
    """Returns what is to be noticed, last of all, so that no long text drives it out of sight."""
    if not review.findings:
        return []
    told = (review.reason, *(finding.line for finding in review.findings))
    return ["── To be noticed " + "─" * 55, *(f"! {line}" for line in told if line)]


def _block(role: str, text: str) -> list[str]:
    return [f"[{role}]", *(f"  {line}" for line in text.split("\n"))]


def _told(block: SamplingMessageContentBlock) -> str:
    match block.type:
        case "text":
            return block.text
        case "image" | "audio":
            return f"({block.type}, {block.mime_type}, {len(block.data) * 3 // 4} bytes)"
        case _:
            return block.model_dump_json(by_alias=True, exclude_none=True)
