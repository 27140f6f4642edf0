"""What came of a run, shown as what it is, with the raw JSON one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.language import tr
from desktop.ui import saving
from desktop.ui.parts import TextPart
from desktop.ui.theme import Symbol
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.part_views import PartView, shortened
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel, TextView, in_monospace

if TYPE_CHECKING:
    from desktop.ui.parts import Shown


class ResultView(QWidget):
    """A text that may still grow, or the parts of an answer, or the JSON of it."""

    read_requested = Signal(str)
    """The server is to be asked for what this address stands for."""

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._text = TextView(name)
        self._text.setPlaceholderText(placeholder)
        self._parts = QScrollArea()
        self._parts.setAccessibleName(tr("{name}, part by part", name=name))
        self._parts.setFrameShape(QFrame.Shape.NoFrame)
        self._parts.setWidgetResizable(True)
        self._parts.viewport().setAutoFillBackground(False)
        self._raw = TextView(tr("{name}, as JSON", name=name))
        in_monospace(self._raw)
        self._stack = QStackedWidget()
        for view in (self._text, self._parts, self._raw):
            self._stack.addWidget(view)
        self.as_json = QToolButton()
        self.as_json.setText(tr("Ra&w JSON"))
        self.as_json.setCheckable(True)
        self.as_json.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.as_json.toggled.connect(self._choose)
        self.copy_button = SymbolButton(Symbol.COPY, tr("Cop&y"))
        self.copy_button.clicked.connect(self._copy)
        self.save_button = SymbolButton(Symbol.SAVE, tr("Sa&ve…"))
        self.save_button.clicked.connect(self._save)
        self._said = PlainLabel()
        self._lay_out()
        self._choose()

    def show_text(self, text: str) -> None:
        """Shows a text: one that still grows, or why there is no answer."""
        self._shown = None
        self._text.show_text(shortened(text))
        self._choose()

    def show_answer(self, shown: Shown) -> None:
        """Shows what was answered; the same answer leaves everything as it is."""
        if shown is self._shown:
            return
        self._shown = shown
        self._raw.show_text(shortened(shown.raw))
        alone = shown.parts[0] if len(shown.parts) == 1 else None
        if isinstance(alone, TextPart):
            self._text.show_text(shortened(alone.text))
        else:
            page = self._page(shown)
            self._parts.setWidget(page)
            page.setAutoFillBackground(False)  # Qt's own scroll area has just turned it on.
        self._choose()

    def text(self) -> str:
        """Returns the text that is shown."""
        return self._text.toPlainText()

    def _page(self, shown: Shown) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        if not shown.parts:
            column.addWidget(PlainLabel(tr("The answer is empty.")))
        for part in shown.parts:
            view = PartView(part)
            view.read_requested.connect(self.read_requested)
            column.addWidget(view)
        column.addStretch()
        return page

    def _choose(self) -> None:
        """Brings to the front what there is to see."""
        shown, raw = self._shown, self.as_json.isChecked()
        is_text = shown is None or (len(shown.parts) == 1 and isinstance(shown.parts[0], TextPart))
        if shown is not None and raw:
            self._stack.setCurrentWidget(self._raw)
        else:
            self._stack.setCurrentWidget(self._text if is_text else self._parts)
        self._said.say("")
        self.as_json.setVisible(shown is not None)
        for button in (self.copy_button, self.save_button):
            button.setVisible(shown is not None or bool(self.text()))

    def _whole(self) -> tuple[str, str]:
        """Returns what is copied and saved, and the kind of it."""
        shown = self._shown
        if shown is None:
            return self.text(), "text/plain"
        only_text = all(isinstance(part, TextPart) for part in shown.parts)
        if self.as_json.isChecked() or not only_text:
            return shown.whole, "application/json"
        texts = [part.text for part in shown.parts if isinstance(part, TextPart)]
        return "\n\n".join(texts), "text/plain"

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._whole()[0])
        self._said.say(tr("Copied."))

    def _save(self) -> None:
        text, kind = self._whole()
        octets = text.encode("utf-8", "replace")
        saving.ask_where(self, saving.named("result", kind), octets, self._said.say)

    def _lay_out(self) -> None:
        row = Flow([self._said], (self.as_json, self.copy_button, self.save_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack, 1)
        column.addLayout(row)
