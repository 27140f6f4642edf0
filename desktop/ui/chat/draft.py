"""The text that a person writes before it is sent, and what they drop or paste into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, Qt, Signal
from PySide6.QtGui import QImage

from desktop.language import tr
from desktop.ui.dialogs.blocks import Editable

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

_LINES = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Draft(Editable):
    """Sends at a key that a person has chosen; Up in an empty one edits what was sent."""

    sent = Signal()
    edit_last_requested = Signal()
    files_given = Signal(list)
    """Paths of files that are to be attached."""
    picture_given = Signal(bytes)
    """A picture from the clipboard, as PNG."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Your message"), _LINES, parent)
        self.allow_editing(allowed=True)
        self.setPlaceholderText(tr("Write to the model"))
        self.send_with(enter=True)

    def send_with(self, *, enter: bool) -> None:
        """Sends with Enter, or with Ctrl+Enter alone, where Enter begins a new line."""
        self._enter_sends = enter
        self.setAccessibleDescription(
            tr("Enter sends it, Shift+Enter begins a new line, Up edits the last one you sent.")
            if enter
            else tr("Ctrl+Enter sends it, Enter begins a new line, Up edits the last one you sent.")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Sends, or edits what was sent last; every other key does what it does in a text."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and self._sends(event):
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Up and plain and not self.toPlainText():
            self.edit_last_requested.emit()
        else:
            super().keyPressEvent(event)

    def _sends(self, event: QKeyEvent) -> bool:
        held = event.modifiers()
        if held & Qt.KeyboardModifier.ShiftModifier:
            return False
        return self._enter_sends or bool(held & Qt.KeyboardModifier.ControlModifier)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's own name
        """Says that files and pictures can be pasted and dropped, besides texts."""
        return source.hasUrls() or source.hasImage() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's own name
        """Attaches files and pictures; a text comes in with its hidden characters revealed."""
        if paths := local_files(source):
            self.files_given.emit(paths)
        elif source.hasImage() and not source.hasText():
            self.picture_given.emit(_as_png(QImage(source.imageData())))
        else:
            super().insertFromMimeData(source)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's own name
        """Lets files in."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's own name
        """Lets them be dropped anywhere."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's own name
        """Attaches what is dropped."""
        if paths := local_files(event.mimeData()):
            event.acceptProposedAction()
            self.files_given.emit(paths)
        else:
            super().dropEvent(event)


def local_files(data: QMimeData) -> list[str]:
    """Returns the paths of the files of this computer that are dragged or pasted."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


def _as_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return bytes(buffer.data().data())
