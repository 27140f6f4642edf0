"""The parts of a message as a person sees them: texts, pictures, sounds, and tools' words."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.gateway.screening.hidden import reveal
from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.dialogs.sound import SoundBlock, described_as
from desktop.ui.widgets.texts import FittingText, PlainLabel, in_monospace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcp_types import (
        ImageContent,
        SamplingMessageContentBlock,
        ToolResultContent,
        ToolUseContent,
    )
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QTextCursor

_FORMATS = {"image/png": b"png", "image/jpeg": b"jpeg", "image/gif": b"gif", "image/webp": b"webp"}
"""Pictures that are drawn; the document formats that Qt also reads do more than hold pixels."""

_MOST_PIXELS = 50_000_000
_LINES = 14


class Editable(FittingText):
    """A text in which what is pasted hides nothing: it is sent as it is seen."""

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's own name
        """Inserts a text with its hidden characters revealed."""
        self.textCursor().insertText(reveal(source.text().replace("\r\n", "\n")).text)

    def allow_editing(self, *, allowed: bool) -> None:
        """Lets the text be changed, or only read."""
        flags = (
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        if allowed:
            flags |= Qt.TextInteractionFlag.TextEditorInteraction
        self.setTextInteractionFlags(flags)


class TextBlock(QWidget):
    """A text that can be edited; unless it was, what goes out is the original, to the letter."""

    def __init__(
        self, title: str, text: str, parent: QWidget | None = None, *, is_json: bool = False
    ) -> None:
        super().__init__(parent)
        self._original = text
        self._is_json = is_json
        self.title = PlainLabel(f"{title} · {tr('{n} character(s)', '', len(text))}")
        self.view = Editable(title, _LINES)
        self.hidden = self.view.show_text(text)
        self._shown = self.view.toPlainText()
        self.title.setBuddy(self.view)
        self.rest = QToolButton()
        self.rest.setCheckable(True)
        self.rest.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rest.toggled.connect(lambda whole: self.view.show_whole(whole=whole))
        self.view.fitted.connect(self._offer_the_rest)
        self._lay_out()
        self._offer_the_rest()

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
        self.view.allow_editing(allowed=allowed)

    def add(self, part: QWidget) -> None:
        """Puts what belongs to the text and is none under it."""
        self._column.addWidget(part)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.rest)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.em(self, 0.25))
        self._column.addLayout(top)
        self._column.addWidget(self.view)

    def _offer_the_rest(self) -> None:
        self.rest.setText(
            tr("Show all {lines} at &once", lines=tr("{n} line(s)", "", self.view.lines))
        )
        self.rest.setVisible(self.view.is_long)


def show_block(block: SamplingMessageContentBlock, title: str, tools: Mapping[str, str]) -> QWidget:
    """Returns the view of one block of a message, whatever its type.

    Args:
        block: the block.
        title: whose it is.
        tools: the names of the tools that were asked for, by the ids of the calls.
    """
    match block.type:
        case "text":
            return TextBlock(title, block.text)
        case "image":
            return _picture(block, title)
        case "audio":
            return SoundBlock(block, title)
        case "tool_use":
            return _tool_use(block, title)
        case "tool_result":
            return _tool_result(block, title, tools)


def _tool_use(block: ToolUseContent, title: str) -> TextBlock:
    name, call = wording.one_line(block.name), wording.one_line(block.id)
    # What is beside the arguments is there for programs, and shown all the same.
    told: Any = {"input": block.input, "_meta": block.meta} if block.meta else block.input
    return _as_json(
        tr("{title} · asks for the tool “{name}” ({call})", title=title, name=name, call=call), told
    )


def _tool_result(block: ToolResultContent, title: str, tools: Mapping[str, str]) -> TextBlock:
    name = wording.one_line(tools.get(block.tool_use_id, "unknown"))
    kind = "error" if block.is_error else "result"
    headline = tr(
        "{title} · {kind} of the tool “{name}” ({tool_use_id})",
        title=title,
        kind=kind,
        name=name,
        tool_use_id=wording.one_line(block.tool_use_id),
    )
    plain = not block.meta and block.structured_content is None
    texts = [part.text for part in block.content if part.type == "text"]
    if plain and len(texts) == len(block.content):
        return TextBlock(headline, "\n".join(texts), is_json=True)
    view = _as_json(headline, _without_data(block))
    for part in block.content:
        if part.type == "image":
            view.add(_picture(part, title))
        elif part.type == "audio":
            view.add(SoundBlock(part, title))
    return view


def _without_data(block: ToolResultContent) -> dict[str, Any]:
    """Returns a block's members; pictures and sounds stand beside it."""
    told = block.model_dump(mode="json", by_alias=True, exclude_none=True)
    for part in told["content"]:
        if part["type"] in ("image", "audio"):
            part["data"] = tr(
                "(shown below, {size})", size=wording.size(len(part["data"]) * 3 // 4)
            )
    return told


def _as_json(title: str, value: object) -> TextBlock:
    block = TextBlock(title, wording.as_json(value), is_json=True)
    in_monospace(block.view)
    return block


def _picture(block: ImageContent, title: str) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    described = described_as(tr("Picture"), block.mime_type, block.data)
    pixmap, original = _decoded(block)
    if pixmap.isNull():
        column.addWidget(
            PlainLabel(
                tr(
                    "{title} · {described}. It cannot be shown here.",
                    title=title,
                    described=described,
                )
            )
        )
        return part
    pixels = tr("{width} by {height} pixels", width=original.width(), height=original.height())
    column.addWidget(PlainLabel(f"{title} · {described}, {pixels}"))
    drawing = QLabel()
    drawing.setAccessibleName(f"{described}, {pixels}")
    drawing.setPixmap(pixmap)
    column.addWidget(drawing)
    return part


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
