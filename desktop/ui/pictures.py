"""Pictures of servers, decoded within bounds and safe to decode in any thread."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from desktop.language import tr

FORMATS = {"image/png": b"png", "image/jpeg": b"jpeg", "image/gif": b"gif", "image/webp": b"webp"}
"""Pictures that are drawn; the document formats that Qt also reads do more than hold pixels."""

MOST_OCTETS = 32_000_000
MOST_PIXELS = 50_000_000
LARGEST = QSize(640, 480)
"""Larger pictures are drawn smaller."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture as it is drawn, or why it is not."""

    image: QImage | None
    size: str = ""
    """How large it is, in words."""
    why: str = ""


def decoded(octets: bytes, mime_type: str) -> Decoded:
    """Returns a picture no larger than it is shown; one that asks for too much is not decoded."""
    form = FORMATS.get(mime_type.lower())
    if form is None:
        return Decoded(None, why=tr("it is none of the kinds that are safe to draw"))
    if len(octets) > MOST_OCTETS:
        return Decoded(None, why=tr("it has too many bytes to be drawn"))
    buffer = QBuffer()
    buffer.setData(QByteArray(octets))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(form))
    original = reader.size()
    words = tr("{width} by {height} pixels", width=original.width(), height=original.height())
    if original.isEmpty():
        return Decoded(None, why=tr("its bytes are not those of {mime_type}", mime_type=mime_type))
    if original.width() * original.height() > MOST_PIXELS:
        return Decoded(None, words, tr("it has too many pixels to be drawn"))
    if original.width() > LARGEST.width() or original.height() > LARGEST.height():
        reader.setScaledSize(original.scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return Decoded(None, words, tr("it is damaged"))
    return Decoded(image, words)
