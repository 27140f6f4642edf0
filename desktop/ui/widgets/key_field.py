"""Where a person puts a provider's key, with what will become of it."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui.theme import Symbol
from desktop.ui.widgets.choice import Choice
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel

_WAYS = [(False, tr("Paste it here")), (True, tr("From a variable"))]


class KeyField(QWidget):
    """A key that is typed without being shown, or the name of the variable that holds it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._store = "", ""
        self.way = Choice(tr("Where the key comes from"), _WAYS, 12)
        self.key, self.variable = QLineEdit(), QLineEdit()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setAccessibleName(tr("Key"))
        self.variable.setAccessibleName(tr("Environment variable"))
        self.get = SymbolButton(Symbol.AWAY, tr("&Get a key…"))
        self._fate = PlainLabel()
        row = QHBoxLayout()
        for part, stretch in ((self.way, 0), (self.key, 1), (self.variable, 1), (self.get, 0)):
            row.addWidget(part, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._fate)
        self.way.currentIndexChanged.connect(self._show_way)
        self.get.clicked.connect(self._open_page)
        self.show_provider("", "", needed=False)

    def show_provider(self, page: str, variable: str, *, needed: bool) -> None:
        """Shows what is known of a provider's keys.

        Args:
            page: where a person gets one; empty where nobody knows.
            variable: the one in which people usually have it.
            needed: whether it answers nobody without a key.
        """
        self._page = page
        self.get.setVisible(bool(page))
        self.get.setToolTip(tr("Opens {page} in your browser", page=page))
        self.variable.setText(variable)
        self.key.setPlaceholderText("" if needed else tr("may stay empty"))
        self._show_way()

    def show_store(self, store: str) -> None:
        """Says where a pasted key will be kept: in the store of that name, or nowhere."""
        self._store = store and tr("It will be kept in {store}, and nowhere else.", store=store)
        self._store = self._store or (
            tr(
                "This system has no store for keys that is running: it will be kept only until "
                "Parley ends."
            )
        )
        self._show_way()

    def wanted(self) -> tuple[str, str | None]:
        """Returns the key, and the name of the variable where it is to come from one."""
        if self.way.chosen():
            return "", self.variable.text().strip()
        return self.key.text(), None

    def problem(self) -> str:
        """Returns what is missing, in words; empty where nothing is."""
        nameless = self.way.chosen() and not self.variable.text().strip()
        return tr("Give the name of the variable that holds the key.") if nameless else ""

    def fate(self) -> str:
        """Returns what is said of where the key will be."""
        return self._fate.text()

    def _show_way(self) -> None:
        from_variable = bool(self.way.chosen())
        self.key.setVisible(not from_variable)
        self.variable.setVisible(from_variable)
        self._fate.say(
            tr(
                "It is read from the environment, or from Parley's .env file, whenever it is "
                "needed, and kept nowhere."
            )
            if from_variable
            else self._store
        )
        self.changed.emit()

    def _open_page(self) -> None:
        if not QDesktopServices.openUrl(QUrl(self._page)):
            self._fate.say(
                tr("No browser could be opened. Keys are found at {page}", page=self._page)
            )
