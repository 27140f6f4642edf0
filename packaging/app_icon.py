"""The app's icon as one file, as Windows (.ico) or macOS (.icns) wants it: `app_icon.py FILE`.

Both are PNGs in a row, after a list of what they are.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import icons
from PySide6.QtGui import QGuiApplication
from release import ROOT

ICO = (16, 24, 32, 48, 64, 128, 256)
ICNS = {b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512}


def main() -> None:
    """Writes the file, and says where it is."""
    file = Path(sys.argv[1])
    application = QGuiApplication(["app_icon", "-platform", "offscreen"])
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(packed(file.suffix, pictures()))
    print(f"icon: {file}")
    del application


def pictures() -> dict[int, bytes]:
    """Returns the icon's PNG of each size."""
    with TemporaryDirectory() as folder:
        icons.render(ROOT / "resources" / "icons" / "parley.svg", Path(folder), "parley")
        found = Path(folder).glob("*x*/apps/parley.png")
        return {int(file.parts[-3].split("x")[0]): file.read_bytes() for file in found}


def packed(suffix: str, pngs: dict[int, bytes]) -> bytes:
    """Returns pictures as one file of a kind."""
    match suffix:
        case ".ico":
            return _ico([(size, pngs[size]) for size in ICO])
        case ".icns":
            return _icns([(kind, pngs[size]) for kind, size in ICNS.items()])
        case _:
            sys.exit(f"{suffix} is neither .ico nor .icns.")


def _ico(pngs: list[tuple[int, bytes]]) -> bytes:
    entries, at = b"", 6 + 16 * len(pngs)
    for size, png in pngs:
        # A size of 256 is written as 0; one plane, 32 bits for each dot.
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), at)
        at += len(png)
    return struct.pack("<HHH", 0, 1, len(pngs)) + entries + b"".join(png for _, png in pngs)


def _icns(pngs: list[tuple[bytes, bytes]]) -> bytes:
    body = b"".join(kind + struct.pack(">I", 8 + len(png)) + png for kind, png in pngs)
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


if __name__ == "__main__":
    main()
