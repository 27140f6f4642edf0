"""The folders of which a server may know, added and removed by the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.gateway.screening.hidden import on_one_line
from desktop.language import tr
from desktop.ui import theme
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel, label_for

if TYPE_CHECKING:
    from collections.abc import Sequence

_ABOUT = tr(
    "A server may ask which folders you share with it. It learns their names and places; what it "
    "can read there is another matter."
)


class SharedFolders(QWidget):
    """A list, empty at first; nothing is shared unless it stands here."""

    changed = Signal(list)
    """The folders that are to be shared from now on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folders: list[str] = []
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Shared folders"))
        self.list.setFixedHeight(theme.em(self, 6))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.list.currentRowChanged.connect(self._look)
        self.add_button = SymbolButton(Symbol.FOLDER, tr("Share a &folder…"))
        self.add_button.clicked.connect(self._ask)
        self.remove_button = SymbolButton(Symbol.REMOVE, tr("Stop s&haring"))
        self.remove_button.clicked.connect(self._remove)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label_for(tr("Share&d folders"), self.list))
        column.addWidget(PlainLabel(_ABOUT))
        column.addWidget(self.list)
        column.addLayout(buttons)
        self._look()

    def show_folders(self, folders: Sequence[str]) -> None:
        """Shows which folders are shared; the chosen one stays chosen."""
        if list(folders) == self._folders:
            return
        row = self.list.currentRow()
        self._folders = list(folders)
        self.list.clear()
        self.list.addItems([on_one_line(folder) for folder in folders])
        self.list.setCurrentRow(min(row, len(folders) - 1))
        self._look()

    def add(self, folder: str) -> None:
        """Wishes that a folder be shared."""
        if folder and folder not in self._folders:
            self.changed.emit([*self._folders, folder])

    def _ask(self) -> None:
        dialog = QFileDialog(self, tr("Share a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.add)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _remove(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._folders):
            self.changed.emit([*self._folders[:row], *self._folders[row + 1 :]])

    def _look(self) -> None:
        self.remove_button.setEnabled(self.list.currentRow() >= 0)
