"""The desktop's approver: one dialog at a time, the others in a queue."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)

from desktop.errors import Withdrawn
from desktop.ui.dialogs.approval import ApprovalDialog
from desktop.ui.dialogs.rerun import RerunDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.gateway.approval import Approved, Declined, Review
    from desktop.servers.eras import Rerun
    from desktop.ui.dialogs.question import Question

TYPED_INTO = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
"""What a person types into; a dialog must not take the next keystroke from it."""

CLOSED = "Parley was closed before the question was answered."


class DialogApprover:
    """Asks a person, and takes a question back when whoever waits for the answer is cancelled."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._dialog: Question | None = None
        self._answer: asyncio.Future[object] | None = None
        self._closed = False

    async def review(self, review: Review) -> Approved | Declined:
        """Asks about one request for a completion.

        Raises:
            Withdrawn: Parley is being closed.
        """
        answer = await self._ask(lambda: ApprovalDialog(review, self._window))
        return cast("Approved | Declined", answer)

    async def confirm_rerun(self, rerun: Rerun) -> bool:
        """Asks whether a tool that stopped halfway may run again.

        Raises:
            Withdrawn: Parley is being closed.
        """
        return bool(await self._ask(lambda: RerunDialog(rerun, self._window)))

    def withdraw_all(self) -> None:
        """Takes every open question back, and every later one too: nobody has said no."""
        self._closed = True
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(Withdrawn(CLOSED))
        if self._dialog is not None:
            self._dialog.hide()

    def raise_dialog(self) -> None:
        """Brings the open question to the front, because the person asked to see it."""
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()

    async def _ask(self, make: Callable[[], Question]) -> object:
        """Returns the answer; a dialog is made only when it is its turn, for a flood's sake."""
        self._waiting += 1
        self._show_place()
        try:
            async with self._turn:
                if self._closed:
                    raise Withdrawn(CLOSED)
                return await self._open(make())
        finally:
            self._waiting -= 1
            self._show_place()

    async def _open(self, dialog: Question) -> object:
        answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        dialog.decided.connect(lambda decision: _settle(answer, decision))
        self._dialog, self._answer = dialog, answer
        self._show_place()
        try:
            dialog.show()
            self._draw_attention(dialog)
            return await answer
        finally:
            self._dialog = self._answer = None
            dialog.hide()
            dialog.deleteLater()

    def _draw_attention(self, dialog: Question) -> None:
        """Gives a dialog the keyboard only where the person is in Parley and is not typing."""
        if not self._window.isActiveWindow():
            QApplication.alert(self._window)
        elif not _is_typed_into(QApplication.focusWidget()):
            dialog.activateWindow()

    def _show_place(self) -> None:
        if self._dialog is not None:
            self._dialog.show_place(1, self._waiting)


def _is_typed_into(widget: QWidget | None) -> bool:
    return isinstance(widget, TYPED_INTO) and not widget.isReadOnly()


def _settle(future: asyncio.Future[object], answer: object) -> None:
    if not future.done():
        future.set_result(answer)
