"""The question for something that a server's entry needs, such as a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import SecretStr
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLineEdit, QVBoxLayout

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.dialogs.question import Question
from desktop.ui.widgets.texts import PlainLabel, inline_heading, label_for

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.servers.variables import Input


class GiveInputDialog(Question):
    """A line to type, or a choice; closing it gives nothing, and the server is not run."""

    def __init__(self, server: str, wanted: Input, parent: QWidget | None = None) -> None:
        super().__init__(refusal=None, parent=parent)
        name = wording.one_line(server)
        self.setWindowTitle(tr("A server needs something"))
        title = inline_heading(tr("What is asked"))
        title.show_text(
            tr(
                "{name} needs {value}",
                name=name,
                value=wording.one_line(wanted.description or wanted.id),
            )
        )
        self.field: QComboBox | QLineEdit = _field(wanted)
        self.field.setMinimumWidth(theme.room(self, 28))
        hint = PlainLabel(
            tr(
                "It is asked for once and kept in the system's store for keys, or, where there is "
                "none, until Parley ends. It is not written into mcp.json."
            )
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.give = buttons.addButton(tr("&Use it"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(title)
        label = label_for(f"&{wording.unmarked(wording.one_line(wanted.id))}", self.field)
        for part in (label, self.field, hint, buttons):
            column.addWidget(part)
        self.give.setDefault(True)
        self.field.setFocus()
        self._look()
        if isinstance(self.field, QLineEdit):
            self.field.textChanged.connect(self._look)

    @property
    def text(self) -> str:
        """What was typed or chosen."""
        if isinstance(self.field, QLineEdit):
            return self.field.text().strip()
        return str(self.field.currentData())

    def accept(self) -> None:
        """Gives what was entered."""
        if self.text:
            self.decide(SecretStr(self.text))

    def _look(self) -> None:
        self.give.setEnabled(bool(self.text))


def _field(wanted: Input) -> QComboBox | QLineEdit:
    if wanted.options:
        choice = QComboBox()
        for option in wanted.options:
            choice.addItem(wording.one_line(option), option)
        choice.setCurrentIndex(max(0, choice.findData(wanted.default)))
        return choice
    line = QLineEdit(wanted.default)
    if wanted.password:
        line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
