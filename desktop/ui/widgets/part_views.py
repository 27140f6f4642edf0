"""One part of a server's answer on the screen: text, picture, sound, table, address, file."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import saving, theme, wording
from desktop.ui.dialogs.blocks import TextBlock
from desktop.ui.dialogs.sound import SoundBlock
from desktop.ui.parts import (
    MOST_SHOWN,
    FilePart,
    LinkPart,
    PicturePart,
    SoundPart,
    TablePart,
    TextPart,
)
from desktop.ui.tables.grid import grid_view
from desktop.ui.theme import Symbol
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel, inline_text

if TYPE_CHECKING:
    from desktop.ui.parts import Part

WEB = ("http", "https")

_SAVE = {
    "text": tr("Save the text…"),
    "picture": tr("Save the picture…"),
    "sound": tr("Save the sound…"),
    "file": tr("Save the file…"),
}
"""What a button says that saves a part, by the name that its file gets."""


class PartView(QWidget):
    """What a part is, in words, the part itself, and what can be done with it."""

    read_requested = Signal(str)
    """The server is to be asked for what this address stands for."""

    def __init__(self, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, theme.em(self, 0.5))
        self._buttons = Flow()
        self._said = PlainLabel()
        match part:
            case TextPart(title, text, mime_type):
                self._column.addWidget(TextBlock(title or tr("Text"), shortened(text)))
                if mime_type:
                    self._offer_save("text", mime_type, text.encode("utf-8", "replace"))
            case PicturePart():
                self._show_picture(part)
            case SoundPart(title, block, octets):
                self._column.addWidget(SoundBlock(block, title))
                self._offer_save("sound", block.mime_type, octets)
            case TablePart():
                self._show_table(part)
            case LinkPart():
                self._show_link(part)
            case FilePart(title, mime_type, octets):
                told = f"{wording.one_line(mime_type)}, {wording.size(len(octets)) or '0 B'}"
                self._column.addWidget(PlainLabel(f"{title} · {told}"))
                self._offer_save("file", mime_type, octets)
            case _:
                assert_never(part)
        self._buttons.addWidget(self._said)
        self._column.addLayout(self._buttons)

    def _show_picture(self, part: PicturePart) -> None:
        told = [wording.one_line(part.mime_type), wording.size(len(part.octets)), part.drawn.size]
        described = f"{part.title} · {', '.join(filter(None, told))}"
        why = tr(". It is not shown, since {why}.", why=part.drawn.why) if part.drawn.why else ""
        self._column.addWidget(PlainLabel(described + wording.one_line(why)))
        if part.drawn.image is not None:
            drawing = QLabel()
            drawing.setAccessibleName(described)
            drawing.setPixmap(QPixmap.fromImage(part.drawn.image))
            self._column.addWidget(drawing)
        self._offer_save("picture", part.mime_type, part.octets)

    def _show_table(self, part: TablePart) -> None:
        rows = tr("{n} row(s)", "", len(part.grid.rows))
        more = (
            tr(", {left_out:,} more in the raw JSON", left_out=part.grid.left_out)
            if part.grid.left_out
            else ""
        )
        self._column.addWidget(PlainLabel(f"{part.title} · {rows}{more}"))
        self._column.addWidget(grid_view(part.grid, part.title))

    def _show_link(self, part: LinkPart) -> None:
        self._column.addWidget(
            PlainLabel(tr("{title} · the address of a resource", title=part.title))
        )
        for name, text in ((tr("Address"), part.uri), (tr("About the resource"), part.about)):
            if text:
                view = inline_text(name)
                view.show_text(text)
                self._column.addWidget(view)
        read = SymbolButton(Symbol.REVIEW, tr("Read it"))
        read.clicked.connect(lambda: self.read_requested.emit(part.uri))
        self._buttons.addWidget(read)
        if QUrl(part.uri).scheme().lower() in WEB:
            browse = SymbolButton(Symbol.AWAY, tr("Open in a browser"))
            browse.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(part.uri)))
            self._buttons.addWidget(browse)
        copy = SymbolButton(Symbol.COPY, tr("Copy it"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(part.uri))
        self._buttons.addWidget(copy)

    def _offer_save(self, stem: str, mime_type: str, octets: bytes) -> None:
        if not octets:
            self._said.say(tr("Its bytes cannot be read."))
            return
        save = SymbolButton(Symbol.SAVE, _SAVE[stem])
        name = saving.named(stem, mime_type)
        save.clicked.connect(lambda: saving.ask_where(self, name, octets, self._said.say))
        self._buttons.addWidget(save)


def shortened(text: str) -> str:
    """Returns a text as far as it is shown, with what is left out told."""
    if len(text) <= MOST_SHOWN:
        return text
    return tr(
        "{words}\n\n[{value:,} more characters: save to see them]",
        words=text[:MOST_SHOWN],
        value=len(text) - MOST_SHOWN,
    )
