"""An address that a model wrote, seen whole before anything opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout

from desktop.gateway.screening.hidden import on_one_line
from desktop.language import tr
from desktop.ui import theme
from desktop.ui.chat.prose import host_of
from desktop.ui.widgets.texts import FittingText, PlainLabel, heading, in_monospace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ForeignAddressDialog(QDialog):
    """Opens nothing unless that is pressed; Enter and Esc close it."""

    open_requested = Signal(QUrl)

    def __init__(self, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("An address in the answer"))
        self.host = heading(on_one_line(host_of(address)))
        self.address = FittingText(tr("Complete address"), 8)
        in_monospace(self.address)
        self.address.show_text(on_one_line(address))
        self.address.setMinimumWidth(theme.room(self, 26))
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.open_button = buttons.addButton(tr("&Open in the browser"), role.ActionRole)
        self.copy_button = buttons.addButton(tr("Co&py"), role.ActionRole)
        close = buttons.addButton(tr("&Close"), role.RejectRole)
        for button in (self.open_button, self.copy_button):
            button.setAutoDefault(False)
        self.open_button.clicked.connect(lambda: self._open(address))
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(address))
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.host)
        column.addWidget(self.address)
        told = tr("A model wrote it. What is behind it may be another thing than it says.")
        column.addWidget(PlainLabel(told))
        column.addWidget(buttons)
        close.setDefault(True)
        close.setFocus()

    def _open(self, address: str) -> None:
        self.open_requested.emit(QUrl(address))
        self.accept()
