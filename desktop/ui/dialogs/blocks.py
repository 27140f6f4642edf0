"""The parts of a message as a person sees them: text, pictures, and words for all else."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.gateway.screening.hidden import reveal
from desktop.ui import theme, wording
from desktop.ui.widgets.texts import FittingText, PlainLabel, in_monospace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcp_types import ImageContent, SamplingMessageContentBlock, TextContent
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QTextCursor

_FORMATS = {"image/png": b"png", "image/jpeg": b"jpeg", "image/gif": b"gif", "image/webp": b"webp"}
"""Pictures that are drawn; the document formats that Qt also reads do more than hold pixels."""

_MOST_PIXELS = 50_000_000
_LINES = 14


class TextBlock(QWidget):
    """A text that can be edited; unless it was, what goes out is the original, to the letter."""

    def __init__(
        self, title: str, text: str, parent: QWidget | None = None, *, is_json: bool = False
    ) -> None:
        super().__init__(parent)
        self._original = text
        self._is_json = is_json
        self.title = PlainLabel(f"{title} · {wording.count(len(text), 'character')}")
        self.view = _Editable(title, _LINES)
        self.hidden = self.view.show_text(text)
        self._shown = self.view.toPlainText()
        self.title.setBuddy(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(self, 0.25))
        column.addWidget(self.title)
        column.addWidget(self.view)

    @property
    def text(self) -> str:
        """The text to send: the original, or what is shown where a person changed it."""
        shown = self.view.toPlainText()
        return self._original if shown == self._shown else shown

    def mark(self, places: Sequence[tuple[int, int]]) -> list[QTextCursor]:
        """Highlights places in the text to send, and returns where they are shown.

        In JSON, whose strings they count, it highlights nothing and returns the beginning.
        """
        if self._is_json:
            return self.view.mark("", [(0, 0)] * len(places))
        return self.view.mark(self.text, places)

    def allow_editing(self, *, allowed: bool) -> None:
        """Lets the text be changed, or only read."""
        flags = (
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        if allowed:
            flags |= Qt.TextInteractionFlag.TextEditorInteraction
        self.view.setTextInteractionFlags(flags)


class _Editable(FittingText):
    """A text in which what is pasted hides nothing: it is sent as it is seen."""

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's own name
        """Inserts a text with its hidden characters revealed."""
        self.textCursor().insertText(reveal(source.text().replace("\r\n", "\n")).text)


def show_block(block: SamplingMessageContentBlock, title: str) -> QWidget:
    """Returns the view of one block of a message, whatever its type."""
    if block.type == "text":
        return _text(block, title)
    if block.type == "image":
        return _picture(block, title)
    if block.type == "audio":
        described = f"{title} · {_described('Sound', block.mime_type, block.data)}"
        return PlainLabel(f"{described}. It cannot be played here.")
    view = TextBlock(
        f"{title} · {block.type.replace('_', ' ')} as JSON",
        wording.as_json(block.model_dump(mode="json", by_alias=True, exclude_none=True)),
        is_json=True,
    )
    in_monospace(view.view)
    return view


def _text(block: TextContent, title: str) -> TextBlock:
    return TextBlock(title, block.text)


def _picture(block: ImageContent, title: str) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    described = _described("Picture", block.mime_type, block.data)
    pixmap, original = _decoded(block)
    if pixmap.isNull():
        column.addWidget(PlainLabel(f"{title} · {described}. It cannot be shown here."))
        return part
    pixels = f"{original.width()} by {original.height()} pixels"
    column.addWidget(PlainLabel(f"{title} · {described}, {pixels}"))
    drawing = QLabel()
    drawing.setAccessibleName(f"{described}, {pixels}")
    drawing.setPixmap(pixmap)
    column.addWidget(drawing)
    return part


def _described(kind: str, mime_type: str, data: str) -> str:
    return f"{kind}, {wording.one_line(mime_type)}, {wording.size(len(data) * 3 // 4)}"


def _decoded(block: ImageContent) -> tuple[QPixmap, QSize]:
    form = _FORMATS.get(block.mime_type.lower())
    try:
        octets = base64.b64decode(block.data, validate=True)
    except (binascii.Error, ValueError):
        octets = b""
    if form is None or not octets:
        return QPixmap(), QSize()
    buffer = QBuffer()
    buffer.setData(QByteArray(octets))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(form))
    original = reader.size()
    if original.isEmpty() or original.width() * original.height() > _MOST_PIXELS:
        return QPixmap(), original
    limit = QSize(480, 320)
    if original.width() > limit.width() or original.height() > limit.height():
        reader.setScaledSize(original.scaled(limit, Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImage(reader.read()), original
