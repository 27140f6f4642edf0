"""A sound in a message: what it is, and a way to hear it."""

from __future__ import annotations

import base64
import binascii
import io
import tempfile
import wave
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import wording
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel

if TYPE_CHECKING:
    from mcp_types import AudioContent

_FORMATS: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "audio/wav": (".wav", (b"RIFF",)),
    "audio/x-wav": (".wav", (b"RIFF",)),
    "audio/vnd.wave": (".wav", (b"RIFF",)),
    "audio/mpeg": (".mp3", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "audio/mp3": (".mp3", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "audio/ogg": (".ogg", (b"OggS",)),
    "audio/flac": (".flac", (b"fLaC",)),
    "audio/x-flac": (".flac", (b"fLaC",)),
    "audio/aac": (".aac", (b"\xff\xf1", b"\xff\xf9")),
}
"""What is handed to a player: the ending it gets, and how its bytes must begin.

A playlist, a page or a program by the name of a sound would do more than be heard.
"""

NO_PLAYER = tr("This computer has no player for it.")


class SoundBlock(QWidget):
    """A line on a sound, and a button that plays it where it is one."""

    def __init__(self, block: AudioContent, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        octets = _decoded(block.data)
        self._ending, beginnings = _FORMATS.get(block.mime_type.lower(), ("", ()))
        self._octets = octets if octets.startswith(beginnings) else b""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        described = f"{title} · {described_as(tr('Sound'), block.mime_type, block.data)}"
        seconds = _seconds(octets) if self._ending == ".wav" else None
        if seconds is not None:
            described += tr(", {seconds:,.1f} seconds", seconds=seconds)
        self._trouble = PlainLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if not self._octets:
            column.addWidget(PlainLabel(f"{described}. {self._why_not(block)}"))
            return
        column.addWidget(PlainLabel(described))
        self.button = SymbolButton(Symbol.RUN, tr("&Play it with this computer's player"))
        self.button.setAccessibleDescription(described)
        self.button.clicked.connect(self._play)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._trouble)

    def _why_not(self, block: AudioContent) -> str:
        kind = wording.one_line(block.mime_type)
        if not self._ending:
            return tr(
                "It cannot be played here: {kind} is none of the kinds that are safe to open.",
                kind=kind,
            )
        return tr("It cannot be played here: its bytes are not those of {kind}.", kind=kind)

    def _play(self) -> None:
        if self._folder is None:
            self._folder = folder = tempfile.TemporaryDirectory(
                prefix="parley-", ignore_cleanup_errors=True
            )
            self.destroyed.connect(lambda *_: folder.cleanup())
        path = Path(self._folder.name) / f"sound{self._ending}"
        path.write_bytes(self._octets)
        opened = QDesktopServices.openUrl(QUrl.fromLocalFile(path))
        self._trouble.say("" if opened else NO_PLAYER)


def described_as(kind: str, mime_type: str, data: str) -> str:
    """Returns what a picture or a sound is, in words."""
    return f"{kind}, {wording.one_line(mime_type)}, {wording.size(len(data) * 3 // 4)}"


def _decoded(data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _seconds(octets: bytes) -> float | None:
    """Returns how long a WAV file lasts by its own word, if it is one."""
    try:
        with wave.open(io.BytesIO(octets)) as sound:
            return float(sound.getnframes() / sound.getframerate())
    except (wave.Error, EOFError, ZeroDivisionError, ValueError):
        return None
