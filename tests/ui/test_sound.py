"""What is said of a sound, and what is handed to a player."""

from __future__ import annotations

import base64
import io
import stat
import wave
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mcp_types import AudioContent
from PySide6.QtCore import QEvent, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.ui.dialogs.sound import NO_PLAYER, SoundBlock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


class Player(QObject):
    """What opens files on this computer."""

    def __init__(self) -> None:
        super().__init__()
        self.played: list[Path] = []

    @Slot(QUrl)
    def play(self, url: QUrl) -> None:
        self.played.append(Path(url.toLocalFile()))


@pytest.fixture
def player(qapp: QApplication) -> Iterator[Player]:
    player = Player()
    # PySide's stub is wrong: it takes no bytes.
    QDesktopServices.setUrlHandler("file", player, "play")  # type: ignore[arg-type]
    yield player
    QDesktopServices.unsetUrlHandler("file")


def recorded(seconds: float = 1.5) -> bytes:
    octets = io.BytesIO()
    with wave.open(octets, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes(round(8000 * seconds)))
    return octets.getvalue()


def block(octets: bytes, mime_type: str = "audio/wav") -> AudioContent:
    return AudioContent(data=base64.b64encode(octets).decode(), mime_type=mime_type)


def words(view: SoundBlock) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel))


def test_a_sound_is_described_with_its_length(qtbot: QtBot) -> None:
    view = SoundBlock(block(recorded()), "User")
    qtbot.addWidget(view)
    assert "User · Sound, audio/wav, 12.0 KB, 1.5 seconds" in words(view)


def test_a_sound_is_played_from_a_private_file_that_is_gone_with_the_dialog(
    player: Player, qtbot: QtBot
) -> None:
    view = SoundBlock(block(recorded()), "User")
    view.button.click()
    view.button.click()
    file, again = player.played
    assert file == again
    assert file.suffix == ".wav"
    assert file.read_bytes() == recorded()
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    view.deleteLater()
    QApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete)
    assert not file.parent.exists()


@pytest.mark.parametrize(
    ("octets", "mime_type", "ending"),
    [
        (b"ID3\x04", "audio/mpeg", ".mp3"),
        (b"\xff\xfb\x90", "AUDIO/MP3", ".mp3"),
        (b"OggS\x00", "audio/ogg", ".ogg"),
        (b"fLaC\x00", "audio/flac", ".flac"),
        (b"\xff\xf1\x50", "audio/aac", ".aac"),
    ],
)
def test_the_kinds_that_are_safe_to_open_get_their_ending(
    player: Player, qtbot: QtBot, octets: bytes, mime_type: str, ending: str
) -> None:
    view = SoundBlock(block(octets, mime_type), "User")
    qtbot.addWidget(view)
    view.button.click()
    assert [file.suffix for file in player.played] == [ending]


@pytest.mark.parametrize(
    ("octets", "mime_type", "why"),
    [
        (b"#EXTM3U", "audio/x-mpegurl", "audio/x-mpegurl is none of the kinds"),
        (b"#!/bin/sh", "audio/wav", "its bytes are not those of audio/wav"),
        (b"[playlist]", "audio/mpeg", "its bytes are not those of audio/mpeg"),
        (b"RIFF", "application/x-sh", "application/x-sh is none of the kinds"),
        (b"RIFF", "audio/../../x", "audio/../../x is none of the kinds"),
        (b"", "audio/wav", "its bytes are not those of audio/wav"),
    ],
)
def test_what_is_no_sound_by_its_kind_or_its_bytes_is_not_opened_and_that_is_said(
    qtbot: QtBot, octets: bytes, mime_type: str, why: str
) -> None:
    view = SoundBlock(block(octets, mime_type), "User")
    qtbot.addWidget(view)
    assert f"It cannot be played here: {why}" in words(view)
    assert view.findChildren(QPushButton) == []


@pytest.mark.parametrize("data", ["not base64!", "UklGRg=="])
def test_broken_data_has_no_length(qtbot: QtBot, data: str) -> None:
    view = SoundBlock(AudioContent(data=data, mime_type="audio/wav"), "User")
    qtbot.addWidget(view)
    assert "seconds" not in words(view)


def test_a_computer_without_a_player_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    view = SoundBlock(block(recorded()), "User")
    qtbot.addWidget(view)
    view.show()
    view.button.click()
    assert NO_PLAYER in words(view)
