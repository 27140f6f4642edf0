"""What a server asks the person itself: a form to fill in, or an address to visit."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.gateway.approval import TIMED_OUT
from desktop.gateway.screening.hidden import on_one_line
from desktop.language import tr
from desktop.servers.elicitation import TIMEOUT, Reply
from desktop.servers.forms import Unfit
from desktop.ui import theme, wording
from desktop.ui.dialogs.countdown import Countdown
from desktop.ui.dialogs.guard import Guard
from desktop.ui.dialogs.question import Question
from desktop.ui.dialogs.touches import Touches
from desktop.ui.theme import Symbol
from desktop.ui.widgets.form_rows import FormRow
from desktop.ui.widgets.symbols import SymbolLabel
from desktop.ui.widgets.texts import (
    FittingText,
    PlainLabel,
    in_monospace,
    inline_heading,
    inline_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QPushButton

    from desktop.servers.elicitation import Elicitation
    from desktop.servers.forms import Value

LATE = Reply("cancel", by=TIMED_OUT, why=tr("Nobody touched the question in time."))


class ElicitationDialog(Question):
    """Submit, decline or cancel: Esc, closing and silence cancel, and Enter does nothing."""

    def __init__(
        self,
        question: Elicitation,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(Reply("cancel"), parent)
        self.question = question
        self.server = wording.one_line(question.server)
        self.setWindowTitle(
            tr("A server sends you to an address") if question.address else tr("A server asks you")
        )
        self.rows = [FormRow(field) for field in question.fields]
        self.host = inline_heading(tr("Host"))
        self.address = FittingText(tr("Complete address"), 8)
        in_monospace(self.address)
        self.countdown = Countdown(tr("Cancelled"), TIMEOUT, question.gives_up_at, clock)
        self.countdown.ran_out.connect(lambda: self.decide(LATE))
        self._place = PlainLabel()
        self._place.setWordWrap(False)
        self._touches = Touches(self)
        self._touches.touched.connect(self.countdown.touch)
        self._content = QWidget()
        self.buttons = QDialogButtonBox()
        self.submit_button, self.decline_button, self.cancel_button = self._add_buttons()
        self._guard = Guard(self)
        self._guard.changed.connect(self.submit_button.setEnabled)
        self._lay_out()

    def show_place(self, place: int, waiting: int, alike: int = 1) -> None:
        """Says which of the waiting questions this is, where more than one waits."""
        del alike
        said = tr("{place} of {of}", "questions", place=place, of=waiting)
        self._place.say(said if waiting > 1 else "")

    def submit(self) -> None:
        """Gives what is entered, or goes to the first field in which something is wrong."""
        if not self._guard.awake:
            return
        values: dict[str, Value] = {}
        wrong: list[FormRow] = []
        for row in self.rows:
            try:
                value = row.value()
            except Unfit:
                wrong.append(row)
                continue
            if value is not None:
                values[row.field.name] = value
        if wrong:
            wrong[0].widget.setFocus()
            self._area.ensureWidgetVisible(wrong[0])
        else:
            self.decide(Reply("accept", values))

    def sizeHint(self) -> QSize:
        """Returns the size at which the question is seen whole."""
        wanted = self._content.sizeHint().height() + theme.em(self, 8)
        return QSize(theme.em(self, 42), max(theme.em(self, 18), min(wanted, theme.em(self, 44))))

    def begin(self) -> None:
        """Lets its time run, although it is not on the screen yet."""
        self.countdown.begin()

    def showEvent(self, event: QShowEvent) -> None:
        """Begins the countdown, from the beginning: somebody asked to see it."""
        super().showEvent(event)
        self._touches.watch(self.windowHandle())
        self.countdown.begin()
        self.countdown.touch()

    def _add_buttons(self) -> tuple[QPushButton, QPushButton, QPushButton]:
        role = QDialogButtonBox.ButtonRole
        yes = tr("&Open in the browser") if self.question.address else tr("&Submit")
        submit = self.buttons.addButton(yes, role.AcceptRole)
        decline = self.buttons.addButton(tr("&Decline"), role.DestructiveRole)
        cancel = self.buttons.addButton(tr("&Cancel"), role.RejectRole)
        for button in (submit, decline, cancel):
            button.setAutoDefault(False)
        submit.setEnabled(False)
        submit.setAccessibleDescription(tr("Wakes a second after this window came up. Ctrl+Enter."))
        decline.setAccessibleDescription(tr("Tells the server that you do not want to."))
        cancel.setAccessibleDescription(tr("Tells the server only that you closed the question."))
        submit.clicked.connect(self.submit)
        decline.clicked.connect(lambda: self.decide(Reply("decline")))
        cancel.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(submit.click)
        return submit, decline, cancel

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self._content)
        inside.setContentsMargins(0, 0, theme.em(self, 0.5), 0)
        inside.setSpacing(theme.em(self, 0.6))
        for part in self._parts():
            inside.addWidget(part)
        inside.addStretch()
        self._area = QScrollArea()
        self._area.setAccessibleName(tr("The question"))
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._content)
        foot = QHBoxLayout()
        foot.setSpacing(theme.em(self))
        foot.addWidget(self._place)
        foot.addWidget(self.countdown, 1)
        foot.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize() * 0.9))
        (self.rows[0].widget if self.rows else self.cancel_button).setFocus()

    def _parts(self) -> list[QWidget]:
        question = self.question
        title = inline_heading(tr("What is asked"))
        verb = tr("wants you to open an address") if question.address else tr("asks you something")
        title.show_text(f"{self.server} {verb}")
        where = PlainLabel(
            tr("In your call of its tool {tool}.", tool=wording.one_line(question.tool))
            if question.tool
            else ""
        )
        message = inline_text(tr("The server's message"), 12)
        message.show_text(question.message)
        parts: list[QWidget] = [title, where, *map(_warning, question.noticed), message]
        if question.address:
            self.host.show_text(on_one_line(question.host))
            self.address.show_text(on_one_line(question.address))
            told = tr(
                "Your browser is opened there if you say so; the server learns that you agreed, "
                "and nothing of what you do there. Enter nothing unless you know this host."
            )
            return [*parts, self.host, self.address, PlainLabel(told)]
        told = tr(
            "What you submit goes to {server}. Never enter a password or a key here.",
            server=self.server,
        )
        return [*parts, *self.rows, PlainLabel(told)]


def _warning(text: str) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(SymbolLabel(Symbol.FAILED), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(text), 1)
    return part
