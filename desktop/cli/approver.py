"""The person at the terminal, asked on the error stream so that the output stays clean."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal, assert_never

from desktop.cli.output import say
from desktop.cli.reviews import show_answer, show_request
from desktop.cli.terminal import Terminal, has_terminal
from desktop.errors import Unattended
from desktop.gateway.approval import TIMED_OUT, AnswerApproved, Approved, Declined

if TYPE_CHECKING:
    from desktop.gateway.approval import AnswerReview, Review
    from desktop.servers.eras import Rerun

Approval = Literal["ask", "yes", "no"]

NO_TERMINAL = "there is no terminal to ask at; use --approve yes or --approve no"


class TerminalApprover:
    """Shows a whole request or answer and asks, or answers as the command's options say."""

    def __init__(self, approval: Approval, *, quiet: bool = False) -> None:
        self._approval = approval
        self._quiet = quiet
        self._one_at_a_time = asyncio.Lock()
        self._terminal = Terminal()

    async def review(self, review: Review) -> Approved | Declined:
        """Asks about one request.

        Raises:
            Unattended: there is no terminal to ask at.
        """
        async with self._one_at_a_time:
            if self._shows:
                show_request(review)
            declined, by = await self._asked("Allow this? [y/N] ", review.timeout)
            return declined or Approved(review.request.params, review.route.choice.id, by=by)

    async def review_answer(self, review: AnswerReview) -> AnswerApproved | Declined:
        """Asks about one answer.

        Raises:
            Unattended: there is no terminal to ask at.
        """
        async with self._one_at_a_time:
            if self._shows:
                show_answer(review)
            declined, by = await self._asked("Send this answer? [y/N] ", review.timeout)
            return declined or AnswerApproved(review.result, by=by)

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

    @property
    def _shows(self) -> bool:
        return self._approval == "ask" or not self._quiet

    async def _asked(self, question: str, seconds: float) -> tuple[Declined | None, str]:
        """Returns a no, or nothing, and by whom it was decided."""
        match self._approval:
            case "yes":
                return None, "--approve yes"
            case "no":
                return Declined(by="--approve no"), ""
            case "ask":
                return await self._answered(question, seconds), "person"
            case _:
                assert_never(self._approval)

    async def _answered(self, question: str, seconds: float) -> Declined | None:
        if not has_terminal():
            raise Unattended(NO_TERMINAL)
        try:
            return None if await self._terminal.confirmed(question, seconds) else Declined()
        except TimeoutError:
            say("")  # The question's line ends here.
            return Declined(by=TIMED_OUT)
