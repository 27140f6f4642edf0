"""What one server may touch, with a button that saves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui.theme import Symbol
from desktop.ui.widgets.sandbox_form import SandboxForm
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel

if TYPE_CHECKING:
    from desktop.servers.sandbox.bounds import Sandbox

FIXED = tr("This server comes with Parley, which keeps it to that.")
ELSEWHERE = tr("It is reached by its address: what it touches is on the computer where it runs.")
SAVED = tr("Saved. It holds from the next start; restart the server to hold it to that now.")


class SandboxPane(QWidget):
    """Nothing changes before it is saved."""

    save_requested = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._server = ""
        self._shown: Sandbox | None = None
        self.form = SandboxForm()
        self.why = PlainLabel()
        self.save = SymbolButton(Symbol.ANSWERED, tr("Sa&ve what it may touch"))
        self.form.changed.connect(self._follow)
        self.save.clicked.connect(
            lambda: self.save_requested.emit(self._server, self.form.sandbox())
        )
        column = QVBoxLayout(self)
        for part in (self.form, self.why):
            column.addWidget(part)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()

    def show_sandbox(self, server: str, sandbox: Sandbox | None, missing: str, *, why: str) -> None:
        """Shows what a server may touch, unless it is shown already.

        Args:
            server: its name.
            sandbox: None is all that the person may.
            missing: why this computer can hold nothing in; empty where it can.
            why: why it cannot be changed; empty where it can.
        """
        if (server, sandbox) == (self._server, self._shown) and self.why.text() in (why, SAVED):
            return
        saved = server == self._server and sandbox == self.form.sandbox()
        self._server, self._shown = server, sandbox
        self.form.show_sandbox(sandbox, missing)
        self.form.setVisible(why != ELSEWHERE)
        self.form.setEnabled(not why)
        self.why.say(why or (SAVED if saved else ""))
        self.save.setVisible(not why and not missing)
        self._follow()

    def _follow(self) -> None:
        self.save.setEnabled(self.form.sandbox() != self._shown)
