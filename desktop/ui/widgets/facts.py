"""Named facts, one a line, of which only the known ones are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.folding_form import FoldingForm
from desktop.ui.widgets.texts import FittingText, inline_text, label_for

if TYPE_CHECKING:
    from collections.abc import Iterable


class Facts(QWidget):
    """Titles and texts, which can be selected and copied."""

    def __init__(self, titles: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = FoldingForm(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._views: dict[str, FittingText] = {}
        for title in titles:
            view = self._views[title] = inline_text(title)
            self._form.addRow(label_for(title, view), view)
            self._form.setRowVisible(view, False)  # noqa: FBT003 - Qt's own signature

    def tell(self, title: str, text: str) -> None:
        """Shows a fact; an empty one leaves no line."""
        view = self._views[title]
        view.show_text(text)
        self._form.setRowVisible(view, bool(text))

    def told(self, title: str) -> str:
        """Returns what is shown under a title."""
        return self._views[title].toPlainText()
