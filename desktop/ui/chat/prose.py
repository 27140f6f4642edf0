"""A model's Markdown on the screen, which fetches nothing, opens nothing and hides nothing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from desktop.gateway.screening.hidden import reveal
from desktop.language import tr
from desktop.ui import theme
from desktop.ui.widgets.texts import wrapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextFragment
    from PySide6.QtWidgets import QWidget

_FEATURE = QTextDocument.MarkdownFeature
FEATURES = _FEATURE.MarkdownDialectGitHub | _FEATURE.MarkdownNoHTML
WEB = ("http", "https", "mailto")
"""Addresses that can be opened, once the person has seen them whole."""

_UP_AND_DOWN = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)
_LARGER = int(QTextFormat.Property.FontSizeAdjustment)
_OWN = "\u2028\ufffc"
"""What Qt itself puts into a document: the end of a line, and the place of a picture."""


class _Document(QTextDocument):
    """A document that has nothing but its text."""

    def loadResource(self, kind: int, name: QUrl | str) -> None:  # noqa: N802 - Qt's own name
        """Returns nothing, whatever a text asks for, on this computer or elsewhere."""
        del kind, name


class ProseView(QTextBrowser):
    """Markdown as high as it is; a click on a link only tells the wish to open it."""

    address_wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._markdown = ""
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.anchorClicked.connect(lambda url: self.address_wanted.emit(_written(url)))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_markdown(self, text: str) -> None:
        """Shows a text, made apart from the view, since Qt lays it out again and again in one."""
        self._markdown = text
        document = _Document(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        option = document.defaultTextOption()
        option.setWrapMode(wrapping(text))
        document.setDefaultTextOption(option)
        document.setMarkdown(text, FEATURES)
        _make_plain(document, self.palette())
        _give_room(document, theme.em(self, 0.4))
        before = self.document()
        document.setTextWidth(self.viewport().width())
        self.setDocument(document)
        if isinstance(before, _Document):
            before.deleteLater()
        document.documentLayout().documentSizeChanged.connect(lambda _: self.updateGeometry())
        self.updateGeometry()

    def markdown(self) -> str:
        """Returns the text as it was written."""
        return self._markdown

    def sizeHint(self) -> QSize:
        """Returns the size at which the text is seen whole."""
        document = self.document()
        height = math.ceil(document.size().height())
        if document.idealWidth() > self.viewport().width() + 1:
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(theme.em(self, 20), max(height, theme.em(self)))

    def minimumSizeHint(self) -> QSize:
        """Returns the least size at which it can be used."""
        return QSize(theme.em(self, 6), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the height to the text at the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Writes the text anew where its colours or its font are others: links have them."""
        super().changeEvent(event)
        if event.type() in (event.Type.PaletteChange, event.Type.FontChange) and self._markdown:
            self.show_markdown(self._markdown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves to the transcript what moves it up and down: here nothing can move so."""
        if event.key() in _UP_AND_DOWN:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def loadResource(self, kind: int, name: QUrl | str) -> None:  # noqa: N802 - Qt's own name
        """Returns nothing, as the document does."""
        del kind, name


class _Change(NamedTuple):
    start: int
    end: int
    text: str
    look: QTextCharFormat


def _make_plain(document: QTextDocument, palette: QPalette) -> None:
    """Takes out of a document what shows something else than it says.

    Pictures, which nobody fetches, become words; characters that an entity hid are revealed; a
    link that no browser opens is none; every other one has its host after its words.
    """
    quiet = QTextCharFormat()
    quiet.setForeground(palette.brush(QPalette.ColorRole.PlaceholderText))
    changes: list[_Change] = []
    fragments = list(_fragments(document))
    for at, one in enumerate(fragments):
        changes += _plainer(one)
        look = one.charFormat()
        after = fragments[at + 1].charFormat().anchorHref() if at + 1 < len(fragments) else ""
        if look.isAnchor() and look.anchorHref() != after:
            told = _told_target(look.anchorHref(), one.text())
            end = one.position() + one.length()
            changes += [_Change(end, end, told, quiet)] if told else []
    cursor = QTextCursor(document)
    for change in reversed(changes):
        cursor.setPosition(change.start)
        cursor.setPosition(change.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(change.text, change.look)


def _give_room(document: QTextDocument, room: float) -> None:
    """Keeps tables apart from what is about them, and their words from their lines."""
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            look = frame.format().toTableFormat()
            look.setTopMargin(room)
            look.setBottomMargin(room)
            look.setCellPadding(room / 2)
            frame.setFormat(look)


def _plainer(one: QTextFragment) -> list[_Change]:
    start, end, look = one.position(), one.position() + one.length(), one.charFormat()
    if look.isImageFormat():
        image = look.toImageFormat()
        named = str(image.property(QTextCharFormat.Property.ImageAltText) or "")
        said = tr("[picture: {name}, not fetched from {address}]", name=named, address=image.name())
        return [_Change(start, end, reveal(said).text, QTextCharFormat())]
    plain = QTextCharFormat(look)
    if look.intProperty(_LARGER) > 1:
        plain.setProperty(_LARGER, 1)  # A heading is no larger than those of the window.
    if look.isAnchor() and not is_web(look.anchorHref()):
        plain.setAnchor(False)
        plain.setAnchorHref("")
        plain.setFontUnderline(False)
        plain.clearForeground()
    shown = "".join(char if char in _OWN else reveal(char).text for char in one.text())
    changed = shown != one.text() or plain != look
    return [_Change(start, end, shown, plain)] if changed else []


def _fragments(document: QTextDocument) -> Iterator[QTextFragment]:
    block = document.begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            yield place.fragment()
            place += 1
        block = block.next()


def _told_target(href: str, words: str) -> str:
    """Returns what is said after a link's words of where it leads."""
    if href.rstrip("/") == words.rstrip("/"):
        return ""
    target = host_of(href) if is_web(href) else href
    return f" ({reveal(target).text})" if target else ""


def is_web(href: str) -> bool:
    """Whether a browser, or a mail program, is what opens an address."""
    return QUrl(href).scheme().lower() in WEB


def host_of(href: str) -> str:
    """Returns the host of an address in plain letters, or to whom a message would go."""
    url = QUrl(href)
    return bytes(QUrl.toAce(url.host()).data()).decode("ascii", "replace") or url.path()


def _written(url: QUrl) -> str:
    return bytes(url.toEncoded().data()).decode("ascii", "replace")
