"""What the person wrote and attached, as it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.inbound.chat.conversation import attached
from desktop.language import tr
from desktop.ui import wording
from desktop.ui.dialogs.blocks import TextBlock
from desktop.ui.widgets.disclosure import Disclosure
from desktop.ui.widgets.texts import PlainLabel, inline_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.ui.chat.entries import Entry, Picture

_LINES = 40


def own_parts(entry: Entry) -> Iterator[QWidget]:
    """Yields the person's words, as plain text, and then what is attached to them."""
    if entry.turn.text:
        view = inline_text(tr("What you wrote"), _LINES)
        view.show_text(entry.turn.text)
        yield view
    for block in entry.turn.content:
        if block.type == "text" and (name := attached(block)):
            title = wording.one_line(name)
            yield Disclosure(title, TextBlock(title, block.text))
    for picture in entry.pictures:
        yield _drawn(picture)


def _drawn(picture: Picture) -> QWidget:
    name = wording.one_line(picture.name) or tr("Picture")
    shown = QWidget()
    column = QVBoxLayout(shown)
    column.setContentsMargins(0, 0, 0, 0)
    why = picture.drawn.why
    said = tr("{name} is not shown, since {why}.", name=name, why=why) if why else name
    column.addWidget(PlainLabel(said))
    if picture.drawn.image is not None:
        drawing = QLabel()
        drawing.setAccessibleName(name)
        drawing.setPixmap(QPixmap.fromImage(picture.drawn.image))
        column.addWidget(drawing)
    return shown
