"""The question whether a server's command may run, with all that the command is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout

from desktop.gateway.screening.hidden import on_one_line
from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.dialogs.guard import Guard
from desktop.ui.dialogs.question import Question
from desktop.ui.widgets.facts import Facts
from desktop.ui.widgets.sandbox_form import SandboxForm
from desktop.ui.widgets.texts import FittingText, PlainLabel, in_monospace, inline_heading

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.servers.trust import Command

_FACTS = (tr("Working folder"), tr("Environment"), tr("Bundle"))
_ADVICE = tr(
    "Let it run only if you know where it comes from. You are asked again when anything of this "
    "changes."
)


class CommandDialog(Question):
    """Yes or no, where no is the default and yes wakes after a moment, as for a request.

    A yes is the command with what it may touch, as the person has ticked it; a no is None.
    """

    def __init__(self, command: Command, parent: QWidget | None = None) -> None:
        super().__init__(refusal=None, parent=parent)
        self._command = command
        server = wording.one_line(command.server)
        self.setWindowTitle(
            tr("Connect to this address?") if command.url else tr("Run this command?")
        )
        title = inline_heading(tr("What is asked"))
        title.show_text(
            tr("May {server} be connected to?", server=server)
            if command.url
            else tr("May {server} be run?", server=server)
        )
        self.changed = PlainLabel(
            tr("It is another one than you let run before under this name. Look at it closely.")
        )
        self.changed.setVisible(command.changed)
        self.line = FittingText(
            tr("Complete address") if command.url else tr("Complete command"), 14
        )
        in_monospace(self.line)
        self.line.show_text(on_one_line(command.line))
        self.facts = _facts(command)
        self.form = SandboxForm()
        self.form.show_sandbox(command.sandbox, command.unsandboxed)
        self.form.setVisible(not command.url)
        told = command.touches if command.url else command.asks
        self.touches = PlainLabel(f"{told} {_ADVICE}".strip())
        self._add_buttons(command)
        self._guard = Guard(self)
        self._guard.changed.connect(self.allow_button.setEnabled)
        self._lay_out(title)

    def _add_buttons(self, command: Command) -> None:
        self._buttons = QDialogButtonBox()
        self.allow_button = self._buttons.addButton(
            tr("&Connect") if command.url else tr("&Let it run"),
            QDialogButtonBox.ButtonRole.AcceptRole,
        )
        self.decline_button = self._buttons.addButton(
            tr("&Do not connect") if command.url else tr("&Do not run it"),
            QDialogButtonBox.ButtonRole.RejectRole,
        )
        self.allow_button.setAutoDefault(False)
        self.allow_button.setEnabled(False)
        self.allow_button.setAccessibleDescription(tr("Wakes a second after this window came up."))
        self.allow_button.clicked.connect(self._allow)
        self.decline_button.clicked.connect(self.reject)

    def _allow(self) -> None:
        self.decide(replace(self._command, sandbox=self.form.sandbox()))

    def _lay_out(self, title: QWidget) -> None:
        column = QVBoxLayout(self)
        above = (title, self.changed, self.line, self.facts)
        for part in (*above, self.form, self.touches, self._buttons):
            column.addWidget(part)
        self.line.setMinimumWidth(theme.room(self, 34))
        self.decline_button.setDefault(True)
        self.decline_button.setFocus()


def _facts(command: Command) -> Facts:
    facts = Facts(_FACTS)
    facts.tell(tr("Working folder"), on_one_line(command.folder))
    facts.tell(tr("Environment"), on_one_line(", ".join(command.variables)))
    facts.tell(tr("Bundle"), command.bundle and f"SHA-256 {command.bundle}")
    return facts
