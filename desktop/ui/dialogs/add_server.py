"""The dialog that adds a server by its command line or its address."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout

from desktop.gateway.screening.hidden import on_one_line
from desktop.language import tr
from desktop.ui import theme
from desktop.ui.widgets.folding_form import FoldingForm
from desktop.ui.widgets.sandbox_form import SandboxForm
from desktop.ui.widgets.texts import FittingText, PlainLabel, in_monospace, label_for

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class AddServerDialog(QDialog):
    """A name, and a command line or an address, turned into an entry of mcp.json."""

    add_requested = Signal(str, dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Add a server"))
        self._name = QLineEdit()
        self._target = QLineEdit()
        self._target.setMinimumWidth(theme.room(self, 26))
        self._target.setPlaceholderText(
            tr("npx -y @acme/weather-mcp   or   https://example.org/mcp")
        )
        self.preview = FittingText(tr("Complete command or address"), 6)
        in_monospace(self.preview)
        self.preview.hide()
        self._target.textChanged.connect(self._preview)
        self._problem = PlainLabel()
        form = FoldingForm()
        for title, field in (
            (tr("&Name"), self._name),
            (tr("&Command line or address"), self._target),
        ):
            form.addRow(label_for(title, field), field)
        self.form = SandboxForm()
        self.form.hide()
        self.hint = PlainLabel(tr("Add only what you trust; to add a command lets it run."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.add = buttons.addButton(tr("&Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.preview)
        column.addWidget(self.form)
        column.addWidget(self.hint)
        column.addWidget(self._problem)
        column.addWidget(buttons)
        self.add.setDefault(True)

    def propose(self, name: str, target: str) -> None:
        """Fills in what somebody else proposes, whose words the person has not chosen."""
        self.setWindowTitle(tr("A link proposes a server"))
        self._name.setText(name)
        self._target.setText(target)
        self._target.setCursorPosition(0)
        self.hint.say(
            tr(
                "Whoever made the link chose every word of this. Add it only if you know where it "
                "comes from. It is not started: you are asked before its command runs."
            )
        )
        self.add.setAutoDefault(False)
        self.cancel.setDefault(True)
        self.cancel.setFocus()

    def _preview(self, target: str) -> None:
        """Shows what would be run, cut into its words, hidden characters too."""
        try:
            entry = entry_of(target)
        except ValueError:
            self.preview.hide()
            self.form.hide()
            return
        words = [entry["command"], *cast("list[str]", entry["args"])] if "args" in entry else []
        self.preview.show_text(on_one_line(shlex.join(map(str, words)) or str(entry["url"])))
        self.preview.show()
        self.form.setVisible(bool(words))
        if words:
            from desktop.servers.sandbox.bounds import missing, proposed  # noqa: PLC0415  (not at a start)

            self.form.show_sandbox(proposed([*map(str, words)]), missing())

    def accept(self) -> None:
        """Wishes the server added, or says what is missing."""
        try:
            name, entry = self._name.text().strip(), entry_of(self._target.text())
        except ValueError as error:
            self._problem.say(str(error))
            return
        if not name:
            self._problem.say(tr("Give the server a name."))
            return
        if self.form.isVisibleTo(self) and (sandbox := self.form.sandbox()):
            entry["sandbox"] = sandbox.entry()
        self.add_requested.emit(name, entry)
        super().accept()


def entry_of(target: str) -> dict[str, object]:
    """Returns the entry of mcp.json for a command line or an address.

    Raises:
        ValueError: there is nothing to run, or a quotation mark stands alone.
    """
    if target.strip().startswith(("http://", "https://")):
        return {"url": target.strip()}
    try:
        words = shlex.split(target, posix=os.name != "nt")
    except ValueError:
        raise ValueError(tr("A quotation mark in the command line has no other end.")) from None
    if not words:
        raise ValueError(tr("Say which command runs the server, or at which address it is."))
    return {"command": words[0], "args": words[1:]}
