"""Whether there is a display to open a window on."""

from __future__ import annotations

import os
import re
import socket
import sys
from contextlib import suppress
from pathlib import Path

_OF_A_DESKTOP = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_RUNTIME_DIR",
    "XDG_CURRENT_DESKTOP",
    "XDG_SESSION_TYPE",
    "DBUS_SESSION_BUS_ADDRESS",
)


def has_display() -> bool:
    """Whether a window could be opened; Qt would abort at a display that nobody serves."""
    if sys.platform in ("darwin", "win32"):
        return True
    if os.environ.get("QT_QPA_PLATFORM"):
        return True  # Somebody knows what they want.
    return _wayland(os.environ.get("WAYLAND_DISPLAY", "")) or _x11(os.environ.get("DISPLAY", ""))


def find_display() -> None:
    """Takes the display of whatever started this process, where it was kept from it.

    The MCP SDKs give a server little of a host's environment, and the display is not among it.
    """
    import psutil  # noqa: PLC0415  (most never need it)

    if sys.platform in ("darwin", "win32") or not {"DISPLAY", "WAYLAND_DISPLAY"}.isdisjoint(
        os.environ
    ):
        return
    for parent in psutil.Process().parents():
        with suppress(psutil.Error, OSError):
            theirs = parent.environ()
            if "DISPLAY" in theirs or "WAYLAND_DISPLAY" in theirs:
                for name in _OF_A_DESKTOP:
                    if name in theirs:
                        os.environ.setdefault(name, theirs[name])
                return


def _wayland(name: str) -> bool:
    path = Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)
    return bool(name) and path.is_absolute() and path.is_socket()


def _x11(name: str) -> bool:
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", name)
    if local is None:
        return ":" in name  # On another computer, or through ssh.
    path = f"/tmp/.X11-unix/X{local[1]}"  # Where every X server has it.
    return _answers(f"\0{path}") or _answers(path)


def _answers(address: str) -> bool:
    with socket.socket(socket.AF_UNIX) as one:
        one.settimeout(1)
        try:
            one.connect(address)
        except OSError:
            return False
    return True
