"""What a server may touch of this computer, as ticks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.gateway.screening.hidden import on_one_line
from desktop.language import tr
from desktop.ui import theme
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel
from desktop.ui.widgets.tick import SeenBoxes, Tick

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.servers.sandbox.bounds import Sandbox

_FOLDER = Qt.ItemDataRole.UserRole
_READ, _CHANGE = 0, 1
_RIGHTS = tr(
    "It runs with your rights: it can read, change and delete your files, and use the network."
)


class SandboxForm(QWidget):
    """A tick for the sandbox, one for the network, and two for each folder."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._missing = ""
        self.held = Tick(tr("&Keep it in a sandbox"))
        self.network = Tick(tr("It may use the net&work, and the ports of this computer"))
        self.folders = QTreeWidget()
        self.folders.setAccessibleName(tr("Folders it may read or change"))
        self.folders.setHeaderLabels([tr("It may read"), tr("and change")])
        self.folders.setRootIsDecorated(False)
        self.folders.setUniformRowHeights(True)
        self.folders.setItemDelegate(SeenBoxes(self.folders))
        self.folders.setMaximumHeight(theme.em(self, 9))
        # Or it would be lower than it asks to be, and what stands below it cut by as much.
        self.folders.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.folders.header().setStretchLastSection(False)
        self.add = SymbolButton(Symbol.FOLDER, tr("Let it see a &folder…"))
        self.words = PlainLabel()
        self._parts = QWidget()
        self._lay_out()
        self.held.toggled.connect(self._follow)
        self.network.toggled.connect(self._follow)
        self.folders.itemChanged.connect(self._follow_item)
        self.add.clicked.connect(self._ask_for_folder)
        self.show_sandbox(None)

    def show_sandbox(self, sandbox: Sandbox | None, missing: str = "") -> None:
        """Shows what a server is held in.

        Args:
            sandbox: None is nothing.
            missing: why this computer can hold nothing in; nothing can be ticked then.
        """
        self._missing = missing
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.held.setChecked(sandbox is not None)
        self.network.setChecked(sandbox is None or sandbox.network)
        self.folders.clear()
        for folder in sandbox.allow_read if sandbox else ():
            self.offer_folder(folder)
        for folder in sandbox.allow_write if sandbox else ():
            self.offer_folder(folder, change=True)
        self.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self._sandbox = sandbox
        self._follow()

    def offer_folder(self, folder: str, *, change: bool = False) -> None:
        """Adds a folder that it may read."""
        item = QTreeWidgetItem([on_one_line(folder), ""])
        item.setData(_READ, _FOLDER, folder)
        item.setCheckState(_READ, Qt.CheckState.Checked)
        item.setCheckState(_CHANGE, Qt.CheckState.Checked if change else Qt.CheckState.Unchecked)
        item.setToolTip(_READ, on_one_line(folder))
        self.folders.addTopLevelItem(item)
        self.folders.resizeColumnToContents(_READ)
        self._follow()

    def sandbox(self) -> Sandbox | None:
        """Returns what is ticked; where nothing can be ticked, what was shown."""
        if self._missing:
            return self._sandbox
        if not self.held.isChecked():
            return None
        items = [self.folders.topLevelItem(at) for at in range(self.folders.topLevelItemCount())]
        known = [item for item in items if item is not None]
        change = tuple(_ticked(known, _CHANGE))
        read = tuple(one for one in _ticked(known, _READ) if one not in change)
        # Only here: what it is made of need not be there before the window is.
        from desktop.servers.sandbox.bounds import Sandbox  # noqa: PLC0415

        return Sandbox(network=self.network.isChecked(), allow_read=read, allow_write=change)

    def _follow(self) -> None:
        """Says in words what is ticked now."""
        held = self.sandbox()
        self.held.setVisible(not self._missing)
        self._parts.setVisible(self.held.isChecked() and not self._missing)
        self.folders.setVisible(self.folders.topLevelItemCount() > 0)
        if self._missing:
            self.words.say(
                tr("Not sandboxed: {missing}. {rights}", missing=self._missing, rights=_RIGHTS)
            )
        else:
            self.words.say(held.words if held else tr("Not sandboxed. {rights}", rights=_RIGHTS))
        self.changed.emit()

    def _follow_item(self, item: QTreeWidgetItem, column: int) -> None:
        """Lets what may be changed be read too."""
        if column == _CHANGE and item.checkState(_CHANGE) is Qt.CheckState.Checked:
            item.setCheckState(_READ, Qt.CheckState.Checked)
        if column == _READ and item.checkState(_READ) is Qt.CheckState.Unchecked:
            item.setCheckState(_CHANGE, Qt.CheckState.Unchecked)
        self._follow()

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self, tr("Let it see a folder"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.offer_folder)
        dialog.open()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch()
        inner = QVBoxLayout(self._parts)
        inner.setContentsMargins(theme.em(self, 1.5), 0, 0, 0)
        for part in (self.network, self.folders):
            inner.addWidget(part)
        inner.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.held, self._parts, self.words):
            column.addWidget(widget)


def _ticked(items: Iterable[QTreeWidgetItem], column: int) -> list[str]:
    return [
        str(item.data(_READ, _FOLDER))
        for item in items
        if item.checkState(column) is Qt.CheckState.Checked
    ]
