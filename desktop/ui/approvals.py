"""The desktop's approver: one dialog at a time, the others in a queue."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)

from desktop.errors import NotConsented, SignInNeeded, Unattended, Withdrawn
from desktop.gateway.approval import Declined
from desktop.language import tr
from desktop.servers.elicitation import Reply
from desktop.ui.dialogs.answer_review import AnswerReviewDialog
from desktop.ui.dialogs.approval import ApprovalDialog
from desktop.ui.dialogs.choose_answer import ChooseAnswerDialog
from desktop.ui.dialogs.command import CommandDialog
from desktop.ui.dialogs.elicitation import ElicitationDialog
from desktop.ui.dialogs.give_input import GiveInputDialog
from desktop.ui.dialogs.guarded import GuardedQuestion
from desktop.ui.dialogs.rerun import RerunDialog
from desktop.ui.dialogs.sign_in import SignInDialog
from desktop.ui.screen_lock import screen_is_locked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pydantic import SecretStr
    from PySide6.QtWidgets import QWidget

    from desktop.gateway.approval import AnswerApproved, AnswerReview, Approved, Review
    from desktop.inbound.chat.question import CallConsent, CallQuestion
    from desktop.servers.elicitation import Elicitation
    from desktop.servers.eras import Rerun
    from desktop.servers.signing_in.oauth import SignIn
    from desktop.servers.trust import Command
    from desktop.servers.variables import Input
    from desktop.ui.dialogs.question import Question

TYPED_INTO = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
"""What a person types into; a dialog must not take the next keystroke from it."""

CLOSED = tr("Parley was closed before the question was answered.")
LOCKED = tr("the screen is locked")


class Herald(Protocol):
    """Calls a person who is not at Parley's window."""

    @property
    def is_seen(self) -> bool:
        """Whether what it shows stays in sight, so that no window need come up."""

    def show_waiting(self, count: int) -> None:
        """Says how many questions wait."""

    def call(self, key: int, title: str, caller: str) -> None:
        """Says that a question waits, and who asks; nothing that was asked."""

    def withdraw(self) -> None:
        """Takes that back: the question waits no more."""


@dataclass(eq=False, slots=True)
class _Waiting:
    """A question in the queue."""

    server: str
    """Whose request it is about; empty where it is about none."""
    turn: asyncio.Future[Declined | None]
    """Comes with None when the question is to be asked, or with its answer without that."""


class DialogApprover:
    """Asks a person, and takes a question back when whoever waits for the answer is cancelled."""

    def __init__(
        self,
        window: QWidget,
        is_locked: Callable[[], Awaitable[bool]] = screen_is_locked,
        open_address: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        self._window = window
        self._is_locked = is_locked
        self._open_address = open_address
        self._queue: list[_Waiting] = []
        self._dialog: Question | None = None
        self._answer: asyncio.Future[object] | None = None
        self._closed = False
        self._key = 0
        self.herald: Herald | None = None

    async def review(self, review: Review) -> Approved | Declined:
        """Asks about one request for a completion.

        Raises:
            Unattended: the screen is locked.
            Withdrawn: Parley is being closed.
        """
        answer = await self._ask(
            lambda: ApprovalDialog(review, self._window), review.request.caller.name
        )
        return cast("Approved | Declined", answer)

    async def review_answer(self, review: AnswerReview) -> AnswerApproved | Declined:
        """Asks about one answer.

        Raises:
            Unattended: the screen is locked.
            Withdrawn: Parley is being closed.
        """
        dialog = ChooseAnswerDialog if review.offers else AnswerReviewDialog
        answer = await self._ask(lambda: dialog(review, self._window), review.request.caller.name)
        return cast("AnswerApproved | Declined", answer)

    async def confirm_rerun(self, rerun: Rerun) -> bool:
        """Asks whether a tool that stopped halfway may run again.

        Raises:
            Withdrawn: Parley is being closed.
        """
        return bool(await self._ask(lambda: RerunDialog(rerun, self._window)))

    async def confirm_call(self, question: CallQuestion) -> CallConsent:
        """Asks whether a model may run a tool in a conversation; nothing runs without a yes."""
        from desktop.inbound.chat.question import CallConsent  # noqa: PLC0415
        from desktop.ui.dialogs.tool_call import ToolCallDialog  # noqa: PLC0415  (seldom wanted)

        try:
            answer = await self._ask(lambda: ToolCallDialog(question, self._window))
        except Withdrawn:
            return CallConsent.NO  # Parley is being closed: what was to run does not.
        return cast("CallConsent", answer)

    async def confirm_command(self, command: Command) -> Command | None:
        """Asks whether a server's command may run, and what it may touch.

        Raises:
            NotConsented: Parley is being closed.
        """
        try:
            answer = await self._ask(lambda: CommandDialog(command, self._window))
        except Withdrawn as error:
            raise NotConsented(CLOSED) from error
        return cast("Command | None", answer)

    async def confirm_sign_in(self, asked: SignIn) -> bool:
        """Asks whether to sign in to a server, and opens the browser for it.

        Raises:
            SignInNeeded: Parley is being closed.
        """
        try:
            return bool(await self._ask(lambda: SignInDialog(asked, self._window)))
        except Withdrawn as error:
            raise SignInNeeded(CLOSED) from error

    async def give_input(self, server: str, wanted: Input) -> SecretStr | None:
        """Asks for something that a server's entry needs.

        Raises:
            NotConsented: Parley is being closed.
        """
        try:
            given = await self._ask(lambda: GiveInputDialog(server, wanted, self._window))
        except Withdrawn as error:
            raise NotConsented(CLOSED) from error
        return cast("SecretStr | None", given)

    async def elicit(self, question: Elicitation) -> Reply:
        """Asks what a server wants to know, and opens the browser only on a yes.

        Raises:
            Unattended: the screen is locked.
            Withdrawn: Parley is being closed.
        """
        answer = await self._ask(lambda: ElicitationDialog(question, self._window), question.server)
        if isinstance(answer, Declined):
            return Reply("decline", by=answer.by)
        reply = cast("Reply", answer)
        if reply.action == "accept" and question.address and not self._visit(question):
            return Reply("cancel", why=tr("The browser could not be opened."))
        return reply

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
            if not self._is_window_open():
                self._show_alone(self._dialog)
            self._dialog.show()
            self._dialog.raise_()
            self._dialog.activateWindow()

    def decline(self, key: int) -> None:
        """Says no to the question that the herald called with this key, if it is still open."""
        if self._dialog is not None and key == self._key:
            self._dialog.reject()

    async def _ask(self, make: Callable[[], Question], server: str = "") -> object:
        """Returns the answer; a dialog is made only when it is its turn, for a flood's sake."""
        waiting = _Waiting(server, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        self._go_on()
        try:
            if declined := await waiting.turn:
                return declined
            if server and not self._closed and await self._is_locked():
                raise Unattended(LOCKED)
            if self._closed:
                raise Withdrawn(CLOSED)
            return await self._open(make(), server)
        finally:
            self._queue.remove(waiting)
            self._go_on()

    async def _open(self, dialog: Question, server: str) -> object:
        answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        dialog.decided.connect(lambda decision: _settle(answer, decision))
        if isinstance(dialog, GuardedQuestion):
            dialog.all_declined.connect(lambda: self._decline_waiting(server))
        self._dialog, self._answer = dialog, answer
        self._key += 1
        self._show_place()
        try:
            self._present(dialog, server)
            return await answer
        finally:
            self._dialog = self._answer = None
            if self.herald is not None:
                self.herald.withdraw()
            dialog.hide()
            dialog.deleteLater()

    def _go_on(self) -> None:
        """Gives the turn to the first in the queue, unless it has it."""
        if self._queue:
            _settle(self._queue[0].turn, None)
        self._show_place()

    def _decline_waiting(self, server: str) -> None:
        """Answers what one server waits for, but for the question that is open."""
        for waiting in self._queue[1:]:
            if waiting.server == server:
                _settle(waiting.turn, Declined())

    def _visit(self, question: Elicitation) -> bool:
        """Opens an address, unless Qt reads another host in it than the one that was shown."""
        url = QUrl(question.address)
        same = QUrl.toAce(url.host()) == QUrl.toAce(question.host)
        return url.isValid() and same and self._open_address(url)

    def _present(self, dialog: Question, server: str) -> None:
        """Shows a dialog where the person has Parley's window; else calls them to it."""
        if QApplication.activeWindow() is None and self.herald is not None:
            self.herald.call(self._key, dialog.windowTitle().replace("[*][*]", "[*]"), server)
        if self._is_window_open():
            dialog.show()
            self._draw_attention(dialog)
        elif self.herald is not None and self.herald.is_seen:
            dialog.begin()
        else:
            self._show_alone(dialog)

    def _is_window_open(self) -> bool:
        return self._window.isVisible() and not self._window.isMinimized()

    def _show_alone(self, dialog: Question) -> None:
        """Shows a dialog without the window, with which it would be hidden."""
        if dialog.parentWidget() is not None:
            dialog.setParent(None, dialog.windowFlags())
        dialog.show()

    def _draw_attention(self, dialog: Question) -> None:
        """Gives a dialog the keyboard only where the person is in Parley and is not typing."""
        if not self._window.isActiveWindow():
            QApplication.alert(self._window)
        elif not _is_typed_into(QApplication.focusWidget()):
            dialog.activateWindow()

    def _show_place(self) -> None:
        if self.herald is not None:
            self.herald.show_waiting(len(self._queue))
        if self._dialog is not None:
            server = self._queue[0].server
            alike = sum(waiting.server == server for waiting in self._queue)
            self._dialog.show_place(1, len(self._queue), alike)


def _is_typed_into(widget: QWidget | None) -> bool:
    return isinstance(widget, TYPED_INTO) and not widget.isReadOnly()


def _settle(future: asyncio.Future[Any], answer: object) -> None:
    if not future.done():
        future.set_result(answer)
