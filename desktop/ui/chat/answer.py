"""A model's words, piece by piece: what is there already stays while more of it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gateway.screening.hidden import reveal
from desktop.language import tr
from desktop.ui import theme
from desktop.ui.chat.code import CodeView
from desktop.ui.chat.growth import grow_first
from desktop.ui.chat.pieces import Pieces, Prose
from desktop.ui.chat.prose import ProseView

if TYPE_CHECKING:
    from desktop.ui.chat.pieces import Piece


class AnswerView(QWidget):
    """Shows Markdown as it grows; only the last piece is ever laid out again."""

    address_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text: str | None = None
        self._cut = Pieces()
        self._pieces: list[Piece] = []
        self._views: list[ProseView | CodeView] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.em(self, 0.5))
        grow_first(self._column)

    def show_text(self, text: str) -> None:
        """Shows a text, of which as much as is shown already is left alone."""
        if text == self._text:
            return
        self._text = text
        wanted = self._cut.of(reveal(text).text)
        same = 0
        for one, other in zip(self._pieces, wanted, strict=False):
            if one != other:
                break
            same += 1
        for at in range(same, len(wanted)):
            self._show(at, wanted[at])
        for view in self._views[len(wanted) :]:
            view.hide()
            view.deleteLater()
        del self._views[len(wanted) :]
        self._pieces = wanted

    def text(self) -> str:
        """Returns the text as it was written."""
        return self._text or ""

    def _show(self, at: int, piece: Piece) -> None:
        is_prose = isinstance(piece, Prose)
        if at == len(self._views):
            self._views.append(self._made(is_prose=is_prose))
            self._column.addWidget(self._views[at])
        elif isinstance(self._views[at], ProseView) != is_prose:
            self._views[at].hide()
            self._views[at].deleteLater()
            fresh = self._made(is_prose=is_prose)
            self._column.replaceWidget(self._views[at], fresh)
            self._views[at] = fresh
            fresh.show()
        view = self._views[at]
        if isinstance(view, ProseView):
            view.show_markdown(piece.text)
        elif not isinstance(piece, Prose):
            view.show_code(piece.language, piece.text)

    def _made(self, *, is_prose: bool) -> ProseView | CodeView:
        if not is_prose:
            return CodeView()
        view = ProseView(tr("Text of the answer"))
        view.address_wanted.connect(self.address_wanted)
        return view
