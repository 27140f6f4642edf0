"""The icon for Windows and macOS, read back by Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from app_icon import ICNS, ICO, packed, pictures
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImageReader

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.mark.parametrize(("suffix", "sizes"), [(".ico", ICO), (".icns", tuple(ICNS.values()))])
def test_every_size_is_in_the_file_and_shows_something(
    qapp: QApplication, suffix: str, sizes: tuple[int, ...]
) -> None:
    buffer = QBuffer()
    buffer.setData(packed(suffix, pictures()))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(suffix[1:].encode()))
    found = []
    for number in range(reader.imageCount()):
        assert reader.jumpToImage(number)
        image = reader.read()
        assert image.pixelColor(image.rect().center()).alpha() == 255
        found.append(image.width())
    assert sorted(found) == sorted(sizes)


def test_another_kind_is_refused() -> None:
    with pytest.raises(SystemExit, match=r"neither \.ico nor \.icns"):
        packed(".bmp", {})
