"""The question whether a tool that stopped halfway may run again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout

from desktop.language import tr
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
        self.setWindowTitle(tr("Run the tool again?"))
        self.explanation = PlainLabel(
            tr(
                "{tool} already ran partly, until {server} needed something that this "
                "connection could not carry. {reason}\n\nThe connection is right now. If the "
                "tool changes anything, such as a file or an order, running it again may do "
                "that twice.",
                tool=tool,
                server=server,
                reason=rerun.reason,
            )
        )
        self.explanation.setMinimumWidth(theme.room(self, 28))
        self._buttons = QDialogButtonBox()
        self.again = self._buttons.addButton(
            tr("&Run it again"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        leave = self._buttons.addButton(tr("&Leave it"), QDialogButtonBox.ButtonRole.RejectRole)
        self.again.setAutoDefault(False)
        self.again.clicked.connect(lambda: self.decide(answer=True))
        leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(heading(tr("Run {tool} of {server} again?", tool=tool, server=server)))
        column.addWidget(self.explanation)
        column.addWidget(self._buttons)
        leave.setDefault(True)
        leave.setFocus()
