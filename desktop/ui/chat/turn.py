"""One turn of a conversation on the screen: who, what, with which calls, and what can be done."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.inbound.chat.conversation import TurnStatus
from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.chat.answer import AnswerView
from desktop.ui.chat.branches import BranchSwitch
from desktop.ui.chat.call_card import CallCard
from desktop.ui.chat.growth import grow_first
from desktop.ui.chat.looks import look_of_turn, remedy, said_place, said_usage
from desktop.ui.chat.sayings import own_parts
from desktop.ui.theme import Symbol, Tone
from desktop.ui.widgets.announcing import announce
from desktop.ui.widgets.disclosure import Disclosure
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.symbols import StateLabel, SymbolButton, SymbolLabel
from desktop.ui.widgets.texts import PlainLabel, TextView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.ui.chat.entries import Entry

_LONGEST_NAME = 40
_MOST_SAID = 400
"""Characters of an answer that are said aloud by themselves."""


class TurnView(QFrame):
    """A turn; what is shown of it is left alone as long as it only grows."""

    review_requested = Signal()
    record_requested = Signal(str)
    edit_requested = Signal(str)
    again_requested = Signal(str)
    shorten_requested = Signal(str)
    """It was too long, and is to be sent without the oldest messages."""
    branch_requested = Signal(str)
    address_wanted = Signal(str)
    read_requested = Signal(str, str)
    calls_changed = Signal()
    """There are cards of calls that were not there before."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self._is_own = entry.turn.role == "user"
        self._parts: list[AnswerView | CallCard] = []
        self._thinking: TextView | None = None
        self._who = PlainLabel(tr("You") if self._is_own else "-")
        self._where = _quiet_label()
        self._foot = _quiet_label()
        self._noticed = PlainLabel()
        self.state = StateLabel()
        self._detail = PlainLabel()
        self.switch = BranchSwitch()
        self.switch.branch_requested.connect(self.branch_requested)
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.switch.go, by))
        self._body = QVBoxLayout()
        self._make_buttons()
        self._lay_out()
        if self._is_own:
            for part in own_parts(entry):
                self._body.addWidget(part)
        self.show_entry(entry)

    @property
    def cards(self) -> Iterable[CallCard]:
        """The calls it makes."""
        return [one for one in self._parts if isinstance(one, CallCard)]

    def show_entry(self, entry: Entry) -> None:
        """Shows the turn as it is now."""
        before, self.entry = self.entry.turn.status, entry
        turn = entry.turn
        self.switch.show_branches(entry.branches, entry.place)
        self._noticed.say("\n".join((*turn.noticed, *turn.noticed_in_answer)))
        if not self._is_own:
            self._show_answer(entry)
        self._show_state(entry)
        if before.open and not turn.status.open and not turn.uses:
            self._announce()

    def show_text(self, text: str) -> None:
        """Shows how far the answer has come."""
        if not self._parts:
            self._add(AnswerView())
        last = self._parts[-1]
        if isinstance(last, AnswerView):
            last.show_text(text)

    def show_words(self, *, shown: bool) -> None:
        """Shows what can be done in words, or by symbols alone where there is no room."""
        for button in self._buttons():
            button.setText(button.accessibleName() if shown else "")
            if button is not self.record_button:
                button.setToolTip("" if shown else button.accessibleName())

    def _show_answer(self, entry: Entry) -> None:
        turn = entry.turn
        self._who.say(wording.one_line(turn.model_name or turn.model)[:_LONGEST_NAME])
        self._where.say(said_place(turn.host))
        self._show_thinking(turn.thinking)
        calls = {one.id: one for one in turn.calls}
        wanted = [block for block in turn.content if block.type in ("text", "tool_use")]
        for at, block in enumerate(wanted):
            is_text = block.type == "text"
            if at < len(self._parts) and isinstance(self._parts[at], AnswerView) != is_text:
                self._drop_parts(at)
            if at == len(self._parts):
                self._add(AnswerView() if block.type != "tool_use" else CallCard(block))
            part = self._parts[at]
            if isinstance(part, AnswerView) and block.type == "text":
                if not (turn.status.open and part.text().startswith(block.text)):
                    part.show_text(block.text)
            elif isinstance(part, CallCard) and block.type == "tool_use":
                part.show_call(calls.get(block.id), entry.results.get(block.id))
        if wanted or not turn.status.open:
            self._drop_parts(len(wanted))

    def _announce(self) -> None:
        """Says aloud what has come of the turn."""
        turn = self.entry.turn
        if turn.status is TurnStatus.DONE:
            name, text = wording.one_line(turn.model_name), turn.text[:_MOST_SAID]
            announce(self, tr("{model} has answered: {text}", model=name, text=text))
        else:
            announce(self, f"{look_of_turn(turn.status).word}. {turn.detail}")

    def _show_state(self, entry: Entry) -> None:
        turn, status = entry.turn, entry.turn.status
        told = status is not TurnStatus.DONE and not (status.open and self.cards)
        self.state.setVisible(told and not self._is_own)
        self.state.show_look(look_of_turn(status))
        without = _said_left_out(entry.left_out) if entry.left_out else ""
        self._detail.say("\n".join(filter(None, (turn.detail, remedy(status), without))))
        self.see_button.setVisible(status is TurnStatus.WAITING)
        self.shorten_button.setVisible(entry.may_shorten and not entry.goes_on)
        ended = not status.open and not entry.goes_on
        self.again_button.setVisible(ended and not self._is_own)
        self.copy_button.setVisible(ended and bool(turn.text))
        self.record_button.setVisible(bool(turn.request) and not status.open)
        parts = [wording.moment(turn.at, time.time())]
        if turn.usage:
            parts.append(said_usage(turn.usage))
        self._foot.say("" if status.open else " · ".join(parts))

    def _show_thinking(self, text: str) -> None:
        if text and self._thinking is None:
            self._thinking = TextView(tr("What the model thought"))
            self._thinking.setMinimumHeight(theme.em(self, 10))
            self._body.insertWidget(0, Disclosure(tr("Thinking"), self._thinking))
        if text and self._thinking is not None:
            self._thinking.show_text(text)

    def _add(self, part: AnswerView | CallCard) -> None:
        if isinstance(part, AnswerView):
            part.address_wanted.connect(self.address_wanted)
        else:
            part.review_requested.connect(self.review_requested)
            part.record_requested.connect(self.record_requested)
            part.read_requested.connect(self.read_requested)
        self._parts.append(part)
        self._body.addWidget(part)
        if isinstance(part, CallCard):
            self.calls_changed.emit()

    def _drop_parts(self, first: int) -> None:
        for part in self._parts[first:]:
            part.hide()
            part.deleteLater()
        del self._parts[first:]

    def _make_buttons(self) -> None:
        turn = self.entry.turn
        self.copy_button = SymbolButton(Symbol.COPY, tr("Copy", "a whole turn"))
        self.copy_button.clicked.connect(self._copy)
        self.edit_button = SymbolButton(Symbol.EDIT, tr("Edit and resend"))
        self.edit_button.clicked.connect(lambda: self.edit_requested.emit(turn.id))
        self.again_button = SymbolButton(Symbol.RESTART, tr("Again", "ask the same once more"))
        self.again_button.clicked.connect(lambda: self.again_requested.emit(turn.id))
        self.record_button = SymbolButton(Symbol.ACTIVITY, tr("Record", "of a request"))
        self.record_button.clicked.connect(
            lambda: self.record_requested.emit(self.entry.turn.request)
        )
        self.see_button = SymbolButton(Symbol.REVIEW, tr("&See the question"))
        self.see_button.clicked.connect(self.review_requested)
        self.shorten_button = SymbolButton(Symbol.OUT, tr("Send &without the oldest messages…"))
        self.shorten_button.clicked.connect(lambda: self.shorten_requested.emit(turn.id))
        if not self._is_own:
            self.edit_button.hide()
        self.record_button.setToolTip(tr("Show in Activity"))
        for button in self._buttons():
            button.setAccessibleName(button.text())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.entry.turn.text)
        announce(self, tr("Copied."))

    def _lay_out(self) -> None:
        self.setAccessibleName(tr("What you wrote") if self._is_own else tr("An answer"))
        if self._is_own:
            self.setFrameShape(QFrame.Shape.StyledPanel)
            self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
            self.setAutoFillBackground(True)
        head = QHBoxLayout()
        symbol = SymbolLabel(Symbol.PERSON if self._is_own else Symbol.MODELS, Tone.QUIET)
        head.addWidget(symbol, 0, Qt.AlignmentFlag.AlignVCenter)
        bold = self._who.font()
        bold.setBold(True)
        self._who.setFont(bold)
        self._who.setWordWrap(False)
        head.addWidget(self._who)
        head.addWidget(self._where, 1)
        head.addStretch()
        self._head = QWidget()
        self._head.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        foot = QHBoxLayout()
        foot.setSpacing(theme.em(self, 0.25))
        foot.addWidget(self._foot, 1)
        foot.addWidget(self.switch)
        for button in self._buttons():
            button.setFlat(True)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(theme.em(self, 0.4))
        grow_first(column)
        column.addWidget(self._head)
        self._head.setVisible(self.entry.begins)
        column.addLayout(self._body)
        column.addWidget(self._noticed)
        column.addLayout(Flow((self.state, self.see_button, self.shorten_button)))
        column.addWidget(self._detail)
        column.addLayout(foot)

    def _buttons(self) -> tuple[SymbolButton, ...]:
        return self.copy_button, self.edit_button, self.again_button, self.record_button


def _said_left_out(count: int) -> str:
    return tr("{n} older message(s) of this conversation were not sent with it.", "", count)


def _quiet_label() -> PlainLabel:
    label = PlainLabel()
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
