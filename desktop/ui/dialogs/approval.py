"""The dialog in which a person sees, bounds and approves one request for a completion."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.gateway.approval import Approved, Declined
from desktop.ui import theme, wording
from desktop.ui.dialogs.countdown import Countdown
from desktop.ui.dialogs.findings import Findings
from desktop.ui.dialogs.guard import Guard
from desktop.ui.dialogs.question import Question
from desktop.ui.dialogs.route_chooser import RouteChooser
from desktop.ui.dialogs.terms import Terms
from desktop.ui.dialogs.transcript import Transcript
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolLabel
from desktop.ui.widgets.texts import PlainLabel, heading, inline_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QPushButton

    from desktop.gateway.approval import Review
    from desktop.gateway.request import Request


_SHARE_OF_SCREEN = 0.9


class ApprovalDialog(Question):
    """Decline is the default, Esc and closing; Allow wakes after a moment and is never Enter."""

    def __init__(
        self,
        review: Review,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(Declined(), parent)
        self._review = review
        request = review.request
        name = wording.one_line(request.caller.name)
        self.setWindowTitle(f"{name} wants to use a language model".replace("[*]", "[*][*]"))
        self._place = PlainLabel()
        self._place.setWordWrap(False)
        self.countdown = Countdown(review.gives_up_at, clock)
        self.chooser = RouteChooser(review.route)
        self.transcript = Transcript(request.params)
        self.terms = Terms(review)
        self.findings = Findings(review, self.transcript)
        self.editing = QCheckBox("&Edit the texts before they are sent")
        self.editing.toggled.connect(lambda on: self.transcript.allow_editing(allowed=on))
        self.chooser.changed.connect(lambda: self.terms.follow(self.chooser.choice))
        self.terms.follow(self.chooser.choice)
        self.decline_button, self.allow_button = self._add_buttons()
        self._lay_out()
        self._guard = Guard(self)
        self._guard.changed.connect(self._wake)
        self.findings.changed.connect(self._wake)
        self.countdown.tick()
        # A button becomes the window's lasting default only once it is in the window.
        self.decline_button.setDefault(True)
        self.decline_button.setFocus()

    def show_place(self, place: int, waiting: int) -> None:
        """Says which of the waiting requests this is, where more than one waits."""
        self._place.say(f"{place} of {waiting}" if waiting > 1 else "")

    @property
    def place(self) -> str:
        """What is said of its place among the waiting requests."""
        return self._place.text()

    def allow(self) -> None:
        """Says yes to exactly what is shown, once Allow is awake."""
        if not self._is_awake:
            return
        params = self.transcript.edited().model_copy(
            update={
                "max_tokens": min(self.terms.max_tokens, self._review.request.params.max_tokens)
            }
        )
        self.decide(Approved(params, self.chooser.choice.id, always=self.terms.always))

    def sizeHint(self) -> QSize:
        """Returns the size at which the text is seen whole."""
        wanted = self._content.sizeHint().height() + theme.em(self, 8)
        return QSize(theme.em(self, 50), max(theme.em(self, 28), min(wanted, theme.em(self, 46))))

    def minimumSizeHint(self) -> QSize:
        """Returns the least size at which it can be used."""
        return QSize(theme.em(self, 30), theme.em(self, 20))

    def showEvent(self, event: QShowEvent) -> None:
        """Brings the countdown up to date."""
        super().showEvent(event)
        self.countdown.tick()

    @property
    def _is_awake(self) -> bool:
        return self._guard.awake and self.findings.seen

    def _wake(self) -> None:
        self.allow_button.setEnabled(self._is_awake)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        self._content = QWidget()
        inside = QVBoxLayout(self._content)
        inside.setContentsMargins(0, 0, theme.em(self, 0.5), 0)
        inside.setSpacing(theme.em(self, 0.75))
        inside.addWidget(_who_asks(self._review.request))
        inside.addWidget(self.findings)
        inside.addWidget(_titled("Answered &by", self.chooser, self.chooser.box))
        inside.addWidget(self._what_is_asked())
        inside.addWidget(self.terms)
        inside.addStretch()
        area = QScrollArea()
        area.setAccessibleName("The request")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._content)
        column.addWidget(area, 1)
        self.findings.wanted.connect(
            lambda spot: area.ensureVisible(
                0, self._content.mapFromGlobal(spot).y(), 0, theme.em(self, 2)
            )
        )
        column.addWidget(self.findings.foot)
        foot = QHBoxLayout()
        foot.setSpacing(theme.em(self))
        foot.addWidget(self._place)
        foot.addWidget(self.countdown, 1)
        foot.addWidget(self._buttons)
        column.addLayout(foot)
        room = self.screen().availableSize() * _SHARE_OF_SCREEN
        self.resize(self.sizeHint().boundedTo(room))

    def _what_is_asked(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(heading("What is asked", 1.0), 1)
        top.addWidget(self.editing)
        column.addLayout(top)
        if self.transcript.hidden:
            column.addWidget(_hidden_line(self.transcript.hidden))
        column.addWidget(self.transcript)
        return part

    def _add_buttons(self) -> tuple[QPushButton, QPushButton]:
        self._buttons = QDialogButtonBox()
        decline = self._buttons.addButton("&Decline", QDialogButtonBox.ButtonRole.RejectRole)
        allow = self._buttons.addButton("&Allow", QDialogButtonBox.ButtonRole.AcceptRole)
        allow.setAutoDefault(False)
        allow.setEnabled(False)
        allow.setAccessibleDescription("Wakes a second after this window came up. Ctrl+Enter.")
        decline.clicked.connect(self.reject)
        allow.clicked.connect(self.allow)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(allow.click)
        return decline, allow


def _who_asks(request: Request) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    symbol = SymbolLabel(Symbol.SERVERS)
    symbol.enlarge(2)
    row.addWidget(symbol, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    row.addLayout(column, 1)
    tokens = wording.count(request.params.max_tokens, "token")
    name = wording.one_line(request.caller.name)
    column.addWidget(heading(f"{name} asks for an answer of up to {tokens}"))
    target = inline_text("What runs it")
    target.show_text(f"It runs {request.caller.target}")
    column.addWidget(target)
    cause = inline_text("Why it asks")
    cause.show_text(_cause(request))
    column.addWidget(cause)
    return part


def _cause(request: Request) -> str:
    if request.tool:
        return f"It asks because its tool “{wording.one_line(request.tool)}” was called."
    return "Which tool call it asks for is not certain."


def _titled(title: str, field: QWidget, control: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    label = heading(title, 1.0)
    label.setBuddy(control)
    column.addWidget(label)
    column.addWidget(field)
    return part


def _hidden_line(hidden: int) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(SymbolLabel(Symbol.FAILED), 0, Qt.AlignmentFlag.AlignTop)
    text = (
        f"{wording.count(hidden, 'hidden character')} shown as ⟦U+…⟧. Allowing sends the texts "
        "as they came, hidden characters too; a text that you edit is sent as you see it."
    )
    row.addWidget(PlainLabel(text), 1)
    return part
