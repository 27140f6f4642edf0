"""The question whether a model may run a tool, with all that it would be run with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.inbound.chat.question import CallConsent
from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.dialogs.blocks import TextBlock
from desktop.ui.dialogs.guard import Guard
from desktop.ui.dialogs.question import Question
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolLabel
from desktop.ui.widgets.texts import PlainLabel, in_monospace, inline_heading, inline_text
from desktop.ui.widgets.tool_pane import nature_of

if TYPE_CHECKING:
    from desktop.inbound.chat.question import CallQuestion


class ToolCallDialog(Question):
    """Once, in this conversation, or no; no is the default and Esc, and yes wakes late."""

    def __init__(self, question: CallQuestion, parent: QWidget | None = None) -> None:
        super().__init__(CallConsent.NO, parent)
        self._question = question
        self.setWindowTitle(tr("Run this tool?"))
        self._content = QWidget()
        self._place = PlainLabel()
        self._place.setWordWrap(False)
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.decline_button = self.buttons.addButton(tr("&Decline"), role.RejectRole)
        self.decline_button.clicked.connect(self.reject)
        self.once_button = self._yes(tr("&Allow this call"), CallConsent.ONCE)
        self.lasting_button = self._yes(tr("Allow in this &conversation"), CallConsent.CONVERSATION)
        self.lasting_button.setVisible(question.may_last)
        self._guard = Guard(self)
        for button in (self.once_button, self.lasting_button):
            self._guard.changed.connect(button.setEnabled)
        self._lay_out()

    def show_place(self, place: int, waiting: int, alike: int = 1) -> None:
        """Says which of the waiting questions this is, where more than one waits."""
        del alike
        said = tr("{place} of {of}", "questions", place=place, of=waiting)
        self._place.say(said if waiting > 1 else "")

    def sizeHint(self) -> QSize:
        """Returns the size at which the question is seen whole."""
        wanted = self._content.sizeHint().height() + theme.em(self, 6)
        return QSize(theme.em(self, 42), max(theme.em(self, 16), min(wanted, theme.em(self, 40))))

    def _yes(self, words: str, consent: CallConsent) -> QPushButton:
        button = self.buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
        button.setAutoDefault(False)
        button.setEnabled(False)
        button.setAccessibleDescription(tr("Wakes a second after this window came up."))
        button.clicked.connect(lambda: self.decide(consent))
        return button

    def _parts(self) -> list[QWidget]:
        asked = self._question
        server, tool = wording.one_line(asked.server), wording.one_line(asked.tool.name)
        model = wording.one_line(asked.model)
        title = inline_heading(tr("What is asked"))
        title.show_text(
            tr("May {model} run {tool} of {server}?", model=model, tool=tool, server=server)
        )
        about = inline_text(tr("What the server says of it"), 8)
        about.show_text(asked.tool.description or tr("The server says nothing of what it does."))
        arguments = TextBlock(tr("Arguments"), wording.as_json(dict(asked.arguments)), is_json=True)
        in_monospace(arguments.view)
        if asked.host:
            told = tr(
                "What it answers goes to {model} at {host}, as part of this conversation.",
                model=model,
                host=wording.one_line(asked.host),
            )
        else:
            told = tr("What it answers goes to {model}, as part of this conversation.", model=model)
        parts: list[QWidget] = [title, *map(_warning, asked.noticed), about]
        return [*parts, PlainLabel(nature_of(asked.tool)), arguments, PlainLabel(told)]

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self._content)
        inside.setContentsMargins(0, 0, theme.em(self, 0.5), 0)
        inside.setSpacing(theme.em(self, 0.6))
        for part in self._parts():
            inside.addWidget(part)
        inside.addStretch()
        area = QScrollArea()
        area.setAccessibleName(tr("The question"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._content)
        foot = QHBoxLayout()
        foot.addWidget(self._place)
        foot.addWidget(self.buttons, 1)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        column.addLayout(foot)
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize() * 0.9))
        self.decline_button.setDefault(True)
        self.decline_button.setFocus()


def _warning(text: str) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(SymbolLabel(Symbol.FAILED), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(text), 1)
    return part
