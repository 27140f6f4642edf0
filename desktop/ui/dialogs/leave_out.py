"""What of a long conversation a model would not be sent, before the person agrees to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout

from desktop.inbound.chat.conversation import attached
from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.widgets.texts import PlainLabel, TextView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.inbound.chat.conversation import Turn


class LeaveOutDialog(QDialog):
    """Shows every message that would be left out, whole; none of them is deleted."""

    agreed = Signal()

    def __init__(self, turns: Sequence[Turn], model: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Send without the oldest messages"))
        said = [turn for turn in turns if not turn.results]
        self.told = PlainLabel(
            tr(
                "The conversation is longer than {model} takes. It can be sent without its oldest "
                "{n} message(s). They stay here, but the model knows nothing of them:",
                "",
                len(said),
                model=wording.one_line(model),
            )
        )
        self.text = TextView(tr("What is left out"))
        self.text.show_text("\n\n".join(map(_told, said)))
        self.text.setMinimumSize(theme.em(self, 24), theme.em(self, 12))
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.send = buttons.addButton(tr("&Send without them"), role.AcceptRole)
        buttons.addButton(tr("&Cancel"), role.RejectRole)
        buttons.accepted.connect(self._agree)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.told)
        column.addWidget(self.text, 1)
        column.addWidget(buttons)

    def _agree(self) -> None:
        self.agreed.emit()
        self.accept()


def _told(turn: Turn) -> str:
    who = tr("You") if turn.role == "user" else wording.one_line(turn.model_name or turn.model)
    files = [name for block in turn.content if (name := attached(block))]
    tools = [tr("Tool {tool}", tool=use.name) for use in turn.uses]
    return "\n".join([f"{who}:", *filter(None, (turn.text, *files, *tools))])
