"""The desktop's approver: one dialog at a time, the others in a queue."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QApplication

from desktop.errors import Withdrawn
from desktop.ui.dialogs.approval import ApprovalDialog
from desktop.ui.dialogs.rerun import RerunDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.gateway.approval import Approved, Declined, Review
    from desktop.servers.eras import Rerun
    from desktop.ui.dialogs.question import Question

CLOSED = "Parley was closed before the question was answered."


@dataclass(eq=False, slots=True)
class _Waiting:
    """A question that nobody answered yet; its dialog is on the screen once it is its turn."""

    dialog: Question
    answer: asyncio.Future[object]


class DialogApprover:
    """Asks a person, and takes a question back when whoever waits for the answer is cancelled."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._queue: list[_Waiting] = []
        self._closed = False

    async def review(self, review: Review) -> Approved | Declined:
        """Asks about one request for a completion.

        Raises:
            Withdrawn: Parley is being closed.
        """
        answer = await self._ask(ApprovalDialog(review, self._window))
        return cast("Approved | Declined", answer)

    async def confirm_rerun(self, rerun: Rerun) -> bool:
        """Asks whether a tool that stopped halfway may run again.

        Raises:
            Withdrawn: Parley is being closed.
        """
        return bool(await self._ask(RerunDialog(rerun, self._window)))

    def withdraw_all(self) -> None:
        """Takes every open question back, and every later one too: nobody has said no."""
        self._closed = True
        for waiting in self._queue:
            if not waiting.answer.done():
                waiting.answer.set_exception(Withdrawn(CLOSED))
            waiting.dialog.hide()

    def raise_dialog(self) -> None:
        """Brings the open question to the front, because the person asked to see it."""
        if self._queue:
            self._queue[0].dialog.raise_()
            self._queue[0].dialog.activateWindow()

    async def _ask(self, dialog: Question) -> object:
        answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        dialog.decided.connect(lambda decision: _settle(answer, decision))
        waiting = _Waiting(dialog, answer)
        try:
            if self._closed:
                raise Withdrawn(CLOSED)
            self._queue.append(waiting)
            self._show_first()
            return await answer
        finally:
            if waiting in self._queue:
                self._queue.remove(waiting)
            dialog.hide()
            dialog.deleteLater()
            self._show_first()

    def _show_first(self) -> None:
        if not self._queue or self._closed:
            return
        dialog = self._queue[0].dialog
        dialog.show_place(1, len(self._queue))
        if not dialog.isVisible():
            dialog.show()
            if not self._window.isActiveWindow():
                QApplication.alert(self._window)


def _settle(future: asyncio.Future[object], answer: object) -> None:
    if not future.done():
        future.set_result(answer)
