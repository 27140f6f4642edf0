"""The licences of Parley, and of all that it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.widgets.search_line import SearchLine
from desktop.ui.widgets.split import Split
from desktop.ui.widgets.texts import PlainLabel, TextView, heading, in_monospace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.doctor.licences import Component

_COMPONENT = Qt.ItemDataRole.UserRole


class LicencesDialog(QDialog):
    """A list that can be searched, and beside it the text of the chosen part."""

    text_requested = Signal(object)
    """The licence of a component is to be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Licences"))
        self.setSizeGripEnabled(True)
        self.told = PlainLabel(tr("Looking…"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Parts of Parley"))
        self.search = SearchLine(self.list, tr("parts of Parley"))
        self.title = heading()
        self.text = in_monospace(TextView(tr("Text of the licence")))
        self.list.currentItemChanged.connect(self._choose)
        self._lay_out()
        self.resize(theme.em(self, 56), theme.em(self, 34))

    def show_components(self, components: Iterable[Component]) -> None:
        """Shows the parts there are, Parley itself first."""
        self.list.clear()
        for one in components:
            line = f"{one.name} {one.version}: {one.licence}"
            item = QListWidgetItem(wording.one_line(line))
            item.setData(_COMPONENT, one)
            self.list.addItem(item)
        self.search.look_again()
        parts = self.list.count() - 1
        self.told.say(tr("Parley, and {n} part(s) by others that it is made of.", "", parts))
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def show_text(self, component: Component, text: str) -> None:
        """Shows the licence of a part, where that is still the chosen one."""
        if any(item.data(_COMPONENT) == component for item in self.list.selectedItems()):
            self.text.show_text(text or tr("No text came along with it. Its makers publish it."))
            self.text.verticalScrollBar().setValue(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        self.text.show_text("")
        self.title.say(item.text() if item else "")
        if item:
            self.text_requested.emit(item.data(_COMPONENT))

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        for side, parts in ((left, (self.search, self.list)), (right, (self.title, self.text))):
            inside = QVBoxLayout(side)
            inside.setContentsMargins(0, 0, 0, 0)
            for part in parts:
                inside.addWidget(part)
        halves = Split(Qt.Orientation.Horizontal, (left, right), (22, 34))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setAutoDefault(False)  # Enter in the search searches.
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.told)
        column.addWidget(halves, 1)
        column.addWidget(buttons)
