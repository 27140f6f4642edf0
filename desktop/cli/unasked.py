"""Nobody: what a Parley without a window asks, where only the person's rules decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from desktop.cli.approver import TerminalApprover
from desktop.errors import Unattended

if TYPE_CHECKING:
    from desktop.gateway.approval import AnswerReview, Review

WHY = "Parley runs here without a window, and follows the rules without asking"


class Unasked(TerminalApprover):
    """Says no to what a terminal could be asked; a terminal that is there belongs to the host."""

    def __init__(self) -> None:
        super().__init__("no", quiet=True)

    async def review(self, review: Review) -> NoReturn:
        """Asks nobody.

        Raises:
            Unattended: always.
        """
        del review
        raise Unattended(WHY)

    async def review_answer(self, review: AnswerReview) -> NoReturn:
        """Asks nobody.

        Raises:
            Unattended: always.
        """
        del review
        raise Unattended(WHY)
