"""How large a picture is, by the first bytes of its file: before anything decodes it."""

from __future__ import annotations

import struct

_PNG, _BMP = b"\x89PNG\r\n\x1a\n", b"BM"
_GIFS = (b"GIF87a", b"GIF89a")
_JPEG = b"\xff\xd8"
_NO_FRAMES = (0xC4, 0xC8, 0xCC)
"""Markers of JPEG that lie among those of frames and are none."""
_OLDEST_BMP = 12


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Returns a picture's width and height; None where it is no PNG, JPEG, GIF or BMP."""
    try:
        if data.startswith(_PNG):
            return _pair(">II", data, 16)
        if data.startswith(_GIFS):
            return _pair("<HH", data, 6)
        if data.startswith(_BMP):
            oldest = struct.unpack_from("<I", data, 14)[0] == _OLDEST_BMP
            width, height = _pair("<HH" if oldest else "<ii", data, 18)
            return abs(width), abs(height)  # the height is negative where the top comes first
        return _jpeg(data) if data.startswith(_JPEG) else None
    except struct.error:
        return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """Returns the size that a JPEG's frame has."""
    place = 2
    while place + 4 <= len(data):
        marker, length = struct.unpack_from(">HH", data, place)
        if marker >> 8 != 0xFF:
            return None
        kind = marker & 0xFF
        if kind == 0xFF:  # filling
            place += 1
            continue
        if 0xC0 <= kind <= 0xCF and kind not in _NO_FRAMES:
            height, width = _pair(">HH", data, place + 5)
            return width, height
        place += 2 + length
    return None


def _pair(form: str, data: bytes, place: int) -> tuple[int, int]:
    one, other = struct.unpack_from(form, data, place)
    return int(one), int(other)
