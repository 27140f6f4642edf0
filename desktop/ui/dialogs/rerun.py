"""The question whether a tool that stopped halfway may run again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout

from desktop.ui import theme, wording
from desktop.ui.dialogs.question import Question
from desktop.ui.widgets.texts import PlainLabel, heading

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.servers.eras import Rerun


class RerunDialog(Question):
    """Yes or no, where no is the default: what the tool did the first time it may do twice."""

    def __init__(self, rerun: Rerun, parent: QWidget | None = None) -> None:
        super().__init__(refusal=False, parent=parent)
        server, tool = wording.one_line(rerun.server), wording.one_line(rerun.tool)
        self.setWindowTitle("Run the tool again?")
        self.explanation = PlainLabel(
            f"{tool} already ran partly, until {server} needed something that this connection "
            f"could not carry. {rerun.reason}\n\nThe connection is right now. If the tool changes "
            "anything, such as a file or an order, running it again may do that twice."
        )
        self.explanation.setMinimumWidth(theme.em(self, 28))
        self._buttons = QDialogButtonBox()
        self.again = self._buttons.addButton(
            "&Run it again", QDialogButtonBox.ButtonRole.AcceptRole
        )
        leave = self._buttons.addButton("&Leave it", QDialogButtonBox.ButtonRole.RejectRole)
        self.again.setAutoDefault(False)
        self.again.clicked.connect(lambda: self.decide(answer=True))
        leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(heading(f"Run {tool} of {server} again?"))
        column.addWidget(self.explanation)
        column.addWidget(self._buttons)
        leave.setDefault(True)
        leave.setFocus()
