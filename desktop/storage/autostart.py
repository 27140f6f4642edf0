"""Parley at a person's login, hidden, as each system has it: off until the person wants it.

It starts only servers that start with Parley and whose commands were let run before.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import APP_ID
from desktop.errors import ConfigError
from desktop.language import tr
from desktop.storage.programs import BACKGROUND, own_window

if TYPE_CHECKING:
    from collections.abc import Sequence

_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"})


def starts_at_login() -> bool:
    """Returns whether Parley is started when the person logs in."""
    if sys.platform == "win32":
        return _windows_command() is not None
    return _file().is_file()


def set_start_at_login(*, on: bool) -> str:
    """Has Parley started at login or no longer, and returns where that is written.

    Raises:
        ConfigError: it cannot be written; nothing was changed.
    """
    command = (*_with_home(), *own_window(), BACKGROUND)
    try:
        if sys.platform == "win32":
            return _set_windows(command if on else None)
        file = _file()
        if on:
            _write(file, launch_agent(command) if sys.platform == "darwin" else entry(command))
        else:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(
            tr(
                "Whether Parley starts at login cannot be written: {error}. Nothing was "
                "changed; check the permissions of the folder.",
                error=error,
            )
        ) from error
    return str(file)


def entry(command: Sequence[str]) -> bytes:
    """Returns a desktop entry for the folder of what starts at login."""
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.4",
        "Name=Parley",
        "Comment=Parley in the tray, from the login on",
        f"Exec={' '.join(map(quoted, command))}",
        f"Icon={APP_ID}",
        "Terminal=false",
        "StartupNotify=false",
        "X-GNOME-Autostart-enabled=true",
    )
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")


def quoted(argument: str) -> str:
    """Returns an argument as a desktop entry has it.

    The Desktop Entry Specification has two layers: an argument's quotes, and a value's escapes.
    """
    inside = re.sub(r'(["`$\\])', r"\\\1", argument).replace("%", "%%")
    return f'"{inside.translate(ESCAPES)}"'


def launch_agent(command: Sequence[str]) -> bytes:
    """Returns what macOS' launchd reads at a login."""
    import plistlib  # noqa: PLC0415  (it brings a parser of XML along)

    return plistlib.dumps(
        {
            "Label": APP_ID,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
    )


def _with_home() -> tuple[str, ...]:
    """Returns what makes the Parley of the login this one, where a person keeps it elsewhere."""
    home = os.environ.get("PARLEY_HOME")
    if not home or sys.platform == "win32":
        return ()
    return ("/usr/bin/env", f"PARLEY_HOME={Path(home).expanduser().absolute()}")


def _file() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{APP_ID}.plist"
    told = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    # The specification has relative paths ignored.
    config = told if told.is_absolute() else Path.home() / ".config"
    return config / "autostart" / f"{APP_ID}.desktop"


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_bytes(content)
    fresh.replace(file)


if sys.platform == "win32":
    import winreg

    def _windows_command() -> str | None:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
                return str(winreg.QueryValueEx(key, APP_ID)[0])
        except OSError:
            return None

    def _set_windows(command: Sequence[str] | None) -> str:
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
            if command is not None:
                line = subprocess.list2cmdline(command)
                winreg.SetValueEx(key, APP_ID, 0, winreg.REG_SZ, line)
            elif _windows_command() is not None:
                winreg.DeleteValue(key, APP_ID)
        return f"HKEY_CURRENT_USER\\{_RUN}"
